/* Colours and pixels through ICC profiles, by lcms2, which is opened when the first colour needs it: files without
 * foreign colours pay nothing. */
#include "pdf/colour.h"

#include "pdf/document.h"
#include "pdf/pixel_memo.h"
#include "pdf/strings.h"

#include <lcms2.h>

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { CACHE_SIZE = 64, CMYK = 4, RGB = 3 }; /* cache: colours of a document that are converted often */

struct cached {
  bool used;
  struct colour declared, converted;
};

struct colours {
  struct arena *arena;
  struct colours_spec spec;
  cmsHTRANSFORM flat;      /* for colours; NULL until needed */
  cmsHTRANSFORM pictures;  /* likewise */
  struct pixel_memo *memo; /* of `pictures`; NULL until a picture is large enough */
  bool failed;             /* the profile cannot be used, which is reported */
  struct cached cache[CACHE_SIZE];
  const struct colour **spots; /* in the order of first use */
  size_t spot_count, spot_capacity;
};

static const struct {
  int components;
  const char *fill, *stroke;
} operators[] = {
    [COLOUR_GRAY] = {1, "g\n", "G\n"},
    [COLOUR_RGB] = {RGB, "rg\n", "RG\n"},
    [COLOUR_CMYK] = {CMYK, "k\n", "K\n"},
    [COLOUR_SPOT] = {CMYK, "k\n", "K\n"},
};

struct colours *colours_new(struct arena *arena, const struct colours_spec *spec) {
  struct colours *colours = arena_zalloc(arena, 1, sizeof *colours);
  colours->arena = arena;
  colours->spec = *spec;
  return colours;
}

/* --- what a colour is ----------------------------------------------------------------------------------------------
 */

bool colour_same(const struct colour *a, const struct colour *b) {
  if (a->space != b->space || memcmp(a->component, b->component, (size_t)operators[a->space].components * 2))
    return false;
  return a->space != COLOUR_SPOT || (a->tint == b->tint && !strcmp(a->spot, b->spot));
}

bool colour_is_black(const struct colour *colour) {
  const uint16_t *inks = colour->component;
  return colour->space == COLOUR_CMYK && !inks[0] && !inks[1] && !inks[2] && inks[3] == COLOUR_FULL;
}

int colour_ink(const struct colour *colour) {
  if (colour->space == COLOUR_SPOT)
    return colour->tint;
  if (colour->space != COLOUR_CMYK)
    return 0;
  return colour->component[0] + colour->component[1] + colour->component[2] + colour->component[3];
}

/* The alternate inks of a tint, which the tint transformation makes as well. */
static struct colour spot_alternate(const struct colour *spot) {
  struct colour inks = {.space = COLOUR_CMYK};
  for (int i = 0; i < CMYK; i++)
    inks.component[i] = (uint16_t)(spot->component[i] * (uint32_t)spot->tint / COLOUR_FULL);
  return inks;
}

/* The colour of marks: all plates, however many there are (ISO 32000-1, 8.6.6.4). */
static bool colour_is_registration(const struct colour *colour) {
  return colour->space == COLOUR_SPOT && !strcmp(colour->spot, "All");
}

/* --- transforms -----------------------------------------------------------------------------------------------------
 */

static void transform_release(void *transform) {
  cmsDeleteTransform(transform);
}

struct pixel_kind {
  cmsUInt32Number rgb, cmyk, intent, flags;
};

/* NULL for what is no profile of a CMYK press. Caller closes. */
static cmsHPROFILE press_open(const struct pdf_intent *inks) {
  if (!inks->profile || inks->length > INT32_MAX)
    return NULL;
  cmsHPROFILE press = cmsOpenProfileFromMem(inks->profile, (cmsUInt32Number)inks->length);
  if (!press || (cmsGetDeviceClass(press) == cmsSigOutputClass && cmsGetColorSpace(press) == cmsSigCmykData))
    return press;
  cmsCloseProfile(press);
  return NULL;
}

/* From sRGB to the inks, or back for the screen. */
static cmsHTRANSFORM transform_new(const struct pdf_intent *inks, bool print, const struct pixel_kind *kind) {
  cmsHPROFILE press = press_open(inks), screen = cmsCreate_sRGBProfile();
  cmsHTRANSFORM transform = NULL;
  if (press && print)
    transform = cmsCreateTransform(screen, kind->rgb, press, kind->cmyk, kind->intent, kind->flags);
  else if (press)
    transform = cmsCreateTransform(press, kind->cmyk, screen, kind->rgb, kind->intent, kind->flags);
  if (press)
    cmsCloseProfile(press);
  cmsCloseProfile(screen);
  return transform;
}

