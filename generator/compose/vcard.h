/* Business cards as text, for QR codes. */
#ifndef COMPOSE_VCARD_H
#define COMPOSE_VCARD_H

#include "compose/bind.h"

/* The vCard of a person, `version` "3.0" (RFC 2426) or "4.0" (RFC 6350): name, organisation, position, phones, e-mails,
 * address in the web, as far as they are there, in the binder's language. Made in the binder's arena. NULL for somebody
 * without a name. */
const char *vcard_make(const struct binder *binder, const struct value *person, const char *version);

#endif
