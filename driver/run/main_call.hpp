// SPDX-License-Identifier: Apache-2.0
// The call of main in the module that Gleam's compiler writes for a project, ROOT@@main: which function has it, in which
// line. We do what that function does ourselves, and stack traces show it all the same (runtime/code/start_frame.hpp).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/code/start_frame.hpp"

namespace rt {
class Vm;
}

namespace driver {

struct MainCall {
  std::string function;
  unsigned arity = 0;
  std::string file;
  unsigned line = 0;
};

// The first call of a function without arguments in a module known at run time only (Module:main()) in the bytes of a .beam.
std::optional<MainCall> find_main_call(std::vector<std::uint8_t> beam);

// Of `module`, looked for with the machine's source of modules, once, when first asked for.
rt::StartFrameSource start_frame_of(rt::Vm& vm, std::string module);

}  // namespace driver
