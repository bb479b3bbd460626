// SPDX-License-Identifier: Apache-2.0
// Transformation of one function on its first call: decode, verify, translate, publish.
#include "loader/link/linked_module.hpp"

#include <algorithm>

#include "loader/transform/translator.hpp"
#include "runtime/interp/stubs.hpp"

namespace loader {

std::expected<void, std::string> LinkedModule::transform(rt::Vm& vm, rt::Function& function) {
  const std::scoped_lock lock(mutex_);
  if (function.code != nullptr) return {};
  if (auto decoded = decode_function(decoded_, function.index, code_); !decoded) {
    return std::unexpected(to_string(decoded.error()));
  }
  if (auto verified = verifier_.verify(code_); !verified) return std::unexpected(to_string(verified.error()));
  Translator translator(vm, *this, function, code_);
  if (!translator.translate()) {
    return std::unexpected(std::string(decoded_.name()) + ": " + translator.error());
  }
  const auto& words = translator.words();
  auto block = std::make_unique<rt::Word[]>(words.size());
  std::copy(words.begin(), words.end(), block.get());
  function.code_end = block.get() + words.size();
  function.lines = std::move(translator.lines());
  function.code = block.get();
  module->code_blocks.push_back(std::move(block));
  vm.code.register_code(function);
  if (vm.jit != nullptr) {
    rt::write_count_stub(function);
  } else {
    vm.code.set_entry(function, function.code + 1);
  }
  return {};
}

}  // namespace loader
