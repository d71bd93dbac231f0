/* `mail:` of a layout: what a message says. Subject and body are templates, as everything in a layout is; the body is
 * Markdown, of which plain text and HTML are made. */
#include "input/layout_parts.h"

#include <string.h>

enum { DEPTH_LIMIT = 16 /* of blocks in blocks */ };

struct block_reading {
  const struct key_reader *reader;
  int depth;
};

static const struct key mail_keys[] = {
    {.name = "subject", .read = key_template, .offset = offsetof(struct letter_spec, subject)},
    {.name = "body"},
    {.name = "files"},
    {.name = "css"}};

static const struct key block_keys[] = {
    {.name = "when", .read = key_expression, .offset = offsetof(struct letter_block, when)},
    {.name = "each", .read = key_expression, .offset = offsetof(struct letter_block, each)},
    {.name = "as", .read = key_identifier, .offset = offsetof(struct letter_block, as)},
    {.name = "markdown", .read = key_template, .offset = offsetof(struct letter_block, markdown)},
    {.name = "body"},
};

static const struct key_choice block_kinds[] = {{"markdown", 0}, {"body", 1}, {NULL, 0}};

static void blocks_read(const struct block_reading *reading, const struct yaml_pair *pair, struct letter_block **blocks,
                        size_t *count);

static void block_read(const struct block_reading *reading, const struct yaml_pair *item, struct letter_block *block) {
  const struct key_reader *reader = reading->reader;
  int kind = 0;
  block->at = item->node->source.at;
  if (!keys_read(reader, item, block_keys, KEY_COUNT(block_keys), block))
    return;
  keys_check_needs(reader, item->node, "as", "each");
  const struct yaml_pair *pair = keys_kind(reader, item, block_kinds, &kind);
  if (pair && kind == 1)
    blocks_read(reading, pair, &block->blocks, &block->block_count);
}

static void blocks_read(const struct block_reading *reading, const struct yaml_pair *pair, struct letter_block **blocks,
                        size_t *count) {
  const struct key_reader *reader = reading->reader;
  struct block_reading inner = {reader, reading->depth + 1};
  if (!key_is_list(reader, pair))
    return;
  if (inner.depth > DEPTH_LIMIT) {
    sink_report(reader->sink, KEY_TOO_MANY, pair->node->source.at, pair->key,
                arena_printf(reader->arena, "%d", DEPTH_LIMIT), NULL);
    return;
  }
  *count = pair->node->count;
  *blocks = arena_zalloc(reader->arena, *count, sizeof **blocks);
  for (size_t i = 0; i < *count; i++) {
    struct yaml_pair item = key_item(pair, i);
    block_read(&inner, &item, &(*blocks)[i]);
  }
}

static void files_read(const struct key_reader *reader, const struct yaml_pair *pair, struct letter_spec *mail) {
  if (!key_is_map(reader, pair))
    return;
  mail->files = arena_zalloc(reader->arena, pair->node->count, sizeof *mail->files);
  for (size_t i = 0; i < pair->node->count; i++) {
    struct letter_file *file = &mail->files[mail->file_count++];
    file->document = pair->node->pairs[i].key;
    key_template(reader, &pair->node->pairs[i], NULL, &file->name);
  }
}

/* It goes into an element of the page as it is, and must not end it. */
static void css_read(const struct key_reader *reader, const struct yaml_pair *pair, struct letter_spec *mail) {
  if (!key_is_text(reader, pair))
    return;
  if (strchr(pair->node->text, '<') != NULL)
    sink_report(reader->sink, MAIL_CSS, pair->node->source.at, NULL);
  else
    mail->css = pair->node->text;
}

void layout_mail_read(const struct key_reader *reader, const struct yaml_pair *pair, struct letter_spec *mail) {
  if (!keys_read(reader, pair, mail_keys, KEY_COUNT(mail_keys), mail))
    return;
  const struct block_reading reading = {reader, 0};
  const struct yaml_pair *body = keys_required(reader, pair->node, "body"), *css = keys_pair(pair->node, "css"),
                         *files = keys_pair(pair->node, "files");
  keys_required(reader, pair->node, "subject");
  if (body)
    blocks_read(&reading, body, &mail->body, &mail->body_count);
  if (files)
    files_read(reader, files, mail);
  if (css)
    css_read(reader, css, mail);
}
