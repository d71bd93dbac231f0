/* Markdown -> cmark's tree, made fit for mail -> plain text and HTML by cmark's own renderers. */
#include "compose/markdown_letter.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 72 };

static cmark_parser *parser_new(void) {
  static const char *const extensions[] = {"table", "autolink"};
  cmark_gfm_core_extensions_ensure_registered();
  cmark_parser *parser = cmark_parser_new(CMARK_OPT_FOOTNOTES);
  for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(extensions[i]));
  return parser;
}

static cmark_node *text_node(const char *text) {
  cmark_node *node = cmark_node_new(CMARK_NODE_TEXT);
  cmark_node_set_literal(node, text);
  return node;
}

/* HTML in the text is printed as it stands, as on paper. */
static void html_show(cmark_node *node) {
  cmark_node *text = text_node(cmark_node_get_literal(node));
  if (cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK) {
    cmark_node *paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH);
    cmark_node_append_child(paragraph, text);
    text = paragraph;
  }
  cmark_node_replace(node, text);
  cmark_node_free(node);
}

/* A picture from elsewhere would tell its server who reads the message. */
static void image_show(cmark_node *image) {
  for (cmark_node *child; (child = cmark_node_first_child(image)) != NULL;)
    cmark_node_insert_before(image, child);
  cmark_node_unlink(image);
  cmark_node_free(image);
}

/* Plain text shows where a link leads, unless its words say so. */
static void link_show(cmark_node *link) {
  const char *url = cmark_node_get_url(link);
  cmark_node *only = cmark_node_first_child(link);
  const char *words = only && !cmark_node_next(only) && cmark_node_get_type(only) == CMARK_NODE_TEXT
                          ? cmark_node_get_literal(only)
                          : "";
  if (!url || !*url || strstr(url, words[0] ? words : "\n") != NULL)
    return;
  struct buffer text = {0};
  buffer_printf(&text, " (%s)", strncmp(url, "mailto:", 7) == 0 ? url + 7 : url);
  cmark_node_append_child(link, text_node(text.data));
  buffer_drop(&text);
}

/* What is done with a node of a type, before its children or after them. */
struct change {
  cmark_node_type type;
  cmark_event_type when;
  void (*make)(cmark_node *node); /* may replace it */
};

static void nodes_change(cmark_node *document, const struct change *changes, size_t count) {
  cmark_iter *iter = cmark_iter_new(document);
  for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
    cmark_node *node = cmark_iter_get_node(iter);
    cmark_node_type type = cmark_node_get_type(node);
    for (size_t i = 0; i < count; i++)
      if (changes[i].type == type && changes[i].when == event) {
        changes[i].make(node);
        break;
      }
  }
  cmark_iter_free(iter);
}

static void rendered_add(struct buffer *out, char *rendered) {
  if (out->length > 0 && rendered[0])
    buffer_byte(out, '\n');
  buffer_text(out, rendered);
  free(rendered);
}

void markdown_letter(const char *text, size_t length, struct buffer *plain, struct buffer *html) {
  const struct change both[] = {{CMARK_NODE_HTML_BLOCK, CMARK_EVENT_ENTER, html_show},
                                {CMARK_NODE_HTML_INLINE, CMARK_EVENT_ENTER, html_show},
                                {CMARK_NODE_IMAGE, CMARK_EVENT_EXIT, image_show}};
  const struct change of_plain[] = {{CMARK_NODE_LINK, CMARK_EVENT_EXIT, link_show}};
  cmark_parser *parser = parser_new();
  cmark_parser_feed(parser, text, length);
  cmark_node *document = cmark_parser_finish(parser);
  nodes_change(document, both, sizeof both / sizeof *both);
  rendered_add(html, cmark_render_html(document, CMARK_OPT_DEFAULT, cmark_parser_get_syntax_extensions(parser)));
  nodes_change(document, of_plain, sizeof of_plain / sizeof *of_plain);
  rendered_add(plain, cmark_render_plaintext(document, CMARK_OPT_DEFAULT, WIDTH));
  cmark_node_free(document);
  cmark_parser_free(parser);
}
