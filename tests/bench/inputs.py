#!/usr/bin/env python3
"""Inputs for the benchmarks, the same on every run: different releases made from release.yaml, lists of people of any
length.

  inputs.py releases FOLDER COUNT     FOLDER/1/event.yaml …
  inputs.py plain FOLDER COUNT        the same with `typography: off`
  inputs.py badges FOLDER COUNT       FOLDER/event.yaml, FOLDER/people.csv
"""
import os
import random
import re
import sys

FAMILY = """Абдыкадырова Абдылдаев Акматов Алыбаев Асанбекова Байтемиров Бакиров Бекмаматова Джаманкулова Джумабаева
Жайчибеков Жээнбеков Иванов Исаков Кадырбекова Калыков Касымов Маматалиева Мамытбеков Молдобаева Нурмаматов Орозбаев
Осмоналиев Петренко Рысбекова Садыкова Сатыбалдиева Субанбеков Токтогулов Турдубаева Уметалиев Чокморова Шамшидинова
Эгембердиева Эркебаева Өмүров Үсөнова""".split()
GIVEN = """Азамат Айгүл Айжан Айнура Акылбек Алмаз Асель Бакыт Бегимай Бектурган Гуляим Гүлнара Данияр Джоодар Елена Жаңыл
Жумалы Замира Канат Кубанычбек Медина Мээрим Нурбек Нургуль Нурлан Рахман Салтанат Сергей Тайирбек Талант Төлөгөн
Урмат Чолпон Ширин Эмиль Эркин""".split()
POSITION = ["глава айыл окмоту", "специалист по жилищно-коммунальному хозяйству", "председатель местного кенеша",
            "заместитель главы айыл окмоту", "специалист по связям с общественностью", "менеджер проекта",
            "журналист", "координатор программы"]
PLACE = """Бешик-Жонский Булолунский Кенешский Исановский Чон-Алайский Аля-Анаровский Жергеталский Куланакский
Ак-Башатский Сокулукский""".split()
ROLE = ["Участник"] * 7 + ["Докладчик", "Организатор", "Пресса"]


def releases(folder, count, settings="layout: press-release"):
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "release.yaml"), encoding="utf-8") as file:
        text = file.read()
    text = re.sub(r"\n  badges:.*\n", "\n", text).replace("attendees: people.csv\n", "")
    for number in range(1, count + 1):
        random.seed(number)
        one = text.replace("event: exchange-2019-09", f"event: release-{number}")
        one = one.replace("{layout: press-release}", "{" + settings + "}")
        head, tail = one.split("  body: |\n", 1)
        body, rest = tail.split("  quotes:", 1)
        paragraphs = body.split("\n\n")
        words = " ".join(random.choice(POSITION) + " " + random.choice(GIVEN) + " " + random.choice(FAMILY) + ","
                         for _ in range(8))
        paragraphs.insert(1, f"    Участвуют {words} и {number} других представителей органов местного самоуправления.")
        os.makedirs(f"{folder}/{number}", exist_ok=True)
        with open(f"{folder}/{number}/event.yaml", "w", encoding="utf-8") as out:
            out.write(head + "  body: |\n" + "\n\n".join(paragraphs) + "  quotes:" + rest)


def plain(folder, count):
    releases(folder, count, "layout: press-release, typography: off")


def badges(folder, count):
    random.seed(1)
    os.makedirs(folder, exist_ok=True)
    with open(f"{folder}/people.csv", "w", encoding="utf-8") as out:
        out.write("id,family,given,position,organisation,role\n")
        for number in range(1, count + 1):
            out.write(f"p{number},{random.choice(FAMILY)},{random.choice(GIVEN)},{random.choice(POSITION)},"
                      f"{random.choice(PLACE)} айылный аймак,{random.choice(ROLE)}\n")
    with open(f"{folder}/event.yaml", "w", encoding="utf-8") as out:
        out.write("event: badges\nlanguages: [ru]\n"
                  "title: Обмен опытом между органами местного самоуправления\n"
                  "dates: {from: 2019-09-18, to: 2019-09-19}\nattendees: people.csv\n"
                  "documents:\n  badges: {layout: badge-90x55, each: attendees, "
                  "url: \"https://example.kg/{{ id }}\"}\n")


if __name__ == "__main__":
    {"releases": releases, "plain": plain, "badges": badges}[sys.argv[1]](sys.argv[2], int(sys.argv[3]))