/* Opens a transform when it is not open. False after a failure, reported once. */
static bool transform_open(struct colours *colours, const struct pixel_kind *kind, cmsHTRANSFORM *transform) {
  const struct pdf_intent *inks = colours->spec.inks;
  if (*transform || colours->failed)
    return !colours->failed;
  *transform = transform_new(inks, colours->spec.print, kind);
  if (*transform) {
    arena_defer(colours->arena, transform_release, *transform);
    return true;
  }
  colours->failed = true;
  sink_report(colours->spec.sink, inks->profile ? PRESS_INTENT : PRESS_INTENT_MISSING, colours->spec.at, inks->name,
              NULL);
  return false;
}

/* Few colours, each exactly: the pipeline is not resampled into a table. */
static const struct pixel_kind flat_kind = {TYPE_RGB_16, TYPE_CMYK_16, INTENT_RELATIVE_COLORIMETRIC,
                                            cmsFLAGS_BLACKPOINTCOMPENSATION | cmsFLAGS_NOOPTIMIZE | cmsFLAGS_NOCACHE};
/* Pictures exactly, too, each colour once: lcms's own table is off by more than ΔE 1 for one colour in a thousand. */
static const struct pixel_kind picture_kind = {TYPE_RGB_8, TYPE_CMYK_8, INTENT_PERCEPTUAL,
                                               cmsFLAGS_NOOPTIMIZE | cmsFLAGS_NOCACHE};
enum { FEW_PIXELS = 4096 /* not worth a memo */ };

/* --- profiles -------------------------------------------------------------------------------------------------------
 */

/* The data sets of Fogra are registered with the ICC under their names without the L of their files. */
static const char *registered_name(struct arena *arena, const char *description) {
  static const char registrant[] = "FOGRA";
  const char *name = strstr(description, registrant);
  size_t length = sizeof registrant - 1;
  if (!name || !isdigit((unsigned char)name[length]))
    return NULL;
  while (isdigit((unsigned char)name[length]))
    length++;
  return arena_strndup(arena, name, length);
}

bool colours_profile_read(struct arena *arena, struct pdf_intent *intent) {
  char description[256] = "";
  cmsHPROFILE press = press_open(intent);
  if (press) {
    cmsGetProfileInfoASCII(press, cmsInfoDescription, "en", "US", description, sizeof description);
    cmsCloseProfile(press);
  }
  cmsHTRANSFORM tried = transform_new(intent, true, &flat_kind); /* its tables may be damaged */
  if (!tried)
    return false;
  cmsDeleteTransform(tried);
  intent->components = CMYK;
  intent->name = arena_strdup(arena, *description ? description : intent->name);
  intent->condition = registered_name(arena, intent->name);
  intent->registered = intent->condition != NULL;
  if (!intent->registered)
    intent->condition = intent->name;
  return true;
}

/* --- colours --------------------------------------------------------------------------------------------------------
 */

static uint16_t word_of(uint16_t component) {
  return (uint16_t)((component * 65535u + COLOUR_FULL / 2) / COLOUR_FULL);
}

static uint16_t component_of(uint16_t word) {
  return (uint16_t)((word * (uint32_t)COLOUR_FULL + 32767) / 65535);
}

static struct colour colour_transform(struct colours *colours, const struct colour *declared) {
  bool print = colours->spec.print;
  uint16_t in[CMYK], out[CMYK] = {0};
  struct colour colour = {.space = print ? COLOUR_CMYK : COLOUR_RGB};
  if (!transform_open(colours, &flat_kind, &colours->flat))
    return *declared;
  for (int i = 0; i < CMYK; i++)
    in[i] = word_of(declared->component[i]);
  cmsDoTransform(colours->flat, in, out, 1);
  for (int i = 0; i < (print ? CMYK : RGB); i++)
    colour.component[i] = component_of(out[i]);
  return colour;
}

static struct colour colour_for_print(struct colours *colours, const struct colour *declared) {
  const uint16_t *component = declared->component;
  if (declared->space == COLOUR_GRAY)
    return (struct colour){.space = COLOUR_CMYK, .component = {[3] = (uint16_t)(COLOUR_FULL - component[0])}};
  if (declared->space != COLOUR_RGB)
    return *declared;
  if (!component[0] && !component[1] && !component[2]) /* black of four inks would blur small letters */
    return (struct colour){.space = COLOUR_CMYK, .component = {[3] = COLOUR_FULL}};
  return colour_transform(colours, declared);
}

static struct colour colour_for_screen(struct colours *colours, const struct colour *declared) {
  static const struct colour black = {.space = COLOUR_GRAY};
  if (colour_is_registration(declared) || colour_is_black(declared))
    return black;
  if (declared->space != COLOUR_CMYK && declared->space != COLOUR_SPOT)
    return *declared;
  struct colour inks = declared->space == COLOUR_SPOT ? spot_alternate(declared) : *declared;
  return colour_transform(colours, &inks);
}

