// SPDX-License-Identifier: Apache-2.0
// The loader in one call: bytes of a .beam -> a module published in a Vm. Function bodies are decoded, verified and
// transformed when they are first called. Any thread; `bytes` are copied or moved in.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "loader/bytes/byte_reader.hpp"
#include "loader/load_error.hpp"
#include "runtime/base/md5.hpp"
#include "runtime/vm.hpp"

namespace loader {

// Not yet published: for whoever wants to look at a module first (code:prepare_loading).
Result<std::unique_ptr<rt::Module>> prepare(rt::Vm& vm, std::vector<std::uint8_t> bytes);

// A module that lies in memory for good, with what was worked out of it beforehand (runtime/archive). Borrows its bytes.
struct PackedModule {
  Bytes beam;
  Bytes literals;  // inflated; empty: there are none
  rt::Md5::Digest md5;
};
Result<std::unique_ptr<rt::Module>> prepare(rt::Vm& vm, const PackedModule& packed);

Result<rt::Module*> load(rt::Vm& vm, std::vector<std::uint8_t> bytes, std::string path = {});

}  // namespace loader
