#!/usr/bin/env python3
"""Spreadsheets, damaged and hostile ones among them, as the programs that people use write them: XML in a ZIP.

  lists.py CASE FILE      writes FILE; the cases are the functions below that are named make_*
"""
import struct
import sys
import zipfile
import zlib

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def relations(items):
    return (HEAD + f'<Relationships xmlns="{PACKAGE}">' + "".join(
        f'<Relationship Id="{id}" Type="{OFFICE}/{type}" Target="{target}"/>' for id, type, target in items)
        + "</Relationships>")


def book(sheets, properties=""):
    return (HEAD + f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}<sheets>' + "".join(
        f'<sheet name="{name}" sheetId="{i}" r:id="rId{i}"{state}/>' for i, (name, state) in enumerate(sheets, 1))
        + "</sheets></workbook>")


def sheet(rows, after=""):
    return HEAD + f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def strings(texts):
    return HEAD + f'<sst xmlns="{MAIN}" count="{len(texts)}">' + "".join(f"<si>{t}</si>" for t in texts) + "</sst>"


def styles(codes):
    """Style n + 1 has the format n: a number is a built-in one."""
    own = [(164 + i, code) for i, code in enumerate(codes) if isinstance(code, str)]
    ids = [next(i for i, own_code in own if own_code == code) if isinstance(code, str) else code for code in codes]
    return (HEAD + f'<styleSheet xmlns="{MAIN}"><numFmts>' + "".join(
        f'<numFmt numFmtId="{i}" formatCode="{code}"/>' for i, code in own)
        + '</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>'
        + "".join(f'<xf numFmtId="{i}" applyNumberFormat="1"/>' for i in ids) + "</cellXfs></styleSheet>")


def write(path, parts, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)


def parts(rows, after="", texts=None, codes=None, properties="", sheets=(("Лист1", ""),)):
    result = {"[Content_Types].xml": HEAD + "<Types/>",
              "_rels/.rels": relations([("rId1", "officeDocument", "xl/workbook.xml")]),
              "xl/workbook.xml": book(sheets, properties),
              "xl/worksheets/sheet1.xml": sheet(rows, after)}
    items = [("rId1", "worksheet", "worksheets/sheet1.xml")]
    if texts is not None:
        items.append(("rId90", "sharedStrings", "sharedStrings.xml"))
        result["xl/sharedStrings.xml"] = strings(texts)
    if codes is not None:
        items.append(("rId91", "styles", "styles.xml"))
        result["xl/styles.xml"] = styles(codes)
    result["xl/_rels/workbook.xml.rels"] = relations(items)
    return result


def inline(address, text):
    return f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'


def names(count=2):
    return '<row r="1">' + inline("A1", "ФИО") + inline("B1", "Роль") + "</row>" + "".join(
        f'<row r="{i}">' + inline(f"A{i}", f"Орозбаев Б{i}") + inline(f"B{i}", "гость") + "</row>"
        for i in range(2, count + 2))


def make_excel(path):
    """Shared strings, rich text with phonetics, formats, a formula, flags, empty styled cells, gaps, merged cells."""
    texts = ["<t>№</t>", "<t>ФИО</t>", "<t>Организация</t>", "<t>Дата</t>", "<t>Взнос</t>", "<t>Код</t>", "<t>Да</t>",
             '<r><rPr><b/></rPr><t xml:space="preserve">Орозбаев </t></r><r><t>Бектур</t></r><rPh><t>оро</t></rPh>',
             "<t>Алыкулова Айгүл</t>", "<t>ОсОО &lt;Ромашка&gt; &amp; Ко</t>", "<t>Ким_x0020_Чен</t>", "<t>VIP</t>"]
    rows = """<row r="1" spans="1:8"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>
<c r="D1" t="s"><v>3</v></c><c r="E1" t="s"><v>4</v></c><c r="F1" t="s"><v>5</v></c><c r="G1" t="s"><v>6</v></c></row>
<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="s"><v>7</v></c><c r="C2" t="s"><v>9</v></c><c r="D2" s="1"><v>43725</v></c>
<c r="E2" s="2"><v>1234.5</v></c><c r="F2" s="3"><v>42</v></c><c r="G2" t="b"><v>1</v></c></row>
<row r="3"><c r="A3" s="1"/><c r="B3" s="1"/></row>
<row r="5"><c r="A5"><v>2</v></c><c r="B5" t="s"><v>8</v></c><c r="C5"/><c r="D5" s="4"><v>43726.375</v></c>
<c r="E5" s="5"><v>0.5</v></c><c r="F5"><f>LEFT("абв",2)</f><v>996555313385</v></c><c r="G5" t="b"><v>0</v></c></row>
<row r="6"><c r="A6"><v>3</v></c><c r="B6" t="s"><v>10</v></c><c r="D6" t="str"><f>TEXT(1,"0")</f><v>как есть</v></c>
<c r="E6"><v>0.1</v></c><c r="F6"><v>1.0000000000000001E-5</v></c></row>"""
    write(path, parts(rows, '<mergeCells count="1"><mergeCell ref="C2:C5"/></mergeCells>', texts,
                      [14, "#,##0.00", "000000", "d mmmm yyyy h:mm", 9]))


