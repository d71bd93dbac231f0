/* pdf/document: pages, links, metadata, outline, tags; the same bytes; failures.
 *
 * `test_document --write FOLDER` writes the documents that tests/pdf/run-document.sh looks at from outside. */
#include "test_base.h"

#include "pdf_file.h"
#include "picture_fixture.h"

#include <qrencode.h>

static const struct document_info full_info = {.title = "Пресс-релиз (№ 1)",
                                               .author = "ИПР & партнёры",
                                               .subject = "Exchange",
                                               .keywords = "обмен, опыт",
                                               .language = "ru",
                                               .date = "2019-09-17T00:00:00+06:00"};

struct document_test {
  struct arena *arena;
  struct sink *sink;
  struct font *fonts[2];
  struct display_list *list;
  struct pdf_spec spec;
  struct fixture_file file;
};

static void test_begin(struct document_test *test) {
  *test = (struct document_test){.arena = arena_new(), .sink = sink_new()};
  test->fonts[0] = font_open(PARATYPE "PTF55F.ttf", 0);
  test->fonts[1] = font_open(PARATYPE "PTS75F.ttf", 0);
  test->list = display_list_new(test->arena);
  test->spec =
      (struct pdf_spec){.info = &full_info, .program = "basma 1.0", .sink = test->sink, .at = {"event.yaml", 5, 3}};
}

static void test_end(struct document_test *test) {
  for (size_t i = 0; i < COUNT(test->fonts); i++)
    font_drop(test->fonts[i]);
  sink_drop(test->sink);
  free(test->file.data);
  arena_drop(test->arena);
}

static void text_add(struct document_test *test, struct display_page *page, uint32_t node, mpt y, const char *text) {
  fixture_text(test->arena, page, node, 50000, y, fixture_run(test->arena, test->fonts[0], 11000, text));
}

/* Two pages with everything: headings, a paragraph over both, a link, a note, a table, a figure, a code, artifacts. */
static void sample_pages(struct document_test *test) {
  struct arena *arena = test->arena;
  struct picture *picture = arena_alloc(arena, sizeof *picture);
  *picture = png_picture(arena, (struct png_kind){PNG_COLOR_TYPE_RGB_ALPHA, 8, false, false}, 16, 16);
  struct display_list *list = test->list;
  uint32_t heading = structure_node_add(arena, list, ROLE_H1, NODE_ROOT);
  uint32_t paragraph = structure_node_add(arena, list, ROLE_P, NODE_ROOT);
  uint32_t reference = structure_node_add(arena, list, ROLE_REFERENCE, paragraph);
  uint32_t note = structure_node_add(arena, list, ROLE_NOTE, paragraph);
  uint32_t link = structure_node_add(arena, list, ROLE_LINK, paragraph);
  uint32_t table = structure_node_add(arena, list, ROLE_TABLE, NODE_ROOT);
  uint32_t row = structure_node_add(arena, list, ROLE_TR, table);
  uint32_t head = structure_node_add(arena, list, ROLE_TH, row);
  structure_node_add(arena, list, ROLE_TD, row); /* an empty cell */
  uint32_t cell = structure_node_add(arena, list, ROLE_TD, row);
  uint32_t figure = structure_node_add(arena, list, ROLE_FIGURE, NODE_ROOT);
  uint32_t second = structure_node_add(arena, list, ROLE_H2, NODE_ROOT);
  list->nodes[heading].title = "Заголовок";
  list->nodes[second].title = "Second";
  list->nodes[reference].reference = note;
  list->nodes[head].scope = SCOPE_COLUMN;
  list->nodes[head].column_span = 2;
  list->nodes[figure].alt = "Герб";
  list->nodes[second].language = "en";

  struct display_page *page = display_page_add(arena, list, 595276, 841890, 0);
  text_add(test, page, heading, 60000, "Заголовок");
  text_add(test, page, paragraph, 90000, "Өзгөн шаары жана ");
  text_add(test, page, reference, 91000, "1");
  text_add(test, page, link, 105000, "example.kg ");
  struct display_item *item = display_item_add(arena, page, ITEM_LINK, link);
  item->link.place = (struct rectangle){50000, 95000, 60000, 12000};
  item->link.target = "https://example.kg/жол?a=(b)";
  item->link.description = "Сайт";
  text_add(test, page, paragraph, 120000, "бёлка ");
  text_add(test, page, note, 800000, "1 Сноска");
  item = display_item_add(arena, page, ITEM_RULE, NODE_ARTIFACT);
  item->colour = fixture_black;
  item->rule.x1 = 50000, item->rule.x2 = 100000, item->rule.y1 = item->rule.y2 = 790000, item->rule.thickness = 250;

  page = display_page_add(arena, list, 595276, 841890, 0);
  text_add(test, page, paragraph, 60000, "айылы.");
  text_add(test, page, head, 80000, "Тема");
  text_add(test, page, cell, 95000, "Обмен");
  item = display_item_add(arena, page, ITEM_IMAGE, figure);
  item->image.place = item->image.clip = (struct rectangle){50000, 110000, 40000, 40000};
  item->image.picture = picture;
  text_add(test, page, second, 180000, "Second");
}

