/* The ledger of printed cards. Rows keep the order in which they came; a card is found by its id, else its name. */
#include "batch/ledger.h"

#include "base/file.h"
#include "base/hash.h"
#include "input/csv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 128 * 1024 };
enum { COLUMNS = 8, LEDGER_LIMIT = 1 << 30, DIGEST_DIGITS = 16 };

static const char ledger_head[] = "id,name,state,run,sheet,row,column,digest";

struct row {
  const char *id, *name;
  uint64_t digest;
  unsigned run, sheet, row, column;
  bool revoked;
  bool told; /* that it is revoked */
  bool seen; /* by the choice, or added in this run */
};

struct ledger {
  struct arena *arena;
  struct row *rows;
  size_t count, capacity;
  uint32_t *slots; /* row + 1 by key; open addressing */
  size_t slot_count;
  unsigned run; /* the latest */
  const char *stock;
  int free_cell;
  /* of a run of all cards */
  struct file_output *output; /* NULL: it could not be made, for the reason in `error`, or there is none */
  int error;
  struct buffer chunk;
  bool streams;
  unsigned last_sheet;
};

/* --- finding ------------------------------------------------------------------------------------------------------ */

static const char *key_of(const char *id, const char *name) {
  return *id ? id : name;
}

static uint32_t *slot_of(const struct ledger *ledger, const char *id, const char *name) {
  const char *key = key_of(id, name);
  size_t slot = hash_fast(key, strlen(key)) & (ledger->slot_count - 1);
  while (ledger->slots[slot]) {
    const struct row *row = &ledger->rows[ledger->slots[slot] - 1];
    if (strcmp(key_of(row->id, row->name), key) == 0)
      break;
    slot = (slot + 1) & (ledger->slot_count - 1);
  }
  return &ledger->slots[slot];
}

static void slots_grow(struct ledger *ledger) {
  ledger->slot_count = ledger->slot_count ? 2 * ledger->slot_count : 64;
  ledger->slots = arena_zalloc(ledger->arena, ledger->slot_count, sizeof *ledger->slots);
  for (size_t i = 0; i < ledger->count; i++)
    *slot_of(ledger, ledger->rows[i].id, ledger->rows[i].name) = (uint32_t)i + 1;
}

static struct row *row_find(const struct ledger *ledger, const char *id, const char *name) {
  uint32_t slot = ledger->slot_count ? *slot_of(ledger, id, name) : 0;
  return slot ? &ledger->rows[slot - 1] : NULL;
}

