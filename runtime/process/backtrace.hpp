// SPDX-License-Identifier: Apache-2.0
// The call chain of a process with its y registers, as text: what process_info(Pid, backtrace) and process_display/2 show.
// Lines as OTP has them (erts_stack_dump of utils.c and erl_process.c); "" for a process that is sensitive.
#pragma once

#include <string>

namespace rt {

class Process;

// By the worker that runs `p`, or while it stands.
std::string backtrace_text(Process& p);

}  // namespace rt
