/* Text fitted into a box: the largest size that holds it.
 *
 * Shapes are in font units, so a text is shaped and cut into items once, at the largest size; another size is tried by
 * breaking the same items at a width scaled the other way round. Whether a size fits is monotone (a smaller one needs
 * no more lines and has room for no fewer), which makes it a binary search. A text that fits on one line at the size
 * its box allows needs neither line breaks nor a search.
 */
#include "text/items.h"
#include "text/knuth_plass.h"
#include "text/lines.h"
#include "text/paragraph.h"
#include "text/paragraph_memo.h"
#include "text/pieces.h"
#include "text/setter_private.h"

#include <assert.h>

enum { DEFAULT_STEP = 500 }; /* mpt */

struct fitter {
  struct arena *arena, *scratch;
  struct setter *setter;
  const struct paragraph_spec *spec;
  const struct fit_spec *fit;
  struct pieces pieces;
  int64_t widest;     /* one line at the largest size */
  struct items items; /* at the largest size, or at the smallest when words are broken */
  mpt items_size;
  int steps; /* number of the smallest size; 0 is the largest */
};

/* The size after so many steps down; the last one is the minimum even when it is no whole step away. */
static mpt size_of(const struct fitter *fitter, int step) {
  const struct fit_spec *fit = fitter->fit;
  int64_t size = fit->maximum - (int64_t)step * (fit->step > 0 ? fit->step : DEFAULT_STEP);
  return size > fit->minimum ? (mpt)size : fit->minimum;
}

static int steps_count(const struct fit_spec *fit) {
  mpt step = fit->step > 0 ? fit->step : DEFAULT_STEP;
  return fit->maximum > fit->minimum ? (fit->maximum - fit->minimum + step - 1) / step : 0;
}

/* How many lines the box has room for. */
static int64_t lines_allowed(const struct fitter *fitter, mpt size) {
  const struct fit_spec *fit = fitter->fit;
  int64_t leading = (int64_t)size * fit->leading_permille / 1000;
  int64_t room = leading > 0 ? fit->height / leading : INT32_MAX;
  return fit->lines > 0 && fit->lines < room ? fit->lines : room;
}

static mpt first_line_width(const struct fitter *fitter) {
  return fitter->spec->width - fitter->spec->indent;
}

static bool fits_unbroken(const struct fitter *fitter, int step) {
  mpt size = size_of(fitter, step);
  return fitter->widest * size <= (int64_t)first_line_width(fitter) * fitter->fit->maximum &&
         lines_allowed(fitter, size) >= 1;
}

static mpt length_scale(mpt length, mpt to, mpt from) {
  return mpt_clamp((int64_t)length * to / from);
}

static struct kp_spec break_spec(const struct fitter *fitter, mpt size) {
  const struct paragraph_spec *spec = fitter->spec;
  return (struct kp_spec){.items = fitter->items.items,
                          .count = fitter->items.count,
                          .width = length_scale(spec->width, fitter->items_size, size),
                          .first_indent = length_scale(spec->indent, fitter->items_size, size),
                          .ragged = true,
                          .balanced = true};
}

static bool fits_broken(const struct fitter *fitter, int step) {
  mpt size = size_of(fitter, step), widest;
  struct kp_spec breaks = break_spec(fitter, size);
  int64_t allowed = lines_allowed(fitter, size);
  return (int64_t)kp_count_lines(&breaks, (size_t)allowed, &widest) <= allowed && widest <= breaks.width;
}

