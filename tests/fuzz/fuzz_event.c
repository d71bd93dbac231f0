/* Whole events from any bytes: read, then every document composed with a small layout, down to display lists.
 * Reaches Markdown, filters, tables, footnotes, line breaking and cards. Behind a first line "#md" the bytes are the
 * Markdown of a release instead, so that the fuzzer need not get the YAML around it right. */
#include "base/utf8.h"
#include "compose/composition.h"
#include "display/dump.h"
#include "text/setter.h"
#include "text/shape.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char flow_layout[] =
    "layout: flow\n"
    "page: {size: A5, margins: 15mm, columns: 2}\n"
    "styles:\n"
    "  body: {font: serif, size: 10pt, leading: 12pt, align: justify, hyphenate: yes}\n"
    "  head: {font: sans, size: 14pt, leading: 16pt, case: upper}\n"
    "boxes: {rest: [{box: [15mm, 5mm, 50mm, 6mm], text: \"{{ page }} / {{ pages }}\"}]}\n"
    "flow:\n"
    "  - {text: \"{{ title }}\", style: head, role: h1}\n"
    "  - {text: \"{{ dates | range: long }} {{ place.city }} {{ extra | default: none }}\", when: dates}\n"
    "  - {markdown: \"{{ release.lead }}\", when: release}\n"
    "  - {markdown: \"{{ release.body }}\", when: release}\n"
    "  - each: agenda\n"
    "    flow:\n"
    "      - {text: \"{{ title | upper }} {{ day | date }}\"}\n"
    "      - table:\n"
    "          each: sessions\n"
    "          columns:\n"
    "            - {head: \"Время\", width: 20mm, text: \"{{ start | time }}\"}\n"
    "            - {head: \"Тема\", text: \"{{ title }}\"}\n";

static const char card_layout[] =
    "layout: card\n"
    "card: {size: [60mm, 40mm]}\n"
    "front:\n"
    "  - {box: [2mm, 2mm, 56mm, 10mm], text: \"{{ name.given }}\", fit: {min: 6pt, max: 20pt, lines: 2}}\n"
    "  - {box: [2mm, 14mm, 30mm, 24mm], markdown: \"{{ position }} {{ organisation.name }}\"}\n"
    "  - {box: [36mm, 14mm, 22mm, 22mm], qr: \"{{ id }}\"}\n";

static struct bench {
  char folder[32];
  struct arena *arena;
  struct setter *setter;
  const struct layout *flow, *card;
} bench;

static void file_put(const char *folder, const char *name, const void *data, size_t size) {
  char path[64];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "wb");
  if (!file || fwrite(data, 1, size, file) != size)
    abort();
  fclose(file);
}

static const struct layout *layout_open(const char *name, const char *text) {
  char file[16];
  snprintf(file, sizeof file, "%s.yaml", name);
  file_put(bench.folder, file, text, strlen(text));
  const char *folders[] = {bench.folder, NULL};
  const struct layout_path path = {folders};
  struct sink *sink = sink_new();
  const struct layout *layout = layout_read(bench.arena, &path, name, NULL, (struct position){0}, sink);
  if (!layout) {
    struct buffer out = {0};
    sink_print(sink, MESSAGE_ENGLISH, false, &out);
    fprintf(stderr, "%s", out.data);
    abort();
  }
  sink_drop(sink);
  return layout;
}

static void folder_remove(void) {
  static const char *const names[] = {"flow.yaml", "card.yaml", "event.yaml"};
  char path[64];
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    snprintf(path, sizeof path, "%s/%s", bench.folder, names[i]);
    unlink(path);
  }
  rmdir(bench.folder);
}

/* Opened for the first input and used for all. */
static void bench_open(void) {
  if (bench.arena)
    return;
  const char *fonts[] = {"fonts", NULL}, *patterns[] = {NULL}, *why = NULL;
  strcpy(bench.folder, "/tmp/basma-fuzz-XXXXXX");
  bench.arena = arena_new();
  struct fontmap *map = fontmap_new(fonts, &why);
  if (!map || !mkdtemp(bench.folder))
    abort();
  bench.setter = setter_new(map, patterns);
  bench.flow = layout_open("flow", flow_layout);
  bench.card = layout_open("card", card_layout);
  atexit(folder_remove);
}

/* A document that gives nothing must say why. */
static void document_make(const struct event *event, const struct document *document, const struct limits *limits) {
  struct arena *arena = arena_new(), *part = arena_new();
  struct sink *sink = sink_new();
  struct buffer out = {0};
  struct composition_spec spec = {.event = event,
                                  .document = document,
                                  .layout = document->each ? bench.card : bench.flow,
                                  .language = event->language_count ? event->languages[0] : "ru",
                                  .limits = limits,
                                  .setter = bench.setter,
                                  .sink = sink};
  struct composition *composition = composition_open(arena, &spec);
  const struct display_list *list;
  size_t parts = 0;
  for (; composition && (list = composition_next(composition, part)); parts++) {
    dump_write(list, 1, &out);
    buffer_clear(&out);
    arena_reset(part);
  }
  if (parts == 0 && !sink_has_errors(sink))
    abort();
  setter_trim(bench.setter);
  buffer_drop(&out);
  sink_drop(sink);
  arena_drop(part);
  arena_drop(arena);
}

/* An event whose release has this text for its body; bytes that YAML cannot hold become «?». */
static void markdown_put(const char *text, size_t size) {
  struct buffer yaml = {0};
  buffer_text(&yaml, "event: e\nlanguages: [ru]\ntitle: T\ndocuments: {a: {layout: flow}}\nrelease:\n  headline: H\n"
                     "  body: |2\n    ");
  for (size_t i = 0; i < size;) {
    size_t begin = i;
    uint32_t character = utf8_next(text, size, &i);
    bool held = character == '\n' || (character >= ' ' && character < 0x7F) || character >= 0xA0;
    if (!held || character == 0xFEFF || character == 0xFFFD || character >= 0xFFF0)
      buffer_byte(&yaml, '?');
    else
      buffer_add(&yaml, text + begin, i - begin);
    if (character == '\n')
      buffer_text(&yaml, "    ");
  }
  buffer_byte(&yaml, '\n');
  file_put(bench.folder, "event.yaml", yaml.data, yaml.length);
  buffer_drop(&yaml);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct limits limits = limits_default;
  struct arena *arena = arena_new();
  struct sink *sink = sink_new();
  char path[64];
  bench_open();
  limits.pages = 20;
  if (size > 4 && memcmp(data, "#md\n", 4) == 0)
    markdown_put((const char *)data + 4, size - 4);
  else
    file_put(bench.folder, "event.yaml", data, size);
  snprintf(path, sizeof path, "%s/event.yaml", bench.folder);
  const struct event *event = event_read(arena, path, &limits, sink);
  for (size_t i = 0; event && i < event->document_count && i < 3; i++)
    document_make(event, &event->documents[i], &limits);
  if (!event && !sink_has_errors(sink))
    abort();
  sink_drop(sink);
  arena_drop(arena);
  return 0;
}
