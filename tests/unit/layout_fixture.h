/* bind_fixture.h with a layout read from text, and a setter with the repository's fonts. */
#ifndef LAYOUT_FIXTURE_H
#define LAYOUT_FIXTURE_H

#include "bind_fixture.h"

#include "input/layout.h"
#include "text/setter.h"

static inline void fixture_layout(struct fixture *fixture, const char *text) {
  const struct layout_path path = {(const char *[]){fixture->folder, NULL}};
  fixture_write(fixture, "layout.yaml", text);
  struct layout *layout =
      layout_read(fixture->arena, &path, "layout", NULL, (struct position){"event.yaml", 1, 1}, fixture->sink);
  if (layout == NULL)
    fail_msg("%s", fixture_messages(fixture));
  fixture->compose.layout = fixture->compose.binder.layout = layout;
}

/* One setter for all tests of a program. */
static struct setter *fixture_setter;

static inline int setter_open(void **state) {
  (void)state;
  static char patterns[500];
  const char *build = getenv("BUILD"), *why = NULL;
  snprintf(patterns, sizeof patterns, "%s/hyphenation", build != NULL ? build : "build");
  struct fontmap *map = fontmap_new((const char *const[]){"fonts", NULL}, &why);
  if (map == NULL)
    fail_msg("%s", why);
  fixture_setter = setter_new(map, (const char *const[]){patterns, NULL});
  return 0;
}

static inline int setter_close(void **state) {
  (void)state;
  setter_drop(fixture_setter);
  return 0;
}

/* A PNG of 4 × 2 pixels, gray. */
static const unsigned char fixture_png[] = {
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52, 0x00,
    0x00, 0x00, 0x04, 0x00, 0x00, 0x00, 0x02, 0x08, 0x00, 0x00, 0x00, 0x00, 0x5A, 0xC3, 0x22, 0xBF, 0x00,
    0x00, 0x00, 0x0B, 0x49, 0x44, 0x41, 0x54, 0x78, 0xDA, 0x63, 0x60, 0x80, 0x01, 0x00, 0x00, 0x0A, 0x00,
    0x01, 0xEC, 0x24, 0x03, 0xB9, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82};

static inline void fixture_logo(struct fixture *fixture) {
  FILE *file = fopen(arena_printf(fixture->arena, "%s/logo.png", fixture->folder), "wb");
  assert_non_null(file);
  fwrite(fixture_png, 1, sizeof fixture_png, file);
  fclose(file);
}

#endif