/* The first step in [0, end) that fits, else `end`. */
static int step_search(const struct fitter *fitter, bool (*fits)(const struct fitter *, int), int end) {
  int low = 0, high = end;
  while (low < high) {
    int middle = low + (high - low) / 2;
    if (fits(fitter, middle))
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

static void items_prepare(struct fitter *fitter, mpt size, bool break_words) {
  pieces_resize(&fitter->pieces, size);
  struct items_spec spec = {.pieces = &fitter->pieces,
                            .width = fitter->spec->width,
                            .hang = fitter->spec->hang,
                            .keep_hyphens = fitter->fit->keep_hyphens,
                            .break_words = break_words};
  items_make(fitter->scratch, fitter->setter, &spec, &fitter->items);
  fitter->items_size = size;
}

/* Justifying a few lines of a box would tear holes: they are set as its alignment says, justified ones from the
 * left. */
static struct lines_spec lines_spec(const struct fitter *fitter) {
  const struct paragraph_spec *spec = fitter->spec;
  return (struct lines_spec){&fitter->pieces, fitter->scratch, spec->width, spec->indent, spec->align, spec->hang, 0};
}

static struct paragraph *set_unbroken(struct fitter *fitter, int step, mpt *size) {
  struct lines_spec lines = lines_spec(fitter);
  *size = size_of(fitter, step);
  pieces_resize(&fitter->pieces, *size);
  return lines_unbroken(fitter->arena, fitter->setter, &lines);
}

static struct paragraph *set_broken(struct fitter *fitter, int step, mpt *size) {
  *size = size_of(fitter, step);
  struct kp_spec spec = break_spec(fitter, *size);
  struct lines_spec lines = lines_spec(fitter);
  size_t count;
  spec.width = kp_balanced_width(&spec);
  struct kp_break *breaks = knuth_plass(fitter->scratch, &spec, &count);
  for (size_t i = 0; i < fitter->items.count; i++) {
    fitter->items.items[i].hang_left = muldiv(fitter->items.items[i].hang_left, *size, fitter->items_size);
    fitter->items.items[i].hang_right = muldiv(fitter->items.items[i].hang_right, *size, fitter->items_size);
  }
  pieces_resize(&fitter->pieces, *size);
  return lines_broken(fitter->arena, fitter->setter, &lines, &fitter->items, breaks, count);
}

/* Larger sizes than that of one line take two lines or more, if the box has room for them. */
static bool may_break(const struct fitter *fitter, int unbroken) {
  int least = fitter->pieces.has_breaks ? 1 : 2;
  return unbroken > 0 && lines_allowed(fitter, size_of(fitter, unbroken - 1)) >= least;
}

static struct paragraph *fit_new(struct arena *arena, struct setter *setter, const struct paragraph_spec *spec,
                                 const struct fit_spec *fit, mpt *size) {
  struct fitter fitter = {
      .arena = arena, .scratch = setter_scratch(setter), .setter = setter, .spec = spec, .fit = fit};
  pieces_make(fitter.scratch, setter, spec->spans, spec->span_count, &fitter.pieces);
  pieces_resize(&fitter.pieces, fit->maximum);
  fitter.widest = pieces_width(&fitter.pieces);
  fitter.steps = steps_count(fit);
  int none = fitter.steps + 1;
  int unbroken = fitter.pieces.has_breaks ? none : step_search(&fitter, fits_unbroken, none);
  int broken = none;
  if (may_break(&fitter, unbroken)) {
    items_prepare(&fitter, fit->maximum, false);
    broken = step_search(&fitter, fits_broken, unbroken);
    if (broken < unbroken)
      return set_broken(&fitter, broken, size);
  }
  if (unbroken < none)
    return set_unbroken(&fitter, unbroken, size);
  if (!spec->break_words)
    return NULL;
  items_prepare(&fitter, size_of(&fitter, fitter.steps), true);
  return fits_broken(&fitter, fitter.steps) ? set_broken(&fitter, fitter.steps, size) : NULL;
}

struct paragraph *paragraph_fit(struct arena *arena, struct setter *setter, const struct paragraph_spec *spec,
                                const struct fit_spec *fit, mpt *size) {
  assert(fit->minimum > 0 && fit->maximum >= fit->minimum);
  return paragraph_memo_set(arena, setter, spec, fit, size, fit_new);
}
