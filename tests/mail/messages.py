"""Messages as files: who gets what, in which form, and what is refused before anything is prepared."""
import base64, re, stat
from lib import *

PEOPLE = [
    ["«Южная газета»", "Анна Петрова", "news@south.example", "ru"],
    ["Радио «Ала-Тоо»", "", "Efir@почта.example", "ky"],
    ["Osh Morning Post, Ltd.", "Jane \"J\" Miller", "editor@post.example", "en"],
    ["Дом", "", "дом@south.example", ""],
]
event("e", mail="""
    name: {ru: Институт политики развития и дальних дорог области, ky: Институт, en: "Institute, the"}
    reply-to: answers@dpi.example
    unsubscribe: ["mailto:press@dpi.example?subject=no", "https://dpi.example/no?m={{ email | url }}"]
""")
media("e", PEOPLE)

status, said, err = mail()
check("documents that are not built are named, status 1", status == 1 and "[attach-missing]" in err and
      "basma build" in err and not messages(), err)
build()
status, said, err = mail()
made = messages()
check("one message for each newsroom", status == 0 and sorted(made) == [
    "Efir@xn--80a1acny.example.eml", "editor@post.example.eml", "news@south.example.eml",
    "дом@south.example.eml"], status, err, sorted(made))
check("no parser finds a defect", not [d for m in made.values() for p in m.walk() for d in p.defects])
pdf = {l: sha256(read(f"out/forum/note.{l}.pdf")) for l in ("ru", "ky", "en")}
south, post = made["news@south.example.eml"], made["editor@post.example.eml"]
parts = [list(m.iter_attachments()) for m in (south, post)]
check("the document in the recipient's language, whole",
      [[sha256(a.get_content()) for a in p] for p in parts] == [[pdf["ru"]], [pdf["en"]]])
check("subject and names survive", south["subject"] == "Обмен опытом" and
      str(south["to"]) == "Анна Петрова <news@south.example>" and
      post["to"].addresses[0].display_name == 'Jane "J" Miller' and
      post["from"].addresses[0].display_name == "Institute, the", south["to"], post["to"], post["from"])
raw = read("out/forum/mail/news@south.example.eml")
head = raw.split(b"\r\n\r\n")[0]
words = re.findall(rb"=\?UTF-8\?B\?([^?]*)\?=", head)
check("encoded words are short and never split a character",
      words and all(len(w) <= 63 and base64.b64decode(w).decode() for w in words))
check("lines are ended by CRLF and shorter than 79", b"\n" not in raw.replace(b"\r\n", b"") and
      max(map(len, raw.split(b"\r\n"))) <= 78)
check("text and HTML say the same", all(word in south.get_body((kind,)).get_content()
      for kind in ("plain", "html") for word in ("Обмен опытом", "Первый абзац", "https://example.kg/a?b=c", "Сноска.")))
check("plain text has its lines and list", "  - раз\n  - два" in
      south.get_body(("plain",)).get_content().replace("\r\n", "\n"), south.get_body(("plain",)).get_content())
check("headers of a list", south["auto-submitted"] == "auto-generated" and south["content-language"] == "ru" and
      south["reply-to"] == "answers@dpi.example" and south["list-unsubscribe-post"] == "List-Unsubscribe=One-Click" and
      south["list-unsubscribe"].replace(" ", "") ==
      "<mailto:press@dpi.example?subject=no>,<https://dpi.example/no?m=news%40south.example>", south.items())
check("one recipient each, and nobody else's address", all(
    len(m["to"].addresses) == 1 and not m["cc"] and not m["bcc"] and
    not [o for o in made if o != n and o[:-4].encode() in read(f"out/forum/mail/{n}")] for n, m in made.items()))
check("messages are their owner's only", all(
    stat.S_IMODE(os.stat(f"out/forum/mail/{n}").st_mode) == 0o600 for n in made))