/* The row of the card; a new one has everything 0 but id and name, which are copied. */
static struct row *row_keep(struct ledger *ledger, const char *id, const char *name) {
  struct row *found = row_find(ledger, id, name);
  if (found)
    return found;
  if (2 * ledger->count >= ledger->slot_count)
    slots_grow(ledger);
  uint32_t *slot = slot_of(ledger, id, name);
  struct row *row = ARENA_PUSH(ledger->arena, ledger->rows, ledger->count, ledger->capacity);
  *row = (struct row){.id = arena_strdup(ledger->arena, id), .name = arena_strdup(ledger->arena, name)};
  *slot = (uint32_t)ledger->count;
  return row;
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static bool number_read(const char *text, unsigned *out) {
  char *end;
  unsigned long value = strtoul(text, &end, 10);
  *out = (unsigned)value;
  return *text >= '0' && *text <= '9' && *end == '\0' && value < UINT32_MAX;
}

/* `texts`: one a column. */
static bool row_take(struct ledger *ledger, const char *const *texts) {
  unsigned run, sheet, line, column;
  if (!number_read(texts[3], &run) || !number_read(texts[4], &sheet) || !number_read(texts[5], &line) ||
      !number_read(texts[6], &column))
    return false;
  ledger->run = run > ledger->run ? run : ledger->run;
  if (strcmp(texts[2], "free") == 0) {
    ledger->stock = arena_strdup(ledger->arena, texts[1]);
    ledger->free_cell = (int)column;
    return true;
  }
  struct row *row = row_keep(ledger, texts[0], texts[1]);
  row->digest = strtoull(texts[7], NULL, 16);
  row->run = run;
  row->sheet = sheet;
  row->row = line;
  row->column = column;
  row->revoked = row->told = strcmp(texts[2], "revoked") == 0;
  return row->revoked || strcmp(texts[2], "printed") == 0;
}

static bool rows_take(struct ledger *ledger, struct csv_reader *reader) {
  struct arena *scratch = arena_new();
  struct csv_cell cells[COLUMNS];
  size_t count, length;
  bool malformed, good = true;
  for (size_t line = 0; good && csv_row(reader, cells, COLUMNS, &count, &malformed); line++) {
    const char *texts[COLUMNS];
    good = count == COLUMNS && !malformed;
    for (size_t i = 0; good && i < COLUMNS; i++)
      texts[i] = csv_cell_text(scratch, &cells[i], &length);
    if (good)
      good = line == 0 ? strcmp(texts[0], "id") == 0 && strcmp(texts[7], "digest") == 0 : row_take(ledger, texts);
    arena_reset(scratch);
  }
  arena_drop(scratch);
  return good;
}

struct ledger *ledger_read(struct arena *arena, const char *path, struct sink *sink) {
  struct ledger *ledger = arena_zalloc(arena, 1, sizeof *ledger);
  struct file_content content;
  *ledger = (struct ledger){.arena = arena, .stock = ""};
  struct arena *mapped = arena_new(); /* of the file, which may be as long as the list */
  const char *name = strrchr(path, '/');
  enum file_status status =
      file_map_beneath(mapped, file_folder(arena, path), name ? name + 1 : path, LEDGER_LIMIT, &content);
  struct csv_reader reader = {0};
  if (status == FILE_OK)
    reader = csv_open(content.data, content.length);
  bool good = status == FILE_MISSING || (status == FILE_OK && rows_take(ledger, &reader));
  arena_drop(mapped);
  if (good)
    return ledger;
  sink_report(sink, LEDGER_UNREADABLE, (struct position){.file = path}, NULL);
  *ledger = (struct ledger){.arena = arena, .stock = ""};
  return ledger;
}

/* --- choosing ----------------------------------------------------------------------------------------------------- */

static bool choice_take(void *self, const struct card_record *record) {
  struct row *row = row_find(self, record->id, record->name);
  if (!row)
    return true;
  row->seen = true;
  return row->revoked || row->digest != record->digest;
}

static int choice_start(void *self, const char *stock) {
  const struct ledger *ledger = self;
  return ledger->free_cell > 0 && strcmp(ledger->stock, stock) == 0 ? ledger->free_cell : 0;
}

struct choice ledger_choice(struct ledger *ledger) {
  return (struct choice){.take = choice_take, .self = ledger, .drawn = true, .start = choice_start};
}

/* --- rows as text ------------------------------------------------------------------------------------------------- */

static void cell_add(struct buffer *out, const char *text) {
  if (!strpbrk(text, ",;\"\n\r\t") && *text != ' ') {
    buffer_text(out, text);
    return;
  }
  buffer_byte(out, '"');
  for (; *text; text++) {
    if (*text == '"')
      buffer_byte(out, '"');
    buffer_byte(out, *text);
  }
  buffer_byte(out, '"');
}

static void row_add(const struct row *row, struct buffer *out) {
  cell_add(out, row->id);
  buffer_byte(out, ',');
  cell_add(out, row->name);
  buffer_printf(out, ",%s,%u,%u,%u,%u,%0*llx\n", row->revoked ? "revoked" : "printed", row->run, row->sheet, row->row,
                row->column, DIGEST_DIGITS, (unsigned long long)row->digest);
}

/* --- what this run makes ------------------------------------------------------------------------------------------ */

static void stream_release(void *handle) {
  struct ledger *ledger = handle;
  file_output_drop(ledger->output);
  buffer_drop(&ledger->chunk);
}

static void chunk_write(struct ledger *ledger) {
  if (ledger->output)
    file_output_write(ledger->output, ledger->chunk.data, ledger->chunk.length);
  buffer_clear(&ledger->chunk);
}

void ledger_begin(struct ledger *ledger, bool all, const char *path) {
  ledger->run = all ? 1 : ledger->run + 1;
  ledger->streams = all;
  if (!all)
    return;
  arena_defer(ledger->arena, stream_release, ledger);
  ledger->output = file_output_new(path);
  ledger->error = ledger->output ? 0 : errno;
  buffer_printf(&ledger->chunk, "%s\n", ledger_head);
}

struct ledger_sheet ledger_sheet(const struct ledger *ledger) {
  return (struct ledger_sheet){ledger->stock, ledger->free_cell > 0 ? ledger->free_cell : 1};
}

/* What is written at once is not kept. */
static void stream_add(struct ledger *ledger, const struct card_record *card) {
  struct row *old = row_find(ledger, card->id, card->name);
  const struct row row = {.id = card->id,
                          .name = card->name,
                          .digest = card->digest,
                          .run = ledger->run,
                          .sheet = card->sheet,
                          .row = card->row,
                          .column = card->column};
  if (old)
    old->seen = true;
  ledger->last_sheet = card->sheet > ledger->last_sheet ? card->sheet : ledger->last_sheet;
  row_add(&row, &ledger->chunk);
  if (ledger->chunk.length >= CHUNK)
    chunk_write(ledger);
}

void ledger_add(struct ledger *ledger, const struct card_record *card) {
  if (ledger->streams) {
    stream_add(ledger, card);
    return;
  }
  struct row *row = row_keep(ledger, card->id, card->name);
  row->name = arena_strdup(ledger->arena, card->name);
  row->digest = card->digest;
  row->run = ledger->run;
  row->sheet = card->sheet;
  row->row = card->row;
  row->column = card->column;
  row->revoked = row->told = false;
  row->seen = true;
}

void ledger_revoke(struct ledger *ledger, struct position at, struct sink *sink) {
  char sheet[24], line[24], column[24];
  for (size_t i = 0; i < ledger->count; i++) {
    struct row *row = &ledger->rows[i];
    row->revoked = row->revoked || !row->seen;
    if (!row->revoked || row->told)
      continue;
    snprintf(sheet, sizeof sheet, "%u", row->sheet);
    snprintf(line, sizeof line, "%u", row->row);
    snprintf(column, sizeof column, "%u", row->column);
    sink_report(sink, LEDGER_REVOKED, at, row->name, row->id, sheet, line, column, NULL);
    row->told = true;
  }
}

void ledger_revoked(const struct ledger *ledger, struct buffer *out) {
  for (size_t i = 0; i < ledger->count; i++)
    if (ledger->rows[i].revoked)
      buffer_add(out, key_of(ledger->rows[i].id, ledger->rows[i].name),
                 strlen(key_of(ledger->rows[i].id, ledger->rows[i].name)) + 1);
}

void ledger_revoke_ids(struct ledger *ledger, const char *ids, size_t length) {
  for (size_t at = 0; at < length; at += strlen(ids + at) + 1) {
    struct row *row = row_find(ledger, ids + at, "");
    if (row && !row->seen)
      row->revoked = row->told = true;
  }
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

/* The free cell stands in the column for it; its sheet is the last one of the last run. */
static void free_add(const struct ledger *ledger, const struct ledger_sheet *sheet, struct buffer *out) {
  unsigned last = ledger->last_sheet;
  for (size_t i = 0; !ledger->streams && i < ledger->count; i++)
    if (ledger->rows[i].run == ledger->run && ledger->rows[i].sheet > last)
      last = ledger->rows[i].sheet;
  buffer_byte(out, ',');
  cell_add(out, sheet->stock);
  buffer_printf(out, ",free,%u,%u,0,%d,\n", ledger->run, last, sheet->free_cell);
}

/* The cards are written already; those that are revoked follow. */
static bool stream_end(struct ledger *ledger, const struct ledger_sheet *sheet) {
  for (size_t i = 0; i < ledger->count; i++)
    if (ledger->rows[i].revoked && !ledger->rows[i].seen)
      row_add(&ledger->rows[i], &ledger->chunk);
  free_add(ledger, sheet, &ledger->chunk);
  chunk_write(ledger);
  struct file_output *output = ledger->output;
  ledger->output = NULL;
  errno = ledger->error;
  return output && file_output_commit(output);
}

bool ledger_write(struct ledger *ledger, const char *path, const struct ledger_sheet *sheet) {
  if (ledger->streams)
    return stream_end(ledger, sheet);
  struct file_output *output = file_output_new(path);
  struct buffer text = {0};
  if (!output)
    return false;
  buffer_printf(&text, "%s\n", ledger_head);
  for (size_t i = 0; i < ledger->count; i++)
    row_add(&ledger->rows[i], &text);
  free_add(ledger, sheet, &text);
  file_output_write(output, text.data, text.length);
  buffer_drop(&text);
  return file_output_commit(output);
}
