/* Bound blocks -> the vertical list: blocks in order, each setting its items, the space between two neighbours,
 * and the places where a page may end. After TeX's vertical list (The TeXbook, ch. 15) and CSS fragmentation. */
#include "compose/flow.h"

#include "base/utf8.h"
#include "compose/spans.h"
#include "compose/table.h"

#include <string.h>

/* What a page break costs; a page that is 10 % empty costs 100 (compose/page_breaks.c). */
enum {
  PENALTY_IN_PARAGRAPH = 5, /* between paragraphs is a little better than inside of one */
  PENALTY_HYPHEN = 150,     /* worth a line more of room where three are left already */
  PENALTY_ROW_SLICE = 150,  /* a row in two parts */
  PENALTY_LONE_ROW = 90,    /* one row alone under its head, or on the next page */
};

struct setting { /* a vertical list being made */
  struct compose *compose;
  const struct flow_frame *frame;
  struct vertical *items;
  size_t count, capacity;
  mpt after;  /* space the last block wants below it */
  bool fresh; /* the next block begins the flow, or a page after a forced break */
};

static bool setting_blocks(struct setting *setting, const struct bound_block *blocks, size_t count);

static struct vertical *setting_add(struct setting *setting, enum vertical_kind kind, const struct bound_block *block) {
  struct vertical *item = ARENA_PUSH(setting->compose->arena, setting->items, setting->count, setting->capacity);
  *item = (struct vertical){.kind = kind, .block = block};
  return item;
}

static mpt grid_round(const struct compose *compose, mpt height) {
  mpt grid = compose->layout->page.grid;
  return grid > 0 ? (height + grid - 1) / grid * grid : height;
}

/* A space belongs to what follows: the page breaks before it, after the item above, and it then vanishes. */
static void setting_space(struct setting *setting, const struct bound_block *block, mpt height, bool discardable) {
  struct vertical *space = setting_add(setting, VERTICAL_SPACE, block);
  space->height = height;
  space->penalty = VERTICAL_FORBIDDEN;
  space->discardable = discardable;
}

/* Called before the first item of every block that shows something. */
static void setting_open(struct setting *setting, const struct bound_block *block) {
  mpt before = block->style->before;
  mpt gap = before > setting->after ? before : setting->after;
  if (!setting->fresh && gap > 0)
    setting_space(setting, block, gap, true);
  setting->after = block->style->after;
  setting->fresh = false;
}

/* As much of a line's text as a message can show. */
static const char *line_text(struct arena *arena, const struct set_line *line) {
  enum { SHOWN = 60 }; /* characters */
  const char *text = "";
  for (size_t i = 0; i < line->run_count; i++)
    text = arena_printf(arena, "%s%.*s", text, (int)line->runs[i].run->text_length, line->runs[i].run->text);
  size_t length = strlen(text), end = 0;
  while (length > 0 && text[length - 1] == ' ')
    length--;
  for (int shown = 0; shown < SHOWN && end < length; shown++)
    utf8_next(text, length, &end);
  return arena_printf(arena, "%.*s%s", (int)end, text, end < length ? "…" : "");
}

static void overfull_report(struct compose *compose, const struct bound_block *block, const struct set_line *line) {
  const struct inline_span *span = line->run_count > 0 ? line->runs[0].tag : &block->spans[0];
  struct position at = span->source.at;
  if (line->span < block->span_count && line->offset <= block->spans[line->span].length) {
    const struct inline_span *first = &block->spans[line->span];
    at = spans_position(first, line->offset);
  }
  struct diagnostic *diagnostic = sink_report(compose->sink, LINE_OVERFULL, at, line_text(compose->arena, line), NULL);
  diagnostic_note(diagnostic, NOTE_LAYOUT_RULE, block->rule_at, NULL);
}

static bool paragraph_check(struct compose *compose, const struct bound_block *block,
                            const struct paragraph *paragraph) {
  bool ok = flow_report(compose, paragraph, block->rule_at);
  for (size_t i = 0; i < paragraph->count; i++) {
    if (!paragraph->lines[i].overfull)
      continue;
    overfull_report(compose, block, &paragraph->lines[i]);
    ok = false;
  }
  return ok;
}

