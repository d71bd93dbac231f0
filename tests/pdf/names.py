#!/usr/bin/env python3
"""500 names that are hard to set, and what became of them.

  names.py write FOLDER           FOLDER/event.yaml, people.csv, layouts/card.yaml
  names.py check FOLDER MESSAGES  FOLDER/out/names/cards.ru.pdf, and what basma said as JSON lines

Cards stand two by five on A4, a name in one box and its parts in two others. The PDF is read by other programs: every
name must stand in its box, whole, with no line upon another, or be refused by name. Ink is looked for in rendered pages:
there is none outside the boxes.
"""
import itertools
import json
import os
import re
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as xml

MM = 72 / 25.4
CARD = (90 * MM, 55 * MM)
LEFT, TOP = 15 * MM, 11 * MM
COLUMNS, ROWS = 2, 5
BOXES = [(5, 4, 80, 30), (5, 36, 80, 8), (5, 45, 80, 6)]  # mm

LAYOUT = """layout: card
fonts: {text: sans}
styles:
  body: {font: text, size: 24pt, leading: 28pt, hyphenate: no, typography: no}
card: {size: [90mm, 55mm]}
front:
  - {box: [5mm, 4mm, 80mm, 30mm], text: "{{ name }}", fit: {min: 9pt, max: 24pt, lines: 3}, valign: middle}
  - {box: [5mm, 36mm, 80mm, 8mm], text: "{{ name.given }}", fit: {min: 6pt, max: 16pt, lines: 1}}
  - {box: [5mm, 45mm, 80mm, 6mm], text: "{{ name.family }}", fit: {min: 6pt, max: 12pt, lines: 1}, valign: bottom}
sheet: {stock: A4-90x55-10, marks: none}
"""

EVENT = """event: names
languages: [ru]
title: Имена
dates: {from: 2019-09-18}
attendees: people.csv
documents:
  cards: {layout: card, each: attendees}
"""


