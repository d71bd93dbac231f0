#!/usr/bin/env python3
"""The no-break spaces of a PDF against those of a text, from the Unicode values of its glyphs.

  spaces.py FILE.pdf TEXT LEAST     where TEXT has a no-break space the file has U+00A0, where it has a space it has none

Readers show U+00A0 as a space, so the glyphs are asked (mutool trace). Hyphens that the setting added, U+00AD, are taken
out. TEXT has LEAST no-break spaces at least.
"""
import html
import re
import subprocess
import sys

NO_BREAK, ADDED = "\u00a0", "\u00ad"


def glyphs(path):
    trace = subprocess.run(["mutool", "trace", path], check=True, capture_output=True, text=True).stdout
    return html.unescape("".join(re.findall(r'unicode="([^"]*)"', trace))).replace(ADDED, "").casefold()


def pairs(text, space):
    """Words with the space between them; a word may stand in two pairs."""
    return [f"{left}{space}{right}" for left, right in
            re.findall(f"([^\\s*_\\[\\]]+){space}(?=([^\\s*_\\[\\]]+))", text.casefold())]


def main():
    found = glyphs(sys.argv[1])
    text = open(sys.argv[2], encoding="utf-8").read()
    kept = pairs(text, NO_BREAK)
    free = {pair.replace(" ", NO_BREAK) for pair in pairs(text, " ")} - set(kept)
    missing = [pair for pair in kept if pair not in found]
    wrong = [pair for pair in free if pair in found]
    if len(kept) < int(sys.argv[3]):
        sys.exit(f"the text has {len(kept)} no-break spaces only")
    if missing or wrong:
        sys.exit(f"not kept together: {missing[:5]}; kept together for nothing: {wrong[:5]}")


main()
