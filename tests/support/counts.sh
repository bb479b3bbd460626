# SPDX-License-Identifier: Apache-2.0
# To be sourced. Tests tell what they did in a closing line "N passed, N failed"; this adds them up.
passed=0 failed=0

# count STATUS LOG: adds the closing line of a log, which is then in ok and bad too. A log without one is one test. An exit
# status other than 0 is a failure, whatever the line says.
count() {
  local line
  line=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$2" | tail -1)
  if [ -n "$line" ]; then
    ok=${line%% *} bad=${line#*, } bad=${bad%% *}
  elif [ "$1" = 0 ]; then
    ok=1 bad=0
  else
    ok=0 bad=1
  fi
  [ "$1" = 0 ] || [ "$bad" != 0 ] || bad=1
  passed=$((passed + ok)) failed=$((failed + bad))
}

# closing_line: of all that was counted. Fails if something failed.
closing_line() {
  echo "$passed passed, $failed failed"
  [ "$failed" = 0 ]
}
