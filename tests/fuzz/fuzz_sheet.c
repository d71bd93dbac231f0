/* The parts of a spreadsheet behind its archive: sheet, strings, styles, workbook and its relationships, divided by
 * lines of three percent signs; one that is missing or empty stands as a plain one. */
#include "people_entry.h"

#include "base/buffer.h"

#include <string.h>
#include <zlib.h>

enum { PARTS = 5 };

static const struct part {
  const char *name, *plain;
} parts[PARTS] = {
    {"xl/worksheets/sheet1.xml", "<worksheet/>"},
    {"xl/sharedStrings.xml", "<sst><si><t>\u0424\u0418\u041E</t></si><si><t>\u0410\u043D\u043D\u0430</t></si></sst>"},
    {"xl/styles.xml", "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"d mmmm yyyy\"/></numFmts><cellXfs>"
                      "<xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"},
    {"xl/workbook.xml", "<workbook><sheets><sheet name=\"A\" id=\"r1\"/></sheets></workbook>"},
    {"xl/_rels/workbook.xml.rels",
     "<a><Relationship Id=\"r1\" Type=\"/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" "
     "Type=\"/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"r3\" Type=\"/styles\" "
     "Target=\"styles.xml\"/></a>"},
};

static void number_add(struct buffer *out, uint32_t number, int bytes) {
  for (int i = 0; i < bytes; i++)
    buffer_byte(out, i < 4 ? (char)(unsigned char)(number >> (8 * i)) : 0);
}

/* The same 26 bytes stand in front of the data and in the directory. */
static void head_add(struct buffer *out, const char *name, const char *data, size_t length) {
  number_add(out, 20, 2);
  number_add(out, 0, 8);
  number_add(out, (uint32_t)crc32(0, (const unsigned char *)data, (unsigned)length), 4);
  number_add(out, (uint32_t)length, 4);
  number_add(out, (uint32_t)length, 4);
  number_add(out, (uint32_t)strlen(name), 2);
  number_add(out, 0, 2);
}

static void entry_add(struct buffer *out, struct buffer *directory, const char *name, const char *data, size_t length) {
  buffer_text(directory, "PK\1\2\24");
  buffer_byte(directory, 0);
  head_add(directory, name, data, length);
  number_add(directory, 0, 10);
  number_add(directory, (uint32_t)out->length, 4);
  buffer_text(directory, name);
  buffer_text(out, "PK\3\4");
  head_add(out, name, data, length);
  buffer_text(out, name);
  buffer_add(out, data, length);
}

static void archive_end(struct buffer *out, const struct buffer *directory) {
  uint32_t begin = (uint32_t)out->length;
  buffer_add(out, directory->data, directory->length);
  buffer_text(out, "PK\5\6");
  number_add(out, 0, 4);
  number_add(out, PARTS | PARTS << 16, 4);
  number_add(out, (uint32_t)directory->length, 4);
  number_add(out, begin, 4);
  number_add(out, 0, 2);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct buffer out = {0}, directory = {0};
  const char *at = (const char *)data, *end = at + size;
  for (int i = 0; i < PARTS; i++) {
    const char *mark = memmem(at, (size_t)(end - at), "%%%\n", 4), *stop = mark != NULL ? mark : end;
    if (stop == at)
      entry_add(&out, &directory, parts[i].name, parts[i].plain, strlen(parts[i].plain));
    else
      entry_add(&out, &directory, parts[i].name, at, (size_t)(stop - at));
    at = mark != NULL ? mark + 4 : end;
  }
  archive_end(&out, &directory);
  people_try("a.xlsx", out.data, out.length);
  buffer_drop(&out);
  buffer_drop(&directory);
  return 0;
}
