#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# doctests.sh FOLDER - runs the unit suites of a build folder and adds up their counts. A suite that does not come to its
# end is a failure.
set -uo pipefail
passed=0 failed=0
for suite in "$1"/tests/*_tests; do
  [ -x "$suite" ] || continue
  text=$("$suite" --no-colors 2>&1) || { [[ "$text" = *"test cases:"* ]] || failed=$((failed + 1)); }
  printf '%s\n%s\n' "$suite" "$text"
  numbers=$(printf '%s\n' "$text" | sed -nE 's/.*test cases: *[0-9]+ \| *([0-9]+) passed \| *([0-9]+) failed.*/\1 \2/p' | tail -1)
  if [ -n "$numbers" ]; then passed=$((passed + ${numbers% *})) failed=$((failed + ${numbers#* })); fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
