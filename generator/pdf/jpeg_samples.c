/* JPEG files for PDF's DCTDecode: checked with libjpeg by decoding them once at an eighth of their size, then passed on
 * as they are but for what PDF does not need: EXIF and other private data (a place, a camera's owner), comments, and
 * whatever stands behind the end. */
#include "pdf/samples.h"

#include <stdio.h>

#include <jerror.h>
#include <jpeglib.h>

#include <setjmp.h>
#include <string.h>

/* A progressive file is decoded in memory as a whole: past this it is checked by its markers only. */
enum { PROGRESSIVE_LIMIT = 40 * 1000 * 1000 /* pixels */, EXIF_LIMIT = 0xFFFF };

struct jpeg_job {
  struct jpeg_error_mgr errors; /* first: libjpeg hands its address back */
  jmp_buf failed;
  struct arena *arena;
  const struct picture *picture;
  struct samples *out;
  struct jpeg_decompress_struct jpeg;
  const char *why;
  enum samples_status status;
  size_t consumed;
};

static void message_keep(j_common_ptr jpeg) {
  struct jpeg_job *job = (struct jpeg_job *)jpeg->err;
  char text[JMSG_LENGTH_MAX];
  jpeg->err->format_message(jpeg, text);
  if (!job->why)
    job->why = arena_strdup(job->arena, text);
}

static _Noreturn void jpeg_failed(j_common_ptr jpeg) {
  message_keep(jpeg);
  longjmp(((struct jpeg_job *)jpeg->err)->failed, 1);
}

/* libjpeg warns where it makes up missing data. Stray bytes between segments are harmless and frequent. */
static void jpeg_warned(j_common_ptr jpeg, int level) {
  if (level >= 0 || jpeg->err->msg_code == JWRN_EXTRANEOUS_DATA)
    return;
  jpeg_failed(jpeg);
}

static void strangeness_report(struct jpeg_job *job, const char *why) {
  job->status = SAMPLES_STRANGE;
  job->why = why;
  longjmp(job->failed, 1);
}

/* --- EXIF orientation: TIFF 6.0, tag 0x0112 of the first directory ---------------------------------------------------
 */

struct tiff {
  const uint8_t *data;
  size_t length;
  bool big_endian;
};

static uint32_t tiff_number(const struct tiff *tiff, size_t offset, size_t bytes) {
  uint32_t value = 0;
  if (offset > tiff->length || bytes > tiff->length - offset)
    return 0;
  for (size_t i = 0; i < bytes; i++)
    value = value << 8 | tiff->data[offset + (tiff->big_endian ? i : bytes - 1 - i)];
  return value;
}

static int exif_orientation(const uint8_t *data, size_t length) {
  enum { EXIF_HEADER = 6, ENTRY = 12, ORIENTATION = 0x0112 };
  if (length < EXIF_HEADER + 8 || memcmp(data, "Exif\0", EXIF_HEADER))
    return 1;
  struct tiff tiff = {data + EXIF_HEADER, length - EXIF_HEADER, data[EXIF_HEADER] == 'M'};
  size_t directory = tiff_number(&tiff, 4, 4), count = tiff_number(&tiff, directory, 2);
  for (size_t i = 0; i < count; i++) {
    size_t entry = directory + 2 + i * ENTRY;
    if (tiff_number(&tiff, entry, 2) != ORIENTATION)
      continue;
    uint32_t value = tiff_number(&tiff, entry + 8, 2);
    return value >= 1 && value <= 8 ? (int)value : 1;
  }
  return 1;
}

static int orientation_read(struct jpeg_decompress_struct *jpeg) {
  for (jpeg_saved_marker_ptr marker = jpeg->marker_list; marker; marker = marker->next) {
    int orientation = exif_orientation(marker->data, marker->data_length);
    if (orientation != 1)
      return orientation;
  }
  return 1;
}

/* --- checking -------------------------------------------------------------------------------------------------------
 */

static void space_read(struct jpeg_job *job) {
  struct jpeg_decompress_struct *jpeg = &job->jpeg;
  struct samples *out = job->out;
  static const enum sample_space spaces[] = {[1] = SAMPLES_GRAY, [3] = SAMPLES_RGB, [4] = SAMPLES_CMYK};
  int count = jpeg->num_components;
  if (jpeg->data_precision != 8)
    strangeness_report(job, "not 8 bits a sample");
  if (count != 1 && count != 3 && count != 4)
    strangeness_report(job, "number of colour components");
  if (jpeg->arith_code)
    strangeness_report(job, "arithmetic coding");
  out->space = spaces[count];
  out->inverted = count == 4 && jpeg->saw_Adobe_marker;
  out->plain_rgb = jpeg->jpeg_color_space == JCS_RGB && !jpeg->saw_Adobe_marker;
}

static void size_check(struct jpeg_job *job) {
  const struct picture *picture = job->picture;
  struct samples *out = job->out;
  out->width = job->jpeg.image_width;
  out->height = job->jpeg.image_height;
  out->depth = 8;
  out->orientation = orientation_read(&job->jpeg);
  bool turned = out->orientation >= 5;
  uint32_t width = turned ? out->height : out->width, height = turned ? out->width : out->height;
  if (width == picture->width && height == picture->height)
    return;
  job->why = "its size is not what its header said";
  longjmp(job->failed, 1);
}