/* Of a break after line `index` of `count`. */
static int line_penalty(const struct style *style, const struct paragraph *paragraph, size_t index) {
  int64_t above = (int64_t)index + 1, below = (int64_t)paragraph->count - above;
  if (below == 0)
    return 0;
  if (above < style->orphans || below < style->widows)
    return VERTICAL_FORBIDDEN;
  return PENALTY_IN_PARAGRAPH + (paragraph->lines[index].hyphenated ? PENALTY_HYPHEN : 0);
}

static bool note_is_inside(const struct flow_frame *frame, const struct note *note) {
  for (const struct note_chain *chain = frame->inside; chain != NULL; chain = chain->outer) {
    if (chain->note == note)
      return true;
  }
  return false;
}

static void notes_push(struct compose *compose, struct vertical *item, struct set_note *note) {
  struct set_note **notes = arena_array(compose->arena, item->note_count + 1, sizeof *notes);
  if (item->note_count > 0)
    memcpy(notes, item->notes, item->note_count * sizeof *notes);
  notes[item->note_count++] = note;
  item->notes = notes;
}

static void notes_inherit(struct compose *compose, struct vertical *item, const struct flow *flow) {
  for (size_t i = 0; i < flow->count; i++) {
    for (size_t k = 0; k < flow->items[i].note_count; k++)
      notes_push(compose, item, flow->items[i].notes[k]);
  }
}

static bool note_add(struct setting *setting, struct vertical *item, const struct note *note) {
  struct compose *compose = setting->compose;
  const struct note_chain chain = {.note = note, .outer = setting->frame->inside};
  struct flow_frame frame = *setting->frame;
  frame.width = frame.note_width;
  frame.inside = &chain;
  struct set_note *set = arena_zalloc(compose->arena, 1, sizeof *set);
  set->note = note;
  set->flow = arena_zalloc(compose->arena, 1, sizeof *set->flow);
  if (!flow_set_within(compose, &frame, note->blocks, note->block_count, set->flow))
    return false;
  notes_push(compose, item, set);
  notes_inherit(compose, item, set->flow);
  return true;
}

/* The notes whose marks begin on this line; a mark in several runs, or broken over lines, counts once. */
static bool line_notes(struct setting *setting, struct vertical *item, const struct note **last) {
  bool ok = true;
  for (size_t i = 0; i < item->line->run_count; i++) {
    const struct inline_span *span = item->line->runs[i].tag;
    if (span == NULL || span->note == NULL || span->note == *last || note_is_inside(setting->frame, span->note))
      continue;
    *last = span->note;
    ok &= note_add(setting, item, span->note);
  }
  return ok;
}

/* A list marker hangs left of its text: half an em between them. */
static void label_set(struct compose *compose, const struct bound_block *block, struct vertical *item) {
  const struct style *style = block->style;
  struct paragraph_spec spec = {.spans = flow_text_spans(compose, style, block->label, 1),
                                .span_count = 1,
                                .width = MPT_LIMIT,
                                .align = TEXT_LEFT};
  struct paragraph *label = paragraph_set(compose->arena, compose->setter, &spec);
  flow_report(compose, label, block->rule_at);
  if (label->count == 0)
    return;
  struct set_line *line = &label->lines[0];
  mpt left = style->indent - style->size / 2 - line->natural;
  for (size_t i = 0; i < line->run_count; i++)
    line->runs[i].x += left;
  item->label = line->runs;
  item->label_count = line->run_count;
}

static bool setting_text(struct setting *setting, const struct bound_block *block) {
  struct compose *compose = setting->compose;
  const struct style *style = block->style;
  struct paragraph_spec spec = flow_paragraph(compose, block, setting->frame->width);
  const struct paragraph *paragraph = paragraph_set(compose->arena, compose->setter, &spec);
  bool ok = paragraph_check(compose, block, paragraph);
  if (paragraph->count == 0)
    return ok;
  setting_open(setting, block);
  const struct note *last_note = NULL;
  for (size_t i = 0; i < paragraph->count; i++) {
    struct vertical *item = setting_add(setting, VERTICAL_LINE, block);
    item->height = style->leading;
    item->baseline = style->leading - flow_depth(compose, style);
    item->penalty = line_penalty(style, paragraph, i);
    item->snap = i == 0;
    item->line = &paragraph->lines[i];
    item->x = block->left + style->left;
    item->width = spec.width;
    ok &= line_notes(setting, item, &last_note);
    if (i == 0 && block->label != NULL)
      label_set(compose, block, item);
  }
  return ok;
}

