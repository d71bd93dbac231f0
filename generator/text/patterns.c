/* From a file of Liang's patterns to the automaton that libhyphen runs.
 *
 * libhyphen's own loader takes four milliseconds for Russian, a third of what a whole release may take, most of it in
 * a hash table of all prefixes. Here the patterns go into a trie, and the states that libhyphen wants are laid out
 * from it; fallbacks are the failure links of A. V. Aho, M. J. Corasick, Efficient String Matching, 1975.
 *
 * libhyphen looks only at the pattern of the state it is in, and so misses a pattern inside a longer one unless its
 * script substrings.pl has worked the file over. Here each state takes in what its fallback finds, which gives the
 * same, so that a file may be used as it is.
 *
 * Not used: patterns that change letters (with "/"), and levels (NEXTLEVEL): all patterns work together.
 */
#include "text/patterns.h"

#include "base/file.h"
#include "base/utf8.h"

#include <hyphen.h>
#include <stdlib.h>
#include <string.h>

enum {
  FILE_LIMIT = 16 * 1024 * 1024,
  LINE_LIMIT = MAX_CHARS, /* libhyphen's: it skips longer ones too */
  ROOT = 0,
  UNKNOWN_LETTER = 1, /* the byte of letters that no pattern has */
  FIRST_LETTER = ':', /* behind the digits, which libhyphen would take for the end of a word */
  LAST_LETTER = 0xFF
};

/* Nodes refer to each other by index; the root, which nobody refers to, stands for none. */
struct node {
  char byte; /* on the way here */
  int child, sibling, fallback;
  int *children; /* by byte, for the root and its children, which are asked for most and have the most; else NULL */
  char *match;   /* levels, '0' to '9', that end here without leading zeros; NULL for none */
};

struct trie {
  struct arena *arena;
  struct node *nodes;
  size_t count, capacity;
};

static int node_find(const struct trie *trie, int parent, char byte) {
  if (trie->nodes[parent].children)
    return trie->nodes[parent].children[(unsigned char)byte];
  int node = trie->nodes[parent].child;
  while (node != ROOT && trie->nodes[node].byte != byte)
    node = trie->nodes[node].sibling;
  return node;
}

static int node_new(struct trie *trie, char byte, int sibling, bool wide) {
  *ARENA_PUSH(trie->arena, trie->nodes, trie->count, trie->capacity) =
      (struct node){.byte = byte,
                    .sibling = sibling,
                    .children = wide ? arena_zalloc(trie->arena, UINT8_MAX + 1, sizeof(int)) : NULL};
  return (int)trie->count - 1;
}

/* The newest child comes first: files are sorted, so that it is mostly the one that is asked for next. */
static int node_step(struct trie *trie, int parent, char byte) {
  int found = node_find(trie, parent, byte);
  if (found != ROOT)
    return found;
  int node = node_new(trie, byte, trie->nodes[parent].child, parent == ROOT);
  trie->nodes[parent].child = node;
  if (trie->nodes[parent].children)
    trie->nodes[parent].children[(unsigned char)byte] = node;
  return node;
}

static struct pattern_letter *letter_slot(const struct pattern_letter *letters, uint32_t code_point) {
  size_t at = (code_point * 0x9E3779B1u >> 16) & (PATTERN_LETTER_SLOTS - 1);
  while (letters[at].code_point != 0 && letters[at].code_point != code_point)
    at = (at + 1) & (PATTERN_LETTER_SLOTS - 1);
  return (struct pattern_letter *)&letters[at];
}

char patterns_byte(const struct patterns *patterns, uint32_t code_point) {
  const struct pattern_letter *letter = letter_slot(patterns->letters, code_point);
  return (char)(letter->code_point ? letter->byte : UNKNOWN_LETTER);
}

/* Gives the letter a byte if it has none. A file with more letters than bytes loses those that come last. */
static char letter_add(struct patterns *patterns, uint32_t code_point) {
  struct pattern_letter *letter = letter_slot(patterns->letters, code_point);
  if (code_point == '.') /* the end of a word, for libhyphen too */
    return '.';
  if (letter->code_point == 0 && code_point != 0 && FIRST_LETTER + patterns->letter_count <= LAST_LETTER)
    *letter = (struct pattern_letter){code_point, (uint8_t)(FIRST_LETTER + patterns->letter_count++)};
  return patterns_byte(patterns, code_point);
}

/* "1ва2" is the letters "ва" with the levels 1, 0, 2: one before each and one at the end. */
static void pattern_add(struct patterns *patterns, struct trie *trie, struct arena *arena, const char *line,
                        size_t length) {
  char levels[LINE_LIMIT + 1];
  size_t count = 0;
  int node = ROOT;
  levels[0] = '0';
  for (size_t i = 0; i < length;) {
    uint32_t code_point = utf8_next(line, length, &i);
    if (code_point >= '0' && code_point <= '9') {
      levels[count] = (char)code_point;
    } else {
      node = node_step(trie, node, letter_add(patterns, code_point));
      levels[++count] = '0';
    }
  }
  size_t zeros = strspn(levels, "0");
  zeros = zeros > count ? count + 1 : zeros;
  if (node != ROOT && zeros <= count)
    trie->nodes[node].match = arena_strndup(arena, levels + zeros, count + 1 - zeros);
}

