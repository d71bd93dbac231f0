/* A scanner of tokens. Strings and comments are skipped, arrays and dictionaries looked through for names, and the data
 * of inline images passed over: by its size when it is not packed, else up to an EI that stands by itself. */
#include "preflight/operators.h"

#include <stdlib.h>
#include <string.h>

enum token_kind { TOKEN_END, TOKEN_NAME, TOKEN_WORD, TOKEN_NUMBER, TOKEN_OTHER };

struct token {
  enum token_kind kind;
  char text[OPERAND_NAME];
};

static bool is_space(int byte) {
  return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t' || byte == '\f' || byte == '\0';
}

static bool is_delimiter(int byte) {
  return byte && strchr("()<>[]{}/%", byte);
}

static int peek(const struct operators *operators, size_t ahead) {
  return operators->length - operators->offset > ahead ? operators->data[operators->offset + ahead] : -1;
}

static void space_skip(struct operators *operators) {
  for (int byte; (byte = peek(operators, 0)) >= 0; operators->offset++) {
    if (byte == '%')
      while (peek(operators, 1) >= 0 && peek(operators, 1) != '\n' && peek(operators, 1) != '\r')
        operators->offset++;
    else if (!is_space(byte))
      return;
  }
}

static void string_skip(struct operators *operators) {
  int depth = 0;
  for (int byte; (byte = peek(operators, 0)) >= 0;) {
    operators->offset += byte == '\\' && peek(operators, 1) >= 0 ? 2 : 1;
    depth += byte == '(' ? 1 : byte == ')' ? -1 : 0;
    if (depth == 0)
      return;
  }
}

static void hexadecimal_skip(struct operators *operators) {
  while (peek(operators, 0) >= 0 && peek(operators, 0) != '>')
    operators->offset++;
  operators->offset += peek(operators, 0) == '>';
}

static int hexadecimal_digit(int byte) {
  const char *digits = "0123456789abcdefABCDEF", *found = byte > 0 ? strchr(digits, byte) : NULL;
  int value = found ? (int)(found - digits) : -1;
  return value < 16 ? value : value - 6;
}

/* The characters up to the next space or delimiter. #41 in a name is A. What does not fit is left out. */
static void word_read(struct operators *operators, struct token *token) {
  size_t length = strlen(token->text);
  for (int byte; (byte = peek(operators, 0)) >= 0 && !is_space(byte) && !is_delimiter(byte); operators->offset++) {
    int high = hexadecimal_digit(peek(operators, 1)), low = hexadecimal_digit(peek(operators, 2));
    if (token->kind == TOKEN_NAME && byte == '#' && high >= 0 && low >= 0) {
      byte = high * 16 + low;
      operators->offset += 2;
    }
    if (length < sizeof token->text - 1)
      token->text[length++] = (char)byte;
  }
  token->text[length] = '\0';
}

static void token_read(struct operators *operators, struct token *token) {
  space_skip(operators);
  int byte = peek(operators, 0);
  *token = (struct token){.kind = byte < 0 ? TOKEN_END : TOKEN_OTHER};
  if (byte == '(') {
    string_skip(operators);
  } else if (byte == '<' && peek(operators, 1) != '<') {
    hexadecimal_skip(operators);
  } else if (byte == '/') {
    *token = (struct token){TOKEN_NAME, "/"};
    operators->offset++;
    word_read(operators, token);
  } else if (byte >= 0 && is_delimiter(byte)) {
    token->text[0] = (char)byte;
    operators->offset += (byte == '<' || byte == '>') && peek(operators, 1) == byte ? 2 : 1;
  } else if (byte >= 0) {
    token->kind = (byte >= '0' && byte <= '9') || strchr("+-.", byte) ? TOKEN_NUMBER : TOKEN_WORD;
    word_read(operators, token);
  }
}

/* --- inline images --------------------------------------------------------------------------------------------------
 */

struct inline_image {
  char key[OPERAND_NAME]; /* whose value is being read */
  long width, height, depth;
  bool packed;
};

