/* Letters. Layout and event -> Markdown -> plain text and HTML -> a part of a message.
 *
 * Most newsrooms of a language get the same text, so what was rendered last in a language is used again while the
 * Markdown stays the same. */
#include "mail/letter.h"

#include "base/hash.h"
#include "compose/bind.h"
#include "compose/markdown_letter.h"
#include "mail/header.h"
#include "mail/mime.h"

#include <string.h>

enum { PARAGRAPH_LIMIT = 100 * 1000 /* bytes; cmark compares the brackets of a paragraph with each other */ };

static const char boundary[] = "=_basma-alternative"; /* «=_» is in no text in base64 or quoted-printable */

struct shelf { /* what was made last in a language */
  const char *language;
  struct buffer source, body; /* the Markdown of all blocks, with the subject; the part */
};

struct letter_desk {
  struct letter_source source;
  struct arena *arena;
  struct shelf *shelves;
  size_t shelf_count;
};

/* One letter on its way. */
struct writing {
  struct binder binder;
  struct scope event, release, own, recipient;
  const struct scope *scope;
  struct buffer markdown; /* blocks, each ended by a NUL */
  bool failed;
};

struct letter_desk *letter_desk_new(const struct letter_source *source) {
  struct arena *arena = arena_new();
  struct letter_desk *desk = arena_zalloc(arena, 1, sizeof *desk);
  *desk = (struct letter_desk){*source, arena, arena_zalloc(arena, source->event->language_count, sizeof(struct shelf)),
                               source->event->language_count};
  for (size_t i = 0; i < desk->shelf_count; i++)
    desk->shelves[i].language = source->event->languages[i];
  return desk;
}

void letter_desk_drop(struct letter_desk *desk) {
  if (!desk)
    return;
  for (size_t i = 0; i < desk->shelf_count; i++) {
    buffer_drop(&desk->shelves[i].source);
    buffer_drop(&desk->shelves[i].body);
  }
  arena_drop(desk->arena);
}

/* --- what templates see ------------------------------------------------------------------------------------------- */

static const struct value *text_value(struct arena *arena, const char *text, struct position at) {
  return value_text_make(arena, text, strlen(text), (struct text_source){.at = at}, TEXT_PLAIN);
}

static const struct value *subject_value(const struct letter_desk *desk) {
  const struct value *root = desk->source.event->root;
  const struct value *own = value_field(value_field(root, "mail"), "subject");
  const struct value *headline = value_field(desk->source.release, "headline");
  return own ? own : headline ? headline : value_field(root, "title");
}

static const struct value *nobody(struct arena *arena) {
  static const char *const names[] = {"newsroom", "name", "email"};
  enum { COUNT = sizeof names / sizeof *names };
  struct value_pair *pairs = arena_zalloc(arena, COUNT, sizeof *pairs);
  for (size_t i = 0; i < COUNT; i++)
    pairs[i] = (struct value_pair){names[i], {0}, text_value(arena, "", (struct position){0})};
  return value_map_make(arena, (struct text_source){0}, pairs, COUNT);
}

/* Event, then the release in question, then what only messages have, then the recipient. */
static void writing_open(struct writing *writing, const struct letter_desk *desk, struct arena *arena,
                         const struct recipient *recipient, const char *language, struct sink *sink) {
  const struct event *event = desk->source.event;
  struct position at = {.file = event->path};
  const struct value_pair own[] = {
      {"language", at, text_value(arena, language, at)},
      {"correction", at, text_value(arena, desk->source.correction ? desk->source.correction : "", at)},
      {"subject", at, subject_value(desk)},
  };
  enum { COUNT = sizeof own / sizeof *own };
  writing->binder = (struct binder){.arena = arena,
                                    .language = language,
                                    .fallback = event->languages[0],
                                    .locale = locale_find(language),
                                    .layout = desk->source.layout,
                                    .sink = sink};
  writing->event = (struct scope){NULL, NULL, event->root};
  writing->release = (struct scope){&writing->event, "release", desk->source.release};
  writing->recipient = (struct scope){desk->source.release ? &writing->release : &writing->event, NULL,
                                      recipient ? recipient->fields : nobody(arena)};
  writing->own = (struct scope){
      &writing->recipient, NULL,
      value_map_make(arena, (struct text_source){.at = at}, arena_memdup(arena, own, sizeof own), COUNT)};
  writing->scope = &writing->own;
}

/* --- Markdown ----------------------------------------------------------------------------------------------------- */

