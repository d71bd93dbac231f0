#!/bin/bash
# The release in each language at three widths, and paragraphs on other subjects together, must be set better in every
# measure than by a breaker that takes what fits: TAP lines.
set -u
"$BUILD/quality" --test samples/exchange-2019/event.yaml tests/bench/paragraphs.yaml
