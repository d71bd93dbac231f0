/* The floor of a PDF file: what compressing its streams and writing them costs, and nothing else. Takes a file whose
 * streams were uncompressed (qpdf --stream-data=uncompress), prints seconds of processor time and bytes. */
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static char *file_load(const char *path, size_t *length) {
  FILE *file = fopen(path, "rb");
  if (!file)
    return NULL;
  fseek(file, 0, SEEK_END);
  *length = (size_t)ftell(file);
  rewind(file);
  char *data = malloc(*length + 1);
  if (data && fread(data, 1, *length, file) != *length) {
    free(data);
    data = NULL;
  }
  fclose(file);
  return data;
}

static double processor_seconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

int main(int count, char **arguments) {
  size_t length = 0, total = 0;
  char *data = count == 3 ? file_load(arguments[1], &length) : NULL;
  FILE *out = count == 3 ? fopen(arguments[2], "wb") : NULL;
  struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(6);
  if (!data || !out || !compressor) {
    fprintf(stderr, "usage: floor UNCOMPRESSED.pdf OUT\n");
    return 2;
  }
  size_t room = libdeflate_zlib_compress_bound(compressor, length);
  char *packed = malloc(room);
  double start = processor_seconds();
  for (char *at = data, *end = data + length; packed && (at = memmem(at, (size_t)(end - at), "stream\n", 7));) {
    at += 7;
    char *stop = memmem(at, (size_t)(end - at), "endstream", 9);
    if (!stop)
      break;
    size_t size = libdeflate_zlib_compress(compressor, at, (size_t)(stop - at), packed, room);
    fwrite(packed, 1, size, out);
    total += size;
    at = stop + 9;
  }
  fclose(out);
  printf("%.4f %zu\n", processor_seconds() - start, total);
  libdeflate_free_compressor(compressor);
  free(packed);
  free(data);
  return 0;
}
