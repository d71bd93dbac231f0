# Golden display lists: every tests/golden/display/CASE.yaml is an event with a document `it`, in Russian; its display
# list and messages must be CASE.display. ACCEPT=1 writes them.
set -u
unset SOURCE_DATE_EPOCH
. tests/golden/lib.sh
patterns=$BUILD/hyphenation
for event in tests/golden/display/*.yaml; do
  golden_compare "${event%.yaml}.display" "$BUILD/golden/display_dump" "$event" it ru "$patterns"
done
