// SPDX-License-Identifier: Apache-2.0
// What the emulator's own texts say of a machine (break.c of OTP 27): its processes, ports, modules, tables, memory. Lines end
// with "\n". Left out is what only OTP's emulator has: its hash tables' depths, its allocators.
//
// Requires of all: all workers but the calling one stand (Scheduler::Exclusive).
#pragma once

#include <string>

namespace rt {

class Vm;

std::string processes_text(Vm& vm);  // and ports
std::string ports_text(Vm& vm);
std::string loaded_text(const Vm& vm);
std::string tables_text(const Vm& vm);
std::string memory_text(Vm& vm);
std::string distribution_text();

}  // namespace rt