static void sample_make(struct document_test *test, bool tagged) {
  test_begin(test);
  sample_pages(test);
  test->spec.tagged = tagged;
  file_make(&test->spec, test->list, &test->file);
}

static const char *page_object(const struct document_test *test, int number) {
  const char *at = test->file.data;
  for (int i = 0; i < number; i++) {
    at = memmem(at + 1, test->file.length - (size_t)(at + 1 - test->file.data), "/Type/Page/", 11);
    assert_non_null(at);
  }
  return at;
}

/* --- file ----------------------------------------------------------------------------------------------------- */

static void the_file_is_pdf_1_7(void **state) {
  (void)state;
  struct document_test test;
  sample_make(&test, false);
  assert_memory_equal(test.file.data, "%PDF-1.7\n", 9);
  assert_memory_equal(test.file.data + test.file.length - 6, "%%EOF\n", 6);
  assert_null(file_find(&test.file, "Haru"));
  assert_null(file_find(&test.file, "StructTreeRoot"));
  assert_null(file_find(&test.file, "/Metadata"));
  test_end(&test);
}

static void equal_input_gives_equal_bytes(void **state) {
  (void)state;
  for (int tagged = 0; tagged < 2; tagged++) {
    struct document_test a, b;
    sample_make(&a, tagged);
    void *moved = malloc(100000); /* another heap */
    sample_make(&b, tagged);
    assert_int_equal(a.file.length, b.file.length);
    assert_memory_equal(a.file.data, b.file.data, a.file.length);
    free(moved);
    test_end(&a);
    test_end(&b);
  }
}

static void metadata_is_what_was_given(void **state) {
  (void)state;
  struct document_test test;
  sample_make(&test, false);
  const char *info = file_object(&test.file, 3), *catalog = file_object(&test.file, 1);
  static const char *const entries[] = {"/Title(\xFE\xFF\x04\x1F\x04@\x04\x35\x04",
                                        "/Subject(Exchange)",
                                        "/Creator(basma 1.0)",
                                        "/Producer(basma 1.0)",
                                        "/CreationDate(D:20190917000000+06'00')",
                                        "/ModDate(D:20190917000000+06'00')",
                                        "/Author(\xFE\xFF",
                                        "/Keywords(\xFE\xFF"};
  for (size_t i = 0; i < COUNT(entries); i++)
    assert_non_null(object_find(&test.file, info, entries[i]));
  assert_non_null(object_find(&test.file, catalog, "/Lang(ru)"));
  assert_non_null(object_find(&test.file, catalog, "/ViewerPreferences<</DisplayDocTitle true>>"));
  test_end(&test);
}

/* Every part of the information changes the identifier; so does the content. */
static void identifier(struct document_test *test, char id[33]) {
  const char *at = file_find(&test->file, "/ID[<");
  assert_non_null(at);
  memcpy(id, at + 5, 32);
  id[32] = '\0';
  assert_memory_equal(at + 5, at + 39, 32); /* both halves */
}

static void identifiers_tell_documents_apart(void **state) {
  (void)state;
  static const struct document_info infos[] = {{0},
                                               {.title = "a"},
                                               {.author = "a"},
                                               {.subject = "a"},
                                               {.keywords = "a"},
                                               {.language = "a"},
                                               {.date = "2019-09-17T00:00:00Z"}};
  static const char *const texts[] = {"a", "b"};
  char ids[COUNT(infos) * COUNT(texts)][33];
  size_t count = 0;
  for (size_t i = 0; i < COUNT(infos); i++)
    for (size_t k = 0; k < COUNT(texts); k++) {
      struct document_test test;
      test_begin(&test);
      test.spec.info = &infos[i];
      text_add(&test, display_page_add(test.arena, test.list, 100000, 100000, 0), NODE_ROOT, 50000, texts[k]);
      file_make(&test.spec, test.list, &test.file);
      identifier(&test, ids[count]);
      for (size_t other = 0; other < count; other++)
        assert_string_not_equal(ids[other], ids[count]);
      count++;
      test_end(&test);
    }
}

