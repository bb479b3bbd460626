// SPDX-License-Identifier: Apache-2.0
// What a Gleam program's user sees when it crashes: the text of the compiler's ROOT@@main module, byte for byte, colours
// included: it writes them always. We leave them out where NO_COLOR asks for that (root_process).
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "runtime/error/fault.hpp"
#include "runtime/term/atom_table.hpp"
#include "runtime/term/term.hpp"

namespace rt {
class Vm;
}

namespace driver {

struct Crash {
  rt::Term error_class;  // error, exit or throw
  rt::Term reason;
  rt::Term stacktrace;   // a list of {M, F, A, Location}; none: there is none, and the reason is shown instead
};

// How to show a value: `gleam@string:inspect/1`, or `~p`.
using PrintTerm = std::function<std::string(rt::Term)>;

// `main_module` is the name of the module whose frames are left out, ROOT@@main. The text ends in an empty line.
std::string crash_report(const Crash& crash, const rt::AtomTable& atoms, std::string_view main_module,
                         const PrintTerm& print);

// Whether the text that a process writes is such a report, written by the compiler's ROOT@@main itself: by the process that
// called its run/1 (the word of its pid; 0: none did) or the one that it started.
bool is_report_of(const rt::Vm& vm, rt::Word runner, rt::Term pid, std::string_view text);

}  // namespace driver
