/* pdf/srgb: our profile against lcms2's own sRGB. */
#include "test_base.h"

#include "pdf/srgb.h"

#include <lcms2.h>

#include <math.h>

static void it_is_srgb(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  const struct pdf_intent *intent = srgb_intent(arena);
  assert_int_equal(intent->components, 3);
  assert_true(intent->length < 500);
  cmsHPROFILE ours = cmsOpenProfileFromMem(intent->profile, (cmsUInt32Number)intent->length);
  cmsHPROFILE theirs = cmsCreate_sRGBProfile(), lab = cmsCreateLab4Profile(NULL);
  assert_non_null(ours);
  assert_int_equal(cmsGetColorSpace(ours), cmsSigRgbData);
  assert_int_equal(cmsGetDeviceClass(ours), cmsSigDisplayClass);
  cmsHTRANSFORM a = cmsCreateTransform(ours, TYPE_RGB_8, lab, TYPE_Lab_DBL, INTENT_RELATIVE_COLORIMETRIC, 0);
  cmsHTRANSFORM b = cmsCreateTransform(theirs, TYPE_RGB_8, lab, TYPE_Lab_DBL, INTENT_RELATIVE_COLORIMETRIC, 0);
  assert_non_null(a);
  for (int i = 0; i < 9 * 9 * 9; i++) {
    const uint8_t rgb[] = {(uint8_t)(i % 9 * 255 / 8), (uint8_t)(i / 9 % 9 * 255 / 8), (uint8_t)(i / 81 * 255 / 8)};
    cmsCIELab one, other;
    cmsDoTransform(a, rgb, &one, 1);
    cmsDoTransform(b, rgb, &other, 1);
    assert_true(cmsDeltaE(&one, &other) < 0.2); /* nobody sees less than 1 */
  }
  cmsDeleteTransform(a);
  cmsDeleteTransform(b);
  cmsCloseProfile(ours);
  cmsCloseProfile(theirs);
  cmsCloseProfile(lab);
  arena_drop(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(it_is_srgb)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
