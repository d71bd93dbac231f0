/* The parts of a layout's reader, for the files layout*.c and stock.c only. */
#ifndef INPUT_LAYOUT_PARTS_H
#define INPUT_LAYOUT_PARTS_H

#include "input/keys.h"
#include "input/layout.h"

/* A layout on its way from files to struct layout. */
struct layout_reading {
  struct key_reader reader;
  const struct layout_path *path;
  struct layout *layout;
  const struct yaml_pair *separator; /* `separator:`; NULL: not given */
  size_t input_capacity;
};

/* Parses `folder`/`name` if it is there, and adds it to the layout's inputs. *missing is set when it is not. NULL
 * then, and after errors. `at` is where it was asked for. (layout_files.c) */
const struct yaml_node *layout_file_parse(struct layout_reading *reading, const char *folder, const char *name,
                                          struct position at, bool *missing);
/* The first of that name on the path; *path is the file that was read. NULL after errors; *missing when no folder
 * has it. */
const struct yaml_node *layout_file_find(struct layout_reading *reading, const char *name, struct position at,
                                         bool *missing, const char **path);
/* Latin letters, digits, - and _. */
bool layout_name_is_valid(const char *name);

/* `over` laid over `base`: maps key by key, lists and single values replaced. Both stay as they are. Everything
 * keeps its own position. (layout_merge.c) */
const struct yaml_node *layout_merge(struct arena *arena, const struct yaml_node *base, const struct yaml_node *over);

/* A list of blocks. (layout_blocks.c) */
void layout_blocks_read(const struct key_reader *reader, const struct yaml_pair *pair, struct block **blocks,
                        size_t *count);
/* `table:`, whose cells look like `style` unless they say otherwise; NULL: like table-cell. (layout_table.c) */
const struct table *layout_table_read(const struct key_reader *reader, const struct yaml_pair *pair,
                                      const struct style *style);
/* A style with another alignment; `align` -1: the style itself. */
const struct style *layout_style_aligned(struct arena *arena, const struct style *style, int align);

/* A list of boxes added behind those that *boxes already has. Warns of those that reach beyond `width` by `height`
 * and `bleed`. (layout_boxes.c) */
struct box_area {
  mpt width, height, bleed;
};
void layout_boxes_read(const struct key_reader *reader, const struct yaml_pair *pair, struct box_area area,
                       struct box **boxes, size_t *count);

/* `page:`, `card:`; pair NULL: the defaults. (layout_page.c) */
void layout_page_read(const struct key_reader *reader, const struct yaml_pair *pair, struct page_spec *page);
void layout_card_read(const struct key_reader *reader, const struct yaml_pair *pair, struct card_spec *card);
/* Reader of a format: A4, or [width, height]; into mpt[2]. */
KEY_READER(key_format);

/* `print:`; pair NULL: the defaults. (layout_print.c) */
void layout_print_read(const struct key_reader *reader, const struct yaml_pair *pair, struct print_spec *print);

/* `mail:`. (layout_mail.c) */
void layout_mail_read(const struct key_reader *reader, const struct yaml_pair *pair, struct letter_spec *mail);

/* `sheet:` with the stock it names, checked against the card. (layout_sheet.c) */
void layout_sheet_read(struct layout_reading *reading, const struct yaml_pair *pair);

/* A scale in percent, "99.6%" or "99,6 %", as millionths: int32_t. (printer.c) */
KEY_READER(key_scale);
/* Offset and scale as `scale` (millionths) and `offset` say, about the middle of a page of that size. */
struct adjustment adjustment_about_middle(const int32_t scale[2], const mpt offset[2], const struct stock *stock);
/* What the printer that `pair` names, from printers.yaml, or describes, needs on the front and on the back. */
bool printer_read(struct layout_reading *reading, const struct yaml_pair *pair, const struct stock *stock,
                  struct adjustment out[2]);

/* The stock that `pair` names, from stock.yaml, or describes. False after errors. (stock.c) */
bool stock_read(struct layout_reading *reading, const struct yaml_pair *pair, struct stock *stock);

#endif
