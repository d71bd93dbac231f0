/* Structure elements are made part by part, as text that waits for the writer, so that a part's nodes can be forgotten.
 *
 * The children of an element are its marked content and its child elements. They are put in the order in which they
 * first show on the pages; a child without content of its own (an empty cell) stands before its next sibling, and a
 * note right behind the reference before it, though it shows at the foot of the page.
 *
 * The parent tree (page and annotation -> elements) has a leaf for each 64 pages. The first part's nodes hang on the
 * document's element; when more parts follow, each gets a grouping element, so that no element has endless children. */
#include "pdf/structure.h"

#include "pdf/strings.h"

#include <string.h>

enum kid_kind { KID_NODE, KID_CONTENT, KID_ANNOTATION };

struct kid {
  enum kid_kind kind;
  uint32_t value; /* node; marked-content id; annotation's object */
  uint32_t page;  /* object: of content and annotation */
  uint32_t next;  /* index + 1 */
};

struct node_state {
  uint32_t first_kid, last_kid; /* index + 1 */
  uint32_t first_child, next;   /* nodes: the next child of the parent */
  uint32_t unattached;          /* the first child that is not among the kids yet */
  const mpt *box;               /* FIGURE: four sides; NULL: not known */
  bool attached;
};

struct part { /* only while a part is made */
  struct arena *arena;
  const struct display_list *list;
  uint32_t first;     /* object of node NODE_FIRST; the others follow */
  uint32_t group;     /* object above the part's nodes */
  uint32_t first_key; /* of the open leaf */
  size_t leaf_pages;
  struct node_state *nodes;
  struct kid *kids;
  size_t kid_count, kid_capacity;
  struct buffer numbers; /* of the parent tree's leaf */
  uint32_t page;
};

struct part_made {
  uint32_t group;
  const char *kids; /* of the group */
};

struct structure {
  struct arena *arena;
  struct writer *writer;
  uint32_t root, next_key;
  struct part part;
  struct part_made *parts;
  size_t part_count, part_capacity;
  uint32_t *leaves; /* objects of the parent tree */
  size_t leaf_count, leaf_capacity;
  uint32_t *ids; /* objects of elements with an /ID, ascending */
  size_t id_count, id_capacity;
};

struct structure *structure_new(struct arena *arena, struct writer *writer) {
  struct structure *structure = arena_zalloc(arena, 1, sizeof *structure);
  structure->arena = arena;
  structure->writer = writer;
  structure->root = writer_object(writer);
  return structure;
}

static bool node_is_artifact(const struct display_list *list, uint32_t node) {
  return node == NODE_ARTIFACT || list->nodes[node].role == ROLE_ARTIFACT;
}

static uint32_t node_object(const struct part *part, uint32_t node) {
  return node == NODE_ROOT ? part->group : part->first + (node - NODE_FIRST);
}

/* --- building -------------------------------------------------------------------------------------------------------
 */

static void children_link(struct part *part) {
  for (size_t i = part->list->node_count; i-- > NODE_FIRST;) {
    if (node_is_artifact(part->list, (uint32_t)i))
      continue;
    struct node_state *parent = &part->nodes[part->list->nodes[i].parent];
    part->nodes[i].next = parent->first_child;
    parent->first_child = parent->unattached = (uint32_t)i;
  }
}

void structure_part_begin(struct structure *structure, const struct display_list *list) {
  struct arena *arena = arena_new();
  structure->part = (struct part){.arena = arena, .list = list, .first_key = structure->next_key};
  struct part *part = &structure->part;
  part->nodes = arena_zalloc(arena, list->node_count, sizeof *part->nodes);
  part->group = writer_object(structure->writer);
  for (size_t i = NODE_FIRST; i < list->node_count; i++) {
    uint32_t object = writer_packed_object(structure->writer);
    if (i == NODE_FIRST)
      part->first = object;
  }
  part->nodes[NODE_ROOT].attached = true;
  children_link(part);
}

static void kid_add(struct part *part, uint32_t parent, struct kid kid) {
  struct node_state *state = &part->nodes[parent];
  *ARENA_PUSH(part->arena, part->kids, part->kid_count, part->kid_capacity) = kid;
  uint32_t index = (uint32_t)part->kid_count;
  if (state->last_kid)
    part->kids[state->last_kid - 1].next = index;
  else
    state->first_kid = index;
  state->last_kid = index;
}

static void child_add(struct part *part, uint32_t parent, uint32_t child) {
  part->nodes[child].attached = true;
  part->nodes[parent].unattached = part->nodes[child].next;
  kid_add(part, parent, (struct kid){.kind = KID_NODE, .value = child});
}

/* Earlier siblings go first, and a note follows its reference at once. */
static void children_add(struct part *part, uint32_t parent, uint32_t child) {
  struct node_state *state = &part->nodes[parent];
  while (state->unattached && state->unattached <= child)
    child_add(part, parent, state->unattached);
  while (state->unattached && part->list->nodes[state->unattached].role == ROLE_NOTE)
    child_add(part, parent, state->unattached);
}

