/* preflight/operators: operators of content streams, and bytes that are none. */
#include "test_base.h"

#include "base/buffer.h"
#include "preflight/operators.h"

static struct operators scanner(const char *text, size_t length) {
  return (struct operators){.data = (const unsigned char *)text, .length = length};
}

/* "name operand space;" of each. */
static void scanned(const char *text, size_t length, struct buffer *out) {
  struct operators operators = scanner(text, length);
  struct operator operator;
  buffer_clear(out);
  buffer_text(out, "");
  while (operator_next(&operators, &operator))
    buffer_printf(out, "%s%s%s;", operator.name, operator.operand, operator.space);
  assert_int_equal(operators.offset, length);
}

static void operators_are_found(void **state) {
  (void)state;
  static const struct {
    const char *text, *found;
  } cases[] = {
      {"1 0 0 rg\n0 .5 1 RG", "rg;RG;"},
      {"/DeviceRGB cs /Device#52GB CS", "cs/DeviceRGB;CS/DeviceRGB;"},
      {"(1 0 0 rg) Tj (\\) rg (nested rg)) ' <72 67> Tj", "Tj;';Tj;"},
      {"[(rg)-20(RG)]TJ % 1 0 0 rg\nf*", "TJ;f*;"},
      {"/Span<</ActualText<FEFF00720067>/X[/rg(rg)]>>BDC EMC", "BDC/rg;EMC;"},
      {"q 1 0 0 1 0 0 cm/Im1 Do Q", "q;cm;Do/Im1;Q;"},
      {"BI/W 2/H 2/CS/RGB/BPC 8 ID abcdefghi EI\nEI Q", "BI/RGB;Q;"}, /* twelve bytes of data with an EI in them */
      {"BI /W 8 /H 1 /IM true ID x\nEI rg", "BI;rg;"},
      {"BI/W 9/H 2/IM true ID  EI \nEI\nf", "BI;f;"},
      {"BI/Width 1/Height 1/ColorSpace[/Indexed/DeviceRGB 1<000000FFFFFF>]/BPC 1/F/AHx ID 80>\nEI f",
       "BI/DeviceRGB;f;"},
      {"BI/W 1/H 1/CS[/I/CMYK 0(EI EI)]/BPC 8/D[1 0]/F[/Fl] ID x\nEI f", "BI/CMYK;f;"},
      {"BI/W 1/H 1 ID never ends", "BI;"},
      {"BI/W 1", "BI;"},
      {"", ""},
      {"(", ""},
      {"<", ""},
      {"/", ""},
      {"%", ""},
      {")]>}rg", "rg;"},
      {"averyveryverylongoperator 1 0 0 rg", "averyve;rg;"},
  };
  struct buffer out = {0};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    scanned(cases[i].text, strlen(cases[i].text), &out);
    assert_string_equal(out.data, cases[i].found);
  }
  buffer_drop(&out);
}

/* Any bytes end: all pairs and triples of the characters that mean something. */
static void anything_ends(void **state) {
  (void)state;
  static const char meant[] = "()<>[]{}/%#\\ \nBIDEWH 0";
  enum { COUNT = sizeof meant - 1, LENGTH = 4 };
  struct buffer out = {0};
  for (size_t i = 0; i < (size_t)COUNT * COUNT * COUNT * COUNT; i++) {
    size_t rest = i;
    char text[LENGTH];
    for (size_t j = 0; j < LENGTH; j++, rest /= COUNT)
      text[j] = meant[rest % COUNT];
    scanned(text, LENGTH, &out);
  }
  buffer_drop(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(operators_are_found), cmocka_unit_test(anything_ends)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
