// SPDX-License-Identifier: Apache-2.0
// What the emulator's own texts say of a process (print_process_info of break.c, OTP 27): state, links, sizes, stack. Lines
// end with "\n". The messages of its queue are shown; OTP means to, and shows none of them.
#pragma once

#include <string>

namespace rt {

class Process;

// Requires: all workers but the calling one stand (Scheduler::Exclusive). Nothing of the process changes. Of one that a dirty
// thread works for it says only what may be read then.
std::string process_text(Process& p);

}  // namespace rt
