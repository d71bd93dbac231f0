/* Families by role, and fallback: which font file sets which character. The one user of fontconfig.
 *
 * fonts/fonts.conf names the exact directories, after local/ beside it; nothing else of the machine is looked at.
 * Roles (serif, sans, mono) are the aliases of that file; any family in the directories can be named too.
 */
#ifndef TEXT_FONTMAP_H
#define TEXT_FONTMAP_H

#include "base/arena.h"
#include "text/font.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct fontmap;

/* `folders`: places of fonts.conf, first found wins, NULL-terminated. NULL when none has one or it is broken;
 * *why is then a message for people. Caller drops. */
struct fontmap *fontmap_new(const char *const *folders, const char **why);
void fontmap_drop(struct fontmap *map);

/* The folders that fonts are opened from, NULL-terminated. */
const char *const *fontmap_folders(const struct fontmap *map);

/* The font for a role or family. NULL when there is no such family: nothing is guessed, the family found is the one
 * named or one that the role's alias prefers. Within the family the nearest face is taken, slant before weight: bold
 * and italic are never made up, so a family without an italic gives its upright (font_metrics says what it is).
 * Borrowed. */
struct font *fontmap_find(struct fontmap *map, const char *family, bool bold, bool italic);

/* A font that has the character: `font` itself, else the families of its role (serif, sans, mono), those of the alias
 * `fallback` in order, and any other in the folders, in the nearest weight and slant. NULL when none has it. Answers
 * are kept; the first character that only the last folder has costs opening all of its files (10 ms for Noto). */
struct font *fontmap_fallback(struct fontmap *map, struct font *font, uint32_t code_point);

/* The font of a file and face that another process has found in the same folders; NULL when it is not there. Borrowed.
 */
struct font *fontmap_font(struct fontmap *map, const char *path, int face_index);

/* For `basma fonts`. */
struct fontmap_entry {
  const char *role; /* serif, sans, mono, fallback or "" */
  const char *family, *style, *file;
  const char *languages; /* of ru, ky, en: those whose alphabets it covers, "ru ky en" */
};
struct fontmap_entry *fontmap_list(struct arena *arena, struct fontmap *map, size_t *count);

#endif
