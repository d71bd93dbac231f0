/* Families, roles and fallback.
 *
 * fontconfig reads fonts.conf: its folders and its aliases, and nothing else of the machine's font settings. The
 * font files are read by font.c, not scanned by fontconfig: naming sixteen files takes half a millisecond that way,
 * against two and a half for a scan, and no cache is left in anybody's home to go stale or to be unwritable.
 *
 * Folders are opened in the order of fonts.conf, and only until a family or character is found. A family belongs to
 * the first folder that has it, so what is found never depends on which folders happen to be open.
 */
#include "text/fontmap.h"

#include <dirent.h>
#include <fontconfig/fontconfig.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

enum { FOLDER_DEPTH = 4, BOLD = 700, REGULAR = 400 };

struct family {
  const char *name;
  struct font **faces; /* by path and index */
  size_t count, capacity;
};

/* An answer of fontmap_find. */
struct request {
  const char *family;
  bool bold, italic;
  struct font *font; /* NULL: there is none */
};

/* An answer of fontmap_fallback, by what it depends on. */
struct loan {
  uint64_t key; /* 0: empty */
  struct font *font;
};

enum kind { KIND_SERIF, KIND_SANS, KIND_MONO, KIND_COUNT };
static const char *const roles[KIND_COUNT] = {"serif", "sans", "mono"};
static const char fallback_role[] = "fallback";

struct fontmap {
  struct arena *arena;
  FcConfig *config;
  const char **folders;
  size_t folder_count, folder_capacity, opened;
  struct family *families; /* in the order of folders, by name within one */
  size_t family_count, family_capacity;
  struct request *requests;
  size_t request_count, request_capacity;
  const char **lenders[KIND_COUNT]; /* families that lend characters, in order, NULL-terminated; made on first use */
  struct loan *loans;               /* open addressing; a power of two */
  size_t loan_count, loan_capacity;
};

/* --- fonts.conf ----------------------------------------------------------------------------------------------- */

static void config_release(void *config) {
  FcConfigDestroy(config);
}

static void fonts_release(void *handle) {
  struct fontmap *map = handle;
  for (size_t i = 0; i < map->family_count; i++)
    for (size_t j = 0; j < map->families[i].count; j++)
      font_drop(map->families[i].faces[j]);
}

/* The absolute path of the first fonts.conf, for fontconfig would look for a relative one in its own places. */
static char *config_find(const char *const *folders, struct arena *arena) {
  for (; *folders; folders++) {
    char *resolved = realpath(arena_printf(arena, "%s/fonts.conf", *folders), NULL);
    char *path = resolved ? arena_strdup(arena, resolved) : NULL;
    free(resolved);
    if (path)
      return path;
  }
  return NULL;
}

/* The folder local/ beside fonts.conf comes first. It is not a <dir prefix="relative"> in the file, for which
 * fontconfig 2.14.1 leaks memory. */
static void folders_read(struct fontmap *map, const char *path) {
  *ARENA_PUSH(map->arena, map->folders, map->folder_count, map->folder_capacity) =
      arena_printf(map->arena, "%.*s/local", (int)(strrchr(path, '/') - path), path);
  FcStrList *list = FcConfigGetFontDirs(map->config);
  for (FcChar8 *folder; (folder = FcStrListNext(list));)
    *ARENA_PUSH(map->arena, map->folders, map->folder_count, map->folder_capacity) =
        arena_strdup(map->arena, (const char *)folder);
  FcStrListDone(list);
  *ARENA_PUSH(map->arena, map->folders, map->folder_count, map->folder_capacity) = NULL;
  map->folder_count--; /* the end is not one of them */
}

const char *const *fontmap_folders(const struct fontmap *map) {
  return map->folders;
}

struct fontmap *fontmap_new(const char *const *folders, const char **why) {
  struct arena *arena = arena_new();
  struct fontmap *map = arena_zalloc(arena, 1, sizeof *map);
  map->arena = arena;
  char *path = config_find(folders, arena);
  map->config = path ? FcConfigCreate() : NULL;
  if (map->config)
    arena_defer(arena, config_release, map->config);
  if (!map->config || !FcConfigParseAndLoad(map->config, (const FcChar8 *)path, FcTrue)) {
    *why = path ? "fonts.conf is not a valid fontconfig file" : "no folder of fonts holds a fonts.conf";
    arena_drop(arena);
    return NULL;
  }
  arena_defer(arena, fonts_release, map);
  folders_read(map, path);
  return map;
}

