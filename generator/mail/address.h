/* Addresses of mail: RFC 5321 (form), RFC 5322 (characters), RFC 6531 (other letters than Latin), domains by IDNA 2008
 * as UTS #46 applies it. Sole owner of ICU's uidna. */
#ifndef MAIL_ADDRESS_H
#define MAIL_ADDRESS_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "input/source.h"

#include <stdbool.h>
#include <stddef.h>

struct address {
  const char *written; /* as people write it */
  const char *wire;    /* the domain in its ASCII form; the local part as written */
  const char *domain;  /* in its ASCII form, small letters */
  const char *key;     /* equal for equal addresses: nobody tells Desk@ from desk@ */
  bool utf8;           /* the local part has other letters than Latin: the server must know SMTPUTF8 */
};

/* False after a message that points at what is wrong. `what` names the field. */
bool address_read(struct arena *arena, struct sink *sink, const char *what, const char *text, size_t length,
                  struct text_source source, struct address *out);

/* A domain alone, for the list of those who want no mail; NULL when it is none. */
const char *address_domain(struct arena *arena, const char *text, size_t length);

#endif
