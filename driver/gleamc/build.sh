#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# build.sh OUTPUT - called by Meson: build gleamc with cargo and put it at OUTPUT.
# Cargo's own files go to $CARGO_TARGET_DIR, else to a cache that all clones on the machine share (as ccache's is).
set -eu
output=$1
here=$(cd "$(dirname "$0")" && pwd)
target=${CARGO_TARGET_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/gleamr/cargo}
mkdir -p "$target"
# Two clones may build at once: the executable must be taken before the other one replaces it.
exec 9>"$target/gleamc.lock"
flock 9
# At a fixed address, as gleamr is: 50 pages of addresses to be made good at every start are a tenth of a run with nothing to
# compile. For the program alone: what it is made of need not be compiled again.
cargo rustc --release --locked --quiet --manifest-path "$here/Cargo.toml" --target-dir "$target" -- -C relocation-model=static
cp "$target/release/gleamc" "$output.new"  # the old one may still run somewhere
mv "$output.new" "$output"
