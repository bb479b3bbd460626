# SPDX-License-Identifier: Apache-2.0
# To be sourced. cached COMPILER: the command that runs it, by way of ccache where there is one.
cached() {
  if command -v ccache >/dev/null && [ "${1#ccache}" = "$1" ]; then echo "ccache $1"; else echo "$1"; fi
}
