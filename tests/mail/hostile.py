"""Values that would add headers, recipients or commands: every one refused, with its place, before anything is made."""
from lib import *

INJECTIONS = ["\r\nBcc: x@evil.example", "\nBcc: x@evil.example", "\rBcc: x@evil.example", "\r\n\r\n<html>", "\r\n.\r\nMAIL FROM:<x@evil.example>",
              "\x00", "\x01", "\x07", "\x08", "\x0b", "\x0c", "\x1b[2J", "\x1f", "\x7f", "\x80", "\x85", "\x9f", "\u2028",
              "\u2029", "\u202e", "\u202a", "\u2066", "\u2069", "\u200b", "\u200e", "\ufeff", "\ufffe", "\U000e0041",
              "=?utf-8?Q?=0D=0ABcc=3A_x@evil.example?=", "=?UTF-8?B?DQpCY2M6IHg=?="]
ADDRESSES = ["a@b.example\r\nRCPT TO:<x@evil.example>", "a@b.example>,<x@evil.example", "a@b.example,x@evil.example", "a@b.example;x@evil.example",
             "<a@b.example>", "a b@c.example", "a@b@c.example", "@c.example", "a@", "a", ".a@b.example", "a.@b.example", "a..b@c.example",
             "a@b", "a@.b.example", "a@b..example", "a@-b.example", "a@b-.example", "a@b_c.example", "a@b.example.", "a@[127.0.0.1]", "a@127.0.0.1",
             "a@" + "b" * 64 + ".example", "a" * 65 + "@b.example", "a@" + "b." * 130 + "example", "a(comment)@b.example", "\"a@b.example", "a\"b@c.example",
             "\"a\r\nb\"@c.example", "a@b.example SIZE=1", "a@b.example\tBODY=8BITMIME", "a\u00a0b@c.example", "a@b\u200b.example", "a@b\u2024example\u3002",
             "а\u202e@b.example", "a@xn--.example", "a@xn--a.example", "a@exa mple.example", "a@b.example:25", "mailto:a@b.example", "a,b@c.example", "a:b@c.example"]
refused = total = 0
bad = []
event("e")
build()
before = os.path.exists("out/forum/mail")


def attempt(what, place):
    global refused, total
    total += 1
    status, said, err = mail()
    good = status == 1 and not os.path.exists("out/forum/mail") and said == "" and \
        any(line.startswith(place) for line in err.splitlines())
    refused += good
    if not good:
        bad.append((what, status, err[:400]))


def row(values):
    return ",".join('"' + v.replace('"', '""') + '"' for v in values)


for column in range(5):
    for injection in INJECTIONS:
        values = ["Газета", "Анна", "a@b.example", "ru", "other"]
        values[column] = values[column][:1] + injection + values[column][1:]
        with open("e/media.csv", "wb") as file:
            file.write(("newsroom,name,email,language,note\n" + row(values) + "\n").encode())
        attempt(("list", column, injection), "e/media.csv:")
for address in ADDRESSES:
    with open("e/media.csv", "wb") as file:
        file.write(("newsroom,name,email,language\n" + row(["Газета", "Анна", address, "ru"]) + "\n").encode())
    attempt(("address", address), "e/media.csv:2")
media("e", [["Газета", "Анна", "a@b.example", "ru"]])
for key in ("from", "reply-to", "name", "subject", "unsubscribe", "headline"):
    for injection in INJECTIONS[:6] + INJECTIONS[9:12] + INJECTIONS[14:21] + INJECTIONS[28:]:
        value = {"from": "a@b.example", "reply-to": "a@b.example", "unsubscribe": "mailto:a@b.example"}.get(key, "Слово")
        quoted = json.dumps(value[:1] + injection + value[1:])
        if key == "headline":
            event("e", headline=quoted)
        else:
            event("e", mail=f"{key}: {quoted}")
        if key == "from":
            text = read("e/event.yaml").decode().replace("  from: press@dpi.example\n", "")
            open("e/event.yaml", "w").write(text)
        run("build", "-o", "out", "-d", "note", "e/event.yaml")
        attempt((key, injection), "e/event.yaml:")
check(f"{total} hostile values, all refused with their place", refused == total and total >= 200, *bad[:20])
for name, row_text in (("an address of 10 MB", "Г,,\"" + "a" * 10000000 + "@b.example\",ru"), ("10 MB without an end", "Г,,\"" + "b" * 10000000),
                       ("100,000 bad addresses", "Г,,x,ru\n" * 100000)):
    with open("e/media.csv", "w") as file:
        file.write("newsroom,name,email,language\n" + row_text + "\n")
    status, said, err = mail(timeout=20)
    check(name, status == 1 and len(err) < 400000 and "e/media.csv:2" in err, status, len(err), err[:300])
media("e", [["Газета", "Анна", "a@b.example", "ru"]])
event("e", mail="unsubscribe: 'javascript:alert(1)'")
build()
status, said, err = mail()
check("an address to unsubscribe at that is none", status == 1 and "[mail-unsubscribe]" in err, err)
GOOD = ["a@b.example", "first.last+tag@sub.domain.example", "!#$%&'*+-/=?^_`{|}~@b.example", "\"with space\"@b.example", "\"a@b\"@c.example",
        "a@xn--80a1acny.example", "a@почта.рф", "вася@почта.рф", "x@1a.example", "A@B.EXAMPLE", "a@bücher.example", "用户@例子.公司"]
event("e")
build()
media("e", [["Г", "", address, "ru"] for address in GOOD if address != "A@B.EXAMPLE"])
status, said, err = mail()
check("addresses that are fine", status == 0 and len(messages()) == len(GOOD) - 1, err)
done()