/* Words of the event stand for themselves: what would be a mark of Markdown gets a backslash. */
static void plain_add(struct buffer *out, const char *text, size_t length) {
  for (size_t i = 0; i < length; i++) {
    bool begins = out->length == 0 || out->data[out->length - 1] == '\n';
    if (text[i] == '\n' || text[i] == '\r' || text[i] == '\t') {
      buffer_byte(out, ' ');
      continue;
    }
    bool number = text[i] >= '0' && text[i] <= '9' && i + 1 < length && (text[i + 1] == '.' || text[i + 1] == ')');
    if (strchr("\\`*_[]<>&|~#", text[i]) || (begins && strchr("+-=:", text[i])))
      buffer_byte(out, '\\');
    buffer_byte(out, text[i]);
    if (begins && number) /* «1.» would begin a list */
      buffer_byte(out, '\\');
  }
}

static size_t trimmed(const char *text, size_t length) {
  while (length > 0 && (text[length - 1] == '\n' || text[length - 1] == '\r'))
    length--;
  return length;
}

/* The pieces of an expression, bound as a template of one part. */
static bool part_bind(const struct writing *writing, const struct scope *scope, const struct template_part *part,
                      struct bound_text *out) {
  const struct template one = {part, 1, part->expression->at};
  return bind_template(&writing->binder, scope, &one, out);
}

static void part_add(struct writing *writing, const struct scope *scope, const struct template_part *part) {
  struct bound_text text;
  if (part->text) {
    buffer_add(&writing->markdown, part->text, part->length);
  } else if (!part_bind(writing, scope, part, &text)) {
    writing->failed = true;
  } else {
    for (size_t i = 0; i < text.count; i++) {
      const struct bound_piece *piece = &text.pieces[i];
      if (piece->format == TEXT_PLAIN || piece->format == TEXT_PHONE)
        plain_add(&writing->markdown, piece->text, piece->length);
      else
        buffer_add(&writing->markdown, piece->text, trimmed(piece->text, piece->length));
    }
  }
}

static bool paragraphs_check(struct writing *writing, const char *text, struct position at) {
  while (*text) {
    const char *end = strstr(text, "\n\n");
    size_t length = end ? (size_t)(end - text) : strlen(text);
    if (length > PARAGRAPH_LIMIT) {
      sink_report(writing->binder.sink, MARKDOWN_PARAGRAPH_LONG, at, "100", NULL);
      return false;
    }
    text += length + (end ? 2 : 0);
  }
  return true;
}

static void markdown_add(struct writing *writing, const struct scope *scope, const struct letter_block *block) {
  const struct binder *binder = &writing->binder;
  const struct template *source = local_template_find(&block->markdown, binder->language, binder->fallback);
  size_t start = writing->markdown.length;
  for (size_t i = 0; source && i < source->count; i++)
    part_add(writing, scope, &source->parts[i]);
  if (writing->markdown.length == start)
    return;
  buffer_byte(&writing->markdown, '\0');
  if (!paragraphs_check(writing, writing->markdown.data + start, block->at))
    writing->failed = true;
}

static void blocks_add(struct writing *writing, const struct scope *scope, const struct letter_block *blocks,
                       size_t count);

static void block_add(struct writing *writing, const struct scope *scope, const struct letter_block *block) {
  if (block->blocks)
    blocks_add(writing, scope, block->blocks, block->block_count);
  else
    markdown_add(writing, scope, block);
}

static void block_repeat(struct writing *writing, const struct scope *scope, const struct letter_block *block) {
  const struct value *list;
  size_t count;
  if (!bind_value(&writing->binder, scope, block->each, &list)) {
    writing->failed = true;
    return;
  }
  const struct value **items = bind_items(writing->binder.arena, list, &count);
  for (size_t i = 0; i < count; i++) {
    struct item_scope item;
    block_add(writing, bind_item(&item, scope, block->as, items[i]), block);
  }
}

static void blocks_add(struct writing *writing, const struct scope *scope, const struct letter_block *blocks,
                       size_t count) {
  for (size_t i = 0; i < count; i++) {
    bool holds;
    if (!bind_when(&writing->binder, scope, blocks[i].when, &holds))
      writing->failed = true;
    else if (holds && blocks[i].each)
      block_repeat(writing, scope, &blocks[i]);
    else if (holds)
      block_add(writing, scope, &blocks[i]);
  }
}

/* --- the part ----------------------------------------------------------------------------------------------------- */

static void html_escape(struct buffer *out, const char *text) {
  for (; *text; text++)
    if (*text == '<')
      buffer_text(out, "&lt;");
    else if (*text == '&')
      buffer_text(out, "&amp;");
    else
      buffer_byte(out, *text);
}