static void dates_are_read_strictly(void **state) {
  (void)state;
  static const struct {
    const char *iso, *pdf;
  } cases[] = {{"2019-09-17T10:30:05+06:00", "/CreationDate(D:20190917103005+06'00')"},
               {"2019-09-17T10:30:05-03:30", "/CreationDate(D:20190917103005-03'30')"},
               {"2019-09-17T10:30:05Z", "/CreationDate(D:20190917103005Z)"},
               {"2019-09-17T10:30:05", "/CreationDate(D:20190917103005)"},
               {"2019-09-17", NULL},
               {"2019-13-17T10:30:05Z", NULL},
               {"2019-09-17T10:30:05+6:00", NULL},
               {"2019-09-17T10:30:05Zx", NULL},
               {"", NULL},
               {NULL, NULL}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct document_test test;
    test_begin(&test);
    test.spec.info = &(struct document_info){.date = cases[i].iso};
    display_page_add(test.arena, test.list, 100000, 100000, 0);
    file_make(&test.spec, test.list, &test.file);
    if (cases[i].pdf)
      assert_non_null(object_find(&test.file, file_object(&test.file, 3), cases[i].pdf));
    else
      assert_null(file_find(&test.file, "Date("));
    test_end(&test);
  }
}

/* --- pages ---------------------------------------------------------------------------------------------------- */

static void boxes_follow_bleed_and_marks(void **state) {
  (void)state;
  static const struct {
    mpt bleed;
    bool mark;
    const char *boxes;
  } cases[] = {
      {0, false, "/MediaBox[0 0 200 100]/BleedBox[0 0 200 100]/TrimBox[0 0 200 100]"},
      {0, true, "/MediaBox[0 0 200 100]/BleedBox[0 0 200 100]/TrimBox[0 0 200 100]"},
      {8500, false, "/MediaBox[0 0 217 117]/BleedBox[0 0 217 117]/TrimBox[8.5 8.5 208.5 108.5]"},
      {8500, true,
       "/MediaBox[0 0 273.692 173.692]/BleedBox[28.346 28.346 245.346 145.346]"
       "/TrimBox[36.846 36.846 236.846 136.846]"},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct document_test test;
    test_begin(&test);
    struct display_page *page = display_page_add(test.arena, test.list, 200000, 100000, cases[i].bleed);
    struct display_item *rule = display_item_add(test.arena, page, ITEM_RULE, NODE_ARTIFACT);
    rule->colour = fixture_black;
    rule->rule.x1 = cases[i].mark ? -20000 : 0;
    rule->rule.x2 = 0;
    rule->rule.thickness = 250;
    file_make(&test.spec, test.list, &test.file);
    assert_non_null(object_find(&test.file, page_object(&test, 1), cases[i].boxes));
    test_end(&test);
  }
}

static void pages_that_pdf_cannot_hold_are_refused(void **state) {
  (void)state;
  static const struct {
    mpt width, bleed;
    bool good;
  } cases[] = {{14400000, 0, true}, {14400000, 1, false}, {14400001, 0, false}, {3000, 0, true},
               {2999, 0, false},    {0, 0, false},        {-5000, 0, false},    {MPT_LIMIT, 0, false}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct document_test test;
    test_begin(&test);
    display_page_add(test.arena, test.list, cases[i].width, 100000, cases[i].bleed);
    struct pdf_document *document = pdf_document_new(&test.spec);
    struct device device = pdf_document_device(document);
    assert_int_equal(device.part(device.self, test.list), cases[i].good);
    assert_int_equal(sink_has_errors(test.sink), !cases[i].good);
    assert_int_equal(pdf_document_write(document, &(struct pdf_output){fixture_write, &test.file}), cases[i].good);
    if (cases[i].good)
      file_unpack(&test.file);
    pdf_document_drop(document);
    test_end(&test);
  }
}