void fontmap_drop(struct fontmap *map) {
  if (map)
    arena_drop(map->arena);
}

/* The families that an alias of fonts.conf prefers, then the name itself; NULL-terminated. */
static const char **alias_resolve(struct fontmap *map, const char *name) {
  FcPattern *pattern = FcPatternBuild(NULL, FC_FAMILY, FcTypeString, (const FcChar8 *)name, (char *)NULL);
  FcConfigSubstitute(map->config, pattern, FcMatchPattern);
  const char **families = NULL;
  size_t count = 0, capacity = 0;
  for (FcChar8 *family; FcPatternGetString(pattern, FC_FAMILY, (int)count, &family) == FcResultMatch;)
    *ARENA_PUSH(map->arena, families, count, capacity) = arena_strdup(map->arena, (const char *)family);
  *ARENA_PUSH(map->arena, families, count, capacity) = NULL;
  FcPatternDestroy(pattern);
  return families;
}

/* --- folders -------------------------------------------------------------------------------------------------- */

/* The family of a name among those from `first` on. */
static struct family *family_find(struct fontmap *map, size_t first, const char *name) {
  for (size_t i = first; i < map->family_count; i++)
    if (strcasecmp(map->families[i].name, name) == 0)
      return &map->families[i];
  return NULL;
}

/* Families of the folder being opened begin at `first`. Takes the font. */
static void family_add(struct fontmap *map, size_t first, struct font *font) {
  const char *name = font_family_name(font);
  struct family *family = family_find(map, 0, name);
  if (!*name || (family && family < map->families + first)) { /* nameless, or an earlier folder's */
    font_drop(font);
    return;
  }
  if (!family) {
    family = ARENA_PUSH(map->arena, map->families, map->family_count, map->family_capacity);
    *family = (struct family){.name = name};
  }
  *ARENA_PUSH(map->arena, family->faces, family->count, family->capacity) = font;
}

static bool name_is_font(const char *name) {
  static const char *const endings[] = {".ttf", ".otf", ".ttc", ".otc"};
  const char *ending = strrchr(name, '.');
  for (size_t i = 0; ending && i < sizeof endings / sizeof *endings; i++)
    if (strcasecmp(ending, endings[i]) == 0)
      return true;
  return false;
}

static void file_open(struct fontmap *map, size_t first, const char *path) {
  int count = 1;
  for (int i = 0; i < count; i++) {
    struct font *font = font_open(path, i);
    if (i == 0 && strcasecmp(strrchr(path, '.') + 3, "c") == 0)
      count = font_face_count(path);
    if (font)
      family_add(map, first, font);
  }
}

static int entry_visible(const struct dirent *entry) {
  return entry->d_name[0] != '.';
}

/* By bytes: alphasort would follow the locale. */
static int entry_compare(const struct dirent **a, const struct dirent **b) {
  return strcmp((*a)->d_name, (*b)->d_name);
}

static void folder_open(struct fontmap *map, size_t first, const char *folder, int depth) {
  struct dirent **entries;
  int count = scandir(folder, &entries, entry_visible, entry_compare);
  for (int i = 0; i < count; i++) {
    struct stat status;
    const char *path = arena_printf(map->arena, "%s/%s", folder, entries[i]->d_name);
    bool found = stat(path, &status) == 0;
    if (found && S_ISREG(status.st_mode) && name_is_font(path))
      file_open(map, first, path);
    else if (found && S_ISDIR(status.st_mode) && depth < FOLDER_DEPTH)
      folder_open(map, first, path, depth + 1);
    free(entries[i]);
  }
  if (count >= 0)
    free(entries);
}

static int family_compare(const void *a, const void *b) {
  return strcmp(((const struct family *)a)->name, ((const struct family *)b)->name);
}

/* False when all are open already. */
static bool folder_open_next(struct fontmap *map) {
  if (map->opened == map->folder_count)
    return false;
  size_t first = map->family_count;
  folder_open(map, first, map->folders[map->opened++], 0);
  if (map->family_count > first)
    qsort(map->families + first, map->family_count - first, sizeof *map->families, family_compare);
  return true;
}

