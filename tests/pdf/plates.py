#!/usr/bin/env python3
"""Printing plates as Ghostscript's tiffsep writes them (8 bits a pixel, not compressed), read far enough for tests.

  plates.py FILE.tif                     ink in percent: smallest, largest, and share of the area that has any
  plates.py FILE.tif LEFT TOP RIGHT BOTTOM   the same of a part, in fractions of the page
"""
import struct
import sys


def plate_read(path):
    data = open(path, "rb").read()
    order = "<" if data[:2] == b"II" else ">"
    (start,) = struct.unpack_from(order + "I", data, 4)
    (count,) = struct.unpack_from(order + "H", data, start)
    tags = {}
    for i in range(count):
        tag, kind, number, value = struct.unpack_from(order + "HHII", data, start + 2 + 12 * i)
        size, letter = {3: (2, "H"), 4: (4, "I")}.get(kind, (0, ""))
        if not size:
            continue
        at = start + 2 + 12 * i + 8 if number * size <= 4 else value
        tags[tag] = struct.unpack_from(order + str(number) + letter, data, at)
    assert tags[259] == (1,), "compressed"
    assert tags[258] == (8,) and tags.get(277, (1,)) == (1,), "not 8 bits of one ink"
    pixels = b"".join(data[o:o + n] for o, n in zip(tags[273], tags[279]))
    width, height = tags[256][0], tags[257][0]
    paper = 255 if tags[262] == (1,) else 0  # black is zero: 255 is paper
    return width, height, bytes(abs(paper - p) for p in pixels[:width * height])


def main():
    width, height, inks = plate_read(sys.argv[1])
    left, top, right, bottom = map(float, sys.argv[2:6]) if len(sys.argv) > 2 else (0, 0, 1, 1)
    rows = [inks[y * width + int(left * width):y * width + int(right * width)]
            for y in range(int(top * height), int(bottom * height))]
    part = b"".join(rows)
    inked = sum(1 for p in part if p)
    print(round(min(part) / 2.55), round(max(part) / 2.55), round(100 * inked / len(part), 1))


main()