/* Parts in a row, more pages than one node of the page tree holds. */
static void many_pages_make_a_tree(void **state) {
  (void)state;
  struct document_test test;
  test_begin(&test);
  struct pdf_document *document = pdf_document_new(&test.spec);
  struct device device = pdf_document_device(document);
  for (int part = 0; part < 5; part++) {
    struct arena *arena = arena_new();
    struct display_list *list = display_list_new(arena);
    for (int i = 0; i < PART_PAGES; i++) {
      struct display_page *page = display_page_add(arena, list, 100000 + part, 100000, 0);
      fixture_text(arena, page, NODE_ROOT, 0, 50000, fixture_run(arena, test.fonts[0], 9000, "№ 5"));
    }
    assert_true(device.part(device.self, list));
    arena_drop(arena); /* nothing of it is used later */
  }
  assert_int_equal(pdf_document_pages(document), 5 * PART_PAGES);
  assert_true(pdf_document_write(document, &(struct pdf_output){fixture_write, &test.file}));
  file_unpack(&test.file);
  const char *root = file_object(&test.file, 2);
  assert_non_null(object_find(&test.file, root, "/Count 320"));
  const char *node = file_object(&test.file, object_number(&test.file, root, "/Kids["));
  assert_non_null(object_find(&test.file, node, "/Count 64/"));
  const char *page = file_object(&test.file, object_number(&test.file, node, "/Kids["));
  assert_non_null(object_find(&test.file, page, "/Type/Page/Parent"));
  pdf_document_drop(document);
  test_end(&test);
}

static void links_are_annotations(void **state) {
  (void)state;
  struct document_test test;
  sample_make(&test, false);
  const char *link = file_object(&test.file, object_number(&test.file, page_object(&test, 1), "/Annots["));
  static const char *const entries[] = {"/Subtype/Link",
                                        "/Rect[50 734.89 110 746.89]",
                                        "/Border[0 0 0]",
                                        "/F 4",
                                        "/URI(https://example.kg/%D0%B6%D0%BE%D0%BB?a=\\(b\\))",
                                        "/Contents(\xFE\xFF\x04!"};
  for (size_t i = 0; i < COUNT(entries); i++)
    assert_non_null(object_find(&test.file, link, entries[i]));
  assert_null(object_find(&test.file, page_object(&test, 2), "/Annots"));
  test_end(&test);
  test_begin(&test);
  sample_pages(&test);
  test.spec.profile = PROFILE_PRINT;
  file_make(&test.spec, test.list, &test.file);
  assert_null(file_find(&test.file, "/Annot"));
  test_end(&test);
}

static void headings_are_nested_bookmarks(void **state) {
  (void)state;
  struct document_test test;
  sample_make(&test, false);
  const char *root = file_object(&test.file, object_number(&test.file, file_object(&test.file, 1), "/Outlines "));
  const char *first = file_object(&test.file, object_number(&test.file, root, "/First "));
  assert_non_null(object_find(&test.file, root, "/Count 1"));
  assert_non_null(object_find(&test.file, first, "/Title(\xFE\xFF\x04\x17\x04"));
  assert_non_null(object_find(&test.file, first, "/Count -1"));
  assert_non_null(object_find(&test.file, first, "/XYZ null 792.89 null"));
  const char *second = file_object(&test.file, object_number(&test.file, first, "/First "));
  assert_non_null(object_find(&test.file, second, "/Title(Second)"));
  const char *page = file_object(&test.file, object_number(&test.file, second, "/Dest["));
  assert_ptr_equal(object_find(&test.file, page, "/Type/Page/"), page_object(&test, 2));
  test_end(&test);
}

/* --- tags ----------------------------------------------------------------------------------------------------- */

/* The tree as text: roles, ids of marked content with their pages' numbers, annotations. */
static void element_print(const struct document_test *test, unsigned number, unsigned parent, struct buffer *out);

static void kids_print(const struct document_test *test, const char *kids, unsigned self, struct buffer *out) {
  for (const char *c = kids; *c != ']';) {
    if (*c == '<') {
      const char *end = strstr(c, ">>");
      buffer_text(out, strstr(c, "/OBJR") && strstr(c, "/OBJR") < end ? " annotation" : " content-elsewhere");
      c = end + 2;
    } else if (*c == ' ')
      c++;
    else {
      char *end;
      unsigned value = (unsigned)strtoul(c, &end, 10);
      assert_true(end > c);
      if (!strncmp(end, " 0 R", 4)) {
        element_print(test, value, self, out);
        end += 4;
      } else
        buffer_printf(out, " content-%u", value);
      c = end;
    }
  }
}

