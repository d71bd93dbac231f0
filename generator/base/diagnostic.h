/* What went wrong, where, and what to do about it.
 *
 * A diagnostic is a code, a position, arguments for the code's text and optional notes with positions of their
 * own. The texts, in English and Russian, and the severities stand in base/diagnostic_codes.h. Diagnostics are
 * collected in a sink, one per job, and printed by the parent in job order.
 */
#ifndef BASE_DIAGNOSTIC_H
#define BASE_DIAGNOSTIC_H

#include "base/arena.h"
#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A place in an input file. */
struct position {
  const char *file; /* as the user can open it; NULL: no file */
  int line;         /* from 1; 0: the whole file */
  int column;       /* from 1, in characters; 0: the whole line */
};

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

enum diagnostic_code {
#define DIAGNOSTIC(code, name, severity, english, russian) code,
#include "base/diagnostic_codes.h"
#undef DIAGNOSTIC
  DIAGNOSTIC_COUNT
};

enum message_language { MESSAGE_ENGLISH, MESSAGE_RUSSIAN };

struct diagnostic; /* opaque; owned by its sink */
struct sink;

struct sink *sink_new(void); /* caller drops */
void sink_drop(struct sink *sink);

/* Adds a diagnostic. The arguments are const char *, ended by NULL; they replace {1}, {2}… in the code's text
 * and are copied. The same code at the same position with the same arguments is kept once. The first thousand errors
 * and the first thousand warnings are kept, the others counted: a closing message says how many. Never NULL. */
struct diagnostic *sink_report(struct sink *sink, enum diagnostic_code code, struct position at, ...)
    __attribute__((sentinel));

/* Adds a note (a code of severity note) to a diagnostic. */
void diagnostic_note(struct diagnostic *diagnostic, enum diagnostic_code code, struct position at, ...)
    __attribute__((sentinel));

size_t sink_count(const struct sink *sink, enum severity severity); /* those not kept included */
bool sink_has_errors(const struct sink *sink);

/* Turns every warning into an error, now and from now on (--strict). */
void sink_make_strict(struct sink *sink);

/* Appends all of `from`, in order, to `into`; repeated ones are dropped. */
void sink_merge(struct sink *into, const struct sink *from);

/* Appends those of `from` that `seen` does not hold yet to `fresh`, and to `seen`. */
void sink_take_new(struct sink *seen, const struct sink *from, struct sink *fresh);

/* For the way from a worker to its parent. Decoding returns false for bytes that sink_encode did not write. */
void sink_encode(const struct sink *sink, struct buffer *out);
bool sink_decode(struct sink *sink, const char *data, size_t length);

/* One line a diagnostic: "a.yaml:42:11: error: text does not fit: «…» [overflow]", its notes after it. */
void sink_print(const struct sink *sink, enum message_language language, bool colour, struct buffer *out);

/* One JSON object a line: {"severity","code","file","line","column","message","notes":[…]}. */
void sink_print_json(const struct sink *sink, enum message_language language, struct buffer *out);

/* The diagnostic at `index` for the manifest: its code name, severity, position and text. The closing message about
 * those not kept is the last one. */
struct diagnostic_view {
  enum severity severity;
  const char *code;
  struct position at;
  const char *message; /* valid until the sink changes or is dropped; made in `arena` */
};
size_t sink_length(const struct sink *sink);
struct diagnostic_view sink_view(const struct sink *sink, size_t index, enum message_language language,
                                 struct arena *arena);

#endif
