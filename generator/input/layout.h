/* The layout: how documents of one kind look. DESIGN: the layout file.
 *
 * Read once, read-only afterwards, shared by all jobs. Lengths of boxes are relative to the page or the card.
 */
#ifndef INPUT_LAYOUT_H
#define INPUT_LAYOUT_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/units.h"
#include "display/role.h"
#include "input/event.h"
#include "input/style.h"
#include "input/template.h"

#include <stdbool.h>
#include <stddef.h>

enum block_kind {
  BLOCK_TEXT,     /* text: */
  BLOCK_MARKDOWN, /* markdown: */
  BLOCK_TABLE,    /* table: */
  BLOCK_IMAGE,    /* image: */
  BLOCK_RULE,     /* rule: thickness */
  BLOCK_SPACE,    /* space: length */
  BLOCK_BREAK,    /* break: page | column */
  BLOCK_GROUP     /* flow: a list, with when, each, as, keep */
};

struct column {
  enum { COLUMN_AUTO, COLUMN_FIXED, COLUMN_SHARE } width_kind; /* width: auto | length or % | 2fr */
  struct length width;
  int share;                      /* COLUMN_SHARE: n of nfr */
  struct local_template head;     /* count 0: none */
  const struct style *head_style; /* default: table-head, else the cells' style in bold */
  const struct block *cell;       /* the cell's blocks, in order */
  size_t cell_count;
  const struct expression *when; /* the whole column is left out when no row makes it true; NULL: always there */
  struct position at;
};

struct rules {                 /* 0: none */
  mpt top, head, rows, bottom; /* above the table, under its head, between rows, under the table */
  struct colour colour;
};

struct table {
  const struct expression *each;
  const char *as; /* NULL: only the item's own fields come first */
  enum { HEAD_REPEAT, HEAD_ONCE, HEAD_NONE } head;
  enum { ROWS_KEEP, ROWS_SPLIT } rows; /* KEEP: split only when taller than a third of the page */
  struct column *columns;
  size_t column_count;
  mpt gap;                         /* between columns, default 5 mm */
  mpt padding_top, padding_bottom; /* default 2 pt */
  struct rules rules;
  struct colour zebra; /* COLOUR_NONE: none; behind every second row */
  struct position at;
};

struct block {
  enum block_kind kind;
  struct position at;
  const struct style *style; /* never NULL: body, else the root */
  enum structure_role role;
  const struct expression *when; /* NULL: always */
  const struct expression *each; /* NULL: once */
  const char *as;
  struct local_template text; /* TEXT, MARKDOWN; IMAGE: the path */
  struct local_template alt;  /* IMAGE */
  struct local_template link; /* TEXT, IMAGE: the address the whole block leads to */
  const struct table *table;
  struct length width, height; /* IMAGE: 0 is from the other one, or natural at 300 dpi */
  enum alignment align;        /* IMAGE, RULE */
  mpt thickness;               /* RULE */
  struct length length;        /* SPACE; RULE: default 100 % */
  struct colour colour;        /* RULE */
  bool column_break;           /* BREAK */
  int keep;                    /* enum keep, for GROUP; other blocks have it in their style */
  struct block *blocks;        /* GROUP */
  size_t block_count;
};

enum box_kind { BOX_TEXT, BOX_MARKDOWN, BOX_FLOW, BOX_IMAGE, BOX_QR, BOX_CODE128, BOX_FILL, BOX_RULE, BOX_SLOT };

struct fit {
  mpt minimum, maximum, step; /* of the type size; maximum 0: no fitting, text that does not fit is an error */
  int lines;                  /* at most; 0: as many as the height takes */
  /* Where lines may end: between words, behind the hyphens that words have, or as a last resort anywhere. */
  enum { FIT_BREAK_SPACES, FIT_BREAK_HYPHENS, FIT_BREAK_WORDS } breaks;
  const struct expression *same; /* cards for which it is the same get the same size; NULL: each its own */
};

struct box {
  enum box_kind kind;
  struct position at;
  struct length x, y, width, height;
  const struct style *style;
  enum structure_role role;
  const struct expression *when;
  const struct expression *each; /* the box is repeated, moved by `step` each time */
  const char *as;
  struct length step_x, step_y;
  struct local_template text; /* TEXT, MARKDOWN; QR, CODE128: content; IMAGE: path; FILL, RULE: the colour */
  struct local_template alt, link;
  struct local_template instead, ground; /* IMAGE: text where there is no picture, and the colour behind it */
  struct block *blocks;                  /* FLOW */
  size_t block_count;
  struct fit fit;
  enum vertical_alignment valign;
  enum alignment align; /* IMAGE */
  bool upper_third;     /* IMAGE, cover: keep what is there, as faces are, rather than the middle */
  bool cover;           /* IMAGE: fill the box and crop, instead of fitting in */
  char level;           /* QR: L M Q H */
  int quiet;            /* QR, CODE128: modules of quiet zone inside the box, default 4 and 10 */
  bool caption;         /* CODE128: its text under the bars */
  int rotate;           /* degrees clockwise: 0, 90, 180, 270 */
  bool last;            /* order: last — read after the flow */
  mpt thickness; /* SLOT: of its outline; RULE: a horizontal line if the box is wider than high, else a vertical one */
};

struct page_spec {
  mpt width, height;
  mpt top, right, bottom, left; /* margins */
  mpt first_top;                /* top margin of the first page; as top when not given */
  int columns;
  mpt gutter; /* default 5 mm */
  mpt grid;   /* 0: none */
};

enum card_fold { FOLD_NONE, FOLD_TOP, FOLD_LEFT };

struct card_spec {
  mpt width, height, bleed, safe;
  enum card_fold fold; /* the edge at which front and back hang together, printed beside each other on one side */
};

