// SPDX-License-Identifier: Apache-2.0
// StartFrame: the function that calls the program's first one, where the driver has taken its place. Nothing of it runs, but
// whoever looks at a stack finds it at the bottom, as if it had: {Module, Function, Arity, [{file, File}, {line, Line}]}.
// Constant once somebody has it.
#pragma once

#include <functional>
#include <string>

#include "runtime/term/term.hpp"

namespace rt {

struct StartFrame {
  Term module, function;
  unsigned arity = 0;
  std::string file;   // UTF-8
  unsigned line = 0;  // of the call
};

// Asked for when it is to be shown. Any thread; null: it is not known. What it points to outlives the machine's processes.
using StartFrameSource = std::function<const StartFrame*()>;

}  // namespace rt
