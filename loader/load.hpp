// SPDX-License-Identifier: Apache-2.0
// The loader in one call: bytes of a .beam -> a module published in a Vm. Function bodies are decoded, verified and
// transformed when they are first called. Any thread; `bytes` are copied or moved in.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "loader/load_error.hpp"
#include "runtime/vm.hpp"

namespace loader {

// Not yet published: for whoever wants to look at a module first (code:prepare_loading).
Result<std::unique_ptr<rt::Module>> prepare(rt::Vm& vm, std::vector<std::uint8_t> bytes);

Result<rt::Module*> load(rt::Vm& vm, std::vector<std::uint8_t> bytes, std::string path = {});

}  // namespace loader
