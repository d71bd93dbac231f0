#!/usr/bin/env python3
"""Breaks a good print file in one way at a time, by qpdf, and looks whether preflight names it, and nothing else.

  preflight.py BASMA GOOD.pdf FOLDER    TAP lines without a plan
"""
import base64
import copy
import json
import os
import subprocess
import sys

LZW = bytes.fromhex("800b6050220c0c8501")  # of ISO 32000-1, 7.4.4.2
FUNCTION = {"/FunctionType": 2, "/Domain": [0, 1], "/N": 1, "/C0": [0, 0, 0], "/C1": [1, 1, 1]}


class File:
    def __init__(self, document):
        self.document = copy.deepcopy(document)
        self.objects = self.document["qpdf"][1]
        self.trailer = self.objects["trailer"]["value"]
        self.catalog = self.value(self.trailer["/Root"])
        self.info = self.value(self.trailer["/Info"])
        self.page = self.value(self.value(self.catalog["/Pages"])["/Kids"][0])
        self.resources = self.page["/Resources"]

    def value(self, reference):
        found = self.objects["obj:" + reference]
        return found["value"] if "value" in found else found["stream"]["dict"]

    def add(self, entry):
        number = self.document["qpdf"][0]["maxobjectid"] = self.document["qpdf"][0]["maxobjectid"] + 1
        self.objects[f"obj:{number} 0 R"] = entry
        return f"{number} 0 R"

    def dictionary(self, **entries):
        return self.add({"value": slashed(entries)})

    def stream(self, data=b"", **entries):
        return self.add({"stream": {"data": base64.b64encode(data).decode(), "dict": slashed(entries)}})

    def resource(self, kind, value):
        entries = self.resources.setdefault(kind, {})
        if isinstance(entries, str):
            entries = self.value(entries)
        entries["/Broken"] = value

    def form(self, data=b"", **entries):
        return self.stream(data, Type="/XObject", Subtype="/Form", BBox=[0, 0, 9, 9], **entries)

    def image(self, **entries):
        entries = {"ColorSpace": "/DeviceGray", **entries}
        return self.stream(b"abc", Type="/XObject", Subtype="/Image", Width=1, Height=1, BitsPerComponent=8, **entries)

    def content(self, data):
        own = self.page["/Contents"]
        self.page["/Contents"] = (own if isinstance(own, list) else [own]) + [self.stream(data)]

    def intent(self):
        found = self.catalog["/OutputIntents"][0]
        return self.value(found) if isinstance(found, str) else found

    def state(self, **entries):
        self.resource("/ExtGState", slashed({"Type": "/ExtGState", **entries}))


def slashed(entries):
    return {"/" + key: value for key, value in entries.items()}


def separation(name, space):
    return ["/Separation", name, space, FUNCTION]


def font(file, **entries):
    descriptor = file.dictionary(Type="/FontDescriptor", FontName="/Other", Flags=4)
    file.resource("/Font", file.dictionary(Type="/Font", BaseFont="/Other", **{"FontDescriptor": descriptor, **entries}))


def composite(file):
    descendant = file.dictionary(Type="/Font", Subtype="/CIDFontType2", BaseFont="/Other",
                                 FontDescriptor=file.dictionary(Type="/FontDescriptor", FontName="/Other"))
    font(file, Subtype="/Type0", Encoding="/Identity-H", DescendantFonts=[descendant])


def glyphs(file, data):
    file.resource("/Font", file.dictionary(Type="/Font", Subtype="/Type3", CharProcs={"/a": file.stream(data)},
                                           FontMatrix=[1, 0, 0, 1, 0, 0], FontBBox=[0, 0, 9, 9]))


def annotation(file, **entries):
    entries = {"Type": "/Annot", "Subtype": "/Link", "Rect": [20, 20, 30, 30], **entries}
    file.page["/Annots"] = [file.dictionary(**entries)]


def appearance(file):
    annotation(file, Subtype="/PrinterMark", AP={"/N": {"/On": file.form(b"1 0 0 rg")}})


def profile(file, data, components=4):
    file.intent()["/DestOutputProfile"] = file.stream(data, N=components)


def loop(file):
    form = file.form()
    file.value(form)["/Resources"] = {"/XObject": {"/Again": form}, "/ColorSpace": {"/C": ["/CalRGB", {}]}}
    file.resource("/XObject", form)


def mask_loop(file):
    image = file.image(ColorSpace="/DeviceRGB")
    file.value(image)["/SMask"] = image
    file.resource("/XObject", image)


def deep(file):
    inner = file.form(b"0 0 1 RG")
    for _ in range(6):
        inner = file.form(Resources={"/XObject": {"/F": inner}})
    file.resource("/XObject", inner)


def box(file, name, *sides):
    file.page[name] = list(sides)


