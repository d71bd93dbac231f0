/* The typographer's hand: text -> words -> edits in order.
 *
 * Rules add edits as they come; where two would touch the same bytes the first one stands, so that the order here is
 * their precedence. */
#include "text/typography_parts.h"

#include <stdlib.h>
#include <string.h>

const struct typography_rule_info typography_rules[TYPOGRAPHY_RULE_COUNT] = {
    [TYPOGRAPHY_QUOTES] = {"quotes", "Мильчин, «Кавычки»; New Hart's Rules 9.2; Chicago 13.30"},
    [TYPOGRAPHY_APOSTROPHE] = {"apostrophe", "Chicago 6.117; Мильчин, «Апостроф»"},
    [TYPOGRAPHY_ELLIPSIS] = {"ellipsis", "Мильчин, «Многоточие»; New Hart's Rules 4.8"},
    [TYPOGRAPHY_DASH] = {"dash", "Мильчин, «Тире»; New Hart's Rules 4.11"},
    [TYPOGRAPHY_RANGE] = {"range", "Мильчин, «Числа: диапазоны»; New Hart's Rules 4.11; Chicago 6.78"},
    [TYPOGRAPHY_MINUS] = {"minus", "Мильчин, «Математические знаки»; New Hart's Rules 14.4"},
    [TYPOGRAPHY_SPACES] = {"spaces", "Мильчин, «Пробелы»; Chicago 2.9"},
    [TYPOGRAPHY_PUNCTUATION] = {"punctuation", "Мильчин, «Пробелы»"},
    [TYPOGRAPHY_INITIALS] = {"initials", "Мильчин, «Инициалы»; New Hart's Rules 6.2"},
    [TYPOGRAPHY_SIGN] = {"sign", "Мильчин, «Знаки номера и параграфа»"},
    [TYPOGRAPHY_ABBREVIATION] = {"abbreviation", "Мильчин, «Сокращения»; Chicago 10"},
    [TYPOGRAPHY_UNIT] = {"unit", "ГОСТ 8.417–2002, 8; New Hart's Rules 11"},
    [TYPOGRAPHY_DATE] = {"date", "Мильчин, «Даты»; New Hart's Rules 11"},
    [TYPOGRAPHY_YEAR] = {"year", "Мильчин, «Даты»"},
    [TYPOGRAPHY_DIGITS] = {"digits", "Мильчин, «Числа»; ГОСТ 8.417–2002; Chicago 9.54"},
    [TYPOGRAPHY_SHORT_WORD] = {"short-word", "Мильчин, «Переносы и концы строк»"},
    [TYPOGRAPHY_PARTICLE] = {"particle",
                             "Мильчин, «Переносы и концы строк»; Кыргыз тилинин орфографиялык эрежелери, «Бөлүкчөлөр»"},
};

bool scan_is_fixed(const struct scan *scan, size_t from, size_t to) {
  const struct typography_range *fixed = scan->spec->fixed;
  size_t low = 0, high = scan->spec->fixed_count;
  while (low < high) { /* the first range that ends behind `from` */
    size_t middle = low + (high - low) / 2;
    if (fixed[middle].to <= from)
      low = middle + 1;
    else
      high = middle;
  }
  bool within = low < scan->spec->fixed_count && fixed[low].from < to;
  return within && (from < to || fixed[low].from < from);
}

void scan_edit(struct scan *scan, struct typography_edit edit) {
  if (!scan_is_fixed(scan, edit.offset, edit.offset + edit.length))
    *ARENA_PUSH(scan->arena, scan->edits, scan->edit_count, scan->edit_capacity) = edit;
}

/* A merge sort that keeps the order of equals, without the stack of a recursion. */
static void edits_sort(struct scan *scan) {
  size_t count = scan->edit_count;
  struct typography_edit *from = scan->edits, *to = arena_array(scan->arena, count + 1, sizeof *to);
  for (size_t width = 1; width < count; width *= 2) {
    for (size_t start = 0; start < count; start += 2 * width) {
      size_t middle = start + width < count ? start + width : count,
             end = middle + width < count ? middle + width : count;
      size_t left = start, right = middle;
      for (size_t i = start; i < end; i++)
        to[i] =
            left < middle && (right == end || from[left].offset <= from[right].offset) ? from[left++] : from[right++];
    }
    struct typography_edit *swap = from;
    from = to;
    to = swap;
  }
  scan->edits = from;
}

static bool edits_are_sorted(const struct scan *scan) {
  for (size_t i = 1; i < scan->edit_count; i++)
    if (scan->edits[i - 1].offset > scan->edits[i].offset)
      return false;
  return true;
}

