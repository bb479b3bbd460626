// SPDX-License-Identifier: Apache-2.0
// Natives about funs: fun_info/2 (fun_info/1 is Erlang over it), fun_info_mfa/1, make_fun/3.
#include "runtime/bifs/bif.hpp"
#include "runtime/code/module.hpp"
#include "runtime/process/process.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

const FunEntry* local_entry(Term fun) { return reinterpret_cast<const FunEntry*>(fun.boxed_ptr()[1]); }
const Export* export_of(Term fun) { return reinterpret_cast<const Export*>(fun.boxed_ptr()[1]); }
bool is_local(Term fun) { return header_kind(header_of(fun)) == Kind::fun_local; }

Term environment(HeapWriter& w, Term fun) {
  const Word* object = fun.boxed_ptr();
  Term list = Term::nil();
  for (std::size_t i = header_words(*object) - 2; i-- > 0;) list = w.cons(Term::from_word(object[3 + i]), list);
  return list;
}

// The function of a fun whose module is not there has no name.
Term name_of(const FunEntry& entry) {
  const Function* function = entry.function;
  return function == nullptr ? Term::nil() : function->name;
}

// What every fun has; none when `item` is something else.
Term common_item(HeapWriter& w, Term fun, Term item) {
  const bool local = is_local(fun);
  if (item == atoms::type) return local ? atoms::local : atoms::external;
  if (item == atoms::module) return local ? local_entry(fun)->module_name : export_of(fun)->module;
  if (item == atoms::name) return local ? name_of(*local_entry(fun)) : export_of(fun)->function;
  if (item == atoms::arity) return Term::small(local ? local_entry(fun)->arity : export_of(fun)->arity);
  if (item == atoms::env) return local ? environment(w, fun) : Term::nil();
  return Term::none();
}

bool is_item_of_local_funs(Term item) {
  for (const Term known : {atoms::pid, atoms::index, atoms::new_index, atoms::uniq, atoms::new_uniq, atoms::refc}) {
    if (item == known) return true;
  }
  return false;
}

Term local_item(HeapWriter& w, const FunEntry& entry, Term item) {
  if (item == atoms::pid) return Term::local_pid(0);  // since OTP 27 a fun does not know who made it
  if (item == atoms::index) return Term::small(entry.old_index);
  if (item == atoms::new_index) return Term::small(entry.index);
  if (item == atoms::uniq) return Term::small(entry.old_uniq);
  if (item == atoms::new_uniq) return w.binary(entry.uniq);
  return Term::small(entry.function == nullptr ? 1 : 2);  // refc: the table of funs and the loaded module
}

Term fun_info_2(Process& p, Term fun, Term item) {
  if (!is_fun(fun)) return p.raise<Fault::badarg>();
  HeapWriter w = p.reserve(3 + 2 * header_words(header_of(fun)) + binary_words(16));
  Term value = common_item(w, fun, item);
  if (!value) {
    if (!is_item_of_local_funs(item)) return p.raise<Fault::badarg>();
    value = is_local(fun) ? local_item(w, *local_entry(fun), item) : atoms::undefined;
  }
  return w.tuple({item, value});
}

Term fun_info_mfa_1(Process& p, Term fun) {
  if (!is_fun(fun)) return p.raise<Fault::badarg>();
  HeapWriter w = p.reserve(4);
  const Term module = common_item(w, fun, atoms::module);
  const Term name = common_item(w, fun, atoms::name);
  return w.tuple({module, name, common_item(w, fun, atoms::arity)});
}

Term make_fun_3(Process& p, Term module, Term function, Term arity) {
  if (!module.is_atom() || !function.is_atom() || !arity.is_small()) return p.raise<Fault::badarg>();
  if (arity.small_value() < 0 || arity.small_value() > static_cast<std::int64_t>(kMaxArity)) {
    return p.raise<Fault::badarg>();
  }
  Export* callee = p.vm().exports.intern(module, function, static_cast<unsigned>(arity.small_value()));
  HeapWriter w = p.reserve(2);
  Word* fun = w.take(2);
  fun[0] = make_header(Kind::fun_export, 1);
  fun[1] = reinterpret_cast<Word>(callee);
  return Term::boxed(fun);
}

constexpr Bif kRows[] = {
    bif<&fun_info_2>("fun_info"),
    bif<&fun_info_mfa_1>("fun_info_mfa"),
    bif<&make_fun_3>("make_fun"),
};

}  // namespace

extern constinit const BifModule kErlangFun{"erlang", kRows};

}  // namespace rt
