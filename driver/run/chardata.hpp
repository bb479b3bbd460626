// SPDX-License-Identifier: Apache-2.0
// Erlang text (`unicode:chardata()`) -> UTF-8, the way that the `~ts` of io:format takes it.
#pragma once

#include <string>

#include "runtime/term/term.hpp"

namespace driver {

// Binaries that are not UTF-8 count as Latin-1, each for itself. What is no text at all (an atom in a list, a
// character above 16#10FFFF) is left out.
std::string text_of_chardata(rt::Term chardata);

}  // namespace driver
