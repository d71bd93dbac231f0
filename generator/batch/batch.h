/* A run: event files -> ordered jobs -> worker processes -> files and the manifest. */
#ifndef BATCH_BATCH_H
#define BATCH_BATCH_H

#include "base/diagnostic.h"
#include "input/event.h"

#include <stdbool.h>
#include <stddef.h>

enum progress_mode { PROGRESS_AUTO, PROGRESS_ALWAYS, PROGRESS_NEVER };
enum message_format { MESSAGES_TEXT, MESSAGES_JSON };

enum { EXIT_MADE = 0, EXIT_INCOMPLETE = 1, EXIT_USAGE = 2, EXIT_SYSTEM = 3 };

struct run_options {
  const char *output; /* -o, default "out" */
  const char *const *events;
  size_t event_count;
  const char *const *documents; /* -d, none: all */
  size_t document_count;
  const char *const *languages; /* -l, none: all */
  size_t language_count;
  const char *profile; /* --profile, NULL: the document's */
  const char *layouts; /* --layouts, NULL: none */
  int workers;         /* -j, 0: one per core */
  bool check;          /* everything but writing */
  bool strict;
  const char *only; /* --only: one person's cards; NULL: everybody's */
  bool changed;     /* only cards that are not printed yet as they look now */
  bool proof;       /* --proof: a contact sheet and a list with every document of cards */
  enum progress_mode progress;
  enum message_format messages;
  enum message_language language;
  bool colour; /* messages in colour */
  struct limits limits;
};

/* The program as it names itself in files and to people. */
#define BASMA_PROGRAM "basma 0.1.0"

/* The profiles that can be made, the default first; ended by NULL. */
extern const char *const batch_profiles[];

/* Returns the exit status: EXIT_*, or 128 + n after signal n. Messages go to standard error; standard output gets a
 * line for each file made, in the order of events, documents and languages. */
int batch_run(const struct run_options *options);

#endif