/* Opens folders until the family is found. Valid until the next folder is opened. */
static const struct family *family_open(struct fontmap *map, const char *name) {
  size_t first = 0;
  do {
    const struct family *family = family_find(map, first, name);
    if (family)
      return family;
    first = map->family_count;
  } while (folder_open_next(map));
  return NULL;
}

/* --- faces ---------------------------------------------------------------------------------------------------- */

/* How far a face is from what was asked: slant counts more than width, width more than weight. */
static int face_distance(const struct font *font, int weight, bool italic) {
  enum { SLANT = 10000, WIDTH = 1000 };
  const struct font_metrics *metrics = font_metrics(font);
  return (metrics->italic != italic) * SLANT + abs(metrics->width - 5) * WIDTH + abs(metrics->weight - weight);
}

/* The nearest face that has the character (0: any). The earlier wins a tie. */
static struct font *family_face(const struct family *family, int weight, bool italic, uint32_t code_point) {
  struct font *best = NULL;
  for (size_t i = 0; i < family->count; i++) {
    struct font *face = family->faces[i];
    if (best && face_distance(face, weight, italic) >= face_distance(best, weight, italic))
      continue;
    if (code_point == 0 || font_has(face, code_point))
      best = face;
  }
  return best;
}

static struct font *font_resolve(struct fontmap *map, const char *name, bool bold, bool italic) {
  for (const char **families = alias_resolve(map, name); *families; families++) {
    const struct family *family = family_open(map, *families);
    if (family)
      return family_face(family, bold ? BOLD : REGULAR, italic, 0);
  }
  return NULL;
}

struct font *fontmap_find(struct fontmap *map, const char *family, bool bold, bool italic) {
  for (size_t i = 0; i < map->request_count; i++) {
    const struct request *request = &map->requests[i];
    if (request->bold == bold && request->italic == italic && strcmp(request->family, family) == 0)
      return request->font;
  }
  struct font *font = font_resolve(map, family, bold, italic);
  *ARENA_PUSH(map->arena, map->requests, map->request_count, map->request_capacity) =
      (struct request){.family = arena_strdup(map->arena, family), .bold = bold, .italic = italic, .font = font};
  return font;
}

/* --- fallback ------------------------------------------------------------------------------------------------- */

static enum kind font_kind(const struct font *font) {
  const struct font_metrics *metrics = font_metrics(font);
  return metrics->fixed_pitch ? KIND_MONO : metrics->serif ? KIND_SERIF : KIND_SANS;
}

/* The role's families, then those of `fallback`. */
static const char **lenders_of(struct fontmap *map, enum kind kind) {
  if (map->lenders[kind])
    return map->lenders[kind];
  const char **lenders = NULL;
  size_t count = 0, capacity = 0;
  const char **lists[] = {alias_resolve(map, roles[kind]), alias_resolve(map, fallback_role)};
  for (size_t i = 0; i < 2; i++)
    for (const char **name = lists[i]; *name && strcasecmp(*name, i ? fallback_role : roles[kind]) != 0; name++)
      *ARENA_PUSH(map->arena, lenders, count, capacity) = *name;
  *ARENA_PUSH(map->arena, lenders, count, capacity) = NULL;
  return map->lenders[kind] = lenders;
}

static struct font *lender_find(struct fontmap *map, const struct font *font, uint32_t code_point) {
  const struct font_metrics *metrics = font_metrics(font);
  struct font *found = NULL;
  for (const char **name = lenders_of(map, font_kind(font)); !found && *name; name++) {
    const struct family *family = family_open(map, *name);
    found = family ? family_face(family, metrics->weight, metrics->italic, code_point) : NULL;
  }
  while (!found && folder_open_next(map))
    ;
  for (size_t i = 0; !found && i < map->family_count; i++)
    found = family_face(&map->families[i], metrics->weight, metrics->italic, code_point);
  return found;
}

static struct loan *loan_slot(struct loan *loans, size_t capacity, uint64_t key) {
  size_t mask = capacity - 1;
  size_t at = (size_t)(key * 0x9E3779B97F4A7C15u >> 32) & mask;
  while (loans[at].key != 0 && loans[at].key != key)
    at = (at + 1) & mask;
  return &loans[at];
}