/* The higher of two levels at every place; both end at the same place. */
static char *match_union(struct arena *arena, char *a, char *b) {
  if (!a || !b)
    return a ? a : b;
  size_t a_length = strlen(a), b_length = strlen(b);
  char *longer = a_length >= b_length ? a : b, *shorter = longer == a ? b : a;
  size_t length = strlen(longer), skip = length - strlen(shorter);
  char *match = arena_strndup(arena, longer, length);
  for (size_t i = skip; i < length; i++)
    if (match[i] < shorter[i - skip])
      match[i] = shorter[i - skip];
  return match;
}

static int fallback_find(const struct trie *trie, int parent, char byte) {
  while (parent != ROOT) {
    parent = trie->nodes[parent].fallback;
    int node = node_find(trie, parent, byte);
    if (node != ROOT)
      return node;
  }
  return ROOT;
}

/* Breadth first: a fallback is always nearer to the root, and complete when it is needed. */
static void fallbacks_link(struct trie *trie, struct arena *arena) {
  int *queue = arena_array(trie->arena, trie->count, sizeof *queue);
  size_t first = 0, last = 0;
  queue[last++] = ROOT;
  while (first < last) {
    int parent = queue[first++];
    for (int i = trie->nodes[parent].child; i != ROOT; i = trie->nodes[i].sibling) {
      struct node *node = &trie->nodes[i];
      node->fallback = fallback_find(trie, parent, node->byte);
      node->match = match_union(arena, node->match, trie->nodes[node->fallback].match);
      queue[last++] = i;
    }
  }
}

/* The trie as libhyphen's states, which have the same numbers. */
static HyphenDict *states_lay_out(const struct trie *trie, struct arena *arena) {
  HyphenDict *dictionary = arena_zalloc(arena, 1, sizeof *dictionary);
  HyphenState *states = arena_zalloc(arena, trie->count, sizeof *states);
  HyphenTrans *steps = arena_array(arena, trie->count, sizeof *steps);
  for (size_t i = 0; i < trie->count; i++) {
    const struct node *node = &trie->nodes[i];
    states[i] = (HyphenState){
        .match = node->match, .fallback_state = i == ROOT ? -1 : node->fallback, .num_trans = 0, .trans = steps};
    for (int child = node->child; child != ROOT; child = trie->nodes[child].sibling) {
      *steps++ = (HyphenTrans){.ch = trie->nodes[child].byte, .new_state = child};
      states[i].num_trans++;
    }
  }
  dictionary->num_states = (int)trie->count;
  dictionary->states = states;
  return dictionary;
}

/* The number behind a keyword; 0 when the line has another. */
static size_t keyword_value(const char *line, size_t length, const char *keyword) {
  size_t size = strlen(keyword);
  return length > size && memcmp(line, keyword, size) == 0 ? strtoul(line + size, NULL, 10) : 0;
}

static void line_read(struct patterns *patterns, struct trie *trie, struct arena *arena, const char *line,
                      size_t length) {
  if (length == 0 || length >= LINE_LIMIT || *line == '%' || *line == '#' || memchr(line, '/', length))
    return;
  if (*line < 'A' || *line > 'Z') {
    pattern_add(patterns, trie, arena, line, length);
    return;
  }
  size_t left = keyword_value(line, length, "LEFTHYPHENMIN "), right = keyword_value(line, length, "RIGHTHYPHENMIN ");
  patterns->left = left ? left : patterns->left;
  patterns->right = right ? right : patterns->right;
}

static void lines_read(struct patterns *patterns, struct trie *trie, struct arena *arena, struct file_content file) {
  const char *end = file.data + file.length, *line = file.data;
  while (line < end) {
    const char *next = memchr(line, '\n', (size_t)(end - line));
    size_t length = (size_t)((next ? next : end) - line);
    while (length > 0 && (unsigned char)line[length - 1] <= ' ')
      length--;
    if (line > file.data) /* the first names the encoding */
      line_read(patterns, trie, arena, line, length);
    line = next ? next + 1 : end;
  }
}

const struct patterns *patterns_read(struct arena *arena, const char *path) {
  static const char encoding[] = "UTF-8";
  struct arena *scratch = arena_new();
  struct patterns *patterns = NULL;
  struct file_content file;
  if (file_read(scratch, path, FILE_LIMIT, &file) == FILE_OK && file.length >= sizeof encoding &&
      memcmp(file.data, encoding, sizeof encoding - 1) == 0) {
    struct trie trie = {.arena = scratch};
    patterns = arena_zalloc(arena, 1, sizeof *patterns);
    node_new(&trie, 0, ROOT, true);
    lines_read(patterns, &trie, arena, file);
    fallbacks_link(&trie, arena);
    patterns->dictionary = states_lay_out(&trie, arena);
  }
  arena_drop(scratch);
  return patterns;
}