static void node_attach(struct part *part, uint32_t node) {
  while (!part->nodes[node].attached) {
    uint32_t parent = part->list->nodes[node].parent;
    children_add(part, parent, node);
    node = parent;
  }
}

static void leaf_write(struct structure *structure) {
  struct part *part = &structure->part;
  struct buffer text = {0};
  if (part->leaf_pages == 0)
    return;
  uint32_t leaf = writer_packed_object(structure->writer);
  buffer_printf(&text, "/Limits[%u %u]/Nums[", part->first_key, structure->next_key - 1);
  buffer_add(&text, part->numbers.data, part->numbers.length);
  buffer_byte(&text, ']');
  writer_pack(structure->writer, leaf, &text);
  buffer_drop(&text);
  *ARENA_PUSH(structure->arena, structure->leaves, structure->leaf_count, structure->leaf_capacity) = leaf;
  buffer_clear(&part->numbers);
  part->first_key = structure->next_key;
  part->leaf_pages = 0;
}

uint32_t structure_page(struct structure *structure, uint32_t page, const uint32_t *marks, size_t count) {
  struct part *part = &structure->part;
  if (part->leaf_pages == PART_PAGES)
    leaf_write(structure);
  part->leaf_pages++;
  part->page = page;
  buffer_printf(&part->numbers, "%u[", structure->next_key);
  for (size_t i = 0; i < count; i++) {
    node_attach(part, marks[i]);
    kid_add(part, marks[i], (struct kid){.kind = KID_CONTENT, .value = (uint32_t)i, .page = page});
    buffer_printf(&part->numbers, i ? " %u 0 R" : "%u 0 R", node_object(part, marks[i]));
  }
  buffer_byte(&part->numbers, ']');
  return structure->next_key++;
}

void structure_figure(struct structure *structure, uint32_t node, const mpt sides[4]) {
  struct part *part = &structure->part;
  if (!node_is_artifact(part->list, node) && !part->nodes[node].box)
    part->nodes[node].box = arena_memdup(part->arena, sides, 4 * sizeof *sides);
}

uint32_t structure_annotation(struct structure *structure, uint32_t annotation, uint32_t node) {
  struct part *part = &structure->part;
  if (!node_is_artifact(part->list, node)) {
    node_attach(part, node);
    kid_add(part, node, (struct kid){.kind = KID_ANNOTATION, .value = annotation, .page = part->page});
    buffer_printf(&part->numbers, "%u %u 0 R ", structure->next_key, node_object(part, node));
  }
  return structure->next_key++;
}

/* --- elements -------------------------------------------------------------------------------------------------------
 */

static void kid_print(const struct part *part, const struct kid *kid, uint32_t page, struct buffer *out) {
  switch (kid->kind) {
  case KID_NODE:
    buffer_printf(out, "%u 0 R ", node_object(part, kid->value));
    break;
  case KID_CONTENT:
    if (kid->page == page)
      buffer_printf(out, "%u ", kid->value);
    else
      buffer_printf(out, "<</Type/MCR/Pg %u 0 R/MCID %u>>", kid->page, kid->value);
    break;
  case KID_ANNOTATION:
    buffer_printf(out, "<</Type/OBJR/Obj %u 0 R/Pg %u 0 R>>", kid->value, kid->page);
    break;
  }
}

/* The page of the first content is the element's; content on it needs no page of its own. */
static void kids_print(const struct part *part, uint32_t node, struct buffer *out) {
  uint32_t page = 0;
  for (uint32_t i = part->nodes[node].first_kid; i && !page; i = part->kids[i - 1].next)
    if (part->kids[i - 1].kind == KID_CONTENT)
      page = part->kids[i - 1].page;
  if (page)
    buffer_printf(out, "/Pg %u 0 R", page);
  buffer_text(out, "/K[");
  for (uint32_t i = part->nodes[node].first_kid; i; i = part->kids[i - 1].next)
    kid_print(part, &part->kids[i - 1], page, out);
  buffer_byte(out, ']');
}

static void string_print(struct buffer *out, const char *key, const char *text) {
  if (!text)
    return;
  buffer_printf(out, "/%s", key);
  pdf_text(out, text, strlen(text));
}

/* ISO 32000-1, table 344: required of figures. */
static void box_print(const mpt *box, struct buffer *out) {
  buffer_text(out, "/A<</O/Layout/BBox[");
  for (int i = 0; i < 4; i++) {
    buffer_mpt(out, box[i]);
    buffer_byte(out, i < 3 ? ' ' : ']');
  }
  buffer_text(out, ">>");
}

