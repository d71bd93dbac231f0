/* `basma mail`: an event and its media list -> messages as files, or sent; what became of them. */
#ifndef MAIL_MAIL_H
#define MAIL_MAIL_H

#include "base/diagnostic.h"

#include <stdbool.h>
#include <stddef.h>

struct mail_options {
  const char *event;   /* file */
  const char *output;  /* folder of what was built */
  const char *layouts; /* NULL: none */
  bool send, status, lift, skip_bad;
  const char *to;     /* test mode: all variants to this address; NULL: to the newsrooms */
  const char *report; /* file to write; NULL: none */
  const char *const *resolve;
  size_t resolve_count;
  bool json;
  enum message_language language;
};

/* Returns the exit status; standard output gets the summary, messages go to the sink. */
int mail_run(const struct mail_options *options, struct sink *sink);

#endif