static void scans_check(struct jpeg_job *job) {
  struct jpeg_decompress_struct *jpeg = &job->jpeg;
  if (jpeg->progressive_mode && (uint64_t)jpeg->image_width * jpeg->image_height > PROGRESSIVE_LIMIT) {
    job->consumed = job->picture->length;
    return;
  }
  jpeg->scale_num = 1;
  jpeg->scale_denom = 8;
  jpeg->out_color_space = jpeg->jpeg_color_space;
  jpeg_start_decompress(jpeg);
  size_t row_length = (size_t)jpeg->output_width * (size_t)jpeg->output_components;
  JSAMPROW row = arena_alloc(job->arena, row_length);
  while (jpeg->output_scanline < jpeg->output_height)
    jpeg_read_scanlines(jpeg, &row, 1);
  jpeg_finish_decompress(jpeg);
  job->consumed = job->picture->length - jpeg->src->bytes_in_buffer;
}

static void picture_check(struct jpeg_job *job) {
  if (setjmp(job->failed))
    return;
  jpeg_create_decompress(&job->jpeg);
  jpeg_mem_src(&job->jpeg, job->picture->data, job->picture->length);
  jpeg_save_markers(&job->jpeg, JPEG_APP0 + 1, EXIF_LIMIT);
  jpeg_read_header(&job->jpeg, TRUE);
  space_read(job);
  size_check(job);
  scans_check(job);
  job->status = SAMPLES_READ;
}

/* --- passing on -----------------------------------------------------------------------------------------------------
 */

/* Adobe's segment tells the colour transformation; the other application segments and comments are private. */
static bool segment_is_private(uint8_t marker) {
  return marker == JPEG_COM || (marker >= JPEG_APP0 && marker <= JPEG_APP0 + 15 && marker != JPEG_APP0 + 14);
}

/* libjpeg has read the file: segments are whole. Everything from the first scan on is copied. */
static void segments_copy(struct jpeg_job *job) {
  enum { START_OF_SCAN = 0xDA, FILL = 0xFF };
  const uint8_t *data = job->picture->data;
  size_t length = job->consumed, from = 2, to = 2;
  uint8_t *out = arena_alloc(job->arena, length);
  memcpy(out, data, 2);
  while (length - from > 4 && data[from + 1] != START_OF_SCAN) {
    if (data[from] != FILL || data[from + 1] == FILL) { /* stray and fill bytes */
      from++;
      continue;
    }
    size_t segment = 2 + (size_t)(data[from + 2] << 8 | data[from + 3]);
    if (segment > length - from)
      break;
    if (!segment_is_private(data[from + 1])) {
      memcpy(out + to, data + from, segment);
      to += segment;
    }
    from += segment;
  }
  memcpy(out + to, data + from, length - from);
  job->out->encoded = true;
  job->out->colours = out;
  job->out->length = to + length - from;
}

/* --- decoding -------------------------------------------------------------------------------------------------------
 */

static void rows_decode(struct jpeg_job *job) {
  struct jpeg_decompress_struct *jpeg = &job->jpeg;
  struct samples *out = job->out;
  jpeg->out_color_space = out->space == SAMPLES_CMYK ? JCS_CMYK : JCS_RGB;
  jpeg_start_decompress(jpeg);
  size_t row_length = (size_t)jpeg->output_width * (size_t)jpeg->output_components;
  uint8_t *data = arena_array(job->arena, jpeg->output_height, row_length);
  while (jpeg->output_scanline < jpeg->output_height) {
    JSAMPROW row = data + jpeg->output_scanline * row_length;
    jpeg_read_scanlines(jpeg, &row, 1);
  }
  jpeg_finish_decompress(jpeg);
  out->colours = data;
  out->length = jpeg->output_height * row_length;
}

static void picture_decode(struct jpeg_job *job) {
  if (setjmp(job->failed))
    return;
  jpeg_create_decompress(&job->jpeg);
  jpeg_mem_src(&job->jpeg, job->picture->data, job->picture->length);
  jpeg_read_header(&job->jpeg, TRUE);
  rows_decode(job);
  job->status = SAMPLES_READ;
}

static struct jpeg_job *job_new(struct arena *arena, const struct picture *picture, struct samples *out) {
  struct jpeg_job *job = arena_zalloc(arena, 1, sizeof *job);
  job->arena = arena;
  job->picture = picture;
  job->out = out;
  job->status = SAMPLES_BROKEN;
  job->jpeg.err = jpeg_std_error(&job->errors);
  job->errors.error_exit = jpeg_failed;
  job->errors.emit_message = jpeg_warned;
  return job;
}

enum samples_status jpeg_pixels(struct arena *arena, const struct picture *picture, struct samples *out,
                                const char **why) {
  struct jpeg_job *job = job_new(arena, picture, out);
  picture_decode(job);
  jpeg_destroy_decompress(&job->jpeg);
  *why = job->why ? job->why : "it cannot be read";
  if (job->status != SAMPLES_READ)
    return job->status;
  uint8_t *bytes = (uint8_t *)out->colours;
  for (size_t i = 0; out->inverted && i < out->length; i++)
    bytes[i] = (uint8_t)~bytes[i];
  out->encoded = out->inverted = out->plain_rgb = false;
  return SAMPLES_READ;
}

enum samples_status jpeg_samples(struct arena *arena, const struct picture *picture, struct samples *out,
                                 const char **why) {
  *out = (struct samples){0};
  struct jpeg_job *job = job_new(arena, picture, out);
  picture_check(job);
  jpeg_destroy_decompress(&job->jpeg);
  if (job->status == SAMPLES_READ)
    segments_copy(job);
  *why = job->why ? job->why : "it cannot be read";
  return job->status;
}