def names():
    """Made of a few parts each, so that every kind has many."""
    def spread(*parts):
        return [" ".join(words) for words in itertools.product(*parts)]
    kinds = {
        "letter": [c for c in "ЯӨҮҢЁЫЩФЖQWMÅ"] + spread("ЯЮ", "АОӨ"),
        "long": ["А" + "б" * 59, "Щ" * 60, "Ш" + "щ" * 59 + " Ия", "и" * 60, "W" * 60, "Өмүралиев" * 7,
                 "Константинопольскийпереподвыподвертов" * 2 + " Ян", "a" * 300, "Ж" * 2000,
                 " ".join(["Абдыкадырова"] * 6), " ".join(["де"] * 40), "Ооо " * 30 + "Оо"],
        "hyphen": spread(["Салтыкова-Щедрина", "Римский-Корсаков", "Абдыкадырова-Джумагулова",
                          "Мусин-Пушкин-Брюс", "Сент-Экзюпери", "Айт-Ахмед", "А-Б", "Ким-Ли"],
                         ["Анна-Мария", "Жан-Жак", "Айгүл", "Нур-Султан", "О", "Мария-Антуанетта-Жозефа"]),
        "kyrgyz": spread(["Алыкулова", "Токтогул", "Эгембердиева", "Мамбеталиев", "Үсөнова", "Жээнбеков"],
                         ["Айгүл", "Бегимай", "Кубанычбек"], ["Бакыт", "Сатыбалды", "Төрөкул"], ["кызы", "уулу"]),
        "capitals": [name.upper() for name in spread(["Орозбаев", "Салтыкова-Щедрина", "Чыңгызов", "Strauß"],
                                                     ["Бектур", "Мээрим", "Жан-Жак"], ["Асанович", "Бакыт уулу"])],
        "latin": spread(["Smith", "Featherstonehaugh-Cholmondeley", "García Márquez", "von und zu Liechtenstein",
                         "Brzęczyszczykiewicz", "Ðurđević", "Þórðarson", "Nguyễn", "Łukasz", "Şahin", "Øster", "Œuvre",
                         "ﬁscher"], ["Jo", "Renée", "Zoë", "Maximilian-Alexander", "Żółć"]),
        "chinese": ["王小明", "欧阳修", "李 Ли", "司馬遷", "Ван 王", "山田太郎", "やまだ たろう", "김철수", "𠮷野家", "曹雪芹先生"],
        "arabic": ["محمد", "عبد الله", "محمد بن سلمان آل سعود", "فاطمة الزهراء", "Ахмед أحمد", "إبراهيم", "لالا", "ابن سينا",
                   "محمد ۱۲۳", "أحمد (Ahmed)", "פרץ", "שָׁלוֹם עליכם", "Леви לוי"],
        "other": ["Ναούσα Ελένη", "Ἀριστοτέλης", "გიორგი", "Արամ", "राम", "ราม", "தமிழ்", "አበበ", "ཀརྨ", "ᠪᠠᠲᠤ", "ក្រុម"],
        "accents": [unicodedata.normalize("NFD", name) for name in
                    ("Жүсүп Ёлкин", "Renée", "Nguyễn Thị Ánh", "Čapek Karel", "Йозеф Войцех", "Ångström")] +
                   ["Z" + "\u0301" * n + "algo" for n in (1, 2, 3, 8, 40)] + ["\u0301Акцент", "А\u0301нна Пе\u0301трова"] +
                   ["Т" + "\u0323" * n + "ест" for n in (1, 3, 12)] + ["Ǻ\u0302\u0303\u0323", "i\u0307\u0323k"],
        "apostrophe": spread(["О'Нил", "O’Brien", "D`Angelo", "Д″Артаньян", "Кот-д'Ивуар", "ʻOkina", "Ма'рифий"],
                             ["Шон", "П'ер"]),
        "emoji": ["Анна 😀", "🇰🇬 Айгүл", "👨‍👩‍👧 Семья", "♥", "Бек ☺", "❤️ Нур", "✨", "1️⃣ Один", "Ян🏽"],
        "control": ["А\x01на", "Бе\x07к", "Го\x7fр", "Да\u0085н", "Ев\u200bа", "Жа\u200cн", "Зо\u200dя", "И\u2028ра",
                    "Ка\u00adрл", "Ле\u2060в", "Ма\ufeffр", "Ни\ufffdна", "Ол\ue000ег", "Па\uffffша", "А\tБ", "Ро\nман",
                    "Се\r\nва", "\u00a0", "\u3000Тимур", "Уля\x00", "Фа\U000e0041я"],
        "direction": ["А\u200eнна", "Бек\u200fтур", "\u202eвеЛ", "\u202dЛев\u202c", "\u2066Ян\u2069", "\u061cИя",
                      "\u202bОля\u202c Ким", "Пётр \u202e(נ)"],
        "strange": ["-", "—", ".", "…", "№ 5", "А.", "А. Б. Ким", "Ким А.Б.", "{{ name }}", "<b>Ян</b>", "*Ян* _Ли_", "\\Ян",
                    "%s%n", "=1+1", "А;Б", "А, Б", "\"Ян\"", "«Ян»", "((((", "Ян " * 4, "1", "007", "Лео XIII", "Ян  Ли",
                    "Иван I", "т.", "ⅣⅧ", "²", "½", "№", "ﷺ", "ﷻ", "Dr. Ян, PhD", "Ян (младший)", "Ян/Ли", "Ян_Ли", "@ян",
                    "ян@ли.kg", "http://ян.kg", "АбВгДе", "ёЁ", "ІіЇї", "ŷŵ", "ÿ", "ĳ", "ǆ", "ŉ", "ſ", "ẞ", "µ"],
    }
    listed = [(kind, name) for kind, group in kinds.items() for name in group]
    given = ["Айжан", "Бакыт", "Вероника", "Гүлнара", "Дүйшөнкул", "Жылдызбек", "Ыйманалы", "Христофор", "Ия", "Эльвира"]
    family = ["Ы", "Ли", "Ким", "Мамбетакунова-Раимбердиева", "Сыдыкбекова", "Преображенская", "де ла Фуэнте",
              "Исмаилова", "Щ-Ю", "Токтоболотова", "Хань", "Великобратова"]
    more = spread(family, given, ["", "Эсенкановна"])
    return listed + [("mixed", re.sub(" $", "", name)) for name in more][:500 - len(listed)]


