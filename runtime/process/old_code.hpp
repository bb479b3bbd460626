// SPDX-License-Identifier: Apache-2.0
// Which version of a module a process is in.
#pragma once

#include "runtime/term/term.hpp"

namespace rt {

class Process;
struct Module;

// Whether the process is in, or will return to, the old version of the module. What it could only call (a fun) does not
// count. Its own thread, between two instructions.
bool runs_old_code(const Process& p, Term module);
// The same of any version, also one that is purged.
bool runs_code_of(const Process& p, const Module& module);

}  // namespace rt
