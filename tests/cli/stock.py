#!/usr/bin/env python3
"""Sheets of cards against the dimensions that glabels-data lists for the same makers' codes.

usage: stock.py stock.yaml TEMPLATES    prints how many were compared, and each one that differs; exit status 1 then
"""
import glob
import re
import sys
import xml.etree.ElementTree as xml
from fractions import Fraction

import yaml

MAKERS = {"HERMA": "Herma", "Decadry": "DECAdry", "Apli": "APLI", "Avery Zweckform": "Zweckform"}
FORMATS = {"A3": ("297mm", "420mm"), "A4": ("210mm", "297mm"), "A5": ("148mm", "210mm"), "A6": ("105mm", "148mm"),
           "A7": ("74mm", "105mm"), "Letter": ("8.5in", "11in"), "US-Letter": ("8.5in", "11in")}
UNITS = {"mm": Fraction(720, 254), "in": Fraction(72), "pt": Fraction(1), "": Fraction(1)}
TOLERANCE = {"Brother": 4}  # points; those of rolls are lists of what can be printed on, ours of the label


def points(text):
    number, unit = re.fullmatch(r"\s*([0-9.]*)\s*(mm|in|pt|)\s*", str(text or "0")).groups()
    return Fraction(number or "0") * UNITS[unit]


def ours(entry):
    size = entry["size"] if isinstance(entry["size"], list) else FORMATS[entry["size"]]
    card = entry["card"] if isinstance(entry["card"], list) else FORMATS[entry["card"]]
    gap = entry.get("gap", 0)
    gap = gap if isinstance(gap, list) else [gap, gap]
    size, card, gap = ([points(v) for v in pair] for pair in (size, card, gap))
    count = entry.get("columns", 1), entry.get("rows", 1)
    if "origin" in entry:
        origin = [points(v) for v in entry["origin"]]
    else:
        origin = [(size[i] - count[i] * card[i] - (count[i] - 1) * gap[i]) / 2 for i in (0, 1)]
    pitch = [card[i] + gap[i] if count[i] > 1 else 0 for i in (0, 1)]
    return [*size, *card, *origin, *pitch], count


def tag(element):
    return str(element.tag).split("}")[-1]


def templates(folder):
    found, equals = {}, {}
    for path in sorted(glob.glob(folder + "/*-templates.xml")):
        for template in xml.parse(path).getroot():
            key = template.get("brand"), template.get("part")
            label = next((e for e in template if tag(e) == "Label-rectangle"), None)
            layout = None if label is None else next((e for e in label if tag(e) == "Layout"), None)
            if template.get("equiv"):
                equals[key] = template.get("brand"), template.get("equiv")
            if layout is not None:
                found[key] = template, label, layout
    return found, equals


def theirs(template, label, layout):
    size = FORMATS.get(template.get("size"), (template.get("width"), template.get("height")))
    count = int(layout.get("nx")), int(layout.get("ny"))
    pitch = [points(layout.get(name)) if count[i] > 1 else 0 for i, name in enumerate(("dx", "dy"))]
    return [points(size[0]), points(size[1]), points(label.get("width")), points(label.get("height")),
            points(layout.get("x0")), points(layout.get("y0")), *pitch], count


def main():
    stocks = yaml.safe_load(open(sys.argv[1], encoding="utf-8"))["stock"]
    found, equals = templates(sys.argv[2])
    compared, different = 0, []
    for name, entry in stocks.items():
        codes = entry.get("code", [])
        for code in codes if isinstance(codes, list) else [codes]:
            key = MAKERS.get(entry.get("maker"), entry.get("maker")), str(code)
            for _ in range(3):
                key = key if key in found else equals.get(key, key)
            if key not in found or name.endswith("-wide"):
                continue
            (mine, count), (other, number) = ours(entry), theirs(*found[key])
            near = Fraction(TOLERANCE.get(key[0], 1)) / (1 if key[0] in TOLERANCE else 100)
            compared += 1
            if count != number or any(abs(a - b) > near for a, b in zip(mine, other)):
                different.append(f"{name} ({code}): {[float(v) for v in mine]} {[float(v) for v in other]}")
    print(compared, "compared")
    print("\n".join(different))
    sys.exit(bool(different) or compared < 60)


main()
