/* Figures have a text (ISO 14289-1, 7.3), headings begin at level 1 and skip none on the way down (7.4.2). */
#include "pdf/accessibility.h"

static bool figure_check(const struct accessibility *accessibility, const struct structure_node *node) {
  if (node->alt)
    return true;
  struct diagnostic *diagnostic = sink_report(accessibility->sink, PDF_FIGURE_SILENT, node->at, NULL);
  diagnostic_note(diagnostic, NOTE_LAYOUT_RULE, node->rule, NULL);
  return false;
}

static bool heading_check(struct accessibility *accessibility, const struct structure_node *node) {
  int level = (int)node->role - ROLE_H1 + 1, last = accessibility->level;
  accessibility->level = level;
  if (level <= last + 1)
    return true;
  const char digits[][2] = {{(char)('0' + level)}, {(char)('0' + last)}, {(char)('0' + last + 1)}};
  const char *title = node->title ? node->title : "";
  struct diagnostic *diagnostic =
      last ? sink_report(accessibility->sink, PDF_HEADING_SKIPPED, node->at, title, digits[0], digits[1], digits[2],
                         NULL)
           : sink_report(accessibility->sink, PDF_HEADING_FIRST, node->at, title, digits[0], NULL);
  diagnostic_note(diagnostic, NOTE_LAYOUT_RULE, node->rule, NULL);
  return false;
}

bool accessibility_check(struct accessibility *accessibility, const struct display_list *list) {
  bool good = true;
  for (size_t i = NODE_FIRST; i < list->node_count; i++) {
    const struct structure_node *node = &list->nodes[i];
    if (node->role == ROLE_FIGURE)
      good = figure_check(accessibility, node) && good;
    else if (node->role >= ROLE_H1 && node->role <= ROLE_H6)
      good = heading_check(accessibility, node) && good;
  }
  return good;
}
