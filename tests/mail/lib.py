"""What the tests of mail share: a scratch folder, small events, the program, TAP lines."""
import atexit, csv, email, email.policy, hashlib, io, json, os, shutil, subprocess, sys, tempfile, textwrap

BUILD = os.path.abspath(os.environ.get("BUILD", "build"))
BASMA = os.path.join(BUILD, "basma")
scratch = tempfile.mkdtemp()
atexit.register(shutil.rmtree, scratch, True)
os.chdir(scratch)
for name in ("LANG", "LC_MESSAGES", "SOURCE_DATE_EPOCH", "XDG_CONFIG_HOME", "BASMA_MAIL_SETTINGS"):
    os.environ.pop(name, None)
os.environ.update(LC_ALL="C.UTF-8", TERM="dumb", HOME=scratch)

TRACED = {"ASAN_OPTIONS": "detect_leaks=0"}  # the leak checker cannot work beside strace
number = failures = 0


def check(name, good, *details):
    global number, failures
    number += 1
    print(("ok" if good else "not ok"), number, "-", name)
    if not good:
        failures += 1
        for detail in details:
            print(textwrap.indent(str(detail)[:3000], "#   "))
    sys.stdout.flush()


def done():
    print(f"1..{number}")
    sys.exit(1 if failures else 0)


def run(*arguments, env=None, timeout=120):
    result = subprocess.run([BASMA, *arguments], capture_output=True, timeout=timeout, stdin=subprocess.DEVNULL,
                            env={**os.environ, **(env or {})})
    return result.returncode, result.stdout.decode(), result.stderr.decode()


LAYOUT = """layout: plain
page: {size: A4, margins: [20mm, 20mm, 20mm, 20mm]}
styles:
  body: {font: serif, size: 11pt, leading: 14pt}
flow:
  - {text: "{{ title }}", style: body, role: h1}
  - {markdown: "{{ release.body }}", style: body}
"""


def event(folder, mail="", release="", media="media.csv", languages="[ru, ky, en]", more="", headline="Обмен опытом"):
    """Writes an event with one document, and builds it."""
    os.makedirs(f"{folder}/layouts", exist_ok=True)
    with open(f"{folder}/layouts/plain.yaml", "w") as file:
        file.write(LAYOUT)
    with open(f"{folder}/event.yaml", "w") as file:
        file.write(f"""event: forum
languages: {languages}
title: Форум
zone: Asia/Bishkek
dates: {{from: 2019-09-18}}
release:
  date: 2019-09-17
  headline: {headline}
  body: |
    Первый абзац с [ссылкой](https://example.kg/a?b=c) и сноской[^1].

    - раз
    - два

    [^1]: Сноска.
{textwrap.indent(textwrap.dedent(release), "  ")}
media: {media}
mail:
  from: press@dpi.example
  attach: [note]
{textwrap.indent(textwrap.dedent(mail), "  ")}
{more}
documents:
  note: {{layout: plain}}
  badges: {{layout: plain, each: attendees}}
attendees: [Асанова Айгүл]
""")


def build(folder="e", out="out"):
    status, said, err = run("build", "-o", out, "-d", "note", f"{folder}/event.yaml")
    assert status == 0, err


def media(folder, rows, header="newsroom,name,email,language"):
    with open(f"{folder}/media.csv", "w", newline="") as file:
        file.write(header + "\n")
        csv.writer(file).writerows(rows)


def mail(*arguments, folder="e", out="out", **keywords):
    return run("mail", "-o", out, *arguments, f"{folder}/event.yaml", **keywords)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def parse(data):
    return email.message_from_bytes(data, policy=email.policy.default)


def messages(out="out", event="forum"):
    folder = f"{out}/{event}/mail"
    names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    return {name: parse(read(f"{folder}/{name}")) for name in names if name.endswith(".eml")}


def sha256(data):
    return hashlib.sha256(data).hexdigest()
