// SPDX-License-Identifier: Apache-2.0
// parse_term: Erlang term text -> Term on a process heap, for tables whose rows a real erl has printed (~w).
// Integers of any size, floats, atoms, lists, strings, tuples, maps, binaries and bitstrings.
#pragma once

#include <string_view>

#include "runtime/process/process.hpp"

namespace rt::test {

// Requires: the text is one such term (aborts otherwise).
Term parse_term(Process& p, std::string_view text);

}  // namespace rt::test
