/* PNG to samples, by libpng. The file is hostile until it is read: libpng's errors come back by longjmp, sizes are
 * those that were checked before, and memory is bounded. Colour profiles are ignored: samples count as sRGB. */
#include "pdf/samples.h"

#include <png.h>

#include <setjmp.h>
#include <string.h>

enum { CHUNK_LIMIT = 8 * 1024 * 1024 };       /* of text and profiles that libpng unpacks */
static const size_t SAMPLES_LIMIT = 1u << 30; /* bytes decoded: 100 megapixels of RGBA are 400 million */

struct png_job {
  struct arena *arena;
  const struct picture *picture;
  struct samples *out;
  size_t position; /* in the file */
  const char *why;
  enum samples_status status;
  png_structp png;
  png_infop info;
  uint8_t **rows;
  size_t row_length;
  int channels;
};

static void png_failed(png_structp png, png_const_charp message) {
  struct png_job *job = png_get_error_ptr(png);
  if (!job->why)
    job->why = arena_strdup(job->arena, message);
  longjmp(png_jmpbuf(png), 1);
}

static void png_warned(png_structp png, png_const_charp message) {
  (void)png, (void)message;
}

static void bytes_read(png_structp png, png_bytep out, size_t length) {
  struct png_job *job = png_get_io_ptr(png);
  if (length > job->picture->length - job->position)
    png_error(png, "the file ends too early");
  memcpy(out, (const uint8_t *)job->picture->data + job->position, length);
  job->position += length;
}

/* Few transformations: small depths and palettes stay, unless there is transparency to be split off. */
static void transformations_choose(struct png_job *job) {
  png_structp png = job->png;
  int type = png_get_color_type(png, job->info);
  bool transparent = (type & PNG_COLOR_MASK_ALPHA) || png_get_valid(png, job->info, PNG_INFO_tRNS);
  png_set_scale_16(png);
  if (transparent) {
    png_set_expand(png);
    png_set_tRNS_to_alpha(png);
  }
  if (png_get_interlace_type(png, job->info) != PNG_INTERLACE_NONE)
    png_set_interlace_handling(png);
  png_read_update_info(png, job->info);
}

static void format_read(struct png_job *job) {
  struct samples *out = job->out;
  int type = png_get_color_type(job->png, job->info);
  out->space = type == PNG_COLOR_TYPE_PALETTE ? SAMPLES_INDEXED
               : type & PNG_COLOR_MASK_COLOR  ? SAMPLES_RGB
                                              : SAMPLES_GRAY;
  out->depth = png_get_bit_depth(job->png, job->info);
  out->orientation = 1;
  job->channels = png_get_channels(job->png, job->info);
  job->row_length = png_get_rowbytes(job->png, job->info);
  if (job->row_length > SAMPLES_LIMIT / out->height) {
    job->status = SAMPLES_TOO_LARGE;
    png_error(job->png, "too many samples");
  }
}

static void palette_read(struct png_job *job) {
  png_colorp colours;
  if (job->out->space != SAMPLES_INDEXED || !png_get_PLTE(job->png, job->info, &colours, &job->out->palette_count))
    return;
  job->out->palette_space = SAMPLES_RGB;
  for (int i = 0; i < job->out->palette_count; i++) {
    job->out->palette[3 * i] = colours[i].red;
    job->out->palette[3 * i + 1] = colours[i].green;
    job->out->palette[3 * i + 2] = colours[i].blue;
  }
}

static void rows_read(struct png_job *job) {
  uint32_t height = job->out->height;
  job->rows = arena_array(job->arena, height, sizeof *job->rows);
  uint8_t *data = arena_zalloc(job->arena, height, job->row_length); /* libpng leaves a row's last bits as they are */
  for (uint32_t y = 0; y < height; y++)
    job->rows[y] = data + y * job->row_length;
  png_read_image(job->png, job->rows);
  png_read_end(job->png, NULL);
  job->out->colours = data;
  job->out->length = height * job->row_length;
}

static bool header_read(struct png_job *job) {
  const struct picture *picture = job->picture;
  png_set_read_fn(job->png, job, bytes_read);
  png_set_user_limits(job->png, picture->width, picture->height);
  png_set_chunk_malloc_max(job->png, CHUNK_LIMIT);
  png_read_info(job->png, job->info);
  job->out->width = png_get_image_width(job->png, job->info);
  job->out->height = png_get_image_height(job->png, job->info);
  return job->out->width == picture->width && job->out->height == picture->height;
}

/* Only `job` is used after a longjmp, and it is not a local. */
static void picture_decode(struct png_job *job) {
  if (setjmp(png_jmpbuf(job->png)))
    return;
  if (!header_read(job))
    png_error(job->png, "its size is not what its header said");
  transformations_choose(job);
  format_read(job);
  palette_read(job);
  rows_read(job);
  job->status = SAMPLES_READ;
}

/* Colours and alpha of interleaved rows apart. */
static void alpha_split(struct png_job *job) {
  struct samples *out = job->out;
  size_t pixels = (size_t)out->width * out->height;
  int colours = job->channels - 1;
  uint8_t *colour = arena_array(job->arena, pixels, (size_t)colours), *alpha = arena_alloc(job->arena, pixels);
  const uint8_t *from = out->colours;
  out->colours = colour;
  out->alpha = alpha;
  out->length = pixels * (size_t)colours;
  for (size_t i = 0; i < pixels; i++) {
    for (int c = 0; c < colours; c++)
      *colour++ = *from++;
    *alpha++ = *from++;
  }
}

enum samples_status png_samples(struct arena *arena, const struct picture *picture, struct samples *out,
                                const char **why) {
  *out = (struct samples){0};
  struct png_job job = {.arena = arena, .picture = picture, .out = out, .status = SAMPLES_BROKEN};
  job.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &job, png_failed, png_warned);
  if (job.png)
    job.info = png_create_info_struct(job.png);
  if (job.info)
    picture_decode(&job);
  if (job.png)
    png_destroy_read_struct(&job.png, &job.info, NULL);
  if (job.status == SAMPLES_READ && (job.channels == 2 || job.channels == 4))
    alpha_split(&job);
  *why = job.why ? job.why : "it cannot be read";
  return job.status;
}