check("the page shows recipients, language, subject, attachments with size and hash",
      all(p[2].split("@")[1] in said or "почта" in p[2] for p in PEOPLE) and pdf["ru"] in said and
      f"{os.path.getsize('out/forum/note.ru.pdf')} B" in said and "Обмен опытом" in said, said)
first = {n: m["message-id"] for n, m in made.items()}
mail()
check("Message-IDs are stable", first == {n: m["message-id"] for n, m in messages().items()})
check("and unique", len(set(first.values())) == len(first))
env = {"SOURCE_DATE_EPOCH": "1568700000"}
mail(env=env)
one = {n: read(f"out/forum/mail/{n}") for n in made}
mail(env=env, folder="e")
check("the same bytes for the same date", one == {n: read(f"out/forum/mail/{n}") for n in made} and
      b"Date: Tue, 17 Sep 2019 06:00:00 +0000" in one["news@south.example.eml"])

# Documents out of date, documents that must not go.
with open("out/forum/note.ru.pdf", "ab") as file:
    file.write(b"x")
status, said, err = mail()
check("a document that is not the one in the manifest", status == 1 and "[attach-stale]" in err, err)
build()
with open("e/layouts/plain.yaml", "a") as file:
    file.write("# changed\n")
status, said, err = mail()
check("a layout changed since", status == 1 and "[attach-stale]" in err, err)
build()
event("e", mail="subject: Другая тема")
status, said, err = mail()
check("the event changed since", status == 1 and "[attach-stale]" in err, err)
build()
status, said, err = mail()
check("built again it goes", status == 0 and messages()["news@south.example.eml"]["subject"] == "Другая тема", err)
for name, code in (("badges", "attach-personal"), ("nothing", "attach-unknown")):
    event("e")
    text = read("e/event.yaml").decode().replace("attach: [note]", f"attach: [{name}]")
    open("e/event.yaml", "w").write(text)
    build()
    status, said, err = mail()
    check(f"attach: {name} is refused with its place", status == 1 and f"[{code}]" in err and
          "event.yaml:" in err, err)

# Embargo, correction, test mode.
event("e", release="embargo: 2099-01-02T10:00\nversion: 1")
build()
status, said, err = mail()
m = messages()["news@south.example.eml"]
check("the embargo stands in subject and text", "10:00" in m["subject"] and "2 января 2099" in m["subject"].replace("\u00a0", " ")
      and "2099" in m.get_body(("plain",)).get_content() and "2099" in m.get_body(("html",)).get_content(), m["subject"])
event("e", release="version: 2")
build()
status, said, err = mail()
m = messages()["editor@post.example.eml"]
check("a correction says so", m["subject"].startswith("Correction") and
      "Correction" in m.get_body(("plain",)).get_content() and m["message-id"] != first["editor@post.example.eml"])
status, said, err = mail("--to", "me@dpi.example")
made = messages()
tests = [m for n, m in made.items() if n.startswith("test.")]
check("test mode: each language once, all to me", status == 0 and len(tests) == 3 and
      {t["to"].addresses[0].addr_spec for t in tests} == {"me@dpi.example"} and
      not {t["message-id"] for t in tests} & {m["message-id"] for n, m in made.items() if not n.startswith("test.")})
check("test mode leaves the others alone", len(made) == 7, sorted(made))

# The list.
event("e")
build()
media("e", PEOPLE[:2] + [["X", "", "wrong", "ru"], ["Y", "", "news@SOUTH.example", "ru"], ["Z", "", "z@z.example", "de"]])
before = {n: read(f"out/forum/mail/{n}") for n in messages()}
status, said, err = mail()
check("while one entry is bad no message is prepared", status == 1 and said == "" and
      before == {n: read(f"out/forum/mail/{n}") for n in messages()}, status, said)
check("each mistake with its row and column", "media.csv:4:4: error" in err and "[address-at]" in err and
      "media.csv:5:4: error" in err and "[address-twice]" in err and "media.csv:2:29: note" in err and
      "media.csv:6:16: error" in err and "[language-other]" in err, err)
