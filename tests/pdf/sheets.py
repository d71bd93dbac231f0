#!/usr/bin/env python3
"""Sheets of cards as paper: printed by a printer with known faults, turned over, cut, stacked.

  sheets.py register FILE.pdf GEOMETRY   marks of fronts and backs, printed, lie where they should and on one another
  sheets.py clear FILE.pdf GEOMETRY      nothing but the cards: no ink on any cell or its bleed but where cards stand
  sheets.py stack FILE.pdf… GEOMETRY     the numbers on the cards, cut and stacked file by file, are 1, 2, 3, …

GEOMETRY is JSON; lengths are millimetres: size, card, columns, rows, origin, gap; duplex "long" or "short"; mark [x, y,
width, height] on the front of a card; printer {"front": [a, k, b, l], "back": …}: what is at (x, y) comes out at
(a + k x, b + l y). `cards` and `start` say which cells are taken; `bleed`; `count` numbers.
"""
import json
import re
import subprocess
import sys

DPI = 400
NEAR = 0.1


def pages(path, dpi=DPI):
    """Each page as (width, height, bytes), a pixel a byte, 0 is black."""
    data = subprocess.run(["pdftoppm", "-gray", "-r", str(dpi), path], check=True, capture_output=True).stdout
    while data:
        head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", data)
        width, height = int(head[1]), int(head[2])
        yield width, height, data[head.end():head.end() + width * height]
        data = data[head.end() + width * height:]


def cell_place(geometry, cell, back):
    column, row = cell % geometry["columns"], cell // geometry["columns"]
    x, y = (geometry["origin"][i] + n * (geometry["card"][i] + geometry["gap"][i]) for i, n in ((0, column), (1, row)))
    if back and sideways(geometry):
        x = geometry["size"][0] - x - geometry["card"][0]
    elif back:
        y = geometry["size"][1] - y - geometry["card"][1]
    return x, y


def sideways(geometry):
    """Whether the sheet is turned about an upright axis."""
    return (geometry["size"][0] <= geometry["size"][1]) == (geometry["duplex"] == "long")


def edges(line, middle):
    """First and last dark pixel of the run about the middle."""
    assert line[middle] < 128, "no mark here"
    first = middle
    while line[first - 1] < 128:
        first -= 1
    last = middle
    while line[last + 1] < 128:
        last += 1
    return first, last + 1


def mark_find(page, x, y):
    """The mark about a point, in millimetres: left, top, right, bottom."""
    width, height, data = page
    column, row = round(x * DPI / 25.4), round(y * DPI / 25.4)
    left, right = edges(data[row * width:(row + 1) * width], column)
    top, bottom = edges(data[column::width], row)
    return [v * 25.4 / DPI for v in (left, top, right, bottom)]


def printed(place, faults):
    a, k, b, l = faults
    return [a + k * place[0], b + l * place[1], a + k * place[2], b + l * place[3]]


def turned(place, geometry):
    """What is seen through the sheet from the other side."""
    left, top, right, bottom = place
    if sideways(geometry):
        return [geometry["size"][0] - right, top, geometry["size"][0] - left, bottom]
    return [left, geometry["size"][1] - bottom, right, geometry["size"][1] - top]


def compare(what, got, wanted):
    worst = max(abs(a - b) for a, b in zip(got, wanted))
    assert worst <= NEAR, f"{what}: {worst:.3f} mm off: {got} for {wanted}"
    return worst


def register(path, geometry):
    front, back = list(pages(path))[:2]
    x, y, width, height = geometry["mark"]
    worst = 0
    for cell in range(geometry["columns"] * geometry["rows"]):
        left, top = cell_place(geometry, cell, False)
        wanted = [left + x, top + y, left + x + width, top + y + height]
        seen = printed(mark_find(front, wanted[0] + width / 2, wanted[1] + height / 2), geometry["printer"]["front"])
        worst = max(worst, compare(f"front of cell {cell}", seen, wanted))
        behind = turned(wanted, geometry)
        other = printed(mark_find(back, behind[0] + width / 2, behind[1] + height / 2), geometry["printer"]["back"])
        worst = max(worst, compare(f"back of cell {cell}", turned(other, geometry), seen))
    print(f"{worst:.3f} mm")


def clear(path, geometry):
    """Ink within a cell or its bleed only where a card stands, and only on the card and its own bleed."""
    width, height, data = next(pages(path, 200))
    pixel, bleed = 25.4 / 200, geometry.get("bleed", 0)
    taken = range(geometry["start"] - 1, geometry["start"] - 1 + geometry["cards"])
    for cell in range(geometry["columns"] * geometry["rows"]):
        if cell in taken:
            continue
        x, y = cell_place(geometry, cell, False)
        grow = [min(bleed, geometry["gap"][i] / 2) for i in (0, 1)]
        first, last = int((x - grow[0]) / pixel) + 2, int((x + geometry["card"][0] + grow[0]) / pixel) - 2
        for row in range(int((y - grow[1]) / pixel) + 2, int((y + geometry["card"][1] + grow[1]) / pixel) - 2):
            line = data[row * width + first:row * width + last]
            assert min(line) > 200, f"ink on cell {cell}, row {row * pixel:.1f} mm"
    assert min(data) < 128, "an empty page"


def words(path):
    """Each page as a list of (x, y, word), millimetres."""
    text = subprocess.run(["pdftotext", "-bbox", path, "-"], check=True, capture_output=True, text=True).stdout
    word = r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>'
    for page in text.split("<page ")[1:]:
        yield [((float(m[1]) + float(m[3])) / 144 * 25.4, (float(m[2]) + float(m[4])) / 144 * 25.4, m[5])
               for m in re.finditer(word, page)]


def cell_of(geometry, x, y):
    for cell in range(geometry["columns"] * geometry["rows"]):
        left, top = cell_place(geometry, cell, False)
        if left <= x <= left + geometry["card"][0] and top <= y <= top + geometry["card"][1]:
            return cell
    raise AssertionError(f"a word on no card, at {x:.1f}, {y:.1f}")


def stack(paths, geometry):
    stacked, sheets = [], 0
    for path in paths:
        piles = {}
        for number, page in enumerate(words(path)):
            cells = {cell_of(geometry, x, y): word for x, y, word in page}
            assert len(cells) == len(page), "two words on one card"
            if sheets == 0:
                assert not cells or min(cells) >= geometry["start"] - 1, "a card on a used cell"
            assert cells, f"sheet {sheets} is empty"
            for cell, word in cells.items():
                piles.setdefault(cell, []).append(word)
            sheets += 1
        for cell in sorted(piles):
            stacked += piles[cell]
    wanted = [f"N{i}" for i in range(1, geometry["count"] + 1)]
    assert stacked == wanted, f"{stacked}"
    cells = geometry["columns"] * geometry["rows"]
    assert sheets == -(-(geometry["count"] + geometry["start"] - 1) // cells), f"{sheets} sheets"


def main():
    geometry = json.loads(sys.argv[-1])
    if sys.argv[1] == "stack":
        stack(sys.argv[2:-1], geometry)
    else:
        {"register": register, "clear": clear}[sys.argv[1]](sys.argv[2], geometry)


main()
