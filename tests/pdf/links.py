#!/usr/bin/env python3
"""The links of a PDF that lead within it, one a line: page, description, page and first words of the destination.

  links.py FILE.pdf
"""
import json
import re
import subprocess
import sys

LINE = 16  # points: a destination is at most so far above the baseline that it means


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def text_of(value):
    return value[2:] if value.startswith("u:") else value


def words_of_pages(path):
    """Per page: its height and its words as (bottom, left, text), downwards."""
    pages = []
    for page in re.split(r"<page ", run("pdftotext", "-bbox", path, "-"))[1:]:
        height = float(re.search(r'height="([\d.]+)"', page).group(1))
        words = [(float(y), float(x), text) for x, y, text in
                 re.findall(r'<word xMin="([\d.]+)"[^>]* yMax="([\d.]+)">(.*?)</word>', page)]
        pages.append((height, words))
    return pages


def main():
    path = sys.argv[1]
    document = json.loads(run("qpdf", "--json", "--json-key=pages", "--json-key=qpdf", path))
    objects = {key[4:]: value for key, value in document["qpdf"][1].items() if key.startswith("obj:")}
    pages = [page["object"] for page in document["pages"]]
    shown = words_of_pages(path)
    for number, page in enumerate(pages, 1):
        for reference in objects[page]["value"].get("/Annots", []):
            annotation = objects[reference]["value"]
            if "/Dest" not in annotation:
                continue
            target, _, _, y, _ = annotation["/Dest"]
            height, words = shown[pages.index(target)]
            top = height - float(y)
            near = sorted((round(bottom, -1), x, word) for bottom, x, word in words if top <= bottom <= top + LINE)
            print(number, text_of(annotation["/Contents"]), "->", pages.index(target) + 1,
                  " ".join(word for _, _, word in near[:12]))


main()
