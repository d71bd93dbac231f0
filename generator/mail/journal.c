/* The journal. DIR/<event>/mail/journal.sqlite: write-ahead log, every commit on the disk (synchronous=FULL). */
#include "mail/journal.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { FORMAT = 1, BUSY_MILLISECONDS = 10 * 1000 };

const char *const mail_state_names[MAIL_STATES] = {"waiting", "sending",  "handed", "sent",
                                                   "refused", "deferred", "doubt",  "dropped"};

static const char schema[] =
    "CREATE TABLE IF NOT EXISTS message (row INTEGER PRIMARY KEY, release TEXT NOT NULL, version INTEGER NOT NULL,"
    " key TEXT NOT NULL, address TEXT NOT NULL, newsroom TEXT NOT NULL, name TEXT NOT NULL, language TEXT NOT NULL,"
    " message_id TEXT NOT NULL, digest TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,"
    " code INTEGER NOT NULL DEFAULT 0, reply TEXT NOT NULL DEFAULT '', time TEXT NOT NULL,"
    " size INTEGER NOT NULL DEFAULT 0, UNIQUE (release, version, key));"
    "CREATE TABLE IF NOT EXISTS step (row INTEGER PRIMARY KEY, message INTEGER NOT NULL, time TEXT NOT NULL,"
    " state TEXT NOT NULL, code INTEGER NOT NULL, reply TEXT NOT NULL);";

enum statement { STATEMENT_ADD, STATEMENT_FIND, STATEMENT_CHANGE, STATEMENT_STEP, STATEMENTS };
static const char *const texts[STATEMENTS] = {
    [STATEMENT_ADD] = "INSERT OR IGNORE INTO message (release, version, key, address, newsroom, name, language,"
                      " message_id, digest, state, time) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'waiting', ?10)",
    [STATEMENT_FIND] = "SELECT row FROM message WHERE release = ?1 AND version = ?2 AND key = ?3",
    [STATEMENT_CHANGE] = "UPDATE message SET state = ?2, code = ?3, reply = coalesce(?4, reply), time = ?5,"
                         " digest = coalesce(?6, digest), size = coalesce(?7, size), attempts = attempts + ?8"
                         " WHERE row = ?1",
    [STATEMENT_STEP] = "INSERT INTO step (message, time, state, code, reply) VALUES (?1, ?2, ?3, ?4, coalesce(?5, ''))",
};

struct journal {
  struct arena *arena;
  struct sink *sink;
  const char *path;
  sqlite3 *base;
  sqlite3_stmt *statements[STATEMENTS];
  int lock; /* held by one run at a time; the kernel lets go of it when the run dies */
};

static bool fail(struct journal *journal) {
  sink_report(journal->sink, MAIL_JOURNAL, (struct position){.file = journal->path},
              journal->base ? sqlite3_errmsg(journal->base) : "", NULL);
  return false;
}

static bool run(struct journal *journal, const char *sql) {
  return sqlite3_exec(journal->base, sql, NULL, NULL, NULL) == SQLITE_OK || fail(journal);
}

/* --- opening ------------------------------------------------------------------------------------------------------ */

static bool lock_take(struct journal *journal, const char *folder) {
  const char *path = file_join(journal->arena, folder, "journal.lock");
  journal->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
  if (journal->lock >= 0 && flock(journal->lock, LOCK_EX | LOCK_NB) == 0)
    return true;
  if (journal->lock >= 0 && errno == EWOULDBLOCK)
    sink_report(journal->sink, MAIL_BUSY, (struct position){.file = journal->path}, NULL);
  else
    sink_report(journal->sink, FILE_NOT_WRITTEN, (struct position){0}, path, strerror(errno), NULL);
  return false;
}

/* Of a kind that a later program may have changed. */
static bool format_check(struct journal *journal) {
  sqlite3_stmt *statement;
  if (sqlite3_prepare_v2(journal->base, "PRAGMA user_version", -1, &statement, NULL) != SQLITE_OK)
    return fail(journal);
  int format = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int(statement, 0) : -1;
  sqlite3_finalize(statement);
  if (format == FORMAT)
    return true;
  if (format != 0) {
    sink_report(journal->sink, MAIL_JOURNAL, (struct position){.file = journal->path}, "user_version", NULL);
    return false;
  }
  return run(journal, schema) && run(journal, "PRAGMA user_version = 1");
}

