"""What run-proof.sh needs: people, and an independent look at the list and the contact sheet."""
import csv, hashlib, json, os, random, re, struct, subprocess, sys, zlib

GIVEN = ["Айгүл", "Бектурган", "Жан", "Александра-Виктория", "Максимилиан", "Ю", "Нурсултан"]
FAMILY = ["Асанова", "Орозбаев", "Константинопольская-Римская", "Ли", "Турдубаева", "Джаманкулова"]
SEMICOLON = {"ru": ";", "ky": ";", "de": ";", "en": ","}


def picture(name, width, height):
    row = b"\0" + b"".join(bytes((90 + x % 150, 120, 180)) for x in range(width))
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    with open(name, "wb") as out:
        out.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
                  chunk(b"IDAT", zlib.compress(row * height)) + chunk(b"IEND", b""))


def people(count):
    """Names of many lengths, three pictures of different sizes, every seventh person without one."""
    chance = random.Random(count)
    for i in range(1, count + 1):
        photo = "" if i % 7 == 0 else "abc"[chance.randrange(3)] + ".png"
        yield i, chance.choice(FAMILY), chance.choice(GIVEN), photo, f"https://example.kg/{i}?a=1;b=2,3"


def make(count, bad=()):
    picture("a.png", 300, 400), picture("b.png", 60, 80), picture("c.png", 30, 40)
    with open("people.csv", "w", newline="") as out:
        table = csv.writer(out)
        table.writerow(["id", "family", "given", "photo", "url"])
        for number, family, given, photo, url in people(count):
            if number == 2:
                family = "=Ли"  # Excel would take it for a formula
            if number in bad:
                family = "Ж" * 60
            table.writerow([number, family, given, photo, url])


def rows(folder, language):
    with open(f"{folder}/note.{language}.list.csv", encoding="utf-8", newline="") as file:
        text = file.read()
    assert text[0] == "\ufeff", "no mark"
    table = list(csv.reader(text[1:].splitlines(True), delimiter=SEMICOLON[language], strict=True))
    assert all(len(row) == 15 for row in table), [row for row in table if len(row) != 15][:3]
    return table[0], table[1:]


def number(text):
    return float(text.replace(",", ".")) if text else 0.0


def check_list(folder, language, count):
    head, table = rows(folder, language)
    count = int(count)
    assert len(table) == count, (len(table), count)
    wanted = {"ru": "номер", "ky": "номери"}.get(language, "id")
    assert head[0] == wanted, head
    assert len({row[0] for row in table}) == count, "ids twice"
    volumes = sorted(name for name in os.listdir(folder) if re.fullmatch(rf"note\.{language}(\.\d+)?\.pdf", name))
    volumes.sort(key=lambda name: [int(part) for part in re.findall(r"\.(\d+)\.pdf", name)])
    texts = []
    for name in volumes:
        text = subprocess.run(["pdftotext", "-q", f"{folder}/{name}", "-"], capture_output=True, check=True)
        texts.append(text.stdout.decode().split("\f"))
    for row in table:
        ident, name, volume, page, sheet, place, column = row[:7]
        family = name.lstrip("'").split(" ")[0]
        assert family in texts[int(volume) - 1][int(page) - 1], (row, "is not on its page")
        assert 1 <= int(place) <= 5 and 1 <= int(column) <= 2, row
        assert row[14] == f'https://example.kg/{ident}?a=1;b=2,3', row
        assert not name.startswith("="), row
    assert len({tuple(row[2:7]) for row in table}) == count, "two cards at one place"
    per_page = {}
    for row in table:
        per_page.setdefault((row[2], row[3], row[4]), []).append((int(row[5]), int(row[6])))
    for cells in per_page.values():
        assert cells == sorted(cells), "cards are not in the order of printing"


# What a concern is called in Russian, its figure in the list, its caption; the least figure is the worst, or the largest.
CONCERNS = [
    ("Самые мелкие имена", 7, r"([\d,]+) пт", min),
    ("Сильнее всего ужато", 9, r"(\d+) % наибольшего размера", min),
    ("Самые длинные строки", 10, r"(\d+) % ширины рамки", max),
    ("Самое низкое разрешение", 12, r"(\d+) точек на дюйм", min),
]


def check_worst(folder, language):
    _, table = rows(folder, language)
    text = subprocess.run(["pdftotext", "-q", "-layout", f"{folder}/note.{language}.proof.pdf", "-"],
                          capture_output=True, check=True).stdout.decode()
    for title, column, caption, worst in CONCERNS:
        concerned = [row for row in table if number(row[column]) > 0 and (column != 9 or number(row[column]) < 100)]
        shown = re.findall(caption, text)
        assert shown, title
        assert re.search(re.escape(title), text), title
        figures = sorted((number(row[column]) for row in concerned), reverse=worst is max)
        wanted = [figure if column == 7 else int(figure + 0.5) for figure in figures[:len(shown)]]
        assert [number(figure) for figure in shown] == wanted, (title, shown, wanted)
        # of equal ones the earlier: the places under the figures are those of the list, in order
        chosen = sorted(range(len(concerned)), key=lambda i: ((-1 if worst is max else 1) * number(concerned[i][column]), i))
        part = text[text.index(title):]
        captions = re.findall(r"лист (\d+) · ряд (\d+) · место (\d+) · (\d+)", part)[:len(shown)]
        places = [(row[4], row[5], row[6], row[0]) for row in (concerned[i] for i in chosen[:len(shown)])]
        assert captions == places, (title, captions, places)
        count = re.search(rf"{title}.*?(\d+) из (\d+)", text, re.S)
        assert count and int(count[1]) == len(shown) and int(count[2]) == len(concerned), (title, count)
    missing = sum(row[13] == "да" for row in table)
    assert missing == len(table) // 7, missing
    count = re.search(r"Нет фотографии.*?(\d+) из (\d+)", text, re.S)
    assert count and int(count[2]) == missing and int(count[1]) == text.count("нет фотографии"), count


def check_manifest(folder):
    with open(f"{folder}/manifest.json") as file:
        for document in json.load(file)["documents"]:
            for key in ("proof", "list"):
                extra = document[key]
                with open(f"{folder}/{extra['path']}", "rb") as file:
                    data = file.read()
                assert hashlib.sha256(data).hexdigest() == extra["sha256"] and len(data) == extra["bytes"], extra


command, arguments = sys.argv[1], sys.argv[2:]
if command == "make":
    make(int(arguments[0]))
elif command == "refuse":
    make(int(arguments[0]), bad=(5, 17))
else:
    {"list": check_list, "worst": check_worst, "manifest": check_manifest}[command](*arguments)
