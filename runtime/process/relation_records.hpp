// SPDX-License-Identifier: Apache-2.0
// The links and monitors of a process as the records that OTP's tests look at (erts_debug:get_internal_state):
//   {erl_link, process | port, Other, linked | unlinking, Id}
//   {erl_monitor, process | port | time_offset, origin | target, Reference, Other, NameOrNil}
// On the process's own thread and heap.
#pragma once

#include "runtime/term/term.hpp"

namespace rt {

class Process;

Term link_records(Process& p);
Term monitor_records(Process& p);

}  // namespace rt