/* Of edits of the same bytes the first stands. */
static void edits_separate(struct scan *scan) {
  size_t kept = 0;
  for (size_t i = 0; i < scan->edit_count; i++) {
    const struct typography_edit *last = kept > 0 ? &scan->edits[kept - 1] : NULL;
    if (last == NULL || (scan->edits[i].offset >= last->offset + last->length && scan->edits[i].offset > last->offset))
      scan->edits[kept++] = scan->edits[i];
  }
  scan->edit_count = kept;
}

static void text_read(struct arena *arena, const struct typography_spec *spec, struct typography *out) {
  struct scan scan = {.arena = arena, .spec = spec};
  scan.language = spec->slips_only ? NULL : typography_language_find(spec->language);
  scan_words(&scan);
  typography_alphabets(&scan);
  if (scan.language != NULL) {
    scan_cut(&scan);
    typography_marks(&scan);
    typography_within(&scan);
    typography_between(&scan);
  }
  if (!edits_are_sorted(&scan))
    edits_sort(&scan);
  edits_separate(&scan);
  *out = (struct typography){scan.edits, scan.edit_count, scan.slips, scan.slip_count};
}

/* Spaces that should not be there part what belongs together («5 ...», «слово .»), so that a text with any is read
 * again without them. Its edits are then moved to where they are in the text. */

static bool edits_close(const struct typography *found) {
  for (size_t i = 0; i < found->edit_count; i++)
    if (found->edits[i].rule == TYPOGRAPHY_PUNCTUATION)
      return true;
  return false;
}

static void spaces_take(struct typography *found) {
  size_t count = 0;
  for (size_t i = 0; i < found->edit_count; i++)
    if (found->edits[i].rule == TYPOGRAPHY_PUNCTUATION)
      found->edits[count++] = found->edits[i];
  found->edit_count = count;
}

/* How much of the text goes before `offset`, asked in ascending order. */
struct gone {
  const struct typography *spaces;
  size_t next, length;
};

static size_t gone_before(struct gone *gone, size_t offset) {
  for (; gone->next < gone->spaces->edit_count && gone->spaces->edits[gone->next].offset < offset; gone->next++)
    gone->length += gone->spaces->edits[gone->next].length;
  return gone->length;
}

static void spaces_drop(struct arena *arena, const struct typography_spec *spec, const struct typography *spaces,
                        struct typography_spec *out) {
  char *text = arena_alloc(arena, spec->length + 1);
  struct typography_range *fixed = arena_array(arena, spec->fixed_count + 1, sizeof *fixed);
  size_t at = 0;
  *out = *spec;
  out->length = 0;
  for (size_t i = 0; i <= spaces->edit_count; i++) {
    size_t end = i < spaces->edit_count ? spaces->edits[i].offset : spec->length;
    memcpy(text + out->length, spec->text + at, end - at);
    out->length += end - at;
    at = i < spaces->edit_count ? end + spaces->edits[i].length : end;
  }
  text[out->length] = '\0';
  struct gone gone = {.spaces = spaces};
  for (size_t i = 0; i < spec->fixed_count; i++) {
    fixed[i].from = spec->fixed[i].from - gone_before(&gone, spec->fixed[i].from);
    fixed[i].to = spec->fixed[i].to - gone_before(&gone, spec->fixed[i].to);
  }
  out->text = text;
  out->fixed = fixed;
}

/* Edits of the text without the spaces, and the spaces that none of them takes in. */
static void edits_move(struct arena *arena, const struct typography *spaces, struct typography *found) {
  size_t used = 0, next = 0, gone = 0;
  struct typography_edit *edits = arena_array(arena, found->edit_count + spaces->edit_count + 1, sizeof *edits);
  for (size_t i = 0; i < found->edit_count; i++) {
    struct typography_edit edit = found->edits[i];
    for (; next < spaces->edit_count && spaces->edits[next].offset <= edit.offset + gone; next++) {
      edits[used++] = spaces->edits[next];
      gone += spaces->edits[next].length;
    }
    edit.offset += gone;
    for (; next < spaces->edit_count && spaces->edits[next].offset < edit.offset + edit.length; next++) {
      edit.length += spaces->edits[next].length;
      gone += spaces->edits[next].length;
    }
    edits[used++] = edit;
  }
  while (next < spaces->edit_count)
    edits[used++] = spaces->edits[next++];
  found->edits = edits;
  found->edit_count = used;
}

void typography_find(struct arena *arena, const struct typography_spec *spec, struct typography *out) {
  struct typography_spec closed;
  *out = (struct typography){0};
  if (spec->length == 0 || spec->length > UINT32_MAX)
    return;
  text_read(arena, spec, out);
  struct typography spaces = *out;
  if (!edits_close(out))
    return;
  spaces_take(&spaces);
  spaces_drop(arena, spec, &spaces, &closed);
  text_read(arena, &closed, out);
  edits_move(arena, &spaces, out);
  out->slips = spaces.slips;
  out->slip_count = spaces.slip_count;
}
