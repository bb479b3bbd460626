// SPDX-License-Identifier: Apache-2.0
// erlang:memory/0 for other natives.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/term/term.hpp"

namespace rt {

struct Module;
class Process;
class Vm;

Term memory_of_machine(Process& p);  // [{total, Bytes}, ...]

// The same, for who has stopped the other workers (Scheduler::Exclusive).
std::vector<std::pair<std::string_view, std::size_t>> memory_kinds(Vm& vm);
// What a module's code, tables of lines and literals take.
std::size_t code_bytes(const Module& module);

}  // namespace rt