static void html_begin(struct buffer *html, const struct writing *writing, const char *subject) {
  const char *css = writing->binder.layout->mail.css;
  buffer_printf(html, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n<title>",
                writing->binder.language);
  html_escape(html, subject);
  buffer_printf(html, "</title>\n<style>\n%s</style>\n</head>\n<body>\n", css ? css : "");
}

static void body_make(struct buffer *body, const struct writing *writing, const char *subject) {
  struct buffer plain = {0}, html = {0}, content = {0};
  const char *block = writing->markdown.data, *end = block + writing->markdown.length;
  for (; block < end; block += strlen(block) + 1)
    markdown_letter(block, strlen(block), &plain, &content);
  html_begin(&html, writing, subject);
  buffer_add(&html, content.data, content.length);
  buffer_text(&html, "</body>\n</html>\n");
  buffer_clear(body);
  buffer_printf(body, "Content-Type: multipart/alternative; boundary=\"%s\"\r\n\r\n--%s\r\n", boundary, boundary);
  mime_text_part(body, "text/plain", plain.data ? plain.data : "", plain.length);
  buffer_printf(body, "\r\n--%s\r\n", boundary);
  mime_text_part(body, "text/html", html.data, html.length);
  buffer_printf(body, "\r\n--%s--\r\n", boundary);
  buffer_drop(&plain);
  buffer_drop(&html);
  buffer_drop(&content);
}

static struct shelf *shelf_find(struct letter_desk *desk, const char *language) {
  size_t i = 0;
  while (i + 1 < desk->shelf_count && strcmp(desk->shelves[i].language, language) != 0)
    i++;
  return &desk->shelves[i];
}

/* The part for this Markdown: the one on the shelf, or a new one. */
static const struct buffer *body_find(struct letter_desk *desk, struct writing *writing, const char *subject) {
  struct shelf *shelf = shelf_find(desk, writing->binder.language);
  buffer_text(&writing->markdown, subject);
  bool same = shelf->source.length == writing->markdown.length &&
              memcmp(shelf->source.data, writing->markdown.data, shelf->source.length) == 0;
  if (!same) {
    buffer_clear(&shelf->source);
    buffer_add(&shelf->source, writing->markdown.data, writing->markdown.length);
    writing->markdown.length -= strlen(subject);
    body_make(&shelf->body, writing, subject);
    writing->markdown.length += strlen(subject);
  }
  return &shelf->body;
}

/* --- lines -------------------------------------------------------------------------------------------------------- */

/* One line for a header, each piece checked where it was written. NULL after messages. */
static const char *line_bind(const struct writing *writing, const char *what, const struct local_template *local) {
  const struct template *source = local_template_find(local, writing->binder.language, writing->binder.fallback);
  struct arena *arena = writing->binder.arena;
  struct bound_text text = {0};
  const char *line = "";
  if (source && !bind_template(&writing->binder, writing->scope, source, &text))
    return NULL;
  bool good = true;
  for (size_t i = 0; i < text.count; i++) {
    struct bound_piece *piece = &text.pieces[i];
    piece->length = trimmed(piece->text, piece->length);
    good &= header_check(writing->binder.sink, what, piece->text, piece->length, piece->source);
    line = arena_printf(arena, "%s%.*s", line, (int)piece->length, piece->text);
  }
  return good ? line : NULL;
}

const char *letter_text(struct letter_desk *desk, struct arena *arena, const struct recipient *recipient,
                        const char *language, const struct local_template *local, struct sink *sink) {
  struct writing writing = {0};
  writing_open(&writing, desk, arena, recipient, language, sink);
  return line_bind(&writing, "mail", local);
}

bool letter_write(struct letter_desk *desk, struct arena *arena, const struct recipient *recipient,
                  const char *language, struct sink *sink, struct letter *out) {
  const struct letter_spec *spec = &desk->source.layout->mail;
  struct writing writing = {0};
  uint8_t digest[32];
  writing_open(&writing, desk, arena, recipient, language, sink);
  out->subject = line_bind(&writing, "subject", &spec->subject);
  blocks_add(&writing, writing.scope, spec->body, spec->body_count);
  bool good = out->subject && !writing.failed;
  if (good) {
    out->body = body_find(desk, &writing, out->subject);
    hash_data(writing.markdown.data, writing.markdown.length, digest);
    hash_hex(digest, out->digest);
  }
  buffer_drop(&writing.markdown);
  return good;
}
