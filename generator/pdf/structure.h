/* The logical structure of a tagged file: structure elements, parent tree, ids. ISO 32000-1, 14.7 and 14.8. */
#ifndef PDF_STRUCTURE_H
#define PDF_STRUCTURE_H

#include "base/arena.h"
#include "display/display_list.h"
#include "pdf/writer.h"

#include <stddef.h>
#include <stdint.h>

struct structure;

/* Lives in arena. */
struct structure *structure_new(struct arena *arena, struct writer *writer);

/* The nodes of the next part of the document; the list is used until structure_part_end. */
void structure_part_begin(struct structure *structure, const struct display_list *list);

/* The next page of the part: `marks` are the nodes of its marked-content ids. Returns the page's /StructParents. */
uint32_t structure_page(struct structure *structure, uint32_t page, const uint32_t *marks, size_t count);

/* Where a figure shows on the page given last: left, bottom, right and top in the media box. The first place counts. */
void structure_figure(struct structure *structure, uint32_t node, const mpt sides[4]);

/* A link annotation of the page given last, to be made part of its node. Returns its /StructParent. */
uint32_t structure_annotation(struct structure *structure, uint32_t annotation, uint32_t node);

void structure_part_end(struct structure *structure);

/* The structure tree's object. */
uint32_t structure_write(struct structure *structure);

#endif