KINDS = [  # what is broken; the code that must be named, "" for none; how
    ("nothing", "", lambda f: None),
    ("PDF 1.7", "preflight-version", lambda f: f.catalog.update({"/Version": "/1.7"})),
    ("no title", "preflight-information", lambda f: f.info.pop("/Title")),
    ("an empty title", "preflight-information", lambda f: f.info.update({"/Title": "u:"})),
    ("no date", "preflight-information", lambda f: f.info.pop("/CreationDate")),
    ("trapped unknown", "preflight-trapped", lambda f: f.info.update({"/Trapped": "/Unknown"})),
    ("trapped missing", "preflight-trapped", lambda f: f.info.pop("/Trapped")),
    ("X-1a", "preflight-other-standard", lambda f: f.info.update({"/GTS_PDFXVersion": "u:PDF/X-1a:2003"})),
    ("no metadata", "preflight-standard", lambda f: f.catalog.pop("/Metadata")),
    ("no output intents", "preflight-intent", lambda f: f.catalog.pop("/OutputIntents")),
    ("two output intents", "preflight-intent",
     lambda f: f.catalog.update({"/OutputIntents": f.catalog["/OutputIntents"] * 2})),
    ("intent of PDF/A", "preflight-intent", lambda f: f.intent().update({"/S": "/GTS_PDFA1"})),
    ("intent of an RGB profile", "preflight-intent-profile",
     lambda f: profile(f, bytes(12) + b"mntrRGB XYZ " + bytes(12) + b"acsp" + bytes(100))),
    ("intent of three components", "preflight-intent-profile",
     lambda f: profile(f, bytes(12) + b"prtrCMYKLab " + bytes(12) + b"acsp" + bytes(100), 3)),
    ("intent of a damaged profile", "preflight-intent-profile", lambda f: profile(f, b"nonsense")),
    ("intent without a profile", "preflight-intent-profile", lambda f: f.intent().pop("/DestOutputProfile")),
    ("intent without a name", "preflight-intent-name", lambda f: f.intent().pop("/OutputConditionIdentifier")),
    ("script at opening", "preflight-action",
     lambda f: f.catalog.update({"/OpenAction": {"/S": "/JavaScript", "/JS": "u:app.beep()"}})),
    ("named scripts", "preflight-action", lambda f: f.catalog.update({"/Names": {"/JavaScript": {"/Names": []}}})),
    ("actions of the file", "preflight-action", lambda f: f.catalog.update({"/AA": {"/WP": {"/S": "/Named"}}})),
    ("XFA", "preflight-action", lambda f: f.catalog.update({"/AcroForm": {"/Fields": [], "/XFA": f.stream(b"<x/>")}})),
    ("a place to open at", "", lambda f: f.catalog.update({"/OpenAction": [f.value(f.catalog["/Pages"])["/Kids"][0], "/Fit"]})),
    ("actions of a page", "preflight-page-action", lambda f: f.page.update({"/AA": {"/O": {"/S": "/Named"}}})),
    ("trim box missing", "preflight-box", lambda f: f.page.pop("/TrimBox")),
    ("trim and art box", "preflight-box-both", lambda f: box(f, "/ArtBox", 10, 10, 20, 20)),
    ("trim outside of bleed", "preflight-box-nesting", lambda f: box(f, "/TrimBox", -1, 9, 100, 100)),
    ("bleed outside of media", "preflight-box-nesting", lambda f: box(f, "/BleedBox", -5, -5, 187, 130)),
    ("bleed outside of crop", "preflight-box-nesting", lambda f: box(f, "/CropBox", 20, 20, 50, 50)),
    ("box upside down", "", lambda f: box(f, "/TrimBox", *[f.page["/TrimBox"][i] for i in (2, 3, 0, 1)])),
    ("annotation within the bleed", "preflight-annotation", annotation),
    ("annotation outside", "", lambda f: annotation(f, Rect=[900, 20, 930, 30])),
    ("annotation nowhere", "preflight-annotation", lambda f: annotation(f, Rect=[1, 2])),
    ("printer's mark", "", lambda f: annotation(f, Subtype="/PrinterMark")),
    ("printer's mark in RGB", "preflight-rgb", appearance),
    ("annotation that acts", "preflight-page-action",
     lambda f: annotation(f, Rect=[900, 20, 930, 30], A={"/S": "/URI", "/URI": "u:https://example.kg"})),
    ("font not embedded", "preflight-font", lambda f: font(f, Subtype="/TrueType")),
    ("standard font", "preflight-font",
     lambda f: f.resource("/Font", f.dictionary(Type="/Font", Subtype="/Type1", BaseFont="/Helvetica"))),
    ("composite font not embedded", "preflight-font", composite),
    ("font of a form not embedded", "preflight-font",
     lambda f: f.resource("/XObject", f.form(Resources={"/Font": {"/A": f.dictionary(
         Type="/Font", Subtype="/Type1", BaseFont="/Courier")}}))),
    ("RGB in a drawn font", "preflight-rgb", lambda f: glyphs(f, b"9 0 d0 1 0 0 rg 0 0 9 9 re f")),
    ("RGB of a fill", "preflight-rgb", lambda f: f.content(b"1 0 0 rg")),
    ("RGB of a stroke", "preflight-rgb", lambda f: f.content(b"q 1 0 0 RG Q")),
    ("RGB chosen", "preflight-rgb", lambda f: f.content(b"/DeviceRGB cs 1 0 0 sc")),
    ("rg in a string", "", lambda f: f.content(b"BT (1 0 0 rg) Tj ET % 1 0 0 RG\n")),
    ("RGB inline picture", "preflight-rgb-space", lambda f: f.content(b"BI /W 1 /H 1 /CS /RGB /BPC 8 ID abc EI")),
    ("RGB inline palette", "preflight-rgb-space",
     lambda f: f.content(b"BI /W 1 /H 1 /CS [/I /RGB 0 <010203>] /BPC 8 ID a EI")),
    ("RGB picture", "preflight-rgb-space", lambda f: f.resource("/XObject", f.image(ColorSpace="/DeviceRGB"))),
    ("calibrated RGB picture", "preflight-rgb-space",
     lambda f: f.resource("/XObject", f.image(ColorSpace=["/CalRGB", {"/WhitePoint": [1, 1, 1]}]))),
    ("RGB palette", "preflight-rgb-space",
     lambda f: f.resource("/XObject", f.image(ColorSpace=["/Indexed", "/DeviceRGB", 0, "b:010203"]))),
    ("RGB by a profile", "preflight-rgb-space",
     lambda f: f.resource("/ColorSpace", ["/ICCBased", f.stream(b"x", N=3)])),
    ("RGB below a spot colour", "preflight-rgb-space",
     lambda f: f.resource("/ColorSpace", separation("/Gold", "/DeviceRGB"))),
    ("RGB below two inks", "preflight-rgb-space",
     lambda f: f.resource("/ColorSpace", ["/DeviceN", ["/A", "/B"], "/DeviceRGB", FUNCTION])),
    ("RGB of one of two inks", "preflight-rgb-space",
     lambda f: f.resource("/ColorSpace", ["/DeviceN", ["/A", "/B"], "/DeviceCMYK", FUNCTION,
                                          {"/Colorants": {"/A": separation("/A", "/DeviceRGB")}}])),
    ("RGB process of inks", "preflight-rgb-space",
     lambda f: f.resource("/ColorSpace", ["/DeviceN", ["/A"], "/DeviceCMYK", FUNCTION,
                                          {"/Process": {"/ColorSpace": "/DeviceRGB", "/Components": []}}])),
    ("RGB below a pattern", "preflight-rgb-space", lambda f: f.resource("/ColorSpace", ["/Pattern", "/DeviceRGB"])),
    ("RGB by default", "preflight-rgb-space",
     lambda f: f.resource("/ColorSpace", {}) or f.value(f.resources["/ColorSpace"]).update(
         {"/DefaultCMYK": ["/ICCBased", f.stream(b"x", N=3)]})),
    ("RGB in a form", "preflight-rgb", lambda f: f.resource("/XObject", f.form(b"1 0 0 rg"))),
    ("RGB six forms deep", "preflight-rgb", deep),
    ("a form within itself", "preflight-rgb-space", loop),
    ("a mask of itself", "preflight-rgb-space", mask_loop),
    ("RGB in a pattern", "preflight-rgb",
     lambda f: f.resource("/Pattern", f.stream(b"1 0 0 rg", PatternType=1, PaintType=1, TilingType=1,
                                               BBox=[0, 0, 9, 9], XStep=9, YStep=9, Resources={}))),
    ("RGB in a pattern of shades", "preflight-rgb-space",
     lambda f: f.resource("/Pattern", f.dictionary(PatternType=2, Shading={"/ShadingType": 2,
                                                                           "/ColorSpace": "/DeviceRGB"}))),
    ("RGB in a shading", "preflight-rgb-space",
     lambda f: f.resource("/Shading", f.dictionary(ShadingType=2, ColorSpace="/DeviceRGB"))),
    ("RGB in a soft mask", "preflight-rgb",
     lambda f: f.state(SMask={"/S": "/Luminosity", "/G": f.form(b"1 0 0 rg")})),
    ("RGB blend of a form", "preflight-rgb-space",
     lambda f: f.resource("/XObject", f.form(Group={"/S": "/Transparency", "/CS": "/DeviceRGB"}))),
    ("RGB blend of a page", "preflight-rgb-space",
     lambda f: f.page.update({"/Group": {"/S": "/Transparency", "/CS": "/DeviceRGB"}})),
    ("PostScript", "preflight-postscript",
     lambda f: f.resource("/XObject", f.stream(b"showpage", Type="/XObject", Subtype="/PS"))),
    ("PostScript form", "preflight-postscript", lambda f: f.resource("/XObject", f.form(Subtype2="/PS"))),
    ("alternate pictures", "preflight-substitute",
     lambda f: f.resource("/XObject", f.image(Alternates=[{"/Image": f.image(), "/DefaultForPrinting": True}]))),
    ("OPI of a picture", "preflight-substitute", lambda f: f.resource("/XObject", f.image(OPI={"/2.0": {}}))),
    ("OPI of a form", "preflight-substitute", lambda f: f.resource("/XObject", f.form(OPI={"/1.3": {}}))),
    ("a page of another file", "preflight-substitute",
     lambda f: f.resource("/XObject", f.form(Ref={"/F": "u:other.pdf", "/Page": 0}))),
    ("transfer function", "preflight-transfer", lambda f: f.state(TR=FUNCTION)),
    ("second transfer function", "preflight-transfer", lambda f: f.state(TR2=[FUNCTION] * 4)),
    ("the usual transfer", "", lambda f: f.state(TR="/Identity", TR2="/Default")),
    ("halftone by name", "preflight-halftone", lambda f: f.state(HT={"/HalftoneType": 1, "/HalftoneName": "u:Own"})),
    ("halftone of thresholds", "preflight-halftone",
     lambda f: f.state(HT=f.stream(b"a", HalftoneType=6, Width=1, Height=1))),
    ("halftone phase", "preflight-halftone", lambda f: f.state(HTP=[1, 1])),
    ("the usual halftone", "", lambda f: f.state(HT="/Default")),
    ("LZW in a picture", "preflight-filter",
     lambda f: f.resource("/XObject", f.add({"stream": {"data": base64.b64encode(LZW).decode(), "dict": slashed(
         dict(Type="/XObject", Subtype="/Image", Width=9, Height=1, BitsPerComponent=8, ColorSpace="/DeviceGray",
              Filter="/LZWDecode"))}}))),
    ("LZW in a page", "preflight-filter",
     lambda f: f.page.update({"/Contents": [f.page["/Contents"], f.add({"stream": {
         "data": base64.b64encode(bytes.fromhex("8012048040")).decode(), "dict": {"/Filter": ["/LZWDecode"]}}})]})),
    ("layers", "preflight-layers",
     lambda f: f.catalog.update({"/OCProperties": {"/OCGs": [], "/D": {"/Name": "u:All", "/Order": []}}})),
    ("layers that change", "preflight-layers-change",
     lambda f: f.catalog.update({"/OCProperties": {"/OCGs": [], "/D": {"/AS": [{"/Event": "/Print", "/Category": [
         "/Print"], "/OCGs": []}]}}})),
    ("layers without a state", "preflight-layers-change", lambda f: f.catalog.update({"/OCProperties": {"/OCGs": []}})),
]
WARNINGS = {"preflight-layers"}


