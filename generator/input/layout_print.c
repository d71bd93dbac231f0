/* `print:` what a print file is made for. */
#include "input/layout_parts.h"

enum { INK_MOST = 300, INK_LEAST_SENSIBLE = 100, INK_FULL = 400 }; /* percent: what coated paper takes; one ink; four */

static KEY_READER(profile_name_read) {
  const char **name = field;
  if (!key_is_text(reader, pair))
    return;
  if (layout_name_is_valid(pair->node->text))
    key_text(reader, pair, key, name);
  else
    sink_report(reader->sink, LAYOUT_NAME, pair->node->source.at, key_clip(reader->arena, pair->node->text), NULL);
}

#define FIELD(member) offsetof(struct print_spec, member)
static const struct key print_keys[] = {
    {.name = "intent", .read = profile_name_read, .offset = FIELD(intent)},
    {.name = "ink", .read = key_integer, .offset = FIELD(ink), .minimum = INK_LEAST_SENSIBLE, .maximum = INK_FULL},
};
#undef FIELD

void layout_print_read(const struct key_reader *reader, const struct yaml_pair *pair, struct print_spec *print) {
  *print = (struct print_spec){.intent = "FOGRA39L_coated", .ink = INK_MOST};
  if (!pair || !keys_read(reader, pair, print_keys, KEY_COUNT(print_keys), print))
    return;
  const struct yaml_pair *intent = keys_pair(pair->node, "intent");
  if (intent)
    print->intent_at = intent->node->source.at;
}
