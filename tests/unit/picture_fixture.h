/* Pictures for tests, made by libpng and libjpeg in memory. */
#ifndef TESTS_PICTURE_FIXTURE_H
#define TESTS_PICTURE_FIXTURE_H

#include "base/buffer.h"
#include "base/hash.h"
#include "display/display_list.h"
#include "test_base.h"

#include <jpeglib.h>
#include <png.h>

static inline void png_append(png_structp png, png_bytep data, size_t length) {
  buffer_add(png_get_io_ptr(png), data, length);
}

struct png_kind {
  int type, depth;              /* PNG_COLOR_TYPE_… */
  bool interlaced, transparent; /* transparent: a tRNS chunk */
};

/* A PNG whose samples are a fixed pattern of bytes: byte i of row y is (y * 31 + i * 7) & 255. */
static inline struct picture png_picture(struct arena *arena, struct png_kind kind, uint32_t width, uint32_t height) {
  struct buffer out = {0};
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png_create_info_struct(png);
  png_set_write_fn(png, &out, png_append, NULL);
  png_set_IHDR(png, info, width, height, kind.depth, kind.type,
               kind.interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
               PNG_FILTER_TYPE_DEFAULT);
  png_color palette[256];
  png_byte alpha[256];
  for (int i = 0; i < 256; i++) {
    palette[i] = (png_color){(png_byte)i, (png_byte)(255 - i), (png_byte)(i / 2)};
    alpha[i] = (png_byte)i;
  }
  if (kind.type == PNG_COLOR_TYPE_PALETTE)
    png_set_PLTE(png, info, palette, 1 << kind.depth);
  if (kind.transparent)
    png_set_tRNS(png, info, alpha, kind.type == PNG_COLOR_TYPE_PALETTE ? 1 << kind.depth : 1, &(png_color_16){0});
  png_write_info(png, info);
  size_t length = png_get_rowbytes(png, info);
  png_bytep *rows = arena_array(arena, height, sizeof *rows);
  for (uint32_t y = 0; y < height; y++) {
    rows[y] = arena_alloc(arena, length);
    for (size_t i = 0; i < length; i++)
      rows[y][i] = (png_byte)(y * 31 + i * 7);
  }
  png_write_image(png, rows);
  png_write_end(png, info);
  png_destroy_write_struct(&png, &info);
  struct picture picture = {.path = "picture.png",
                            .data = arena_memdup(arena, out.data, out.length),
                            .length = out.length,
                            .width = width,
                            .height = height};
  hash_data(picture.data, picture.length, picture.digest);
  buffer_drop(&out);
  return picture;
}

struct jpeg_kind {
  J_COLOR_SPACE space;     /* JCS_GRAYSCALE, JCS_RGB, JCS_CMYK */
  bool progressive, plain; /* plain: RGB samples as they are */
  int orientation;         /* EXIF; 0: none */
};

static inline struct picture jpeg_picture(struct arena *arena, struct jpeg_kind kind, uint32_t width, uint32_t height) {
  struct jpeg_compress_struct jpeg;
  struct jpeg_error_mgr errors;
  unsigned char *data = NULL;
  unsigned long length = 0;
  jpeg.err = jpeg_std_error(&errors);
  jpeg_create_compress(&jpeg);
  jpeg_mem_dest(&jpeg, &data, &length);
  jpeg.image_width = width;
  jpeg.image_height = height;
  jpeg.in_color_space = kind.space;
  jpeg.input_components = kind.space == JCS_GRAYSCALE ? 1 : kind.space == JCS_RGB ? 3 : 4;
  jpeg_set_defaults(&jpeg);
  if (kind.plain) {
    jpeg_set_colorspace(&jpeg, JCS_RGB);
    jpeg.write_Adobe_marker = FALSE;
  }
  if (kind.progressive)
    jpeg_simple_progression(&jpeg);
  jpeg_start_compress(&jpeg, TRUE);
  if (kind.orientation) {
    JOCTET exif[] = {'E',
                     'x',
                     'i',
                     'f',
                     0,
                     0,
                     'I',
                     'I',
                     42,
                     0,
                     8,
                     0,
                     0,
                     0,
                     2,
                     0,
                     0x0F,
                     1,
                     2,
                     0,
                     1,
                     0,
                     0,
                     0,
                     'x',
                     0,
                     0,
                     0,
                     0x12,
                     1,
                     3,
                     0,
                     1,
                     0,
                     0,
                     0,
                     (JOCTET)kind.orientation,
                     0,
                     0,
                     0,
                     0,
                     0,
                     0,
                     0};
    jpeg_write_marker(&jpeg, JPEG_APP0 + 1, exif, sizeof exif);
  }
  jpeg_write_marker(&jpeg, JPEG_COM, (const JOCTET *)"taken at home", 13);
  JSAMPROW row = arena_array(arena, width, (size_t)jpeg.input_components);
  for (uint32_t y = 0; y < height; y++) {
    for (uint32_t i = 0; i < width * (uint32_t)jpeg.input_components; i++)
      row[i] = (JSAMPLE)(y * 5 + i);
    jpeg_write_scanlines(&jpeg, &row, 1);
  }
  jpeg_finish_compress(&jpeg);
  jpeg_destroy_compress(&jpeg);
  struct picture picture = {.path = "picture.jpg",
                            .data = arena_memdup(arena, data, length),
                            .length = length,
                            .jpeg = true,
                            .width = kind.orientation >= 5 ? height : width,
                            .height = kind.orientation >= 5 ? width : height};
  free(data);
  hash_data(picture.data, picture.length, picture.digest);
  return picture;
}

#endif
