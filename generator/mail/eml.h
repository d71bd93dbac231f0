/* Messages as files: DIR/<event>/mail/<address>.eml, readable by their owner only.
 *
 * All appear together: they are written under other names, brought to the disk once, then renamed. Files of earlier
 * runs that this run does not make again are removed, for any mail program would send them. */
#ifndef MAIL_EML_H
#define MAIL_EML_H

#include "base/arena.h"
#include "mail/message.h"

#include <stdbool.h>

struct eml_folder;

/* Makes the folder. NULL with errno. Caller ends with eml_commit or eml_drop. */
struct eml_folder *eml_open(struct arena *arena, const char *path);

/* `name` without .eml. False with errno. */
bool eml_write(struct eml_folder *folder, const char *name, const struct message *message);

/* False with errno: then some files may have appeared, each of them whole. `prefix`: only files whose names begin so
 * are removed when this run has not made them. */
bool eml_commit(struct eml_folder *folder, const char *prefix);

/* Removes what was written. */
void eml_drop(struct eml_folder *folder);

/* An address as the name of a file: letters, digits and . _ - @ + stay, other bytes become %XX. */
char *eml_name(struct arena *arena, const char *address);

#endif
