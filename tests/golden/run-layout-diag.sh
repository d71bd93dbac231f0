# Golden messages: every tests/golden/layout-diag/CASE.yaml is a layout with mistakes; CASE.diag is what is said of
# them. ACCEPT=1 writes the goldens.
set -u
. tests/golden/lib.sh
folder=tests/golden/layout-diag
for layout in "$folder"/*.yaml; do
  case=$(basename "$layout" .yaml)
  [ "$case" = stock ] || golden_compare "${layout%.yaml}.diag" "$BUILD/golden/layout_check" "$folder" "$case"
done