def write(folder):
    os.makedirs(f"{folder}/layouts", exist_ok=True)
    with open(f"{folder}/layouts/card.yaml", "w", encoding="utf-8") as out:
        out.write(LAYOUT)
    with open(f"{folder}/event.yaml", "w", encoding="utf-8") as out:
        out.write(EVENT)
    with open(f"{folder}/people.csv", "w", encoding="utf-8", newline="") as out:
        out.write("id,name\n")
        for number, (_, name) in enumerate(names()):
            out.write(f'n{number},"{name.replace(chr(34), chr(34) * 2)}"\n')


def cells(count):
    """Page, left and top of each card, in rows."""
    for number in range(count):
        page, cell = divmod(number, COLUMNS * ROWS)
        yield page, LEFT + cell % COLUMNS * CARD[0], TOP + cell // COLUMNS * CARD[1]


def box_on_page(box, left, top):
    x, y, width, height = (part * MM for part in box)
    return left + x, top + y, left + x + width, top + y + height


def pages_of_words(path):
    """Words with their boxes, as poppler sees them."""
    text = subprocess.run(["pdftotext", "-bbox", path, "-"], check=True, capture_output=True).stdout.decode()
    for page in xml.fromstring(text).iter("{http://www.w3.org/1999/xhtml}page"):
        yield [tuple(float(word.get(side)) for side in ("xMin", "yMin", "xMax", "yMax")) + (word.text or "",)
               for word in page]


def pages_of_lines(path):
    """Lines of characters (left, right, baseline, size), as MuPDF sees them."""
    raw = subprocess.run(["mutool", "draw", "-q", "-F", "stext", path], check=True, capture_output=True).stdout
    raw = re.sub(rb"&#x(?:[0-8bcef]|1[0-9a-f]);", b"", raw)
    for page in xml.fromstring(raw).iter("page"):
        lines = []
        for line in page.iter("line"):
            chars = []
            for font in line.iter("font"):
                for char in font.iter("char"):
                    quad = [float(part) for part in char.get("quad").split()]
                    chars.append((quad[0], quad[2], float(char.get("y")), float(font.get("size")), char.get("c")))
            lines.append(chars)
        yield lines


