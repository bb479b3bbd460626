// SPDX-License-Identifier: Apache-2.0
// LinkedModule: the loader's side of a published rt::Module. It keeps what is needed to transform a function when it is
// first called: the decoded file, the verifier, and the file's tables as terms and addresses of the Vm.
//
// Owned by its rt::Module (Module::provider). transform() takes the lock; the rest is immutable after linking.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "loader/decode/decoded_module.hpp"
#include "loader/verify/verify.hpp"
#include "runtime/code/module.hpp"

namespace loader {

// An executable_line that is counted: where it is (GenericOp::offset), and its entry of Coverage::lines.
struct CountedLine {
  std::uint32_t offset;
  std::uint32_t line;
};

class LinkedModule final : public rt::CodeProvider {
 public:
  explicit LinkedModule(DecodedModule decoded) : decoded_(std::move(decoded)), verifier_(decoded_) {}

  std::expected<void, std::string> transform(rt::Vm& vm, rt::Function& function) override;

  const DecodedModule& decoded() const { return decoded_; }
  std::vector<rt::Term> atoms;            // by the file's atom numbers
  std::vector<rt::Export*> imports;
  rt::Module* module = nullptr;
  std::vector<CountedLine> counted_lines;  // ascending by offset; none unless the module counts lines

 private:
  DecodedModule decoded_;
  ModuleVerifier verifier_;
  FunctionCode code_;  // reused storage
  std::mutex mutex_;
};

}  // namespace loader
