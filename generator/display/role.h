/* Roles in the logical structure: the standard structure types of PDF 1.7 (ISO 32000-1, 14.8.4) that basma uses.
 * `role:` in a layout takes these names in lower case. */
#ifndef DISPLAY_ROLE_H
#define DISPLAY_ROLE_H

#define STRUCTURE_ROLES(X)                                                                                             \
  X(ARTIFACT, "artifact", "Artifact")                                                                                  \
  X(DOCUMENT, "document", "Document")                                                                                  \
  X(PART, "part", "Part")                                                                                              \
  X(SECT, "sect", "Sect")                                                                                              \
  X(DIV, "div", "Div")                                                                                                 \
  X(H1, "h1", "H1")                                                                                                    \
  X(H2, "h2", "H2")                                                                                                    \
  X(H3, "h3", "H3")                                                                                                    \
  X(H4, "h4", "H4")                                                                                                    \
  X(H5, "h5", "H5")                                                                                                    \
  X(H6, "h6", "H6")                                                                                                    \
  X(P, "p", "P")                                                                                                       \
  X(L, "l", "L")                                                                                                       \
  X(LI, "li", "LI")                                                                                                    \
  X(LBL, "lbl", "Lbl")                                                                                                 \
  X(LBODY, "lbody", "LBody")                                                                                           \
  X(TABLE, "table", "Table")                                                                                           \
  X(THEAD, "thead", "THead")                                                                                           \
  X(TBODY, "tbody", "TBody")                                                                                           \
  X(TR, "tr", "TR")                                                                                                    \
  X(TH, "th", "TH")                                                                                                    \
  X(TD, "td", "TD")                                                                                                    \
  X(LINK, "link", "Link")                                                                                              \
  X(NOTE, "note", "Note")                                                                                              \
  X(REFERENCE, "reference", "Reference")                                                                               \
  X(FIGURE, "figure", "Figure")                                                                                        \
  X(CAPTION, "caption", "Caption")                                                                                     \
  X(BLOCKQUOTE, "blockquote", "BlockQuote")                                                                            \
  X(QUOTE, "quote", "Quote")                                                                                           \
  X(SPAN, "span", "Span")                                                                                              \
  X(CODE, "code", "Code")

enum structure_role {
  ROLE_DEFAULT, /* not given: the block decides */
#define X(code, layout_name, pdf_name) ROLE_##code,
  STRUCTURE_ROLES(X)
#undef X
      ROLE_COUNT
};

#endif
