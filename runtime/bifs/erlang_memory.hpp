// SPDX-License-Identifier: Apache-2.0
// erlang:memory/0 for other natives.
#pragma once

#include "runtime/term/term.hpp"

namespace rt {

class Process;

Term memory_of_machine(Process& p);  // [{total, Bytes}, ...]

}  // namespace rt
