// SPDX-License-Identifier: Apache-2.0
// erts_debug:instructions/0 and disassemble/1: the instructions of a function, one a call, by which erts_debug:df and the compiler's option
// `dis` write a loaded module down. OTP with native code always answers `false`; we do as OTP without it.
#include "runtime/bifs/bif.hpp"
#include "runtime/code/boot_modules.hpp"
#include "runtime/code/instr.hpp"
#include "runtime/inspect/disassembly.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/bignum.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

// {Address of the next instruction, Text, {M, F, A}}. `next` is null behind the last one, and no instruction is there.
Term answer(Process& p, const std::string& text, const Word* next, Term module, Term function, unsigned arity) {
  const Term line = byte_binary(p, text);
  HeapWriter w = p.reserve(2 + 4 + 4);
  const Term address = w.unsigned_integer(reinterpret_cast<Word>(next));
  const Term mfa = w.tuple({module, function, Term::small(arity)});
  return w.tuple({address, line, mfa});
}

Term instruction(Process& p, const Function& f, const Word* at) {
  const auto found = disassemble(p.vm(), f, at);
  return found ? answer(p, found->text, found->next, f.module->name, f.name, f.arity) : atoms::false_;
}

Term at_address(Process& p, Term address) {
  if (!is_integer(address) || IntegerView(address).is_negative()) return p.raise<Fault::badarg>();
  const auto number = integer_to_int64(address);
  if (!number || *number % static_cast<std::int64_t>(alignof(Word)) != 0) return atoms::false_;
  const auto* at = reinterpret_cast<const Word*>(*number);
  const Function* f = p.vm().code.function_at(at);
  return f == nullptr ? atoms::false_ : instruction(p, *f, at);
}

Term first_of(Process& p, Term module, Term name, unsigned arity) {
  Vm& vm = p.vm();
  Module* loaded = is_present_from_start(vm.atoms.text(module)) ? vm.ensure_loaded(module) : vm.find_module(module);
  if (loaded == nullptr) return atoms::undef;
  if (vm.native_of(module, name, arity) != nullptr) {
    const Export* e = vm.exports.intern(module, name, arity);
    const std::string text = address_text(e->stub) + ": i_native " + mfa_text(vm.atoms, module, name, arity) + "\n";
    return answer(p, text, nullptr, module, name, arity);
  }
  for (Function& f : loaded->functions) {
    if (f.name != name || f.arity != arity) continue;
    if (f.code == nullptr && !loaded->provider->transform(vm, f)) return atoms::undef;
    return instruction(p, f, f.code + 1);
  }
  return atoms::undef;
}

Term disassemble_1(Process& p, Term what) {
  if (!is_tuple(what)) return at_address(p, what);
  if (!is_tuple(what, 3)) return p.raise<Fault::badarg>();
  const Term module = tuple_element(what, 0), name = tuple_element(what, 1), arity = tuple_element(what, 2);
  if (!module.is_atom() || !name.is_atom() || !arity.is_small()) return p.raise<Fault::badarg>();
  constexpr std::int64_t kMostArguments = 255;
  if (arity.small_value() < 0 || arity.small_value() > kMostArguments) return atoms::undef;
  return first_of(p, module, name, static_cast<unsigned>(arity.small_value()));
}

// The names that stand in the lines: ours, where OTP tells its own.
Term instructions_0(Process& p) {
  std::vector<Term> names;
  for (std::size_t i = 0; i < kInstrCount; ++i) names.push_back(byte_list(p, instr_info(static_cast<Instr>(i)).name));
  return p.reserve(2 * names.size()).list(names);
}

constexpr Bif kRows[] = {bif<&disassemble_1>("disassemble"), bif<&instructions_0>("instructions")};

}  // namespace

extern const BifModule kErtsDebugDisassemble;
constinit const BifModule kErtsDebugDisassemble{"erts_debug", kRows};

}  // namespace rt
