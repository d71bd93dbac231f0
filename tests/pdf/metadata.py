#!/usr/bin/env python3
"""What PDF files say of themselves, in the information dictionary and in XMP: both must say the same.

  metadata.py FILE.pdf…    a line for each file: "FILE ok", or "FILE" and what is wrong
"""
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as xml

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
XMP = "{http://ns.adobe.com/xap/1.0/}"
PDF = "{http://ns.adobe.com/pdf/1.3/}"
PAIRS = {"/Title": DC + "title", "/Author": DC + "creator", "/Subject": DC + "description", "/Keywords": PDF + "Keywords",
         "/Producer": PDF + "Producer", "/Creator": XMP + "CreatorTool", "/CreationDate": XMP + "CreateDate",
         "/ModDate": XMP + "ModifyDate"}
ALWAYS = ("/Title", "/Producer", "/Creator")


def qpdf(*arguments):
    return subprocess.run(["qpdf", *arguments], check=True, capture_output=True).stdout


def date(text):
    """D:20190917000000+06'00' as XMP writes it."""
    found = re.fullmatch(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(Z|[+-]\d\d)(?:'(\d\d)'?)?", text)
    if not found:
        return "not a date: " + text
    year, month, day, hour, minute, second, east, rest = found.groups()
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}{east}" + (f":{rest}" if rest else "")


def information(objects):
    trailer = objects["trailer"]["value"]
    info = objects["obj:" + trailer["/Info"]]["value"] if "/Info" in trailer else {}
    texts = {key: re.sub("^u:", "", value) for key, value in info.items() if isinstance(value, str)}
    return {key: date(value) if key.endswith("Date") else value for key, value in texts.items()}


def metadata(path, objects):
    catalog = objects["obj:" + objects["trailer"]["value"]["/Root"]]["value"]
    number = catalog["/Metadata"].split()[0]
    texts = {}
    for element in xml.fromstring(qpdf("--show-object=" + number, "--raw-stream-data", path)).iter():
        items = element.findall(f"./*/{RDF}li")
        text = items[0].text if len(items) == 1 else element.text
        texts.setdefault(element.tag, text or "")
        texts.update(element.attrib)
    return catalog, texts


def wrong(path):
    objects = json.loads(qpdf("--json", "--json-key=qpdf", path))["qpdf"][1]
    info = information(objects)
    catalog, xmp = metadata(path, objects)
    for key in ALWAYS:
        if not info.get(key):
            yield f"no {key}"
    for key, name in PAIRS.items():
        if info.get(key) != xmp.get(name):
            yield f"{key}: {info.get(key)!r} is not {xmp.get(name)!r}"
    language = re.sub("^u:", "", catalog.get("/Lang", ""))
    if not language or xmp.get(DC + "language") != language:
        yield f"/Lang: {language!r} is not {xmp.get(DC + 'language')!r}"
    first, second = objects["trailer"]["value"].get("/ID", ("", " "))
    if first != second:
        yield f"/ID: {first} is not {second}"


def main():
    status = 0
    for path in sys.argv[1:]:
        found = list(wrong(path))
        print(path, "; ".join(found) if found else "ok")
        status |= bool(found)
    sys.exit(status)


main()
