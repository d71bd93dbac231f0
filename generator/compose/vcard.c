/* A person of the event -> vCard (RFC 2426, RFC 6350). Lines are not folded: readers of codes do not need it, and every
 * byte makes the code finer. */
#include "compose/vcard.h"

#include "base/buffer.h"
#include "input/people.h"

#include <string.h>

/* In texts a comma, a semicolon or the end of a line would end the value. */
static void text_add(struct buffer *out, const char *text) {
  for (; *text != '\0'; text++) {
    if (strchr("\\,;", *text) != NULL)
      buffer_byte(out, '\\');
    if (*text == '\n')
      buffer_text(out, "\\n");
    else if (*text != '\r')
      buffer_byte(out, *text);
  }
}

/* Addresses have no escapes; what cannot stand in them is left out. */
static void address_add(struct buffer *out, const char *text) {
  for (; *text != '\0'; text++)
    if ((unsigned char)*text > ' ')
      buffer_byte(out, *text);
}

/* Phones for machines: figures and the plus. */
static void phone_add(struct buffer *out, const char *text) {
  for (; *text != '\0'; text++)
    if (strchr("+0123456789", *text) != NULL)
      buffer_byte(out, *text);
}

static const char *field_text(const struct binder *binder, const struct value *map, const char *field) {
  const struct value *value = bind_value_in(binder, value_field(map, field), NULL);
  const char *text = value == NULL ? NULL : bind_value_text(binder, value, NULL);
  return text == NULL ? "" : text;
}

static void line_add(struct buffer *out, const char *name, const char *text, void add(struct buffer *, const char *)) {
  if (*text == '\0')
    return;
  buffer_text(out, name);
  add(out, text);
  buffer_text(out, "\r\n");
}

/* One line for each value of a field that may have many. */
static void lines_add(const struct binder *binder, struct buffer *out, const struct value *person, const char *field,
                      const char *name, void add(struct buffer *, const char *)) {
  const struct value *value = bind_value_in(binder, value_field(person, field), NULL);
  size_t count;
  const struct value **items = bind_items(binder->arena, value, &count);
  for (size_t i = 0; i < count; i++) {
    const char *text = bind_value_text(binder, items[i], NULL);
    line_add(out, name, text == NULL ? "" : text, add);
  }
}

/* N: family; given; additional; prefixes; suffixes. */
static void name_add(const struct binder *binder, struct buffer *out, const struct value *name) {
  buffer_text(out, "N:");
  text_add(out, field_text(binder, name, "family"));
  buffer_byte(out, ';');
  text_add(out, field_text(binder, name, "given"));
  buffer_byte(out, ';');
  text_add(out, field_text(binder, name, "patronymic"));
  buffer_text(out, ";;\r\n");
}

/* An organisation has a short name, which codes like better. */
static const char *organisation_text(const struct binder *binder, const struct value *person) {
  const struct value *organisation = bind_value_in(binder, value_field(person, "organisation"), NULL);
  const char *shorter = field_text(binder, organisation, "short");
  return *shorter != '\0' ? shorter : field_text(binder, person, "organisation");
}

const char *vcard_make(const struct binder *binder, const struct value *person, const char *version) {
  const struct value *name = bind_value_in(binder, value_field(person, "name"), NULL);
  if (name != NULL && name->kind == VALUE_TEXT)
    name = people_name(binder->arena, name->text, name->source);
  const char *full = name == NULL ? "" : field_text(binder, person, "name");
  if (*full == '\0')
    return NULL;
  struct buffer out = {0};
  buffer_printf(&out, "BEGIN:VCARD\r\nVERSION:%s\r\n", version);
  name_add(binder, &out, name);
  line_add(&out, "FN:", full, text_add);
  line_add(&out, "ORG:", organisation_text(binder, person), text_add);
  line_add(&out, "TITLE:", field_text(binder, person, "position"), text_add);
  lines_add(binder, &out, person, "phone", "TEL:", phone_add);
  lines_add(binder, &out, person, "email", "EMAIL:", text_add);
  lines_add(binder, &out, person, "url", "URL:", address_add);
  buffer_text(&out, "END:VCARD\r\n");
  const char *text = arena_strndup(binder->arena, out.data, out.length);
  buffer_drop(&out);
  return text;
}
