#!/bin/bash
# Crashes, memory, deadlines, signals, full and read-only disks: one document fails, nothing half is left.
. "$(dirname "$0")/lib.sh"
build() { local expected=$1; shift; run "$expected" build -o out --layouts looks "$@"; }
event a
event b
endless_event large
event wide 4000

# In the background: starts a build of the large event between two small ones, and waits for its worker. The shell
# would have the signal ignored, which basma respects.
start() {
  rm -rf out
  env --default-signal=INT "$BASMA" build -o out --layouts looks "$@" >said 2>err </dev/null &
  basma=$!
  for _ in $(seq 500); do
    worker=$(cat "/proc/$basma/task/$basma/children" 2>/dev/null)
    worker=${worker%% *}
    [ -n "$worker" ] && [ -e out/a/note.ru.pdf ] && return 0
    sleep 0.02
  done
  return 1
}
ended() { wait "$basma"; local status=$?; [ $status = "$1" ] || { echo "# status $status, expected $1"; return 1; }; }
gone() {
  for _ in $(seq 200); do
    [ -e "/proc/$1" ] && ! grep -q '^State:.Z' "/proc/$1/status" 2>/dev/null || return 0
    sleep 0.02
  done
  return 1
}

for signal in SEGV ABRT KILL; do
  start a.yaml large.yaml b.yaml -j 1 && sleep 0.3 && kill -$signal "$worker" && ended 1
  check "a worker that gets SIG$signal is one failed document"
  case $signal-$sanitized in
    KILL-*) says '[job-killed]' ;;
    SEGV-yes) says '[job-ended]' ;; # a sanitizer catches it
    *) says '[job-crashed]' ;;
  esac
  check "SIG$signal is named in a message"
  [ "$(awk '{print $1}' said | paste -sd' ')" = 'out/a/note.ru.pdf out/b/note.ru.pdf' ] && [ ! -e out/large/note.ru.pdf ] &&
    no_temporary_files out
  check "after SIG$signal the other documents are there, and nothing else"
done

