// SPDX-License-Identifier: Apache-2.0
// What process_info/1,2 tells of a process. Computed by the process itself, on its own thread and heap: of another one
// it is asked by a signal (SignalKind::info_request), so that the answer is about everything sent to it before.
// Follows OTP's erl_bif_info.c.
#pragma once

#include "runtime/process/process.hpp"

namespace rt {

enum class InfoForm : std::uint8_t { item, list, all };

// A name, {dictionary, Key}, or a list of them.
bool is_info_request(Vm& vm, Term request, InfoForm form);

// The answer. Requires: is_info_request(request) unless form is `all`. `is_self`: the process runs and asks for itself.
Term process_info(Process& p, Term request, InfoForm form, bool is_self);

}  // namespace rt