static int row_penalty(const struct set_row *row, size_t row_count) {
  if (row->head)
    return VERTICAL_FORBIDDEN;
  if (!row->last)
    return PENALTY_ROW_SLICE;
  bool lone = row->index == 0 || row->index + 2 == row_count;
  return lone && row->index + 1 < row_count ? PENALTY_LONE_ROW : 0;
}

static bool setting_table(struct setting *setting, const struct bound_block *block) {
  struct compose *compose = setting->compose;
  struct set_row *rows;
  size_t count;
  const struct set_table *table = table_set(compose, setting->frame, block, &rows, &count);
  if (table == NULL)
    return false;
  if (count > 0)
    setting_open(setting, block);
  for (size_t i = 0; i < count; i++) {
    struct vertical *item = setting_add(setting, VERTICAL_ROW, block);
    item->height = rows[i].height;
    item->penalty = row_penalty(&rows[i], block->table->row_count);
    item->snap = rows[i].first;
    item->table = table;
    item->row = &rows[i];
    item->x = block->left + block->style->left;
    item->width = table->width;
    for (size_t k = 0; k < rows[i].cell_count; k++) {
      const struct set_cell *cell = &rows[i].cells[k];
      if (cell->to == cell->from) /* an empty cell has no items at all */
        continue;
      const struct flow part = {.items = cell->flow.items + cell->from, .count = cell->to - cell->from};
      notes_inherit(compose, item, &part);
    }
  }
  return true;
}

static mpt picture_scale(mpt length, uint32_t numerator, uint32_t denominator) {
  int64_t scaled = (int64_t)length * numerator / (denominator > 0 ? denominator : 1);
  return scaled < MPT_LIMIT ? (mpt)scaled : MPT_LIMIT;
}

/* Size of a picture from its rule: what is not given follows from the other side, or from 300 dots an inch; then
 * it is never wider than the column. */
static void picture_size(const struct bound_block *block, const struct flow_frame *frame, mpt *width, mpt *height) {
  const struct picture *picture = block->picture;
  const struct block *rule = block->rule;
  mpt room = frame->width - block->left;
  *width = rule != NULL ? length_of(rule->width, room) : 0;
  *height = rule != NULL ? length_of(rule->height, frame->page_height) : 0;
  if (*width > 0 && *height > 0)
    return;
  if (*width <= 0 && *height > 0)
    *width = picture_scale(*height, picture->width, picture->height);
  else if (*width <= 0)
    *width = picture_scale(MPT_PER_INCH, picture->width, 300);
  if (*width > room)
    *width = room > 0 ? room : 0;
  *height = picture_scale(*width, picture->height, picture->width);
}

static mpt aligned_left(enum alignment align, mpt room, mpt width) {
  if (align == ALIGN_RIGHT)
    return room - width;
  return align == ALIGN_CENTRE ? (room - width) / 2 : 0;
}

static bool setting_picture(struct setting *setting, const struct bound_block *block) {
  mpt width, height;
  picture_size(block, setting->frame, &width, &height);
  setting_open(setting, block);
  struct vertical *item = setting_add(setting, VERTICAL_PICTURE, block);
  enum alignment align = block->rule != NULL ? block->rule->align : ALIGN_LEFT;
  item->height = grid_round(setting->compose, height);
  item->baseline = height;
  item->snap = true;
  item->x = block->left + aligned_left(align, setting->frame->width - block->left, width);
  item->width = width;
  return true;
}

/* A rule takes no room on the grid: it is drawn about its line. */
static bool setting_rule(struct setting *setting, const struct bound_block *block) {
  mpt room = setting->frame->width - block->left;
  mpt thickness = block->rule != NULL ? block->rule->thickness : 0;
  enum alignment align = block->rule != NULL ? block->rule->align : ALIGN_LEFT;
  setting_open(setting, block);
  struct vertical *item = setting_add(setting, VERTICAL_RULE, block);
  item->width = block->rule != NULL ? length_of(block->rule->length, room) : room;
  item->x = block->left + aligned_left(align, room, item->width);
  item->height = setting->compose->layout->page.grid > 0 ? 0 : thickness;
  item->snap = true;
  return true;
}

static bool setting_gap(struct setting *setting, const struct bound_block *block) {
  mpt height = block->rule != NULL ? length_of(block->rule->length, setting->frame->page_height) : 0;
  if (height > 0)
    setting_space(setting, block, height, !setting->fresh);
  return true;
}