def squash(text):
    return "".join(c for c in unicodedata.normalize("NFC", text)
                   if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc"))


def is_plain(text):
    """Set from left to right, one character after the other."""
    return all(unicodedata.bidirectional(c) not in ("R", "AL", "AN", "NSM") and ord(c) < 0x700 for c in text)


def letters(text):
    """In any order; of marks each once, because readers leave out those that lie upon each other."""
    text = unicodedata.normalize("NFD", text)
    return sorted(c for c in text if not unicodedata.combining(c)), {c for c in text if unicodedata.combining(c)}


def within(x, y, box):
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def refused_rows(messages):
    """Numbers of refused cards by the line that the message names, and of those whose rows already were refused."""
    starts, line = [], 2
    for _, name in names():
        starts.append(line)
        line += 1 + name.count("\n")
    refused, unread = set(), set()
    for text in messages:
        if not text.startswith("{"):
            continue
        message = json.loads(text)
        if message["severity"] != "error" or not message["file"].endswith("people.csv"):
            sys.exit(f"not about a row: {text}")
        number = max(number for number, start in enumerate(starts) if start <= message["line"])
        refused.add(number)
        if message["code"].startswith("row-"):
            unread.add(number)
    return refused, unread


def check_words(number, name, words, boxes):
    """The whole name, between the sides of its box."""
    mine = [word for word in words if within((word[0] + word[2]) / 2, (word[1] + word[3]) / 2, boxes[0])]
    for word in mine:
        if word[0] < boxes[0][0] - 0.6 or word[2] > boxes[0][2] + 0.6:
            yield f"{number} «{name}»: «{word[4]}» goes from {word[0]} to {word[2]}, the box from {boxes[0][0]} to {boxes[0][2]}"
    got, wanted = squash("".join(word[4] for word in mine)), squash(name)
    if got != wanted and (is_plain(name) or letters(got) != letters(wanted)):
        yield f"{number} «{name}»: reads «{got}»"


def check_lines(number, name, lines, box):
    """No character upon another of its line, no line upon another."""
    baselines = {}
    for chars in lines:
        mine = [char for char in chars if within(char[0], char[2], box) and is_plain(char[4])]
        for char in mine:
            baselines[round(char[2], 2)] = char[3]
        for before, after in zip(mine, mine[1:]):
            wide = after[1] - after[0] > 0.01 and before[1] - before[0] > 0.01
            if is_plain(name) and wide and before[2] == after[2] and after[0] < before[1] - 0.25 * before[3]:
                yield f"{number} «{name}»: «{after[4]}» stands upon «{before[4]}»"
        begin = re.match(r"\W*(\w*)", "".join(char[4] for char in mine)).group(1).lower()
        if begin in ("кызы", "уулу") and len(baselines) > 1:
            yield f"{number} «{name}»: a line begins with «{begin}»"
        if mine and mine[-1][4] == "-" and not name.endswith("-") and "- " not in name:
            yield f"{number} «{name}»: a line ends inside a name"
    order = sorted(baselines)
    for above, below in zip(order, order[1:]):
        if below - above < 0.95 * baselines[below]:
            yield f"{number} «{name}»: lines only {below - above:.1f} apart at {baselines[below]} pt"


def check_ink(path, folder, read, dpi=72):
    """Rendered pages are white outside the boxes."""
    subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", path, f"{folder}/page"], check=True)
    size = sorted(file for file in os.listdir(folder) if file.endswith(".pgm"))
    scale = dpi / 72
    for page, file in enumerate(size):
        with open(f"{folder}/{file}", "rb") as stream:
            data = stream.read()
        head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", data)
        width, height, start = int(head[1]), int(head[2]), head.end()
        white = [[True] * 0 for _ in range(height)]
        for _, left, top in list(cells(COLUMNS * ROWS)):
            for box in BOXES:
                x0, y0, x1, y1 = (part * scale for part in box_on_page(box, left, top))
                for y in range(int(y0) - 1, int(y1) + 2):
                    white[y].append((int(x0) - 1, int(x1) + 2))
        for y in range(height):
            row, at = data[start + y * width:start + (y + 1) * width], 0
            for x0, x1 in sorted(white[y]) + [(width, width)]:
                dark = [x for x in range(at, x0) if row[x] < 128] if min(row[at:x0], default=255) < 128 else []
                for x in dark[:1]:
                    column, line = (x / scale - LEFT) // CARD[0], (y / scale - TOP) // CARD[1]
                    number = read[int(page * COLUMNS * ROWS + line * COLUMNS + column)]
                    yield f"{number} «{names()[number][1]}»: ink outside the boxes at {x / scale:.1f}, {y / scale:.1f}"
                at = x1


def check(folder, messages):
    listed = names()
    path = f"{folder}/out/names/cards.ru.pdf"
    with open(messages, encoding="utf-8") as file:
        refused, unread = refused_rows(file)
    words, lines = list(pages_of_words(path)), list(pages_of_lines(path))
    found, made = [], 0
    read = [number for number in range(len(listed)) if number not in unread]  # the others take no cell
    for number, (page, left, top) in zip(read, cells(len(read))):
        name = listed[number][1]
        boxes = [box_on_page(box, left, top) for box in BOXES]
        here = words[page] if page < len(words) else []
        there = any(left <= word[0] < left + CARD[0] and top <= word[1] < top + CARD[1] for word in here)
        made += there
        if there == (number in refused):
            found.append(f"{number} «{name}»: {'made and refused' if there else 'neither made nor refused'}")
        elif there:
            found += list(check_words(number, name, here, boxes))
            for box in boxes:
                found += list(check_lines(number, name, lines[page], box))
    found += list(check_ink(path, folder, read))
    print(f"{made} made, {len(refused)} refused, {len(found)} wrong")
    if made + len(refused) != len(listed) or found:
        sys.exit("\n".join(found))


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(sys.argv[2])
    elif sys.argv[1] == "check":
        check(sys.argv[2], sys.argv[3])
    else:
        sys.exit(__doc__)
