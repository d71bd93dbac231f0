#!/bin/bash
# What people type: commands, options, mistakes in them, languages, colours, lists.
. "$(dirname "$0")/lib.sh"

run 2 && grep -q 'usage: basma' err && [ ! -s said ]
check 'without a command the help is a hint on standard error, status 2'
run 0 help && grep -q '  build EVENT.yaml' said && silent
check 'help lists the commands on standard output'
run 0 help build && grep -q -- '-o DIR' said
check 'help COMMAND lists its options'
run 0 --version && grep -qE '^basma [0-9.]+$' said
check '--version'
run 2 biuld && says 'did you mean «build»?' && says '[unknown-command]'
check 'an unknown command names the near one'
run 2 build --stric a.yaml && says 'did you mean «--strict»?'
check 'an unknown option names the near one'
run 2 build && says '[event-missing]'
check 'build without an event'
run 2 build --unheard a.yaml && says 'has no option --unheard'
check 'an option that does not exist'
run 2 build --limit memory=lots a.yaml && says '--limit memory takes a whole number'
check 'a limit that is no number'
run 2 build --layouts nowhere a.yaml && says 'there is no folder nowhere'
check 'a folder of layouts that is not there'

run_in() { # LC_ALL LANG STATUS ARGUMENT…: run with these in the program's environment alone
  env LC_ALL="$1" LANG="$2" "$BASMA" "${@:4}" >said 2>err </dev/null
  [ $? = "$3" ]
}
run_in ru_RU.UTF-8 C 2 biuld && says 'ошибка: команды «biuld» нет' && says '[unknown-command]'
check 'messages in Russian, codes unchanged'
run_in '' ru_RU.UTF-8 0 help && grep -q 'сделать документы' said
check 'help in Russian, by LANG'
run 2 build --messages json --stric a.yaml && python3 - err <<'PY'
import json, sys
lines = [json.loads(line) for line in open(sys.argv[1])]
assert [line["code"] for line in lines] == ["unknown-option"], lines
assert lines[0]["severity"] == "error" and lines[0]["notes"][0]["code"] == "did-you-mean", lines
PY
check 'messages as JSON, one object a line'

event one
on_terminal() { # runs basma with standard error on a terminal, as recorded in `seen`
  python3 - "$BASMA" "$@" <<'PY'
import os, pty, sys
def read(fd):
    data = os.read(fd, 65536)
    open("seen", "ab").write(data)
    return data
open("seen", "wb").close()
os.environ["TERM"] = os.environ.get("TERM_SEEN", "xterm")
null = os.open("/dev/null", os.O_WRONLY)
saved = os.dup(1)
os.dup2(null, 1)
status = os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:], read))
os.dup2(saved, 1)
sys.exit(status)
PY
}
on_terminal check missing.yaml; grep -q $'\033\[' seen
check 'colour on a terminal'
NO_COLOR=1 on_terminal check missing.yaml; ! grep -q $'\033\[[0-9;]*m' seen
check 'no colour with NO_COLOR'
run 1 check missing.yaml && ! grep -q $'\033' err
check 'no colour in a file'
run 0 build -o out --layouts looks --progress always one.yaml && grep -q $'/1  ' err
check 'progress when asked for'
run 0 build -o out --layouts looks one.yaml && silent
check 'no progress in a file'

run 0 fonts && grep -q 'PT Serif.*ru ky en' said && head -1 said | grep -q '^role '
check 'fonts: role, family, languages'
run 0 layouts --layouts looks && grep -qE '^plain +pages A4 +looks/plain.yaml$' said && grep -q '^press-release ' said
check 'layouts: those of --layouts and the shipped ones'

run 0 init first && run 0 build -o made first/event.yaml && [ "$(ls made/*/*.pdf | wc -l)" = 3 ] && silent
check 'the event of init makes three documents without a message'
echo mine >first/people.csv
run 2 init first && says '[init-exists]' && grep -qx mine first/people.csv
check 'init touches nothing that is there'
run 0 init "new folder/inside" && [ -e 'new folder/inside/event.yaml' ]
check 'init makes folders'
echo "1..$number"
