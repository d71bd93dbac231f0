/* Operators of a content stream (ISO 32000-1, 7.8.2), one after the other, with as much of their operands as checking
 * needs. Pure: any bytes are read to their end. */
#ifndef PREFLIGHT_OPERATORS_H
#define PREFLIGHT_OPERATORS_H

#include <stdbool.h>
#include <stddef.h>

enum { OPERATOR_NAME = 8, OPERAND_NAME = 128 };

struct operators { /* all zero but data and length to begin with */
  const unsigned char *data;
  size_t length;
  size_t offset;
};

struct operator{
  char name[OPERATOR_NAME];   /* "rg"; "BI" for a whole inline image */
  char operand[OPERAND_NAME]; /* the last operand that is a name, with its slash; "" */
  char space[OPERAND_NAME];   /* BI: its colour space, "/RGB"; of an indexed one that of the palette; "" */
};

/* False at the end. */
bool operator_next(struct operators *operators, struct operator* out);

#endif
