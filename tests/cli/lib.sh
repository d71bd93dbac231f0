# What the tests of the whole program share: a scratch folder, small events, and TAP lines.
set -u
BASMA=$(cd "${BUILD:-build}" && pwd)/basma
unset LANG LC_MESSAGES NO_COLOR SOURCE_DATE_EPOCH
export LC_ALL=C.UTF-8 TERM=dumb
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 3
number=0
case $BUILD in *asan*) sanitized=yes ;; *) sanitized=no ;; esac

# check NAME: the last command's status decides, or that of the commands given.
check() {
  local status=$? name=$1
  shift
  if [ $# -gt 0 ]; then
    "$@"
    status=$?
  fi
  number=$((number + 1))
  if [ $status = 0 ]; then
    echo "ok $number - $name"
  else
    echo "not ok $number - $name"
    [ -e err ] && sed 's/^/#   /' err
    [ -e said ] && sed 's/^/#   /' said
  fi
}

# run STATUS ARGUMENT…: runs basma, standard output to `said`, standard error to `err`; true when it ends with STATUS.
run() {
  local expected=$1 status
  shift
  "$BASMA" "$@" >said 2>err </dev/null
  status=$?
  [ $status = "$expected" ] || { echo "# basma $*: status $status, expected $expected"; return 1; }
}

says() { grep -qF -- "$1" err; }
silent() { [ ! -s err ]; }
no_temporary_files() { [ -z "$(find "$1" -name '*.part' 2>/dev/null)" ]; }

# A layout of our own, so that these tests do not hang on how the shipped ones look.
mkdir -p looks
cat >looks/plain.yaml <<'YAML'
layout: plain
page: {size: A4, margins: [20mm, 20mm, 20mm, 20mm]}
styles:
  body: {font: serif, size: 11pt, leading: 14pt}
  title: {font: sans, weight: bold, size: 16pt, leading: 20pt}
flow:
  - {text: "{{ title }}", style: title, role: h1}
  - {markdown: "{{ release.body }}", style: body}
YAML

# One card a page, with a name that may not fit.
cat >looks/card.yaml <<'YAML'
layout: card
card: {size: [90mm, 55mm]}
styles:
  body: {font: serif, size: 11pt, leading: 14pt}
front:
  - {box: [5mm, 12mm, 60mm, 9mm], text: "{{ name.family }}", style: body, fit: {min: 16pt, max: 20pt, lines: 1}}
YAML

# event ID [PARAGRAPHS]: writes ID.yaml, with one document in one language.
event() {
  local i
  {
    cat <<YAML
event: $1
languages: [ru]
title: Событие $1
dates: {from: 2019-09-18}
documents:
  note: {layout: plain}
release:
  date: 2019-09-17
  headline: Обмен опытом в Бишкеке
  body: |
YAML
    for ((i = 1; i <= ${2:-2}; i++)); do
      echo "    Абзац $i: в Бишкеке прошёл обмен опытом, участники которого обсудили итоги первого года работы."
      echo
    done
  } >"$1.yaml"
}

# An event with nine megabytes of text in one document: hundreds of megabytes of memory.
large_event() {
  event "$1" 0
  awk 'BEGIN { for (i = 0; i < 45000; i++)
    printf "    Абзац %d: в Бишкеке прошёл обмен опытом, участники обсудили итоги первого года.\n\n", i }' >>"$1.yaml"
}

# An event that takes minutes, but little memory: a text of fifty pages for each of two thousand people.
endless_event() {
  event "$1" 2000
  sed -i 's/layout: plain/layout: plain, each: attendees/' "$1.yaml"
  echo 'attendees: people.csv' >>"$1.yaml"
  { echo id,name; seq -f '%.0f,Асанова Айгүл' 2000; } >people.csv
}