def file_break(document, change, path):
    file = File(document)
    change(file)
    with open(path + ".json", "w", encoding="utf-8") as out:
        json.dump(file.document, out)
    subprocess.run(["qpdf", "--json-input", "--stream-data=preserve", "--object-streams=disable", path + ".json", path],
                   capture_output=True)
    os.unlink(path + ".json")


def main():
    program, good, folder = sys.argv[1:]
    document = json.loads(subprocess.run(["qpdf", "--json-output", "--json-stream-data=inline", good, "-"], check=True,
                                         capture_output=True).stdout)
    paths = [os.path.join(folder, f"{i}.pdf") for i in range(len(KINDS))]
    for path, (_, _, change) in zip(paths, KINDS):
        file_break(document, change, path)
    run = subprocess.run([program, "preflight", "--messages", "json", *paths], capture_output=True, text=True)
    results = {line["file"]: line for line in map(json.loads, run.stdout.splitlines())}
    said = {}
    for message in map(json.loads, run.stderr.splitlines()):
        said.setdefault(message["file"], set()).add(message["code"])
    for number, (path, (name, code, _)) in enumerate(zip(paths, KINDS), 1):
        wanted = {code} if code else set()
        errors = results.get(path, {}).get("errors")
        good = said.get(path, set()) == wanted and errors is not None and (errors > 0) == bool(wanted - WARNINGS)
        print(f"{'ok' if good else 'not ok'} {number} - preflight: {name}: {code or 'nothing'}")
        if not good:
            print(f"# said {sorted(said.get(path, []))}, errors {errors}")


main()
