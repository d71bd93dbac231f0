/* Headers, encodings and addresses of messages: tables of cases. */
#include "test_base.h"

#include "base/buffer.h"
#include "mail/address.h"
#include "mail/header.h"
#include "mail/mime.h"

static void headers_are_folded_and_encoded(void **state) {
  (void)state;
  static const struct {
    const char *text, *expected;
  } cases[] = {
      {"Short and plain", "Subject: Short and plain\r\n"},
      {"", "Subject:\r\n"},
      {"Обмен", "Subject: =?UTF-8?B?0J7QsdC80LXQvQ==?=\r\n"},
      {"=?UTF-8?Q?x?=", "Subject: =?UTF-8?B?PT9VVEYtOD9RP3g/PQ==?=\r\n"},
      {"twelve words of plain text that are too many for one line of a header, so it goes on",
       "Subject: twelve words of plain text that are too many for one line of a\r\n header, so it goes on\r\n"},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct buffer out = {0};
    header_add_text(&out, "Subject", cases[i].text);
    assert_string_equal(out.data, cases[i].expected);
    buffer_drop(&out);
  }
}

static void mailboxes_are_quoted(void **state) {
  (void)state;
  static const struct {
    const char *name, *expected;
  } cases[] = {
      {NULL, "To: a@b.example\r\n"},
      {"", "To: a@b.example\r\n"},
      {"Osh Post", "To: Osh Post <a@b.example>\r\n"},
      {"Post, Ltd.", "To: \"Post, Ltd.\" <a@b.example>\r\n"},
      {"J \"K\" \\ L", "To: \"J \\\"K\\\" \\\\ L\" <a@b.example>\r\n"},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct buffer out = {0};
    header_add_mailbox(&out, "To", cases[i].name, "a@b.example");
    assert_string_equal(out.data, cases[i].expected);
    buffer_drop(&out);
  }
}

static void parameters_follow_rfc_2231(void **state) {
  (void)state;
  static const struct {
    const char *value, *expected;
  } cases[] = {
      {"note.pdf", ";\r\n filename=\"note.pdf\""},
      {"a \"b\".pdf", ";\r\n filename*=UTF-8''a%20%22b%22.pdf"},
      {"ңөү.pdf", ";\r\n filename*=UTF-8''%D2%A3%D3%A9%D2%AF.pdf"},
      {"Пресс-релиз.pdf", ";\r\n filename*0*=UTF-8''%D0%9F%D1%80%D0%B5%D1%81%D1%81-%D1%80%D0%B5%D0%BB"
                          ";\r\n filename*1*=%D0%B8%D0%B7.pdf"},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct buffer out = {0};
    header_add_parameter(&out, "filename", cases[i].value);
    assert_string_equal(out.data, cases[i].expected);
    buffer_drop(&out);
  }
}

static void quoted_printable(void **state) {
  (void)state;
  static const struct {
    const char *text, *expected;
  } cases[] = {
      {"plain\n", "plain\r\n"},       {"a=b\n", "a=3Db\r\n"},         {"end \n", "end=20\r\n"}, {"tab\t", "tab=09"},
      {".\n.a\n", "=2E\r\n=2Ea\r\n"}, {"From me\n", "=46rom me\r\n"}, {"ң", "=D2=A3"},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct buffer out = {0};
    mime_quoted_printable(&out, cases[i].text, strlen(cases[i].text));
    assert_string_equal(out.data, cases[i].expected);
    buffer_drop(&out);
  }
}

static void no_line_is_too_long(void **state) {
  (void)state;
  for (size_t length = 0; length < 400; length++) {
    char text[400];
    struct buffer out = {0};
    memset(text, length % 3 ? 'a' : '=', length);
    mime_quoted_printable(&out, text, length);
    buffer_byte(&out, '\0');
    for (const char *line = out.data; *line;) {
      size_t end = strcspn(line, "\r");
      assert_true(end <= 76);
      line += end + (line[end] ? 2 : 0);
    }
    buffer_drop(&out);
  }
}

static void base64(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foobar", "Zm9vYmFy"}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct buffer out = {0};
    buffer_text(&out, "");
    mime_base64(&out, cases[i][0], strlen(cases[i][0]), 0);
    assert_string_equal(out.data, cases[i][1]);
    buffer_drop(&out);
  }
}

static void addresses(void **state) {
  (void)state;
  static const struct {
    const char *text, *wire, *key; /* wire NULL: refused */
    bool utf8;
  } cases[] = {
      {"Desk@Example.KG", "Desk@example.kg", "desk@example.kg", false},
      {"a@почта.рф", "a@xn--80a1acny.xn--p1ai", "a@xn--80a1acny.xn--p1ai", false},
      {"Дом@b.example", "Дом@b.example", "дом@b.example", true},
      {"\"a@b\"@c.example", "\"a@b\"@c.example", "\"a@b\"@c.example", false},
      {"a@b", NULL, NULL, false},
      {"a b@c.example", NULL, NULL, false},
      {"a@b@c.example", NULL, NULL, false},
      {"a@1.2.3.4", NULL, NULL, false},
      {"a@b.example\n", NULL, NULL, false},
      {"a\xFF@b.example", NULL, NULL, false},
  };
  struct arena *arena = arena_new();
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct sink *sink = sink_new();
    struct address address;
    bool good =
        address_read(arena, sink, "email", cases[i].text, strlen(cases[i].text), (struct text_source){0}, &address);
    assert_int_equal(good, cases[i].wire != NULL);
    assert_int_equal(sink_has_errors(sink), !good);
    if (good) {
      assert_string_equal(address.wire, cases[i].wire);
      assert_string_equal(address.key, cases[i].key);
      assert_int_equal(address.utf8, cases[i].utf8);
    }
    sink_drop(sink);
  }
  arena_drop(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(headers_are_folded_and_encoded),
      cmocka_unit_test(mailboxes_are_quoted),
      cmocka_unit_test(parameters_follow_rfc_2231),
      cmocka_unit_test(quoted_printable),
      cmocka_unit_test(no_line_is_too_long),
      cmocka_unit_test(base64),
      cmocka_unit_test(addresses),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
