/* Layers (optional content, ISO 32000-1, 8.11): PDF/X-4 allows them as long as what is printed depends on nothing but
 * the file. */
#include "preflight/check.h"

void check_layers(struct check *check) {
  struct reader *reader = check->reader;
  struct object layers = object_key(reader, reader_catalog(reader), "/OCProperties");
  if (!layers.handle)
    return;
  struct object usual = object_key(reader, layers, "/D"), others = object_key(reader, layers, "/Configs");
  bool automatic = object_key(reader, usual, "/AS").handle != 0;
  for (size_t i = 0; i < object_count(reader, others); i++)
    automatic = automatic || object_key(reader, object_item(reader, others, i), "/AS").handle;
  if (object_kind(reader, usual) != OBJECT_DICTIONARY || automatic)
    check_report(check, PREFLIGHT_LAYERS_CHANGE, "");
  else
    check_report(check, PREFLIGHT_LAYERS, "");
}
