#!/bin/bash
# The release in each language at three widths must be set better than by a breaker that takes what fits: TAP lines.
set -u
"$BUILD/quality" --test samples/exchange-2019/event.yaml
