# SPDX-License-Identifier: Apache-2.0
# For steps that test a build with sanitizers: sourced. sanitized_build FOLDER SANITIZERS MESON-OPTIONS.. builds; run COMMAND.. runs
# tests, whose counts go into the closing line (counts.sh).
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
root=$PWD
. tests/support/compiler.sh
. tests/support/counts.sh

export ASAN_OPTIONS=detect_leaks=0  # a machine whose program has ended is not taken apart
sanitized_build() {
  build=$1
  if [ ! -f "$build/build.ninja" ]; then
    CXX=$(cached "${CXX:-g++}") meson setup "$build" -Db_sanitize="$2" -Doptimization=1 -Db_lundef=false \
      -Dgleamc=disabled -Dotp_root="$root/build/otp27" "${@:3}" || exit 1
  fi
  ninja -C "$build" || exit 1
}

export ANY_MEMORY=1  # to programs that look at the memory they take
log=$(mktemp)
trap 'rm -f "$log"' EXIT
run() {  # COMMAND..
  "$@" 2>&1 | tee "$log"
  count "${PIPESTATUS[0]}" "$log"
}
