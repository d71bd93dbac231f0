/* An event and a layout read from text, and what binding needs around them. */
#ifndef BIND_FIXTURE_H
#define BIND_FIXTURE_H

#include "test_base.h"

#include "compose/compose.h"
#include "input/yaml_tree.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

struct fixture {
  struct arena *arena;
  struct sink *sink;
  char folder[64];
  struct event *event;
  struct layout layout; /* when none was read */
  struct scope root;
  struct compose compose;
};

static inline void fixture_write(const struct fixture *fixture, const char *name, const char *text) {
  char *path = arena_printf(fixture->arena, "%s/%s", fixture->folder, name);
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fputs(text, file);
  fclose(file);
}

/* `people` (may be NULL) is the list people.csv. */
static inline void fixture_open(struct fixture *fixture, const char *event, const char *people) {
  memset(fixture, 0, sizeof *fixture);
  fixture->arena = arena_new();
  fixture->sink = sink_new();
  strcpy(fixture->folder, "/tmp/basma-bind-XXXXXX");
  assert_non_null(mkdtemp(fixture->folder));
  fixture_write(fixture, "event.yaml", event);
  if (people != NULL)
    fixture_write(fixture, "people.csv", people);
  fixture->event = event_read(fixture->arena, arena_printf(fixture->arena, "%s/event.yaml", fixture->folder),
                              &limits_default, fixture->sink);
  if (fixture->event == NULL) {
    struct buffer messages = {0};
    sink_print(fixture->sink, MESSAGE_ENGLISH, false, &messages);
    fail_msg("%s", messages.data);
  }
  fixture->root = (struct scope){NULL, NULL, fixture->event->root};
  struct binder binder = {.arena = fixture->arena,
                          .language = "ru",
                          .fallback = fixture->event->languages[0],
                          .locale = locale_find("ru"),
                          .layout = &fixture->layout,
                          .sink = fixture->sink};
  fixture->compose = (struct compose){.arena = fixture->arena,
                                      .list = display_list_new(fixture->arena),
                                      .binder = binder,
                                      .sink = fixture->sink,
                                      .event = fixture->event,
                                      .layout = &fixture->layout,
                                      .limits = &limits_default};
  fixture->compose.picture_folders =
      arena_memdup(fixture->arena, (const char *const[]){fixture->folder, NULL}, 2 * sizeof(char *));
}

static inline void fixture_language(struct fixture *fixture, const char *language) {
  fixture->compose.binder.language = language;
  fixture->compose.binder.locale = locale_find(language);
}

static inline void fixture_close(struct fixture *fixture) {
  unlink(arena_printf(fixture->arena, "%s/event.yaml", fixture->folder));
  unlink(arena_printf(fixture->arena, "%s/people.csv", fixture->folder));
  unlink(arena_printf(fixture->arena, "%s/layout.yaml", fixture->folder));
  unlink(arena_printf(fixture->arena, "%s/logo.png", fixture->folder));
  rmdir(fixture->folder);
  sink_drop(fixture->sink);
  arena_drop(fixture->arena);
}

/* Everything reported so far without the folder, one line each: "event.yaml:3:4 code; ". */
static inline const char *fixture_codes(const struct fixture *fixture) {
  const char *out = "";
  for (size_t i = 0; i < sink_length(fixture->sink); i++) {
    struct diagnostic_view view = sink_view(fixture->sink, i, MESSAGE_ENGLISH, fixture->arena);
    const char *slash = view.at.file == NULL ? NULL : strrchr(view.at.file, '/');
    out = arena_printf(fixture->arena, "%s%s:%d:%d %s; ", out,
                       slash != NULL          ? slash + 1
                       : view.at.file != NULL ? view.at.file
                                              : "-",
                       view.at.line, view.at.column, view.code);
  }
  return out;
}

/* All of it as a person reads it. */
static inline const char *fixture_messages(const struct fixture *fixture) {
  struct buffer messages = {0};
  sink_print(fixture->sink, MESSAGE_ENGLISH, false, &messages);
  char *kept = arena_strdup(fixture->arena, messages.data == NULL ? "" : messages.data);
  buffer_drop(&messages);
  return kept;
}

/* The structure as "Role(Role Role(…))" with languages and titles; nodes hang below their parents in order. */
static inline const char *fixture_tree(const struct fixture *fixture, uint32_t parent) {
  const struct display_list *list = fixture->compose.list;
  const char *out = "";
  for (uint32_t i = NODE_FIRST; i < list->node_count; i++) {
    const struct structure_node *node = &list->nodes[i];
    if (node->parent != parent)
      continue;
    const char *inner = fixture_tree(fixture, i);
    out = arena_printf(fixture->arena, "%s%s%s%s%s%s%s", out, *out == '\0' ? "" : " ", role_pdf_name(node->role),
                       node->language != NULL ? "@" : "", node->language != NULL ? node->language : "",
                       *inner == '\0' ? "" : "(", *inner == '\0' ? "" : arena_printf(fixture->arena, "%s)", inner));
  }
  return out;
}

#endif