static void element_print(const struct document_test *test, unsigned number, unsigned parent, struct buffer *out) {
  const char *object = file_object(&test->file, number), *role = object_find(&test->file, object, "/S/") + 3;
  assert_int_equal(object_number(&test->file, object, "/P "), parent);
  buffer_printf(out, " %.*s(", (int)strcspn(role, "/"), role);
  kids_print(test, object_find(&test->file, object, "/K[") + 3, number, out);
  buffer_text(out, " )");
}

static void the_tree_is_in_reading_order(void **state) {
  (void)state;
  struct document_test test;
  sample_make(&test, true);
  const char *catalog = file_object(&test.file, 1);
  assert_non_null(object_find(&test.file, catalog, "/MarkInfo<</Marked true>>"));
  unsigned root = object_number(&test.file, catalog, "/StructTreeRoot ");
  struct buffer tree = {0};
  element_print(&test, object_number(&test.file, file_object(&test.file, root), "/K "), root, &tree);
  assert_string_equal(tree.data, " Document( H1( content-0 )"
                                 " P( content-1 Reference( content-2 ) Note( content-5 ) Link( content-3 annotation )"
                                 " content-4 content-elsewhere )"
                                 " Table( TR( TH( content-1 ) TD( ) TD( content-2 ) ) )"
                                 " Figure( content-3 ) H2( content-4 ) )");
  buffer_drop(&tree);
  static const char *const entries[] = {"/A<</O/Table/Scope/Column/ColSpan 2>>", "/Alt(\xFE\xFF", "/Lang(en)", "/ID(n"};
  for (size_t i = 0; i < COUNT(entries); i++)
    assert_non_null(file_find(&test.file, entries[i]));
  test_end(&test);
}

/* Every marked content and annotation is found again from the page by way of the parent tree. */
static void the_parent_tree_leads_back(void **state) {
  (void)state;
  struct document_test test;
  sample_make(&test, true);
  const char *root = file_object(&test.file, object_number(&test.file, file_object(&test.file, 1), "/StructTreeRoot "));
  assert_non_null(object_find(&test.file, root, "/ParentTreeNextKey 3"));
  const char *leaf = file_object(&test.file, object_number(&test.file, root, "/ParentTree<</Kids["));
  assert_non_null(object_find(&test.file, leaf, "/Limits[0 2]/Nums[0["));
  assert_int_equal(object_number(&test.file, page_object(&test, 1), "/StructParents "), 0);
  assert_int_equal(object_number(&test.file, page_object(&test, 2), "/StructParents "), 2);
  assert_non_null(object_find(&test.file, page_object(&test, 2), "/Tabs/S"));
  const char *link = file_object(&test.file, object_number(&test.file, page_object(&test, 1), "/Annots["));
  assert_int_equal(object_number(&test.file, link, "/StructParent "), 1);
  unsigned element = object_number(&test.file, leaf, "]1 ");
  assert_non_null(object_find(&test.file, file_object(&test.file, element), "/S/Link"));
  test_end(&test);
}

static void metadata_claims_only_what_is_kept(void **state) {
  (void)state;
  static const uint8_t profile[128] = "not a real profile";
  static const struct pdf_intent intent = {
      .subtype = "GTS_PDFA1", .condition = "sRGB", .components = 3, .profile = profile, .length = sizeof profile};
  for (int with = 0; with < 2; with++) {
    struct document_test test;
    test_begin(&test);
    sample_pages(&test);
    test.spec.tagged = true;
    test.spec.intent = with ? &intent : NULL;
    file_make(&test.spec, test.list, &test.file);
    assert_non_null(file_find(&test.file, "<dc:creator><rdf:Seq><rdf:li>ИПР &amp; партнёры</rdf:li>"));
    assert_non_null(file_find(&test.file, " xmp:CreateDate=\"2019-09-17T00:00:00+06:00\""));
    assert_int_equal(file_find(&test.file, " pdfaid:part=\"2\"") != NULL, with);
    assert_int_equal(file_find(&test.file, " pdfuaid:part=\"1\"") != NULL, with);
    assert_int_equal(file_find(&test.file, "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1") != NULL, with);
    test_end(&test);
  }
}

/* --- failures ------------------------------------------------------------------------------------------------- */

struct short_output {
  size_t room;
  size_t calls_after; /* the end */
};

static bool short_write(void *self, const void *data, size_t length) {
  struct short_output *output = self;
  (void)data;
  if (!output->room)
    output->calls_after++;
  output->room = output->room > length ? output->room - length : 0;
  return output->room > 0;
}

