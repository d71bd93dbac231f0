#!/usr/bin/env python3
"""Compares a rendered page with a reference picture.

  compare.py PAGE.png REFERENCE.png

Both are grey pictures of 8 bits, stored as such or as RGB. The page is cut into cells of 8 × 8 pixels; cells may differ a little (another version of the
renderer smooths edges in another way), but a letter that is missing, moved or another one changes a cell's mean by far
more.
"""
import struct
import sys
import zlib

CELL = 8
CELL_LIMIT = 20   # of 255, difference of a cell's mean; a letter of 11 pt left out at 72 dpi gives 30 and more
MEAN_LIMIT = 1.5  # of 255, over the whole page


def paeth(a, b, c):
    p = a + b - c
    return min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]


def rows(path):
    """The rows of a PNG without interlacing (ISO 15948); of RGB the first sample."""
    data = open(path, "rb").read()
    at, packed, width, height, step = 8, b"", 0, 0, 1
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", data[at + 8:at + 18])
            if depth != 8 or colour not in (0, 2):
                sys.exit(f"{path}: not of 8 bits, grey or RGB")
            step = 3 if colour else 1
        elif kind == b"IDAT":
            packed += data[at + 8:at + 8 + length]
        at += length + 12
    width *= step
    raw, above = zlib.decompress(packed), bytes(width)
    for y in range(height):
        kind, row = raw[y * (width + 1)], bytearray(raw[y * (width + 1) + 1:(y + 1) * (width + 1)])
        if kind == 2:
            row = bytearray((x + b) & 255 for x, b in zip(row, above))
        elif kind:
            for x in range(width):
                left, corner = (row[x - step], above[x - step]) if x >= step else (0, 0)
                add = {1: left, 3: (left + above[x]) // 2, 4: paeth(left, above[x], corner)}[kind]
                row[x] = (row[x] + add) & 255
        above = bytes(row)
        yield above[::step]


def cells(path):
    lines = list(rows(path))
    means = []
    for y in range(0, len(lines) - CELL + 1, CELL):
        block = lines[y:y + CELL]
        for x in range(0, len(lines[0]) - CELL + 1, CELL):
            means.append(sum(sum(line[x:x + CELL]) for line in block) // CELL ** 2)
    return (len(lines[0]), len(lines)), means


def main():
    (size_a, a), (size_b, b) = cells(sys.argv[1]), cells(sys.argv[2])
    if size_a != size_b:
        sys.exit(f"sizes differ: {size_a} and {size_b}")
    differences = [abs(x - y) for x, y in zip(a, b)]
    worst, mean = max(differences), sum(differences) / len(differences)
    across = size_a[0] // CELL
    place = differences.index(worst)
    print(f"worst cell {worst} at {place % across * CELL},{place // across * CELL}, mean {mean:.3f}")
    if worst > CELL_LIMIT or mean > MEAN_LIMIT:
        sys.exit(1)


main()