static bool base_open(struct journal *journal, enum journal_use use) {
  int flags = SQLITE_OPEN_READWRITE | (use == JOURNAL_WRITE ? SQLITE_OPEN_CREATE : 0) | SQLITE_OPEN_NOFOLLOW;
  if (sqlite3_open_v2(journal->path, &journal->base, flags, NULL) != SQLITE_OK)
    return fail(journal);
  sqlite3_busy_timeout(journal->base, BUSY_MILLISECONDS);
  if (!run(journal, "PRAGMA journal_mode = WAL") || !run(journal, "PRAGMA synchronous = FULL") ||
      !format_check(journal))
    return false;
  for (int i = 0; i < STATEMENTS; i++)
    if (sqlite3_prepare_v3(journal->base, texts[i], -1, SQLITE_PREPARE_PERSISTENT, &journal->statements[i], NULL) !=
        SQLITE_OK)
      return fail(journal);
  return true;
}

struct journal *journal_open(const char *folder, enum journal_use use, struct sink *sink) {
  struct stat information;
  size_t made;
  struct arena *arena = arena_new();
  struct journal *journal = arena_zalloc(arena, 1, sizeof *journal);
  *journal = (struct journal){.arena = arena, .sink = sink, .lock = -1};
  bool write = use == JOURNAL_WRITE;
  char *real = file_folders_make(write ? folder : ".", &made) ? realpath(folder, NULL) : NULL;
  journal->path = file_join(arena, real ? real : folder, "journal.sqlite"); /* NOFOLLOW looks at the whole path */
  free(real);
  bool there = write || stat(journal->path, &information) == 0;
  if (there && (!write || lock_take(journal, folder)) && base_open(journal, use))
    return journal;
  journal_close(journal);
  return NULL;
}

void journal_close(struct journal *journal) {
  if (!journal)
    return;
  for (int i = 0; i < STATEMENTS; i++)
    sqlite3_finalize(journal->statements[i]);
  sqlite3_close(journal->base);
  if (journal->lock >= 0)
    close(journal->lock);
  arena_drop(journal->arena);
}

/* --- changes ------------------------------------------------------------------------------------------------------ */

static void time_now(char out[24]) {
  time_t instant = time(NULL);
  struct tm parts = {0};
  gmtime_r(&instant, &parts);
  strftime(out, 24, "%Y-%m-%dT%H:%M:%SZ", &parts);
}

static void text_bind(sqlite3_stmt *statement, int index, const char *text) {
  sqlite3_bind_text(statement, index, text, -1, SQLITE_STATIC);
}

/* Runs a statement to its end, ready for the next time. */
static bool statement_run(struct journal *journal, sqlite3_stmt *statement) {
  bool good = sqlite3_step(statement) == SQLITE_DONE;
  if (!good)
    fail(journal);
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  return good;
}

static bool transaction_end(struct journal *journal, bool good) {
  if (good && run(journal, "COMMIT"))
    return true;
  sqlite3_exec(journal->base, "ROLLBACK", NULL, NULL, NULL);
  return false;
}

bool journal_recover(struct journal *journal) {
  char now[24];
  time_now(now);
  sqlite3_stmt *note = NULL;
  static const char noted[] = "INSERT INTO step (message, time, state, code, reply) SELECT row, ?1,"
                              " CASE state WHEN 'handed' THEN 'doubt' ELSE 'waiting' END, 0, 'the run ended'"
                              " FROM message WHERE state IN ('sending', 'handed')";
  if (!run(journal, "BEGIN IMMEDIATE"))
    return false;
  bool good = sqlite3_prepare_v2(journal->base, noted, -1, &note, NULL) == SQLITE_OK;
  if (good)
    text_bind(note, 1, now);
  good = good && statement_run(journal, note) &&
         run(journal, "UPDATE message SET state = 'doubt' WHERE state = 'handed'") &&
         run(journal, "UPDATE message SET state = 'waiting' WHERE state = 'sending'");
  sqlite3_finalize(note);
  return transaction_end(journal, good);
}

