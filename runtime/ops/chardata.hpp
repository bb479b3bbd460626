// SPDX-License-Identifier: Apache-2.0
// Chardata: characters, binaries of UTF-8 (or ISO 8859-1) and lists of both, nested and improper at will, decoded
// into UTF-8. A character may begin in one binary and end in the next. Follows module unicode of OTP
// (erl_unicode.c): what is left over after an error has the shape that OTP gives it. No depth is too deep.
#pragma once

#include <string>

#include "runtime/term/term.hpp"

namespace rt {

class Process;

struct Chardata {
  enum class Status {
    ok,
    error,       // something that is no character; `rest` begins with it
    incomplete,  // the last binary ends within a character; `rest` is those bytes
    bad,         // no chardata at all (an atom, a bitstring of odd size): badarg
  } status;
  std::string text;  // UTF-8 of what comes before the error
  Term rest = Term::none();
};

enum class ChardataEncoding { utf8, latin1 };

// `rest` is built on the heap of `p`.
Chardata decode_chardata(Process& p, Term chardata, ChardataEncoding encoding);

}  // namespace rt
