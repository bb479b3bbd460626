// SPDX-License-Identifier: Apache-2.0
// erlang:apply/2,3 as functions that can be called: they go on in the callee.
#include <vector>

#include "runtime/bifs/erlang_apply.hpp"

#include "runtime/bifs/bif.hpp"
#include "runtime/code/module.hpp"
#include "runtime/interp/slow.hpp"
#include "runtime/process/process.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

// The elements of a proper list.
bool collect_arguments(Term list, std::vector<Term>& out) {
  for (; list.is_cons(); list = list.tail()) {
    out.push_back(list.head());
  }
  return list.is_nil();
}

// error, exit/1 and throw raise for whoever applies them, who must still be there: they are called and not gone on in.
// Through any number of applications of erlang:apply/3. Null: the callee is another one.
const Bif* raising_native(Process& p, Term module, Term function, Term arguments, std::vector<Term>& list) {
  while (module == atoms::erlang && function.is_atom() && collect_arguments(arguments, list)) {
    const std::string_view name = p.vm().atoms.text(function);
    if (name == "apply" && list.size() == 3) {
      module = list[0];
      function = list[1];
      arguments = list[2];
      list.clear();
      continue;
    }
    const bool raises = (name == "error" && !list.empty() && list.size() <= 3) ||
                        ((name == "exit" || name == "throw") && list.size() == 1);
    return raises ? p.vm().native_of(module, function, static_cast<unsigned>(list.size())) : nullptr;
  }
  return nullptr;
}

Term apply_3(Process& p, Term module, Term function, Term arguments) {
  if (module == atoms::erlang) {
    std::vector<Term> own;
    if (const Bif* native = raising_native(p, module, function, arguments, own)) {
      const Term none = native->function(p, own.data());
      p.exception.is_callers = true;
      return none;
    }
  }
  std::vector<Term> list;
  if (!collect_arguments(arguments, list)) return p.raise<Fault::badarg>();
  if (!module.is_atom() || !function.is_atom()) return p.raise<Fault::badarg>();
  if (list.size() > kMaxArity) {  // no function has so many
    (void)p.raise<Fault::undef>();
    p.exception.top = p.reserve(5).tuple({module, function, arguments, Term::nil()});
    return Term::none();
  }
  return p.trap(p.vm().exports.intern(module, function, static_cast<unsigned>(list.size())), list);
}

Term apply_2(Process& p, Term fun, Term arguments) {
  std::vector<Term> list;
  if (!collect_arguments(arguments, list)) return p.raise<Fault::badarg>();
  return apply_fun(p, fun, std::move(list), arguments);
}

constexpr Bif kRows[] = {
    bif<&apply_2>("apply", BifKind::instruction),
    bif<&apply_3>("apply", BifKind::instruction),
};

}  // namespace

Term apply_fun(Process& p, Term fun, std::vector<Term> arguments, Term argument_list) {
  if (!is_fun(fun)) return p.raise<Fault::badfun>(fun);
  const Word* object = fun.boxed_ptr();
  if (header_kind(*object) == Kind::fun_export) {
    const auto* callee = reinterpret_cast<const Export*>(object[1]);
    if (callee->arity == arguments.size()) return p.trap(callee, arguments);
  } else {
    const auto* entry = reinterpret_cast<const FunEntry*>(object[1]);
    if (entry->arity == arguments.size()) {
      const Function* function = entry->function;
      if (function == nullptr) {
        const auto arity = static_cast<std::uint32_t>(arguments.size());
        if (!slow::resolve_fun(p, fun, arity, arguments.data(), false)) return Term::none();
        function = entry->function;
      }
      const std::size_t free = header_words(*object) - 2;
      for (std::size_t i = 0; i < free; ++i) arguments.push_back(Term::from_word(object[3 + i]));
      return p.trap(function->entry, arguments);
    }
  }
  return p.raise<Fault::badarity>(p.reserve(3).tuple({fun, argument_list}));
}

extern constinit const BifModule kErlangApply{"erlang", kRows};

}  // namespace rt
