#!/usr/bin/env python3
"""A thousand cards with codes, read back from rendered sheets by zbar.

  codes.py write FOLDER    FOLDER/event.yaml, people.csv, layouts/card.yaml
  codes.py check FOLDER    FOLDER/out/codes/cards.ru.pdf, at 300 dpi

Every card has an address or a business card as QR code, of all levels, and a bar code, upright or turned. What zbar reads
must be what the cards say, all of it and nothing else.
"""
import collections
import os
import re
import subprocess
import sys

COUNT = 1000
LEVELS = "LMQH"

LAYOUT = """layout: card
fonts: {text: sans}
styles:
  body: {font: text, size: 8pt, leading: 9pt}
card: {size: [60mm, 55mm]}
front:
  - {box: [0, 0, 60mm, 4mm], text: "{{ id }} {{ name }}", fit: {min: 5pt, max: 8pt, lines: 1}}
""" + "".join(f"""  - {{box: [2mm, 5mm, 35mm, 35mm], when: q{level}, qr: "{{{{ payload }}}}", level: {level}}}
""" for level in LEVELS) + """  - {box: [2mm, 5mm, 40mm, 40mm], when: qcard, qr: "{{ item | vcard: 4.0 }}", level: L}
  - {box: [1mm, 45mm, 58mm, 10mm], when: upright, code128: "{{ bars }}", caption: yes}
  - {box: [45mm, 1mm, 13mm, 54mm], when: turned, code128: "{{ bars }}", rotate: 90}
sheet: {stock: {size: A4, card: [60mm, 55mm], columns: 3, rows: 5}, marks: none}
"""

EVENT = """event: codes
languages: [ru]
title: Коды
dates: {from: 2019-09-18}
attendees: people.csv
documents:
  cards: {layout: card, each: attendees}
"""


def card(number):
    """Payload of the QR code and of the bar code, and which boxes show them."""
    kind = number % 6
    turned = number % 4 == 3
    level = LEVELS[number // 6 % 4]
    name = ["Өмүрбеков Бактыбек", "Ли Анна-Мария", "O'Brien Seán", "Щукина Жаңыл Төрөкул кызы"][number % 4]
    texts = [f"https://example.kg/{number}", f"HTTPS://EXAMPLE.KG/{number:08}", f"{number * 7919:014}",
             f"id={number}&name=Жаңыл %41+\u2116", f"p{number}-" + "xyZ" * (number % 17), None]
    bars = [f"P-{number:05}", f"{number * 104729:012}", f"Ab{number}"][number % 3]
    return name, texts[kind], level, bars, turned


def vcard(number, name):
    """As RFC 6350 has it."""
    parts = name.split(" ")
    family, given, rest = parts[0], parts[1], " ".join(parts[2:])
    return (f"BEGIN:VCARD\r\nVERSION:4.0\r\nN:{family};{given};{rest};;\r\nFN:{name}\r\nORG:ИПР\\, Бишкек\r\n"
            f"TEL:+996555{number:06}\r\nEMAIL:p{number}@example.kg\r\nEND:VCARD\r\n")


def write(folder):
    os.makedirs(f"{folder}/layouts", exist_ok=True)
    with open(f"{folder}/layouts/card.yaml", "w", encoding="utf-8") as out:
        out.write(LAYOUT)
    with open(f"{folder}/event.yaml", "w", encoding="utf-8") as out:
        out.write(EVENT)
    flags = [f"q{level}" for level in LEVELS] + ["qcard", "upright", "turned"]
    with open(f"{folder}/people.csv", "w", encoding="utf-8") as out:
        out.write("id,name,organisation,phone,email,payload,bars," + ",".join(flags) + "\n")
        for number in range(COUNT):
            name, text, level, bars, turned = card(number)
            on = {f"q{level}" if text else "qcard", "turned" if turned else "upright"}
            out.write(f'p{number},{name},"ИПР, Бишкек",+996555{number:06},p{number}@example.kg,{text or ""},{bars},' +
                      ",".join("yes" if flag in on else "" for flag in flags) + "\n")


def check(folder):
    subprocess.run(["pdftoppm", "-r", "300", "-gray", f"{folder}/out/codes/cards.ru.pdf", f"{folder}/page"], check=True)
    pages = sorted(f"{folder}/{name}" for name in os.listdir(folder) if name.endswith(".pgm"))
    command = ["zbarimg", "-q", "--nodbus", "-Sdisable", "-Sqrcode.enable", "-Scode128.enable", "-Sx-density=2", "-Sy-density=2"]
    raw = subprocess.run(command + pages, check=True, capture_output=True).stdout.decode()
    parts = re.split(r"^(QR-Code|CODE-128):", raw, flags=re.M)
    read = collections.Counter(zip(parts[1::2], (part[:-1] for part in parts[2::2])))
    wanted = collections.Counter()
    for number in range(COUNT):
        name, text, _, bars, _ = card(number)
        wanted[("QR-Code", text or vcard(number, name))] += 1
        wanted[("CODE-128", bars)] += 1
    missing, more = wanted - read, read - wanted
    print(f"{sum((wanted & read).values())} of {sum(wanted.values())} codes read on {len(pages)} pages")
    if missing or more:
        sys.exit(f"not read: {list(missing)[:10]}\nread, but on no card: {list(more)[:10]}")


if __name__ == "__main__":
    {"write": write, "check": check}[sys.argv[1]](sys.argv[2])
