// SPDX-License-Identifier: Apache-2.0
// ModuleVerifier: the flow analysis of a function, then the question across functions: may a match context
// that is made here be passed to the callees? The answer needs the callees' own analysis, which is made
// on demand and kept.
#include "loader/verify/verify.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "loader/verify/flow.hpp"
#include "loader/verify/guard_functions.hpp"

namespace loader {
namespace {

using verify::ContextUse;
using verify::ImportTrait;
using verify::Parameter;

std::vector<std::uint8_t> traits_of_imports(const DecodedModule& module) {
  std::vector<std::uint8_t> traits;
  traits.reserve(module.imports.size());
  for (const Import& import : module.imports) {
    unsigned bits = 0;
    const auto add = [&bits](ImportTrait trait, bool holds) {
      bits |= holds ? static_cast<unsigned>(trait) : 0;
    };
    const std::string_view name = module.atoms[import.function];
    const std::uint32_t arity = import.arity;
    if (module.atoms[import.module] == "erlang") {
      add(ImportTrait::is_erlang, true);
      add(ImportTrait::is_heapless_guard, is_heapless_guard_function(name, arity));
      add(ImportTrait::never_returns, (name == "error" && arity >= 1 && arity <= 3) ||
                                          ((name == "exit" || name == "throw") && arity == 1));
      add(ImportTrait::is_size, (name == "byte_size" || name == "bit_size") && arity == 1);
      add(ImportTrait::is_setelement, name == "setelement" && arity == 3);
    }
    traits.push_back(static_cast<std::uint8_t>(bits));
  }
  return traits;
}

}  // namespace

struct ModuleVerifier::Impl {
  explicit Impl(const DecodedModule& m)
      : module(m), import_traits(traits_of_imports(m)), flow(m, import_traits) {}

  Result<const ContextUse*> analyse(FunctionCode& code) {
    ContextUse use;
    if (auto ok = flow.run(code, use); !ok) return std::unexpected(ok.error());
    use.passes.settle();
    use.requires_.settle();
    return &(uses[code.function] = std::move(use));
  }

  Result<const ContextUse*> use_of(std::uint32_t function) {
    if (const auto known = uses.find(function); known != uses.end()) return &known->second;
    if (auto ok = decode_function(module, function, callee_code); !ok) return std::unexpected(ok.error());
    return analyse(callee_code);
  }

  // All parameters that a context may reach must do nothing but match on it.
  Result<void> check_contexts(const FunctionCode& code, std::vector<Parameter> to_check) {
    std::vector<Parameter> added;
    const auto refuse_all = [&](LoadError error) -> Result<void> {
      for (const Parameter& parameter : added) accepting.erase(parameter);
      return std::unexpected(std::move(error));
    };
    while (!to_check.empty()) {
      const Parameter parameter = to_check.back();
      to_check.pop_back();
      if (!accepting.insert(parameter).second) continue;
      added.push_back(parameter);
      const auto use = use_of(parameter.function);
      if (!use) return refuse_all(use.error());
      if ((*use)->rejects.test(parameter.index)) {
        return refuse_all({Stage::verify, LoadErrorCode::bad_register_use, std::string(module.name()), "Code",
                           module.functions[code.function].begin,
                           "a match context is passed to " +
                               std::string(module.atoms[module.functions[parameter.function].name]) +
                               ", which uses it as a term"});
      }
      const auto& passes = (*use)->passes.items();
      const verify::Pass first{parameter.index, {0, 0}};
      for (auto at = std::lower_bound(passes.begin(), passes.end(), first);
           at != passes.end() && at->own == parameter.index; ++at) {
        to_check.push_back(at->to);
      }
    }
    return {};
  }

  const DecodedModule& module;
  std::vector<std::uint8_t> import_traits;
  verify::Flow flow;
  FunctionCode callee_code;
  std::unordered_map<std::uint32_t, ContextUse> uses;
  std::set<Parameter> accepting;  // found to accept contexts, or being checked
};

ModuleVerifier::ModuleVerifier(const DecodedModule& module) : impl_(std::make_unique<Impl>(module)) {}
ModuleVerifier::~ModuleVerifier() = default;
ModuleVerifier::ModuleVerifier(ModuleVerifier&&) noexcept = default;
ModuleVerifier& ModuleVerifier::operator=(ModuleVerifier&&) noexcept = default;

Result<void> ModuleVerifier::verify(FunctionCode& code) {
  const auto use = impl_->analyse(code);
  if (!use) return std::unexpected(use.error());
  return impl_->check_contexts(code, (*use)->requires_.items());
}

}  // namespace loader