# The first child makes the documents and their parts, the second binds the parts.
start a.yaml large.yaml b.yaml -j 1 && sleep 0.3 && set -- $(cat "/proc/$basma/task/$basma/children") && [ $# = 2 ] && kill -KILL "$2" && ended 1 &&
  says '[job-killed]' && [ "$(awk '{print $1}' said | paste -sd' ')" = 'out/a/note.ru.pdf out/b/note.ru.pdf' ] &&
  [ ! -e out/large/note.ru.pdf ] && no_temporary_files out
check 'the death of the one who binds a large document is one failed document'

rm -rf out
sed 's/^  - {markdown.*/  - {each: attendees, flow: [{markdown: "{{ release.body }}", style: body}]}/' looks/plain.yaml | sed 's/^layout: plain/layout: slow/' >looks/slow.yaml
sed 's/layout: plain, each: attendees/layout: slow/; s/^event: .*/event: slow/' large.yaml >slow.yaml
build 1 a.yaml slow.yaml b.yaml --limit deadline=1 && says '[job-deadline]' && [ "$(wc -l <said)" = 2 ] && no_temporary_files out
check 'a document past its deadline'
rm -rf out
if [ $sanitized = yes ]; then
  memory='[job-ended]' # a sanitizer ends the process by itself
else
  memory='[job-memory]'
fi
large_event huge
build 1 a.yaml huge.yaml b.yaml --limit memory=60M && says "$memory" && [ "$(wc -l <said)" = 2 ] && no_temporary_files out
check 'a document that needs too much memory'

if [ $sanitized = no ]; then
  event long 4000
  (ulimit -d 1500 && run 3 build -o out --layouts looks long.yaml) && grep -q 'out of memory' err
  check 'no memory even to read the event is status 3'
  (ulimit -d 20000 && run 1 build -o out --layouts looks huge.yaml) && says '[job-memory]'
  check 'a large event is read within the limits of a worker'
fi

for pair in 'INT 130' 'TERM 143' 'HUP 129'; do
  set -- $pair
  start a.yaml large.yaml b.yaml -j 2 && sleep 0.3 && kill -"$1" "$basma" && ended "$2" && gone "$worker"
  check "SIG$1 ends the run with status $2 and its workers"
  no_temporary_files out && [ ! -e out/large ] && qpdf --check out/a/note.ru.pdf >/dev/null &&
    grep -q '"a/note.ru.pdf"' out/manifest.json
  check "SIG$1 leaves whole files and a manifest of them"
done

start a.yaml large.yaml -j 1 && kill -KILL "$basma"; wait "$basma" 2>/dev/null; gone "$worker"
check 'workers die with their parent'

# Two runs into one folder: of the same documents, and of others.
rm -rf out
"$BASMA" build -o out --layouts looks wide.yaml a.yaml >said.one 2>err.one </dev/null & one=$!
"$BASMA" build -o out --layouts looks wide.yaml b.yaml >said.two 2>err.two </dev/null & two=$!
wait $one; first=$?; wait $two; second=$?
[ $first$second = 00 ] && [ ! -s err.one ] && [ ! -s err.two ] && no_temporary_files out && qpdf --check out/wide/note.ru.pdf >/dev/null &&
  [ "$(grep -c '"path": "[a-z]*/note.ru.pdf"' out/manifest.json)" = 3 ]
check 'two runs at once into one folder make whole files and one manifest of all'
echo rubbish >out/a/note.ru.pdf.part
build 0 a.yaml && no_temporary_files out && qpdf --check out/a/note.ru.pdf >/dev/null
check 'the temporary file of a killed run is taken over'

rm -rf out
printf 'in the way' >out
build 3 a.yaml && says 'cannot be a folder' && grep -qx 'in the way' out
check 'a file in the place of the folder'
rm -f out

mkdir -p out/a/note.ru.pdf
build 3 a.yaml b.yaml && says 'out/a/note.ru.pdf' && [ -s out/b/note.ru.pdf ] && no_temporary_files out
check 'a folder in the place of a file'
rm -rf out

# A file system of our own: as root, or in a user namespace.
if unshare -m true 2>/dev/null; then
  apart() { unshare -m bash -c "$1"; }
else
  apart() { unshare -rm bash -c "$1"; }
fi
in_mount() { # OPTIONS STATUS ARGUMENT…: builds into a tmpfs that holds an older file; what is there then is in `left`
  local options=$1 expected=$2
  shift 2
  mkdir -p disk
  export BASMA
  apart "mount -t tmpfs -o size=64k none disk && mkdir -p disk/a && echo old >disk/a/note.ru.pdf &&
    mount -o remount,$options disk &&
    '$BASMA' build -o disk --layouts looks $* >said 2>err </dev/null; echo \$? >status; find disk -type f | sort >left;
    cat disk/a/note.ru.pdf >old 2>/dev/null"
  [ "$(cat status)" = "$expected" ] || { echo "# status $(cat status), expected $expected"; return 1; }
}
if apart 'mkdir -p disk && mount -t tmpfs none disk' 2>/dev/null; then
  in_mount size=8k 3 a.yaml && says '[disk-full]' && grep -qx old old && [ "$(cat left)" = disk/a/note.ru.pdf ]
  check 'a full disk: a message, the old file, nothing half'
  in_mount ro 3 a.yaml && says '[output-permission]' && grep -qx old old
  check 'a read-only disk'
  in_mount size=48k 3 a.yaml wide.yaml b.yaml && says 'disk/wide/note.ru.pdf' && grep -q disk/b/note.ru.pdf left && ! grep -q part left
  check 'a disk that is too small for one of three'
else
  false
  check 'full and read-only disks (neither root nor user namespaces: cannot be tested here)'
fi

export ASAN_OPTIONS=detect_leaks=0 # which cannot be traced
strace -f -qq -o trace -e trace=fsync -e inject=fsync:error=EIO "$BASMA" build -o out --layouts looks a.yaml >said 2>err
[ $? = 3 ] && says '[file-write]' && [ ! -e out/a/note.ru.pdf ] && no_temporary_files out
check 'a disk that fails on fsync'
rm -rf out
seven=; for i in 1 2 3 4 5 6 7; do event "e$i"; seven="$seven e$i.yaml"; done
strace -f -qq -o trace -e trace=fsync -e inject=fsync:error=EIO "$BASMA" build -j 2 -o out --layouts looks $seven >said 2>err
[ $? = 3 ] && [ "$(grep -c '\[file-write\]' err)" = 7 ] && [ ! -s said ] && [ -z "$(find out -type f)" ]
check 'a disk that fails on fsync while other documents are made'
strace -f -qq -o trace -e trace=rename,renameat,renameat2 -e inject=rename,renameat,renameat2:error=EACCES:when=1+2 "$BASMA" build -j 2 -o out --layouts looks $seven >said 2>err
[ $? = 3 ] && says '[output-permission]' && no_temporary_files out && [ "$(find out -name '*.pdf' | wc -l)" = "$(wc -l <said)" ]
check 'a folder that refuses some names'
rm -rf out
strace -f -qq -o trace -e trace=syncfs -e inject=syncfs:error=EIO "$BASMA" build -o out --layouts looks a.yaml >said 2>err
[ $? = 3 ] && says '[file-write]' && grep -q 'syncfs.*INJECTED' trace
check 'a disk that does not keep the names of files'
rm -rf out
seven=; for i in 1 2 3 4 5 6 7; do event "e$i"; seven="$seven e$i.yaml"; done
strace -f -qq -o trace -e trace=fsync -e inject=fsync:error=EIO "$BASMA" build -j 2 -o out --layouts looks $seven >said 2>err
[ $? = 3 ] && [ "$(grep -c '\[file-write\]' err)" = 7 ] && [ ! -s said ] && [ -z "$(find out -type f)" ]
check 'a disk that fails on fsync while other documents are made'
strace -f -qq -o trace -e trace=rename,renameat,renameat2 -e inject=rename,renameat,renameat2:error=EACCES:when=1+2 "$BASMA" build -j 2 -o out --layouts looks $seven >said 2>err
[ $? = 3 ] && says '[output-permission]' && no_temporary_files out && [ "$(find out -name '*.pdf' | wc -l)" = "$(wc -l <said)" ]
check 'a folder that refuses some names'
rm -rf out
strace -f -qq -o trace -e trace=syncfs,rename,renameat,renameat2 "$BASMA" build -o out --layouts looks a.yaml >said 2>err
[ "$(grep -oE 'note.ru.pdf.part|syncfs|manifest.json.part' trace | uniq | tr '\n' ' ')" = 'note.ru.pdf.part syncfs manifest.json.part ' ]
check 'names are on the disk before the manifest tells of them'
rm -rf out
strace -f -qq -o trace -e trace=rename,renameat,renameat2 -e inject=rename,renameat,renameat2:error=EACCES "$BASMA" build -o out --layouts looks a.yaml >said 2>err
[ $? = 3 ] && says '[output-permission]' && [ ! -e out/a/note.ru.pdf ] && no_temporary_files out
check 'no permission to rename'

rm -rf out
"$BASMA" build -o out --layouts looks a.yaml b.yaml 2>err >/dev/full
[ $? = 3 ] && [ -s out/b/note.ru.pdf ]
check 'a full disk behind standard output is status 3, the documents are there'
rm -rf out
"$BASMA" build -o out --layouts looks a.yaml b.yaml 2>err | true
[ "${PIPESTATUS[0]}" = 0 ] && [ -s out/b/note.ru.pdf ]
check 'a reader of standard output that went away stops nothing'
echo "1..$number"