/* What is cut from the sheet: the card, or with a fold both panels. */
static inline mpt card_piece_width(const struct card_spec *card) {
  return card->fold == FOLD_LEFT ? 2 * card->width : card->width;
}
static inline mpt card_piece_height(const struct card_spec *card) {
  return card->fold == FOLD_TOP ? 2 * card->height : card->height;
}

enum sheet_order { ORDER_ROWS, ORDER_COLUMNS, ORDER_CUT_AND_STACK };
enum duplex { DUPLEX_NONE, DUPLEX_LONG_EDGE, DUPLEX_SHORT_EDGE };

struct stock { /* layouts/stock.yaml */
  const char *name;
  const char *maker, *code, *description; /* NULL: none; several codes with commas between them */
  mpt width, height;                      /* of the sheet */
  mpt card_width, card_height;
  int columns, rows;
  mpt x, y; /* of the first card */
  mpt gap_x, gap_y;
};

/* `separate:` — each group of cards begins with its name. */
enum separator_kind { SEPARATOR_CARD, SEPARATOR_SHEET };

struct blank_rule { /* `blank:` — cards to be filled in by hand */
  const char *role; /* "": none */
  struct position at;
  int count;
};

enum sheet_marks { MARKS_CROP = 1, MARKS_BARS = 2, MARKS_SLUG = 4 };
enum { MARK_DISTANCE = 5669, MARK_BAND = 11339 }; /* mpt: marks keep 2 mm off the cut; bars and slug are 4 mm high */

struct sheet_spec {
  struct stock stock;
  int marks; /* enum sheet_marks, combined */
  enum sheet_order order;
  enum duplex duplex;
  int start;                 /* first free cell, from 1 */
  struct adjustment screen;  /* offset and scale, both sides alike: for all files but those for a press */
  struct adjustment desk[2]; /* the same with the printer's, front and back: for profile office */
  const char *printer;       /* its name; NULL: none. */
  struct position printer_at;
  const struct expression *separate; /* what the cards are grouped by; NULL: nothing */
  enum separator_kind separator_kind;
  struct blank_rule *blanks;
  size_t blank_count;
  struct box *slug; /* the line above the first card; NULL: none. Its place is found on the sheet */
};

struct print_spec {          /* print: */
  const char *intent;        /* name of the press's ICC profile */
  struct position intent_at; /* file NULL: not given */
  int ink;                   /* most of all inks together, percent */
};

/* mail: what a message says. A block has a text, or blocks that `each` repeats. */
struct letter_block {
  const struct expression *when, *each;
  const char *as;
  struct local_template markdown;
  struct letter_block *blocks;
  size_t block_count;
  struct position at;
};

struct letter_spec {
  struct local_template subject;
  struct letter_block *body;
  size_t body_count;
  struct letter_file { /* what the file of an attached document is called */
    const char *document;
    struct local_template name;
  } * files;
  size_t file_count;
  const char *css; /* of the HTML, without «<»; NULL: none */
};

enum layout_kind { LAYOUT_FLOW, LAYOUT_CARD, LAYOUT_MAIL };

struct font_role {
  const char *role, *family; /* family role of fonts/ (serif, sans, mono) or a family name */
  struct position at;
};

struct layout {
  const char *name, *path;
  enum layout_kind kind;
  struct style_sheet sheet_of_styles;
  struct font_role *fonts;
  size_t font_count;
  struct page_spec page;
  struct box *first, *rest; /* boxes: on the first page, on the others; `all:` adds to both */
  size_t first_count, rest_count;
  struct block *flow;
  size_t flow_count;
  struct card_spec card;
  bool has_sheet;
  struct sheet_spec sheet;
  struct print_spec print;
  struct box *front, *back;
  size_t front_count, back_count;
  struct box *separator; /* of the card or sheet before a group */
  size_t separator_count;
  struct colour_rule {  /* the names under `colours:`, for the filter colour: value -> colour */
    const char *value;  /* also the name that colour_parse knows it by */
    const char *folded; /* locale_lower of it: values are compared whatever their case */
    struct colour colour;
  } * colour_rules;
  size_t colour_rule_count;
  struct colour colour_default; /* `default:` among them; space COLOUR_NONE: none */
  struct icon_rule {            /* the names under `icons:`, for the filter icon: value -> characters of a font */
    const char *folded;         /* as those of colours */
    const char *text;
  } * icon_rules;
  size_t icon_rule_count;
  const char *icon_default; /* "" for none */
  struct letter_spec mail;
  struct local_template title; /* document title; default: the event's title */
  const char **folders;        /* of the layout's files, its own first, NULL-terminated: pictures lie beside them */
  struct event_input *inputs;  /* files it was read from, with their content, for the manifest */
  size_t input_count;
};

/* Where layouts are looked for, in order; NULL-terminated. */
struct layout_path {
  const char **folders;
};

/* Finds, reads and checks a layout with what it extends; `set` (may be NULL) is merged over it. `at` is where the
 * event names it. NULL after errors, which are in the sink. */
struct layout *layout_read(struct arena *arena, const struct layout_path *path, const char *name,
                           const struct yaml_node *set, struct position at, struct sink *sink);

/* "A4", "Letter", lying ones too; NULL for a size that has no name. */
const char *format_name(mpt width, mpt height);

/* All sheets that stock.yaml files on the path describe, in their order; of two with one name the first. Errors go to
 * the sink, and what has them is left out. */
struct stock *stock_list(struct arena *arena, const struct layout_path *path, struct sink *sink, size_t *count);

/* Names of all layouts on the path, sorted, for `basma layouts`. */
struct layout_entry {
  const char *name, *path;
};
struct layout_entry *layout_list(struct arena *arena, const struct layout_path *path, size_t *count);

#endif
