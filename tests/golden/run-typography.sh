# Golden cases of the typographer's hand: every line of tests/golden/typography/*.txt is a test, see typography_cases.c.
set -u
for cases in tests/golden/typography/*.txt; do
  "$BUILD/golden/typography_cases" "$cases"
done
