"""Breaks one thing in a PDF: break.py KIND IN OUT; break.py --list says for each kind what refuses it.

qpdf unpacks the file before and packs it again, so that nothing but the one thing is wrong."""
import os
import re
import subprocess
import sys

KINDS = {  # what is broken: flavour and rule of veraPDF that refuse it; pattern, replacement of the same length
    "tag tree missing": ("2a 6.7.3.3-1", rb"/StructTreeRoot ", rb"/StructTreeRuin "),
    "not marked": ("2a 6.7.2.2-1", rb"/Marked true", rb"/Marked null"),
    "metadata missing": ("2a 6.6.2.1-1", rb"/Metadata ", rb"/Metadato "),
    "part of PDF/A wrong": ("2a 6.6.4-2", rb' pdfaid:part="2"', rb' pdfaid:part="7"'),
    "schema of PDF/UA not described": ("2a 6.6.2.3.1-1", rb"URI>http://www.aiim.org/pdfua/", rb"URI>http://www.aiim.org/pdfux/"),
    "output intent missing": ("2a 6.2.4.3-2", rb"/OutputIntents ", rb"/OutputIntenta "),
    "output intent of gray": ("2a 6.2.4.3-2", rb"RGB XYZ ", rb"GRAYXYZ "),
    "font not embedded": ("2a 6.2.11.4.1-1", rb"/FontFile2 ", rb"/FontFile9 "),
    "glyphs without text": ("2a 6.2.11.7.2-1", rb"/ToUnicode ", rb"/ToUnicoda "),
    "widths of glyphs wrong": ("2a 6.2.11.5-1", rb"(/W \[\s+\d+\s+\[\s+)\d\d\d", rb"\g<1>111"),
    "part of PDF/UA wrong": ("ua1 5-2", rb' pdfuaid:part="1"', rb' pdfuaid:part="9"'),
    "language missing": ("ua1 7.2-34", rb"/Lang \(", rb"/Lung ("),
    "title missing": ("ua1 7.1-9", rb"dc:title", rb"dc:tytle"),
    "title not shown": ("ua1 7.1-10", rb"/DisplayDocTitle true", rb"/DisplayDocTitle null"),
    "content without a tag": ("ua1 7.1-3", rb"/P<</MCID ", rb"/P<</MCIX "),
    "figure without text": ("ua1 7.3-1", rb"/Alt ", rb"/Olt "),
    "heading skipped": ("ua1 7.4.2-1", rb"/S /H1\b", rb"/S /H3"),
    "cell outside of a row": ("ua1 7.2-8", rb"/S /TR\b", rb"/S /P "),
    "item outside of a list": ("ua1 7.2-17", rb"/S /L\b", rb"/S /P"),
    "note without id": ("ua1 7.9-1", rb"/ID \(n", rb"/IX (n"),
    "link not described": ("ua1 7.18.5-2", rb"/Contents \(", rb"/Contenta ("),
    "link not in the tree": ("ua1 7.18.5-1", rb"/StructParent (\d)", rb"/StructPorent \1"),
    "tab order missing": ("ua1 7.18.3-1", rb"/Tabs /S", rb"/Tabz /S"),
    "role unknown": ("2a 6.7.3.4-1", rb"/S /P\b", rb"/S /Q"),
    "head of a table without scope": ("ua1 7.5-1", rb"/Scope /Column", rb"/Scopo /Column"),
    "nothing": ("", rb"$", rb""),
    "attachment not related": ("3a 6.8-3", rb"/AFRelationship ", rb"/AFRelatianship "),
    "attachment of no kind": ("3a 6.8-1", rb"/Subtype /application#2fyaml", rb"/Subtypo /application#2fyaml"),
    "attachment not named": ("3a 6.8-2", rb"/UF \(", rb"/UX ("),
    "attachment in part 2": ("3a 6.6.4-2", rb' pdfaid:part="3"', rb' pdfaid:part="2"'),
}


def main():
    kind, source, target = sys.argv[1:]
    plain = target + ".plain"
    subprocess.run(["qpdf", "--qdf", "--object-streams=disable", source, plain], check=True)
    with open(plain, "rb") as file:
        data = file.read()
    _, pattern, replacement = KINDS[kind]
    data, count = re.subn(pattern, replacement, data)
    if not count:
        sys.exit(f"nothing to break: {kind}")
    with open(plain, "wb") as file:
        file.write(data)
    subprocess.run(["qpdf", "--newline-before-endstream", plain, target], check=True)
    os.unlink(plain)


if __name__ == "__main__":
    if sys.argv[1:] == ["--list"]:
        for name, rule in KINDS.items():
            print(f"{name}\t{rule[0]}")
    else:
        main()