static void a_full_disk_ends_the_writing(void **state) {
  (void)state;
  struct document_test test;
  sample_make(&test, true);
  for (size_t room = 1; room < test.file.written; room += 997) {
    struct pdf_document *document = pdf_document_new(&test.spec);
    struct device device = pdf_document_device(document);
    struct short_output output = {.room = room};
    assert_true(device.part(device.self, test.list));
    assert_false(pdf_document_write(document, &(struct pdf_output){short_write, &output}));
    assert_int_equal(output.calls_after, 0);
    assert_int_equal(sink_length(test.sink), 0); /* the caller knows why */
    pdf_document_drop(document);
  }
  test_end(&test);
}

static void a_document_may_be_dropped_unwritten(void **state) {
  (void)state;
  struct document_test test;
  test_begin(&test);
  sample_pages(&test);
  struct pdf_document *document = pdf_document_new(&test.spec);
  struct device device = pdf_document_device(document);
  assert_true(device.part(device.self, test.list));
  pdf_document_drop(document);
  pdf_document_drop(NULL);
  test_end(&test);
}

/* --- for looking at from outside ------------------------------------------------------------------------------ */

static int file_save(const char *folder, const char *name, const struct fixture_file *file) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *out = fopen(path, "wb");
  if (!out)
    return 3;
  size_t written = fwrite(file->data, 1, file->length, out);
  return fclose(out) == 0 && written == file->length ? 0 : 3;
}

enum { CODES = 40 };

/* Codes of many contents, beside each other. */
static void codes_make(struct document_test *test) {
  test_begin(test);
  struct display_page *page = display_page_add(test->arena, test->list, 595276, 841890, 0);
  for (int i = 0; i < CODES; i++) {
    char text[40];
    snprintf(text, sizeof text, "https://example.kg/%d", i);
    QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
    assert_non_null(code);
    size_t row = (size_t)(code->width + 7) / 8;
    uint8_t *bits = arena_zalloc(test->arena, (size_t)code->width, row);
    for (int k = 0; k < code->width * code->width; k++)
      if (code->data[k] & 1)
        bits[(size_t)(k / code->width) * row + (size_t)(k % code->width / 8)] |= (uint8_t)(0x80 >> k % code->width % 8);
    struct modules *modules = arena_alloc(test->arena, sizeof *modules);
    *modules = (struct modules){.size = (uint16_t)code->width, .bits = bits};
    QRcode_free(code);
    struct display_item *item = display_item_add(test->arena, page, ITEM_MODULES, NODE_ARTIFACT);
    item->colour = fixture_black;
    item->modules.place = (struct rectangle){40000 + 100000 * (i % 5), 40000 + 100000 * (i / 5), 56693, 56693};
    item->modules.modules = modules;
  }
  file_make(&test->spec, test->list, &test->file);
}

static int documents_write(const char *folder) {
  static const char *const names[] = {"plain.pdf", "tagged.pdf"};
  struct document_test codes;
  codes_make(&codes);
  int status = file_save(folder, "codes.pdf", &codes.file);
  test_end(&codes);
  for (int tagged = 0; tagged < 2; tagged++) {
    struct document_test test;
    sample_make(&test, tagged);
    status |= file_save(folder, names[tagged], &test.file);
    test_end(&test);
  }
  return status;
}

int main(int count, char **arguments) {
  if (count == 3 && !strcmp(arguments[1], "--write"))
    return documents_write(arguments[2]);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_file_is_pdf_1_7),
      cmocka_unit_test(equal_input_gives_equal_bytes),
      cmocka_unit_test(metadata_is_what_was_given),
      cmocka_unit_test(identifiers_tell_documents_apart),
      cmocka_unit_test(dates_are_read_strictly),
      cmocka_unit_test(boxes_follow_bleed_and_marks),
      cmocka_unit_test(pages_that_pdf_cannot_hold_are_refused),
      cmocka_unit_test(many_pages_make_a_tree),
      cmocka_unit_test(links_are_annotations),
      cmocka_unit_test(headings_are_nested_bookmarks),
      cmocka_unit_test(the_tree_is_in_reading_order),
      cmocka_unit_test(the_parent_tree_leads_back),
      cmocka_unit_test(metadata_claims_only_what_is_kept),
      cmocka_unit_test(a_full_disk_ends_the_writing),
      cmocka_unit_test(a_document_may_be_dropped_unwritten),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
