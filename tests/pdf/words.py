#!/usr/bin/env python3
"""The words of a PDF against a text, in order.

  words.py FILE.pdf TEXT [NOTE]

Words are runs of letters and figures; case, quotes, dashes, spaces and superior figures do not count. A word divided at
the end of a line is joined, also when a page ends with the line. NOTE is a footnote: its words stand together anywhere in
the file. Words that only the layout adds (labels, page numbers) may stand between; every word of the text must be there,
in the text's order.
"""
import re
import subprocess
import sys

CUT = "\u00ad"


def words(text):
    text = re.sub(f"{CUT}\n?(?=[^\\W\\d_])", "", text).replace("\u00a0", " ")
    return re.findall(f"[^\\W_⁰¹²³⁴-⁹]+{CUT}?", text.casefold())


def pdf_words(path):
    raw = subprocess.run(["mutool", "draw", "-q", "-F", "txt", path], check=True, capture_output=True, text=True).stdout
    return words(raw.replace("\f", "\n"))


def find_together(haystack, needle):
    for start in range(len(haystack) - len(needle) + 1):
        if haystack[start:start + len(needle)] == needle:
            return start
    return -1


def find(found, word, at):
    """The place behind a word, which may be cut in two by the end of a page."""
    ends = [found.index(word, at) + 1] if word in found[at:] else []
    for place in range(at, len(found)):
        begin = found[place][:-1]
        if found[place].endswith(CUT) and word.startswith(begin) and word[len(begin):] in found[place:]:
            ends.append(found.index(word[len(begin):], place) + 1)
            break
    return min(ends, default=None)


def main():
    found = pdf_words(sys.argv[1])
    wanted = words(open(sys.argv[2], encoding="utf-8").read())
    if len(sys.argv) > 3:
        note = words(open(sys.argv[3], encoding="utf-8").read())
        start = find_together(found, note)
        if start < 0:
            sys.exit("the footnote is not there as written")
        del found[start:start + len(note)]
    at = 0
    for number, word in enumerate(wanted):
        behind = find(found, word, at)
        if behind is None:
            sys.exit(f"word {number} «{word}» after «{' '.join(wanted[max(0, number - 6):number])}» is missing or out of "
                     f"order; the file goes on with «{' '.join(found[at:at + 8])}»")
        at = behind
    extra = len(found) - len(wanted)
    if extra > len(wanted) // 10:
        sys.exit(f"{extra} words more than the text has")


main()