/* The page breaks after the last item that shows something: spaces after it go with what follows. */
static size_t last_shown(const struct vertical *items, size_t count) {
  while (count > 0 && items[count - 1].kind == VERTICAL_SPACE)
    count--;
  return count > 0 ? count - 1 : 0;
}

/* A break before all content, or after another one, would make an empty page that nobody meant. */
static bool setting_break(struct setting *setting, const struct bound_block *block) {
  if (setting->fresh)
    return true;
  setting->items[last_shown(setting->items, setting->count)].penalty = VERTICAL_FORBIDDEN; /* here, not just before */
  struct vertical *item = setting_add(setting, VERTICAL_BREAK, block);
  item->penalty = VERTICAL_FORCED;
  item->column_break = block->rule != NULL && block->rule->column_break;
  setting->fresh = true;
  setting->after = 0;
  return true;
}

static bool setting_group(struct setting *setting, const struct bound_block *block) {
  return setting_blocks(setting, block->children, block->child_count);
}

static bool (*const setting_kinds[])(struct setting *, const struct bound_block *) = {
    [BOUND_TEXT] = setting_text,   [BOUND_TABLE] = setting_table, [BOUND_IMAGE] = setting_picture,
    [BOUND_RULE] = setting_rule,   [BOUND_SPACE] = setting_gap,   [BOUND_BREAK] = setting_break,
    [BOUND_GROUP] = setting_group,
};

static int block_keep(const struct bound_block *block) {
  if (block->kind == BOUND_GROUP)
    return block->rule != NULL ? block->rule->keep : KEEP_NONE;
  return block->kind == BOUND_SPACE || block->kind == BOUND_BREAK ? KEEP_NONE : block->style->keep;
}

static void items_keep(struct vertical *items, size_t count, int keep) {
  size_t last = last_shown(items, count);
  for (size_t i = 0; i < count; i++) {
    int wanted = i < last ? KEEP_LINES : KEEP_NEXT;
    if ((keep & wanted) != 0 && items[i].penalty != VERTICAL_FORCED)
      items[i].penalty = VERTICAL_FORBIDDEN;
  }
}

static bool setting_blocks(struct setting *setting, const struct bound_block *blocks, size_t count) {
  bool ok = true;
  for (size_t i = 0; i < count; i++) {
    size_t first = setting->count;
    ok &= setting_kinds[blocks[i].kind](setting, &blocks[i]);
    while (first < setting->count && setting->items[first].discardable)
      first++; /* the space above is not part of the block: its penalty is fixed */
    if (first < setting->count)
      items_keep(setting->items + first, setting->count - first, block_keep(&blocks[i]));
  }
  return ok;
}

mpt flow_top(const struct flow *flow, size_t index, bool opening, mpt y) {
  const struct vertical *item = &flow->items[index];
  if (opening)
    y += table_opening(item);
  if (item->snap && flow->grid > 0)
    y = (y + flow->grid - 1) / flow->grid * flow->grid;
  return y;
}

mpt flow_bottom(const struct flow *flow, size_t index, mpt top) {
  int64_t bottom = (int64_t)top + flow->items[index].height;
  return bottom < FLOW_HEIGHT_LIMIT ? (mpt)bottom : FLOW_HEIGHT_LIMIT;
}

struct position flow_item_at(const struct vertical *item) {
  const struct bound_block *block = item->block;
  if (item->row != NULL && item->row->bound->at.file != NULL)
    return item->row->bound->at;
  return block->span_count > 0 ? block->spans[0].source.at : block->rule_at;
}

bool flow_set_within(struct compose *compose, const struct flow_frame *frame, const struct bound_block *blocks,
                     size_t count, struct flow *out) {
  struct setting setting = {.compose = compose, .frame = frame, .fresh = true};
  bool ok = setting_blocks(&setting, blocks, count);
  *out = (struct flow){
      .items = setting.items, .count = setting.count, .width = frame->width, .grid = compose->layout->page.grid};
  for (size_t i = 0; i < out->count; i++)
    out->height = flow_bottom(out, i, flow_top(out, i, false, out->height));
  return ok;
}

bool flow_set(struct compose *compose, const struct bound_block *blocks, size_t count, mpt width, mpt page_height,
              struct flow *out) {
  const struct flow_frame frame = {.width = width, .page_height = page_height, .note_width = width};
  return flow_set_within(compose, &frame, blocks, count, out);
}
