/* From a file of Liang's patterns to the automaton that libhyphen runs, in the form the program maps. Run by the build:
 * to read the patterns of Russian at each start takes libhyphen's own loader four milliseconds, and this compiler one.
 *
 * The patterns go into a trie; fallbacks are the failure links of A. V. Aho, M. J. Corasick, Efficient String Matching,
 * 1975. libhyphen looks only at the pattern of the state it is in, and so misses a pattern inside a longer one unless
 * its script substrings.pl has worked the file over. Here each state takes in what its fallback finds, which gives the
 * same, so that a file may be used as it is.
 *
 * Not used: patterns that change letters (with "/"), and levels (NEXTLEVEL): all patterns work together.
 */
#include "text/pattern_compiler.h"

#include "base/utf8.h"
#include "text/pattern_file.h"
#include "text/patterns.h"

#include <hyphen.h>
#include <stdlib.h>
#include <string.h>

enum {
  LINE_LIMIT = MAX_CHARS, /* libhyphen's: it skips longer ones too */
  ROOT = 0
};

/* Nodes refer to each other by index; the root, which nobody refers to, stands for none. */
struct node {
  char byte; /* on the way here */
  int child, sibling, fallback;
  int number;   /* of its state */
  char *levels; /* '0' to '9', that end here without leading zeros; NULL for none */
};

struct compiler {
  struct arena *arena;
  struct pattern_letters letters;
  struct node *nodes;
  size_t count, capacity;
  size_t left, right;
};

static int node_find(const struct compiler *compiler, int parent, char byte) {
  int node = compiler->nodes[parent].child;
  while (node != ROOT && compiler->nodes[node].byte != byte)
    node = compiler->nodes[node].sibling;
  return node;
}

static int node_new(struct compiler *compiler, char byte, int sibling) {
  *ARENA_PUSH(compiler->arena, compiler->nodes, compiler->count, compiler->capacity) =
      (struct node){.byte = byte, .sibling = sibling};
  return (int)compiler->count - 1;
}

/* The newest child comes first: files are sorted, so that it is mostly the one that is asked for next. */
static int node_step(struct compiler *compiler, int parent, char byte) {
  int found = node_find(compiler, parent, byte);
  if (found != ROOT)
    return found;
  int node = node_new(compiler, byte, compiler->nodes[parent].child);
  compiler->nodes[parent].child = node;
  return node;
}

/* Gives the letter a byte if it has none. A file with more letters than bytes loses those that come last. */
static char letter_add(struct pattern_letters *letters, uint32_t code_point) {
  if (code_point == '.') /* the end of a word, for libhyphen too */
    return '.';
  if (code_point != 0 && pattern_letter(letters, code_point) == PATTERN_UNKNOWN_LETTER)
    pattern_letter_add(letters, code_point);
  return pattern_letter(letters, code_point);
}

/* "1ва2" is the letters "ва" with the levels 1, 0, 2: one before each and one at the end. */
static void pattern_add(struct compiler *compiler, const char *line, size_t length) {
  char levels[LINE_LIMIT + 1];
  size_t count = 0;
  int node = ROOT;
  levels[0] = '0';
  for (size_t i = 0; i < length;) {
    uint32_t code_point = utf8_next(line, length, &i);
    if (code_point >= '0' && code_point <= '9') {
      levels[count] = (char)code_point;
    } else {
      node = node_step(compiler, node, letter_add(&compiler->letters, code_point));
      levels[++count] = '0';
    }
  }
  size_t zeros = strspn(levels, "0");
  zeros = zeros > count ? count + 1 : zeros;
  if (node != ROOT && zeros <= count)
    compiler->nodes[node].levels = arena_strndup(compiler->arena, levels + zeros, count + 1 - zeros);
}

/* The higher of two levels at every place; both end at the same place. */
static char *levels_union(struct arena *arena, char *a, char *b) {
  if (!a || !b)
    return a ? a : b;
  size_t a_length = strlen(a), b_length = strlen(b);
  char *longer = a_length >= b_length ? a : b, *shorter = longer == a ? b : a;
  size_t length = strlen(longer), skip = length - strlen(shorter);
  char *levels = arena_strndup(arena, longer, length);
  for (size_t i = skip; i < length; i++)
    if (levels[i] < shorter[i - skip])
      levels[i] = shorter[i - skip];
  return levels;
}

static int fallback_find(const struct compiler *compiler, int parent, char byte) {
  while (parent != ROOT) {
    parent = compiler->nodes[parent].fallback;
    int node = node_find(compiler, parent, byte);
    if (node != ROOT)
      return node;
  }
  return ROOT;
}