static void loans_grow(struct fontmap *map) {
  size_t capacity = map->loan_capacity ? map->loan_capacity * 2 : 256;
  struct loan *loans = arena_zalloc(map->arena, capacity, sizeof *loans);
  for (size_t i = 0; i < map->loan_capacity; i++)
    if (map->loans[i].key)
      *loan_slot(loans, capacity, map->loans[i].key) = map->loans[i];
  map->loans = loans;
  map->loan_capacity = capacity;
}

struct font *fontmap_fallback(struct fontmap *map, struct font *font, uint32_t code_point) {
  if (font_has(font, code_point))
    return font;
  const struct font_metrics *metrics = font_metrics(font);
  uint64_t class = (uint64_t)font_kind(font) << 11 | (uint64_t)metrics->italic << 10 | (uint64_t)metrics->weight;
  uint64_t key = class << 32 | code_point;
  if (map->loan_count * 2 >= map->loan_capacity)
    loans_grow(map);
  struct loan *loan = loan_slot(map->loans, map->loan_capacity, key);
  if (loan->key == 0) {
    *loan = (struct loan){.key = key, .font = lender_find(map, font, code_point)};
    map->loan_count++;
  }
  return loan->font;
}

struct font *fontmap_font(struct fontmap *map, const char *path, int face_index) {
  size_t first = 0;
  do {
    for (size_t i = first; i < map->family_count; i++)
      for (size_t j = 0; j < map->families[i].count; j++) {
        struct font *face = map->families[i].faces[j];
        if (font_face_index(face) == face_index && strcmp(font_path(face), path) == 0)
          return face;
      }
    first = map->family_count;
  } while (folder_open_next(map));
  return NULL;
}

/* --- listing -------------------------------------------------------------------------------------------------- */

static bool alphabet_covered(const struct font *font, const char *letters) {
  for (; *letters; letters += 2) { /* Cyrillic letters are two bytes each */
    uint32_t code_point = ((uint32_t)letters[0] & 0x1F) << 6 | ((uint32_t)letters[1] & 0x3F);
    if (!font_has(font, code_point))
      return false;
  }
  return true;
}

static bool latin_covered(const struct font *font) {
  for (uint32_t letter = 'A'; letter <= 'Z'; letter++)
    if (!font_has(font, letter) || !font_has(font, letter + 32))
      return false;
  return true;
}

/* "ru ky en", as far as it goes. */
static const char *languages_of(struct arena *arena, const struct font *font) {
  bool russian = alphabet_covered(font, "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя");
  bool kyrgyz = russian && alphabet_covered(font, "ҢӨҮңөү");
  bool english = latin_covered(font);
  const char *text = arena_printf(arena, "%s%s%s", russian ? " ru" : "", kyrgyz ? " ky" : "", english ? " en" : "");
  return *text ? text + 1 : text;
}

/* The role that a family has first, "" for none. */
static const char *family_role(struct fontmap *map, const char *name) {
  for (enum kind kind = 0; kind < KIND_COUNT; kind++) {
    struct font *font = fontmap_find(map, roles[kind], false, false);
    if (font && strcasecmp(font_family_name(font), name) == 0)
      return roles[kind];
  }
  for (const char **lender = alias_resolve(map, fallback_role); *lender; lender++)
    if (strcasecmp(*lender, name) == 0)
      return fallback_role;
  return "";
}

struct fontmap_entry *fontmap_list(struct arena *arena, struct fontmap *map, size_t *count) {
  struct fontmap_entry *entries = NULL;
  size_t capacity = 0;
  *count = 0;
  while (folder_open_next(map))
    ;
  for (size_t i = 0; i < map->family_count; i++) {
    const struct family *family = &map->families[i];
    const char *role = family_role(map, family->name);
    for (size_t j = 0; j < family->count; j++)
      *ARENA_PUSH(arena, entries, *count, capacity) =
          (struct fontmap_entry){.role = role,
                                 .family = family->name,
                                 .style = font_style_name(family->faces[j]),
                                 .file = font_path(family->faces[j]),
                                 .languages = languages_of(arena, family->faces[j])};
  }
  return entries;
}
