// SPDX-License-Identifier: Apache-2.0
// Lines that OTP's loader leaves out.
#pragma once

#include <cstddef>

#include "loader/link/linked_module.hpp"

namespace loader {

// OTP's loader drops the line before a tail call of Erlang code if a move to x0 stands before it, and that is an instruction
// of its own: what raises behind it, up to the next line, has the line from before.
bool is_line_dropped(const LinkedModule& linked, const FunctionCode& code, std::size_t line);

}  // namespace loader
