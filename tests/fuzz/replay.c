/* Runs a fuzz entry over the files that are named, for the tests: no fuzzer is needed for it. Prints a TAP line for
 * each; a crash ends the program, and the runner counts it. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint8_t *file_bytes(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (!file || fseek(file, 0, SEEK_END) != 0) {
    perror(path);
    exit(3);
  }
  *size = (size_t)ftell(file);
  rewind(file);
  uint8_t *bytes = malloc(*size ? *size : 1); /* exactly as long, so that a sanitizer sees one byte too many read */
  if (!bytes || fread(bytes, 1, *size, file) != *size) {
    perror(path);
    exit(3);
  }
  fclose(file);
  return bytes;
}

int main(int count, char **paths) {
  for (int i = 1; i < count; i++) {
    size_t size;
    uint8_t *bytes = file_bytes(paths[i], &size);
    LLVMFuzzerTestOneInput(bytes, size);
    free(bytes);
    printf("ok - %s\n", paths[i]);
    fflush(stdout);
  }
  return 0;
}
