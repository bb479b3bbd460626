// SPDX-License-Identifier: Apache-2.0
// Follows check_process_code() of OTP 27: the place where the process goes on, and the return addresses on its stack.
#include "runtime/process/old_code.hpp"

#include "runtime/process/process.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

// A function that has not run yet is its stub.
bool is_in(const CodeTable& code, const Module& module, const Word* at) {
  const auto* first = reinterpret_cast<const Word*>(module.functions.data());
  const auto* last = reinterpret_cast<const Word*>(module.functions.data() + module.functions.size());
  if (at >= first && at < last) return true;
  const Function* f = code.function_at(at);
  return f != nullptr && f->module == &module;
}

}  // namespace

bool runs_old_code(const Process& p, Term name) {
  const Module* old = const_cast<Process&>(p).vm().code.old(name);
  return old != nullptr && runs_code_of(p, *old);
}

bool runs_code_of(const Process& p, const Module& module) {
  const CodeTable& code = const_cast<Process&>(p).vm().code;
  if (p.ip != nullptr && is_in(code, module, p.ip)) return true;
  for (const Word* w = p.heap.sp; w != p.heap.end; ++w) {
    const Term t = Term::from_word(*w);
    // A return address is behind a call, which may be the last instruction of a function.
    if (t.is_internal() && !t.is_none() && is_in(code, module, t.code_pointer() - 1)) return true;
  }
  return false;
}

}  // namespace rt