status, said, err = mail("--skip-bad")
check("--skip-bad leaves them out, status 1", status == 1 and len([n for n in messages() if not n.startswith("test.")]) == 2, status, err)
with open("e/no.txt", "w") as file:
    file.write("# no mail\nNEWS@south.example\n@почта.example\n")
event("e", mail="suppress: no.txt")
build()
media("e", PEOPLE)
status, said, err = mail()
check("those who want no mail get none", status == 0 and
      sorted(n for n in messages() if not n.startswith("test.")) == ["editor@post.example.eml", "дом@south.example.eml"], err, sorted(messages()))
event("e", media="[{newsroom: {ru: Газета, en: Paper}, email: desk@a.example, language: en, name: {family: Ли, given: Анна}}]")
build()
status, said, err = mail()
check("a list in the event", status == 0 and messages()["desk@a.example.eml"]["to"].addresses[0].display_name == "Анна Ли", status, err,
      messages()["desk@a.example.eml"].items())
event("e")
build()
media("e", [["Ред;акция", "ru", "a@b.example"]], header="Редакция,Язык,Эл. почта,")
status, said, err = mail()
check("columns in Russian, in any order", status == 0 and "a@b.example.eml" in messages(), err)
media("e", [["A", "a@b.example"]], header="newsroom,phone")
status, said, err = mail()
check("a list without addresses", status == 1 and "[column-missing]" in err, err)
media("e", [[f"Газета {i}", "", f"n{i}@d{i % 7}.example", ("ru", "ky", "en")[i % 3]] for i in range(300)])
status, said, err = mail()
check("300 messages", status == 0 and len([n for n in messages() if not n.startswith("test.")]) == 300, err)
check("nothing temporary is left", not [n for n in os.listdir("out/forum/mail") if n.endswith(".part")])
import zipfile
rows = [["Редакция", "E-mail", "Язык"], ["Газета", "sheet@a.example", "ky"], ["Другая", "bad", "ru"]]
with zipfile.ZipFile("e/media.xlsx", "w") as archive:
    archive.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')
    archive.writestr("xl/workbook.xml", '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
                     'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
                     '<sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>')
    archive.writestr("xl/_rels/workbook.xml.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                     'relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
                     'relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>')
    archive.writestr("xl/worksheets/sheet1.xml", '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
                     "<sheetData>" + "".join(f'<row r="{y + 1}">' + "".join(
                         f'<c r="{"ABC"[x]}{y + 1}" t="inlineStr"><is><t>{text}</t></is></c>' for x, text in enumerate(row)) +
                         "</row>" for y, row in enumerate(rows)) + "</sheetData></worksheet>")
event("e", media="media.xlsx")
build()
status, said, err = mail("--skip-bad")
check("a spreadsheet", status == 1 and "media.xlsx:3:2: error" in err and "[address-at]" in err and "sheet@a.example.eml" in messages(), err)
event("e", release="", headline="'Звезда *не* __мета__ <b>жир</b> [x](y) # 1. &amp; `код` | a_b'")
build()
media("e", PEOPLE[:1])
mail()
m = messages()["news@south.example.eml"]
check("words of the event stand for themselves", "Звезда *не* __мета__ <b>жир</b> [x](y) # 1. &amp; `код` | a_b" in
      m.get_body(("plain",)).get_content() and "&lt;b&gt;жир&lt;/b&gt; [x](y)" in m.get_body(("html",)).get_content(),
      m.get_body(("plain",)).get_content()[:400])
media("e", [["Очень, " + "длинное " * 60, "", "long@a.example", "en"], ["Long, " * 200, "", "longer@a.example", "en"]])
status, said, err = mail()
check("names as long as one likes", status == 0 and all(max(map(len, read(f"out/forum/mail/{n}@a.example.eml").split(b"\r\n"))) <= 78
      for n in ("long", "longer")) and messages()["longer@a.example.eml"]["to"].addresses[0].addr_spec == "longer@a.example", err)
done()
