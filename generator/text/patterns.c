/* Compiled hyphenation patterns, mapped. Only libhyphen's states, which have pointers, are made here. */
#include "text/patterns.h"

#include "base/file.h"
#include "text/pattern_file.h"

#include <hyphen.h>
#include <string.h>

enum { FILE_LIMIT = 64 * 1024 * 1024 };

/* The byte of the letter, or the free place for it. */
static uint8_t *letter_slot(const struct pattern_letters *letters, uint32_t code_point) {
  size_t at = (code_point * 0x9E3779B1u >> 16) & (PATTERN_LETTER_SLOTS - 1);
  while (letters->slots[at] && letters->code_points[letters->slots[at] - PATTERN_FIRST_LETTER] != code_point)
    at = (at + 1) & (PATTERN_LETTER_SLOTS - 1);
  return (uint8_t *)&letters->slots[at];
}

char pattern_letter(const struct pattern_letters *letters, uint32_t code_point) {
  uint8_t byte = *letter_slot(letters, code_point);
  return (char)(byte ? byte : PATTERN_UNKNOWN_LETTER);
}

void pattern_letter_add(struct pattern_letters *letters, uint32_t code_point) {
  if (letters->count == PATTERN_LETTER_LIMIT)
    return;
  *letter_slot(letters, code_point) = (uint8_t)(PATTERN_FIRST_LETTER + letters->count);
  letters->code_points[letters->count++] = code_point;
}

/* Where the parts of a file are. */
struct layout {
  const struct pattern_head *head;
  const struct pattern_state *states;
  const HyphenTrans *steps;
  const uint32_t *letters;
  const char *levels;
};

/* False when the file is of another form or not whole. */
static bool file_lay_out(struct file_content file, struct layout *layout) {
  const struct pattern_head *head = (const void *)file.data;
  if (file.length < sizeof *head || memcmp(head->mark, PATTERN_FILE_MARK, sizeof head->mark) != 0)
    return false;
  size_t states = head->state_count * sizeof *layout->states, steps = (head->state_count - 1) * sizeof *layout->steps;
  size_t letters = head->letter_count * sizeof *layout->letters;
  if (file.length != sizeof *head + states + steps + letters + head->levels_size)
    return false;
  layout->head = head;
  layout->states = (const void *)(file.data + sizeof *head);
  layout->steps = (const void *)(file.data + sizeof *head + states);
  layout->letters = (const void *)(file.data + sizeof *head + states + steps);
  layout->levels = file.data + sizeof *head + states + steps + letters;
  return true;
}

static HyphenDict *dictionary_make(struct arena *arena, const struct layout *layout) {
  HyphenDict *dictionary = arena_zalloc(arena, 1, sizeof *dictionary);
  size_t count = layout->head->state_count;
  HyphenState *states = arena_array(arena, count, sizeof *states);
  HyphenTrans *steps = (HyphenTrans *)layout->steps; /* which libhyphen only reads */
  for (size_t i = 0; i < count; i++) {
    const struct pattern_state *state = &layout->states[i];
    states[i] = (HyphenState){.match = state->levels ? (char *)layout->levels + state->levels : NULL,
                              .fallback_state = state->fallback,
                              .num_trans = (int)state->step_count,
                              .trans = steps};
    steps += state->step_count;
  }
  dictionary->num_states = (int)count;
  dictionary->states = states;
  return dictionary;
}

const struct patterns *patterns_read(struct arena *arena, const char *path) {
  struct file_content file;
  struct layout layout;
  const char *slash = strrchr(path, '/');
  if (file_map_beneath(arena, file_folder(arena, path), slash ? slash + 1 : path, FILE_LIMIT, &file) != FILE_OK ||
      !file_lay_out(file, &layout))
    return NULL;
  struct patterns *patterns = arena_zalloc(arena, 1, sizeof *patterns);
  patterns->left = layout.head->left;
  patterns->right = layout.head->right;
  for (size_t i = 0; i < layout.head->letter_count; i++)
    pattern_letter_add(&patterns->letters, layout.letters[i]);
  patterns->dictionary = dictionary_make(arena, &layout);
  return patterns;
}
