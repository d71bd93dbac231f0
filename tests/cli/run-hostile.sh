#!/bin/bash
# Files made to cost time, memory or a crash: each ends soon, with a message and status 1.
. "$(dirname "$0")/lib.sh"
size=9900000 seconds=10
[ $sanitized = yes ] && size=900000 seconds=60

python3 - $size <<'PY'
import os, random, sys
size = int(sys.argv[1])
head = "event: x\nlanguages: [ru]\ntitle: T\n"
made = head + "documents: {note: {layout: plain}}\n"
def fill(text, each, room=size): # `each` as often as it fits; a function of the number, or text
    if not callable(each):
        return text + each * ((room - len(text.encode())) // len(each.encode()))
    parts, length, number = [text], len(text.encode()), 0
    while length < room:
        parts.append(each(number))
        length += len(parts[-1].encode())
        number += 1
    return "".join(parts[:-1])
def put(name, data):
    with open(name, "wb") as file:
        file.write(data if isinstance(data, bytes) else data.encode())
put("brackets.yaml", "[" * size)
put("braces.yaml", "{" * size)
put("nothing.yaml", b"\0" * size)
put("chance.yaml", random.Random(1).randbytes(size))
put("keys.yaml", fill(made, lambda i: f"k{i}: 1\n"))
put("twice.yaml", fill(made + "extra:\n", " a: 1\n"))
if size > 9000000: # more than two million values
    put("values.yaml", fill(made + "extra: [", "1,", size - 2) + "1]")
    put("deep.yaml", fill(made + "extra:\n", lambda i: f" k{i}: " + "[" * 40 + "]" * 40 + "\n"))
put("dates.yaml", fill(made + "agenda:\n", "- {day: 2019-13-41}\n"))
put("anchors.yaml", fill(made + "extra:\n", lambda i: f"- &a{i} x\n"))
put("tabs.yaml", fill(made, "\t\n"))
put("key.yaml", made + "k" * (size - 200) + ": 1\n")
put("quote.yaml", fill(made + 'subtitle: "', "x\n"))
put("languages.yaml", fill("event: x\ntitle: T\ndocuments: {note: {layout: plain}}\nlanguages: [", "ru,", size - 9) + "ru]\n")
put("documents.yaml", fill(head + "documents:\n", lambda i: f" d{i}: {{layout: none{i}}}\n"))
put("nobody.yaml", fill(made + "people: {p: {name: A B}}\nagenda:\n- sessions:\n", lambda i: f"  - {{title: x, speakers: [z{i}]}}\n"))
put("phones.yaml", fill(made + "people:\n p: {name: A B, phone: [", "x,", size - 9) + "x]}\n")
put("words.yaml", fill(made + 'release: {headline: x, body: "', "x", size - 9) + '"}\n')
put("quotations.yaml", fill(made + 'release: {headline: x, body: "', "> ", size - 9) + '"}\n')
put("emphasis.yaml", fill(made + 'release: {headline: x, body: "', "*_", size - 9) + '"}\n')
put("brackets-in-text.yaml", fill(made + 'release: {headline: x, body: "', "![[]()", size - 9) + '"}\n')
listed = made + "attendees: people.csv\n"
for name, data in (("quotes", "id,name\n" + '"' * size), ("columns", "," * size),
                   ("rows", fill("id,name\n", "1\n")), ("bad", fill("id,name\n", lambda i: f"{i},\n")),
                   ("ids", fill("id,name\n", "a,Б Б\n"))):
    os.makedirs("list-" + name)
    put(f"list-{name}/people.csv", data)
    put(f"list-{name}/event.yaml", listed)
for name, data in (("styles", fill("layout: plain\nstyles:\n", lambda i: f"  s{i}: {{size: 10pt}}\n")),
                   ("boxes", fill("layout: plain\nflow: [{text: a}]\nboxes:\n  first:\n", "  - {box: [0, 0, 1mm, 1mm], fil: red}\n")),
                   ("braces", fill("layout: plain\nflow:\n  - {text: \"", "{{ a | ", size - 9) + '"}\n'),
                   ("blocks", fill("layout: plain\nflow:\n", "- {txt: a}\n")),
                   ("page", "layout: plain\npage: {size: [1mm, 1mm], margins: 0mm}\nflow: [{text: \"{{ title }}\"}]\n")):
    os.makedirs(f"layout-{name}/layouts")
    put(f"layout-{name}/layouts/plain.yaml", data)
    put(f"layout-{name}/event.yaml", made)
PY

ends() { # EVENT: soon, with status 1 and a message that names a code
  timeout $seconds "$BASMA" build -o out --layouts looks "$1" >said 2>err </dev/null
  local status=$?
  [ $status = 1 ] || { echo "# status $status after $seconds seconds at most"; head -c 300 err >short; mv short err; return 1; }
  grep -q '\[[a-z-]*\]$' err && [ "$(wc -l <err)" -le 2100 ]
}
for event in *.yaml */event.yaml; do
  ends "$event"
  check "$event ends soon with a message"
  rm -rf out
done
run 1 build -o out --layouts looks keys.yaml && grep -qE '^keys.yaml: error: [0-9]+ more of these are not shown.* \[not-shown\]$' err &&
  [ "$(grep -c 'error' err)" -le 1003 ]
check 'of a file of nothing but mistakes a thousand are shown, and how many more there are'
echo "1..$number"
