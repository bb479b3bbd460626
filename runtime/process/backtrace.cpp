// SPDX-License-Identifier: Apache-2.0
#include "runtime/process/backtrace.hpp"

#include <cstdio>

#include "runtime/code/module.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/print.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

std::string address_text(const void* address) {
  char text[32];
  std::snprintf(text, sizeof text, "0x%016zx", reinterpret_cast<std::size_t>(address));
  return text;
}

std::string function_text(const Vm& vm, const Word* address) {
  if (address == vm.bottom_code || address == vm.start_code) return "<terminate process normally>";
  const Function* function = address == nullptr ? nullptr : vm.code.function_at(address - 1);
  if (function == nullptr) return "unknown function";
  return std::string(vm.atoms.text(function->module->name)) + ":" + std::string(vm.atoms.text(function->name)) + "/" +
         std::to_string(function->arity) + " + " + std::to_string((address - function->code) * 8);
}

std::string place_text(const Vm& vm, const Word* address) { return address_text(address) + " (" + function_text(vm, address) + ")\n"; }

std::string register_name(int number) {
  std::string name = "y(" + std::to_string(number) + ")";
  name.resize(std::max<std::size_t>(name.size(), 8), ' ');
  return name + " ";
}

}  // namespace

std::string backtrace_text(Process& p) {
  if (p.is_sensitive) return {};
  const Vm& vm = p.vm();
  std::string text = "Program counter: " + place_text(vm, p.ip);
  int number = 0;
  for (const Word* word = p.heap.sp + p.saved_live; word < p.heap.end; ++word) {
    const Term term = Term::from_word(*word);
    if (term.is_internal() && !term.is_none() && !term.is_catch_mark()) {
      text += "\n" + address_text(word) + " Return addr " + place_text(vm, term.code_pointer());
      number = 0;
      continue;
    }
    text += register_name(number++);
    if (term.is_catch_mark()) {
      text += "Catch " + place_text(vm, term.code_pointer());
    } else {
      text += (term.is_none() ? "[]" : print(vm.atoms, term)) + "\n";
    }
  }
  return text;
}

}  // namespace rt