static long dimension(const char *text) {
  long value = strtol(text, NULL, 10);
  return value < 0 ? 0 : value > 1 << 20 ? 1 << 20 : value;
}

static bool key_is(const struct inline_image *image, const char *whole, const char *abbreviated) {
  return !strcmp(image->key, whole) || !strcmp(image->key, abbreviated);
}

/* An indexed space names itself before its palette's: the last name counts. */
static void entry_read(struct inline_image *image, const struct token *token, struct operator* out) {
  if (key_is(image, "/Width", "/W"))
    image->width = dimension(token->text);
  else if (key_is(image, "/Height", "/H"))
    image->height = dimension(token->text);
  else if (key_is(image, "/BitsPerComponent", "/BPC"))
    image->depth = dimension(token->text);
  else if (key_is(image, "/ImageMask", "/IM"))
    image->depth = 1;
  else if (key_is(image, "/Filter", "/F"))
    image->packed = true;
  else if (key_is(image, "/ColorSpace", "/CS") && token->kind == TOKEN_NAME)
    memcpy(out->space, token->text, sizeof out->space);
}

static void entries_read(struct operators *operators, struct inline_image *image, struct operator* out) {
  struct token token;
  int depth = 0;
  for (token_read(operators, &token); token.kind != TOKEN_END; token_read(operators, &token)) {
    if (token.kind == TOKEN_WORD && !strcmp(token.text, "ID"))
      return;
    depth += token.text[0] == '[' || token.text[0] == '<' ? 1 : token.text[0] == ']' || token.text[0] == '>' ? -1 : 0;
    if (!*image->key && token.kind == TOKEN_NAME) {
      memcpy(image->key, token.text, sizeof image->key);
      continue;
    }
    entry_read(image, &token, out);
    if (depth <= 0)
      image->key[0] = '\0';
  }
}

/* Bytes of samples that are not packed; 0: not known. */
static size_t image_size(const struct inline_image *image, const char *space) {
  static const struct {
    const char *name;
    long components;
  } spaces[] = {{"", 1},           {"/G", 1},    {"/DeviceGray", 1}, {"/RGB", 3},
                {"/DeviceRGB", 3}, {"/CMYK", 4}, {"/DeviceCMYK", 4}};
  for (size_t i = 0; !image->packed && i < sizeof spaces / sizeof *spaces; i++)
    if (!strcmp(spaces[i].name, space) && (*space || image->depth == 1))
      return (size_t)((image->width * image->depth * spaces[i].components + 7) / 8 * image->height);
  return 0;
}

static bool ends_here(const struct operators *operators, size_t at) {
  const unsigned char *data = operators->data;
  return data[at] == 'E' && data[at + 1] == 'I' && (at == 0 || is_space(data[at - 1])) &&
         (at + 2 == operators->length || is_space(data[at + 2]));
}

static void image_skip(struct operators *operators, size_t size) {
  operators->offset += peek(operators, 0) >= 0; /* one space behind ID */
  size_t left = operators->length - operators->offset;
  for (size_t at = operators->offset + (size < left ? size : left); at + 2 <= operators->length; at++)
    if (ends_here(operators, at)) {
      operators->offset = at + 2;
      return;
    }
  operators->offset = operators->length;
}

static void image_read(struct operators *operators, struct operator* out) {
  struct inline_image image = {.depth = 8};
  entries_read(operators, &image, out);
  image_skip(operators, image_size(&image, out->space));
}

/* --- operators ------------------------------------------------------------------------------------------------------
 */

bool operator_next(struct operators *operators, struct operator* out) {
  struct token token;
  *out = (struct operator){0};
  for (token_read(operators, &token); token.kind != TOKEN_END; token_read(operators, &token)) {
    if (token.kind == TOKEN_NAME)
      memcpy(out->operand, token.text, sizeof out->operand);
    if (token.kind != TOKEN_WORD)
      continue;
    memcpy(out->name, token.text, sizeof out->name - 1);
    if (!strcmp(out->name, "BI"))
      image_read(operators, out);
    return true;
  }
  return false;
}