def make_calc(path):
    """LibreOffice: absolute targets, t="n", a hidden sheet first, prefixes of names, dates counted from 1904."""
    rows = """<x:row r="1" customFormat="false" ht="12.8"><x:c r="A1" t="inlineStr"><x:is><x:t>ФИО</x:t></x:is></x:c>
<x:c r="B1" t="inlineStr"><x:is><x:t>Дата</x:t></x:is></x:c></x:row>
<x:row r="2"><x:c r="A2" t="inlineStr"><x:is><x:t>Орозбаев Бектур</x:t></x:is></x:c>
<x:c r="B2" s="1" t="n"><x:v>42263</x:v></x:c></x:row>"""
    result = parts("", codes=["yyyy\\-mm\\-dd"], properties='<workbookPr date1904="true"/>',
                   sheets=(("Скрытый", ' state="hidden"'), ("Люди", "")))
    result["xl/worksheets/sheet2.xml"] = (HEAD + f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{rows}</x:sheetData>'
                                          "</x:worksheet>")
    result["xl/worksheets/sheet1.xml"] = sheet('<row r="1">' + inline("A1", "не тот лист") + "</row>")
    result["xl/_rels/workbook.xml.rels"] = relations([("rId1", "worksheet", "/xl/worksheets/sheet1.xml"),
                                                      ("rId2", "worksheet", "/xl/worksheets/sheet2.xml"),
                                                      ("rId91", "styles", "/xl/styles.xml")])
    write(path, result)


def make_google(path):
    """Google Sheets: no addresses are needed for cells that follow one another, every string is shared."""
    rows = ('<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row><row><c t="s"><v>2</v></c><c t="s"><v>3</v></c></row>'
            '<row/><row><c t="s"><v>4</v></c></row>')
    write(path, parts(rows, texts=["<t>Full name</t>", "<t>Role</t>", "<t>Anna Smith</t>", "<t>speaker</t>",
                                   "<t>John Doe</t>"]), zipfile.ZIP_STORED)


def make_rows(path):
    """Rows that cannot be used: an error, no name, an id twice, a cell behind the last header; a hidden one."""
    rows = ('<row r="1">' + inline("A1", "id") + inline("B1", "ФИО") + "</row>"
            + '<row r="2">' + inline("A2", "a") + inline("B2", "Орозбаев Бектур") + "</row>"
            + '<row r="3">' + inline("A3", "b") + '<c r="B3" t="e"><v>#N/A</v></c></row>'
            + '<row r="4">' + inline("A4", "c") + "</row>"
            + '<row r="5">' + inline("A5", "a") + inline("B5", "Исаков Эмиль") + "</row>"
            + '<row r="6">' + inline("A6", "d") + inline("B6", "Исаков Нур") + inline("AA6", "лишнее") + "</row>"
            + '<row r="7" hidden="1">' + inline("A7", "e") + inline("B7", "Скрытова Анна") + "</row>"
            + '<row r="9">' + inline("A9", "f") + inline("B9", "Ы" * 40) + "</row>")
    write(path, parts(rows))


def make_formula(path):
    """Formulas that were never computed, and one that gives nothing."""
    rows = ('<row r="1">' + inline("A1", "ФИО") + inline("B1", "Стол") + "</row>"
            + '<row r="2">' + inline("A2", "Исаков Эмиль") + '<c r="B2"><f>1+1</f><v/></c></row>'
            + '<row r="3">' + inline("A3", "Исаков Нур") + '<c r="B3" t="str"><f>""</f><v></v></c></row>')
    write(path, parts(rows))


def make_sheets(path):
    result = parts(names(), sheets=(("Черновик", ""), ("Гости 2019", "")))
    result["xl/worksheets/sheet2.xml"] = sheet('<row r="3">' + inline("B3", "ФИО") + '</row><row r="4">'
                                               + inline("B4", "Исаков Эмиль") + "</row>")
    result["xl/_rels/workbook.xml.rels"] = relations([("rId1", "worksheet", "worksheets/sheet1.xml"),
                                                      ("rId2", "worksheet", "worksheets/sheet2.xml")])
    write(path, result)


# --- what is refused -------------------------------------------------------------------------------------------------

