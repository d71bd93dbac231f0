/* The command line: which command, with what. Tables of commands, options and limits stand in options.c. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diagnostic.h"
#include "batch/batch.h"

#include <stdbool.h>

enum command {
  COMMAND_BUILD,
  COMMAND_CHECK,
  COMMAND_MAIL,
  COMMAND_PREFLIGHT,
  COMMAND_CALIBRATE,
  COMMAND_FONTS,
  COMMAND_LAYOUTS,
  COMMAND_INIT,
  COMMAND_HELP,
  COMMAND_VERSION
};

struct options {
  enum command command;
  struct run_options
      run; /* for build, check and mail; run.language and run.layouts for all; preflight: run.events are PDFs */
  struct { /* of mail, besides the event and the folder in run */
    bool send, status, lift, skip_bad;
    const char *to, *report;
    const char *const *resolve;
    size_t resolve_count;
  } mail;
  bool typography;    /* of check: proofread instead of composing */
  bool fix;           /* and write the changes into the files */
  bool stock;         /* of layouts: list sheets of cards instead */
  const char *folder; /* of init */
  const char *topic;  /* of help: a command, NULL: all of them */
};

/* The language of messages from the three variables that may name it, in the order of their precedence. Each may
 * be NULL. Anything but Russian is English. */
enum message_language options_language(const char *lc_all, const char *lc_messages, const char *lang);

/* Reads the arguments behind the program's name. `out` holds the defaults and, even after errors, what could be
 * read. False after errors, which are in the sink. Strings of `out` are borrowed from arguments or made in arena. */
bool options_parse(struct arena *arena, int count, char *const *arguments, struct sink *sink, struct options *out);

/* The help for a command, or for all when topic is NULL. topic is a command that options_parse has accepted. */
void options_help(const char *topic, enum message_language language, struct buffer *out);

#endif