/* Breadth first: a fallback is always nearer to the root, and complete when it is needed. The nodes in this order. */
static int *fallbacks_link(struct compiler *compiler) {
  int *queue = arena_array(compiler->arena, compiler->count, sizeof *queue);
  size_t first = 0, last = 0;
  queue[last++] = ROOT;
  while (first < last) {
    int parent = queue[first++];
    for (int i = compiler->nodes[parent].child; i != ROOT; i = compiler->nodes[i].sibling) {
      struct node *node = &compiler->nodes[i];
      node->fallback = fallback_find(compiler, parent, node->byte);
      node->levels = levels_union(compiler->arena, node->levels, compiler->nodes[node->fallback].levels);
      node->number = (int)last;
      queue[last++] = i;
    }
  }
  return queue;
}

/* The offset of levels among all; the same, or the end of others, are there once. */
static uint32_t levels_add(struct buffer *all, const char *levels) {
  size_t size = strlen(levels) + 1;
  const char *found = memmem(all->data, all->length, levels, size);
  if (found)
    return (uint32_t)(found - all->data);
  buffer_add(all, levels, size);
  return (uint32_t)(all->length - size);
}

static void states_write(const struct compiler *compiler, const int *order, struct buffer *levels, struct buffer *out) {
  for (size_t i = 0; i < compiler->count; i++) {
    const struct node *node = &compiler->nodes[order[i]];
    struct pattern_state state = {.fallback = order[i] == ROOT ? -1 : compiler->nodes[node->fallback].number};
    if (node->levels)
      state.levels = levels_add(levels, node->levels);
    for (int child = node->child; child != ROOT; child = compiler->nodes[child].sibling)
      state.step_count++;
    buffer_add(out, &state, sizeof state);
  }
}

static void steps_write(const struct compiler *compiler, const int *order, struct buffer *out) {
  for (size_t i = 1; i < compiler->count; i++) {
    HyphenTrans step;
    memset(&step, 0, sizeof step); /* the gap inside it too */
    step.ch = compiler->nodes[order[i]].byte;
    step.new_state = (int)i;
    buffer_add(out, &step, sizeof step);
  }
}

static void file_write(const struct compiler *compiler, const int *order, struct buffer *out) {
  struct buffer levels = {0};
  struct pattern_head head = {.mark = PATTERN_FILE_MARK,
                              .state_count = (uint32_t)compiler->count,
                              .letter_count = (uint32_t)compiler->letters.count,
                              .left = (uint32_t)compiler->left,
                              .right = (uint32_t)compiler->right};
  size_t start = out->length;
  buffer_byte(&levels, '\0'); /* no levels are at 0 */
  buffer_add(out, &head, sizeof head);
  states_write(compiler, order, &levels, out);
  steps_write(compiler, order, out);
  buffer_add(out, compiler->letters.code_points, compiler->letters.count * sizeof *compiler->letters.code_points);
  buffer_add(out, levels.data, levels.length);
  head.levels_size = (uint32_t)levels.length;
  memcpy(out->data + start, &head, sizeof head);
  buffer_drop(&levels);
}

/* The number behind a keyword; 0 when the line has another. */
static size_t keyword_value(const char *line, size_t length, const char *keyword) {
  size_t size = strlen(keyword);
  return length > size && memcmp(line, keyword, size) == 0 ? strtoul(line + size, NULL, 10) : 0;
}

static void line_read(struct compiler *compiler, const char *line, size_t length) {
  if (length == 0 || length >= LINE_LIMIT || *line == '%' || *line == '#' || memchr(line, '/', length))
    return;
  if (*line < 'A' || *line > 'Z') {
    pattern_add(compiler, line, length);
    return;
  }
  size_t left = keyword_value(line, length, "LEFTHYPHENMIN "), right = keyword_value(line, length, "RIGHTHYPHENMIN ");
  compiler->left = left ? left : compiler->left;
  compiler->right = right ? right : compiler->right;
}

static void lines_read(struct compiler *compiler, struct file_content file) {
  const char *end = file.data + file.length, *line = file.data;
  while (line < end) {
    const char *next = memchr(line, '\n', (size_t)(end - line));
    size_t length = (size_t)((next ? next : end) - line);
    while (length > 0 && (unsigned char)line[length - 1] <= ' ')
      length--;
    if (line > file.data) /* the first names the encoding */
      line_read(compiler, line, length);
    line = next ? next + 1 : end;
  }
}

bool patterns_compile(struct file_content file, struct buffer *out) {
  static const char encoding[] = "UTF-8";
  if (file.length < sizeof encoding || memcmp(file.data, encoding, sizeof encoding - 1) != 0)
    return false;
  struct compiler compiler = {.arena = arena_new()};
  node_new(&compiler, 0, ROOT);
  lines_read(&compiler, file);
  file_write(&compiler, fallbacks_link(&compiler), out);
  arena_drop(compiler.arena);
  return true;
}