static struct colour colour_convert(struct colours *colours, const struct colour *declared) {
  return (colours->spec.print ? colour_for_print : colour_for_screen)(colours, declared);
}

struct colour colours_convert(struct colours *colours, const struct colour *declared) {
  if (!colours->spec.inks || declared->space == COLOUR_NONE)
    return *declared;
  if (declared->space != COLOUR_RGB && declared->space != COLOUR_CMYK) /* quick, or its name belongs to somebody */
    return colour_convert(colours, declared);
  const uint16_t *component = declared->component;
  size_t key = component[0] * 31u + component[1] * 37u + component[2] * 41u + component[3] * 43u;
  struct cached *cached = &colours->cache[(key ^ key >> 8) % CACHE_SIZE];
  if (cached->used && colour_same(&cached->declared, declared))
    return cached->converted;
  *cached = (struct cached){true, *declared, colour_convert(colours, declared)};
  return cached->converted;
}

/* --- operators ------------------------------------------------------------------------------------------------------
 */

/* Of the ink, whatever the tint. */
static size_t spot_number(struct colours *colours, const struct colour *spot) {
  struct colour whole = *spot;
  whole.tint = COLOUR_FULL;
  for (size_t i = 0; i < colours->spot_count; i++)
    if (colour_same(colours->spots[i], &whole))
      return i + 1;
  struct colour *kept = arena_memdup(colours->arena, &whole, sizeof whole);
  kept->spot = arena_strdup(colours->arena, spot->spot);
  *ARENA_PUSH(colours->arena, colours->spots, colours->spot_count, colours->spot_capacity) = kept;
  return colours->spot_count;
}

static void component_print(uint16_t component, struct buffer *out) {
  buffer_mpt(out, (component + 5) / 10); /* three decimals hold eight bits */
  buffer_byte(out, ' ');
}

static void components_print(const struct colour *colour, struct buffer *out) {
  for (int i = 0; i < operators[colour->space].components; i++)
    component_print(colour->component[i], out);
}

void colours_set(struct colours *colours, const struct colour *colour, bool stroke, struct buffer *out) {
  if (colour->space == COLOUR_NONE)
    return;
  if (colour->space == COLOUR_SPOT && colours->spec.print) {
    buffer_printf(out, stroke ? "/S%zu CS " : "/S%zu cs ", spot_number(colours, colour));
    component_print(colour->tint, out);
    buffer_text(out, stroke ? "SCN\n" : "scn\n");
    return;
  }
  struct colour inks = colour->space == COLOUR_SPOT ? spot_alternate(colour) : *colour;
  components_print(&inks, out);
  buffer_text(out, stroke ? operators[colour->space].stroke : operators[colour->space].fill);
}

/* The tint transformation runs from paper to the alternate inks (ISO 32000-1, 7.10.3). */
void colours_resources(const struct colours *colours, struct buffer *out) {
  for (size_t i = 0; i < colours->spot_count; i++) {
    buffer_printf(out, "/S%zu[/Separation", i + 1);
    pdf_name(out, colours->spots[i]->spot);
    buffer_text(out, "/DeviceCMYK<</FunctionType 2/Domain[0 1]/N 1/C0[0 0 0 0]/C1[");
    components_print(colours->spots[i], out);
    buffer_text(out, "]>>]");
  }
}

/* --- pixels ---------------------------------------------------------------------------------------------------------
 */

bool colours_are_foreign(const struct colours *colours, enum sample_space from, enum sample_space *space) {
  *space = colours->spec.print ? SAMPLES_CMYK : SAMPLES_RGB;
  if (!colours->spec.inks)
    return false;
  return colours->spec.print ? from == SAMPLES_RGB || from == SAMPLES_INDEXED : from == SAMPLES_CMYK;
}

static void pixels_transform(void *self, const uint8_t *in, uint8_t *out, size_t count) {
  const struct colours *colours = self;
  cmsDoTransform(colours->pictures, in, out, (cmsUInt32Number)count);
}

void colours_pixels(struct colours *colours, const uint8_t *in, uint8_t *out, size_t count) {
  size_t from = colours->spec.print ? RGB : CMYK, to = colours->spec.print ? CMYK : RGB;
  if (!transform_open(colours, &picture_kind, &colours->pictures)) {
    memset(out, 0, count * to);
    return;
  }
  if (count <= FEW_PIXELS) {
    pixels_transform(colours, in, out, count);
    return;
  }
  if (!colours->memo)
    colours->memo = pixel_memo_new(
        colours->arena,
        &(struct pixel_conversion){.from = from, .to = to, .self = colours, .convert = pixels_transform});
  pixel_memo_convert(colours->memo, in, out, count);
}
