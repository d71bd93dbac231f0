/* Languages and their case mapping, the only file with ICU in this room. Case maps are opened for a text and closed
 * again: they are small, and nothing of ICU is touched before a document asks for it. */
#include "input/locale_tables.h"

#include "base/utf8.h"

#include <string.h>
#include <unicode/ucasemap.h>
#include <unicode/uchar.h>

/* ISO 639-1. Languages without tables of their own keep their name and borrow the rest from English. */
/* clang-format off */
#define OTHER_LANGUAGES(X) \
  X(aa) X(ab) X(ae) X(af) X(ak) X(am) X(an) X(ar) X(as) X(av) X(ay) X(az) X(ba) X(be) X(bg) X(bh) X(bi) X(bm) \
  X(bn) X(bo) X(br) X(bs) X(ca) X(ce) X(ch) X(co) X(cr) X(cs) X(cu) X(cv) X(cy) X(da) X(de) X(dv) X(dz) X(ee) \
  X(el) X(eo) X(es) X(et) X(eu) X(fa) X(ff) X(fi) X(fj) X(fo) X(fr) X(fy) X(ga) X(gd) X(gl) X(gn) X(gu) X(gv) \
  X(ha) X(he) X(hi) X(ho) X(hr) X(ht) X(hu) X(hy) X(hz) X(ia) X(id) X(ie) X(ig) X(ii) X(ik) X(io) X(is) X(it) \
  X(iu) X(ja) X(jv) X(ka) X(kg) X(ki) X(kj) X(kk) X(kl) X(km) X(kn) X(ko) X(kr) X(ks) X(ku) X(kv) X(kw) X(la) \
  X(lb) X(lg) X(li) X(ln) X(lo) X(lt) X(lu) X(lv) X(mg) X(mh) X(mi) X(mk) X(ml) X(mn) X(mr) X(ms) X(mt) X(my) \
  X(na) X(nb) X(nd) X(ne) X(ng) X(nl) X(nn) X(no) X(nr) X(nv) X(ny) X(oc) X(oj) X(om) X(or) X(os) X(pa) X(pi) \
  X(pl) X(ps) X(pt) X(qu) X(rm) X(rn) X(ro) X(rw) X(sa) X(sc) X(sd) X(se) X(sg) X(si) X(sk) X(sl) X(sm) X(sn) \
  X(so) X(sq) X(sr) X(ss) X(st) X(su) X(sv) X(sw) X(ta) X(te) X(tg) X(th) X(ti) X(tk) X(tl) X(tn) X(to) X(tr) \
  X(ts) X(tt) X(tw) X(ty) X(ug) X(uk) X(ur) X(uz) X(ve) X(vi) X(vo) X(wa) X(wo) X(xh) X(yi) X(yo) X(za) X(zh) \
  X(zu)
/* clang-format on */

static const struct locale locales[] = {{"ru", &locale_ru},
                                        {"ky", &locale_ky},
                                        {"en", &locale_en},
#define X(language) {#language, &locale_en},
                                        OTHER_LANGUAGES(X)
#undef X
};

/* For codes of three letters and what is no language at all. */
static const struct locale unknown = {"und", &locale_en};

const struct locale *locale_find(const char *language) {
  size_t length = strcspn(language, "-");
  for (size_t i = 0; i < sizeof locales / sizeof *locales; i++)
    if (strlen(locales[i].language) == length && memcmp(locales[i].language, language, length) == 0)
      return &locales[i];
  return &unknown;
}

const char *locale_language(const struct locale *locale) {
  return locale->language;
}

/* ucasemap_utf8ToUpper or its sister over `text`. */
static char *case_map(struct arena *arena, const struct locale *locale, const char *text,
                      int32_t (*map)(const UCaseMap *, char *, int32_t, const char *, int32_t, UErrorCode *)) {
  enum { LONGEST = INT32_MAX / 4 }; /* case mapping makes a text three times as long at most */
  UErrorCode status = U_ZERO_ERROR;
  size_t length = strlen(text);
  UCaseMap *cases = ucasemap_open(locale->language, 0, &status);
  if (U_FAILURE(status) || length > LONGEST) {
    ucasemap_close(cases);
    return arena_strdup(arena, text);
  }
  int32_t capacity = (int32_t)length * 3 + 1;
  char *out = arena_alloc(arena, (size_t)capacity);
  map(cases, out, capacity, text, (int32_t)length, &status);
  ucasemap_close(cases);
  return U_FAILURE(status) ? arena_strdup(arena, text) : out;
}

char *locale_upper(struct arena *arena, const struct locale *locale, const char *text) {
  return case_map(arena, locale, text, ucasemap_utf8ToUpper);
}

char *locale_lower(struct arena *arena, const struct locale *locale, const char *text) {
  return case_map(arena, locale, text, ucasemap_utf8ToLower);
}

char *locale_capitalise(struct arena *arena, const struct locale *locale, const char *text) {
  size_t length = strlen(text), start = 0, end = 0;
  uint32_t letter = 0;
  while (end < length && !u_isalnum((UChar32)letter)) { /* quotes and brackets before the first letter stay */
    start = end;
    letter = utf8_next(text, length, &end);
  }
  if (!u_isalpha((UChar32)letter))
    return arena_strdup(arena, text);
  char *first = locale_upper(arena, locale, arena_strndup(arena, text + start, end - start));
  return arena_printf(arena, "%.*s%s%s", (int)start, text, first, text + end);
}

const char *locale_point(const struct locale *locale) {
  return locale->tables->point;
}

const char *locale_group(const struct locale *locale) {
  return locale->tables->group;
}