static bool entry_add(struct journal *journal, struct journal_entry *entry, const char *now) {
  sqlite3_stmt *add = journal->statements[STATEMENT_ADD], *find = journal->statements[STATEMENT_FIND];
  const char *const values[] = {entry->key,      entry->address,    entry->newsroom, entry->name,
                                entry->language, entry->message_id, entry->digest,   now};
  text_bind(add, 1, entry->release);
  sqlite3_bind_int(add, 2, entry->version);
  for (int i = 0; i < (int)(sizeof values / sizeof *values); i++)
    text_bind(add, i + 3, values[i]);
  if (!statement_run(journal, add))
    return false;
  text_bind(find, 1, entry->release);
  sqlite3_bind_int(find, 2, entry->version);
  text_bind(find, 3, entry->key);
  bool found = sqlite3_step(find) == SQLITE_ROW;
  entry->row = found ? sqlite3_column_int64(find, 0) : 0;
  sqlite3_reset(find);
  return found || fail(journal);
}

bool journal_add(struct journal *journal, struct journal_entry *entries, size_t count) {
  char now[24];
  time_now(now);
  bool good = run(journal, "BEGIN IMMEDIATE");
  if (!good)
    return false;
  for (size_t i = 0; i < count && good; i++)
    good = entry_add(journal, &entries[i], now);
  return transaction_end(journal, good);
}

static bool step_write(struct journal *journal, int64_t row, const struct journal_step *step) {
  sqlite3_stmt *change = journal->statements[STATEMENT_CHANGE], *note = journal->statements[STATEMENT_STEP];
  char now[24];
  time_now(now);
  sqlite3_bind_int64(change, 1, row);
  text_bind(change, 2, mail_state_names[step->state]);
  sqlite3_bind_int(change, 3, step->code);
  text_bind(change, 4, step->reply);
  text_bind(change, 5, now);
  text_bind(change, 6, step->digest);
  if (step->size >= 0)
    sqlite3_bind_int64(change, 7, step->size);
  sqlite3_bind_int(change, 8, step->attempt);
  if (!statement_run(journal, change))
    return false;
  sqlite3_bind_int64(note, 1, row);
  text_bind(note, 2, now);
  text_bind(note, 3, mail_state_names[step->state]);
  sqlite3_bind_int(note, 4, step->code);
  text_bind(note, 5, step->reply);
  return statement_run(journal, note);
}

bool journal_step(struct journal *journal, int64_t row, const struct journal_step *step) {
  return run(journal, "BEGIN IMMEDIATE") && transaction_end(journal, step_write(journal, row, step));
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static const char *text_column(struct arena *arena, sqlite3_stmt *statement, int column) {
  const char *text = (const char *)sqlite3_column_text(statement, column);
  return arena_strdup(arena, text ? text : "");
}

static enum mail_state state_find(const char *name) {
  int i = 0;
  while (i < MAIL_STATES - 1 && strcmp(mail_state_names[i], name) != 0)
    i++;
  return (enum mail_state)i;
}

static struct journal_entry entry_read(struct arena *arena, sqlite3_stmt *row) {
  return (struct journal_entry){.row = sqlite3_column_int64(row, 0),
                                .release = text_column(arena, row, 1),
                                .version = sqlite3_column_int(row, 2),
                                .key = text_column(arena, row, 3),
                                .address = text_column(arena, row, 4),
                                .newsroom = text_column(arena, row, 5),
                                .name = text_column(arena, row, 6),
                                .language = text_column(arena, row, 7),
                                .message_id = text_column(arena, row, 8),
                                .digest = text_column(arena, row, 9),
                                .state = state_find(text_column(arena, row, 10)),
                                .attempts = sqlite3_column_int(row, 11),
                                .code = sqlite3_column_int(row, 12),
                                .reply = text_column(arena, row, 13),
                                .time = text_column(arena, row, 14),
                                .size = sqlite3_column_int64(row, 15)};
}

bool journal_list(struct journal *journal, struct arena *arena, const char *release, struct journal_entry **entries,
                  size_t *count) {
  static const char select[] = "SELECT row, release, version, key, address, newsroom, name, language, message_id,"
                               " digest, state, attempts, code, reply, time, size FROM message"
                               " WHERE ?1 IS NULL OR release = ?1 ORDER BY release, version, row";
  sqlite3_stmt *statement;
  size_t capacity = 0;
  int result;
  *entries = NULL;
  *count = 0;
  if (sqlite3_prepare_v2(journal->base, select, -1, &statement, NULL) != SQLITE_OK)
    return fail(journal);
  text_bind(statement, 1, release);
  while ((result = sqlite3_step(statement)) == SQLITE_ROW)
    *ARENA_PUSH(arena, *entries, *count, capacity) = entry_read(arena, statement);
  sqlite3_finalize(statement);
  return result == SQLITE_DONE || fail(journal);
}