def bomb(path, name, head, piece, count, tail):
    """A part that unpacks to a thousand times its size, which is written without ever being held."""
    rest = parts(names(), texts=["<t>x</t>"])
    rest.pop(name, None)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for other, text in rest.items():
            archive.writestr(other, text)
        with archive.open(name, "w", force_zip64=True) as out:
            out.write(head.encode())
            for _ in range(count):
                out.write(piece)
            out.write(tail.encode())


def make_bomb_sheet(path):
    bomb(path, "xl/worksheets/sheet1.xml", HEAD + "<worksheet><sheetData>", b"<row/>" * 100000, 300, "")


def make_bomb_spaces(path):
    bomb(path, "xl/worksheets/sheet1.xml", HEAD + "<worksheet>", b" " * 1000000, 2000, "</worksheet>")


def make_bomb_strings(path):
    bomb(path, "xl/sharedStrings.xml", HEAD + "<sst>", b"<si><t>aaaaaaaaaaaa</t></si>" * 100000, 100, "</sst>")


def make_giant_string(path):
    bomb(path, "xl/sharedStrings.xml", HEAD + "<sst><si><t>", b"a" * 1000000, 100, "</t></si></sst>")


def make_giant_tag(path):
    bomb(path, "xl/worksheets/sheet1.xml", HEAD + '<worksheet a="', b"a" * 1000000, 30, '"/>')


def make_columns(path):
    """A row of a million cells."""
    bomb(path, "xl/worksheets/sheet1.xml", HEAD + "<worksheet><sheetData><row>",
         b'<c t="inlineStr"><is><t>a</t></is></c>' * 10000, 100, "</row></sheetData></worksheet>")


def make_laughs(path):
    laughs = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(97 + i)} "{("&" + chr(96 + i) + ";") * 10}">' for i in range(1, 10)) + "]><a>&j;</a>"
    result = parts(names())
    result["xl/workbook.xml"] = laughs
    write(path, result)


def make_deep(path):
    result = parts("")
    result["xl/worksheets/sheet1.xml"] = HEAD + "<worksheet>" + "<a>" * 100000
    write(path, result)


def make_cut(path):
    write(path, parts(names(1000)))
    with open(path, "r+b") as file:
        file.truncate(600)


def make_wrong_sum(path):
    write(path, parts(names()), zipfile.ZIP_STORED)
    with open(path, "rb") as file:
        data = file.read()
    with open(path, "wb") as file:
        file.write(data.replace("Орозбаев".encode(), "Арозбаев".encode()))


def make_locked(path):
    """The flag of encryption on every entry, and with it a file of Excel's own kind is no ZIP at all."""
    write(path, parts(names()))
    with open(path, "r+b") as file:
        data = bytearray(file.read())
        at = -1
        while (at := data.find(b"PK\1\2", at + 1)) >= 0:
            data[at + 8] |= 1
        file.seek(0)
        file.write(data)


def make_locked_excel(path):
    with open(path, "wb") as file:
        file.write(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + bytes(1024) + "EncryptedPackage".encode("utf-16-le") + bytes(90))


def make_xls(path):
    with open(path, "wb") as file:
        file.write(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + bytes(1024) + "Workbook".encode("utf-16-le") + bytes(90))


def make_ods(path):
    write(path, {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"})


def make_csv(path):
    with open(path, "w", encoding="utf-8") as file:
        file.write("ФИО\nОрозбаев Бектур\n")


def make_many_entries(path):
    """A directory that claims two thousand million entries."""
    write(path, parts(names()))
    with open(path, "rb") as file:
        data = file.read()
    end = data.rfind(b"PK\5\6")
    size, offset = struct.unpack("<II", data[end + 12:end + 20])
    record = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, 1 << 31, 1 << 31, size, offset)
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, end, 1)
    with open(path, "wb") as file:
        file.write(data[:end] + record + locator + data[end:])


def make_zip64(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts(names()).items():
            with archive.open(name, "w", force_zip64=True) as out:
                out.write(text.encode())


def make_rows_many(path, count=100000):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts("").items():
            if name != "xl/worksheets/sheet1.xml":
                archive.writestr(name, text)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as out:
            out.write((HEAD + f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">' + inline("A1", "ФИО")
                       + inline("B1", "Роль") + inline("C1", "id") + "</row>").encode())
            for i in range(2, count + 2):
                out.write((f'<row r="{i}" spans="1:3">' + inline(f"A{i}", f"Орозбаев Бектур{i} Асанович")
                           + inline(f"B{i}", "участник") + f'<c r="C{i}"><v>{i}</v></c></row>').encode())
            out.write(b"</sheetData></worksheet>")


if __name__ == "__main__":
    arguments = [int(argument) for argument in sys.argv[3:]]
    globals()["make_" + sys.argv[1]](sys.argv[2], *arguments)
    assert zlib
