/* Any bytes as a spreadsheet: the archive, then whatever is found in it. Archives that begin otherwise are read as
 * text, which has an entry of its own. */
#include "people_entry.h"

#include "input/xlsx.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (xlsx_is_archive((const char *)data, size) || xlsx_is_compound((const char *)data, size))
    people_try("a.xlsx", (const char *)data, size);
  return 0;
}