static void cell_print(const struct structure_node *node, struct buffer *out) {
  static const char *const scopes[] = {[SCOPE_COLUMN] = "Column", [SCOPE_ROW] = "Row", [SCOPE_BOTH] = "Both"};
  bool scoped = node->role == ROLE_TH && node->scope;
  if (!scoped && node->column_span <= 1 && node->row_span <= 1)
    return;
  buffer_text(out, "/A<</O/Table");
  if (scoped)
    buffer_printf(out, "/Scope/%s", scopes[node->scope]);
  if (node->column_span > 1)
    buffer_printf(out, "/ColSpan %u", node->column_span);
  if (node->row_span > 1)
    buffer_printf(out, "/RowSpan %u", node->row_span);
  buffer_text(out, ">>");
}

static void element_write(struct structure *structure, uint32_t number, struct buffer *text) {
  struct part *part = &structure->part;
  const struct structure_node *node = &part->list->nodes[number];
  uint32_t object = node_object(part, number);
  buffer_clear(text);
  buffer_printf(text, "/S/%s/P %u 0 R", role_pdf_name(node->role), node_object(part, node->parent));
  string_print(text, "Lang", node->language);
  string_print(text, "Alt", node->alt);
  if (part->nodes[number].box)
    box_print(part->nodes[number].box, text);
  else if (node->ordered) /* ISO 14289-1, 7.6 */
    buffer_text(text, "/A<</O/List/ListNumbering/Decimal>>");
  else
    cell_print(node, text);
  if (node->role == ROLE_NOTE) { /* ISO 14289-1, 7.9: notes have ids */
    buffer_printf(text, "/ID(n%08u)", object);
    *ARENA_PUSH(structure->arena, structure->ids, structure->id_count, structure->id_capacity) = object;
  }
  kids_print(part, number, text);
  writer_pack(structure->writer, object, text);
}

void structure_part_end(struct structure *structure) {
  struct part *part = &structure->part;
  struct buffer text = {0};
  for (uint32_t i = NODE_ROOT; i < part->list->node_count; i++)
    if (!node_is_artifact(part->list, i))
      children_add(part, i, UINT32_MAX);
  for (uint32_t i = NODE_FIRST; i < part->list->node_count; i++)
    if (!node_is_artifact(part->list, i))
      element_write(structure, i, &text);
  leaf_write(structure);
  buffer_clear(&text);
  kids_print(part, NODE_ROOT, &text);
  *ARENA_PUSH(structure->arena, structure->parts, structure->part_count, structure->part_capacity) =
      (struct part_made){.group = part->group, .kids = arena_strdup(structure->arena, text.data)};
  buffer_drop(&text);
  buffer_drop(&part->numbers);
  arena_drop(part->arena);
  *part = (struct part){0};
}

/* --- the tree -------------------------------------------------------------------------------------------------------
 */

static void group_write(struct structure *structure, const struct part_made *part, const char *role, uint32_t parent) {
  struct buffer text = {0};
  buffer_printf(&text, "/S/%s/P %u 0 R%s", role, parent, part->kids);
  writer_dictionary(structure->writer, part->group, &text);
  buffer_drop(&text);
}

/* The document's element: the only part's group, or one above the groups. */
static uint32_t document_write(struct structure *structure) {
  if (structure->part_count == 1) {
    group_write(structure, structure->parts, "Document", structure->root);
    return structure->parts->group;
  }
  uint32_t document = writer_object(structure->writer);
  struct buffer text = {0};
  buffer_printf(&text, "/S/Document/P %u 0 R/K[", structure->root);
  for (size_t i = 0; i < structure->part_count; i++) {
    group_write(structure, &structure->parts[i], "NonStruct", document);
    buffer_printf(&text, "%u 0 R ", structure->parts[i].group);
  }
  buffer_byte(&text, ']');
  writer_dictionary(structure->writer, document, &text);
  buffer_drop(&text);
  return document;
}

static void parent_tree_print(const struct structure *structure, struct buffer *out) {
  buffer_text(out, "/ParentTree<</Kids[");
  for (size_t i = 0; i < structure->leaf_count; i++)
    buffer_printf(out, "%u 0 R ", structure->leaves[i]);
  buffer_printf(out, "]>>/ParentTreeNextKey %u", structure->next_key);
}

static void id_tree_print(const struct structure *structure, struct buffer *out) {
  if (!structure->id_count)
    return;
  buffer_text(out, "/IDTree<</Names[");
  for (size_t i = 0; i < structure->id_count; i++)
    buffer_printf(out, "(n%08u)%u 0 R", structure->ids[i], structure->ids[i]);
  buffer_text(out, "]>>");
}

uint32_t structure_write(struct structure *structure) {
  struct buffer text = {0};
  buffer_printf(&text, "/Type/StructTreeRoot/K %u 0 R", document_write(structure));
  parent_tree_print(structure, &text);
  id_tree_print(structure, &text);
  writer_dictionary(structure->writer, structure->root, &text);
  buffer_drop(&text);
  return structure->root;
}
