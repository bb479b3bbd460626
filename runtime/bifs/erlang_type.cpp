// SPDX-License-Identifier: Apache-2.0
// Type tests of module erlang as functions. In guards most of them are instructions of their own.
#include "runtime/bifs/bif.hpp"
#include "runtime/code/module.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/bignum.hpp"

namespace rt {

namespace {

Term is_atom_1(Process&, Term t) { return boolean(t.is_atom()); }
Term is_binary_1(Process&, Term t) { return boolean(is_binary(t)); }
Term is_bitstring_1(Process&, Term t) { return boolean(is_bitstring(t)); }
Term is_boolean_1(Process&, Term t) { return boolean(t == atoms::true_ || t == atoms::false_); }
Term is_float_1(Process&, Term t) { return boolean(is_float(t)); }
Term is_function_1(Process&, Term t) { return boolean(is_fun(t)); }
Term is_integer_1(Process&, Term t) { return boolean(is_integer(t)); }
Term is_list_1(Process&, Term t) { return boolean(t.is_list()); }
Term is_map_1(Process&, Term t) { return boolean(is_map(t)); }
Term is_number_1(Process&, Term t) { return boolean(is_number(t)); }
Term is_pid_1(Process&, Term t) { return boolean(is_pid(t)); }
Term is_port_1(Process&, Term t) { return boolean(is_port(t)); }
Term is_reference_1(Process&, Term t) { return boolean(is_reference(t)); }
Term is_tuple_1(Process&, Term t) { return boolean(is_tuple(t)); }

unsigned fun_arity(Term fun) {
  const Word* x = fun.boxed_ptr();
  if (header_kind(*x) == Kind::fun_export) return reinterpret_cast<const Export*>(x[1])->arity;
  return reinterpret_cast<const FunEntry*>(x[1])->arity;
}

Term is_function_2(Process& p, Term t, Term arity) {
  if (!is_integer(arity) || IntegerView(arity).is_negative()) return p.raise<Fault::badarg>();
  return boolean(is_fun(t) && arity.is_small() && fun_arity(t) == static_cast<Word>(arity.small_value()));
}

bool has_tag(Term t, Term tag) { return is_tuple(t) && tuple_arity(t) > 0 && tuple_element(t, 0) == tag; }

Term is_record_2(Process& p, Term t, Term tag) {
  if (!tag.is_atom()) return p.raise<Fault::badarg>();
  return boolean(has_tag(t, tag));
}
Term is_record_3(Process& p, Term t, Term tag, Term size) {
  if (!tag.is_atom() || !size.is_small()) return p.raise<Fault::badarg>();
  return boolean(has_tag(t, tag) && size.small_value() == static_cast<std::int64_t>(tuple_arity(t)));
}

constexpr Bif kRows[] = {
    guard_bif<&is_atom_1>("is_atom"),
    guard_bif<&is_binary_1>("is_binary"),
    guard_bif<&is_bitstring_1>("is_bitstring"),
    guard_bif<&is_boolean_1>("is_boolean"),
    guard_bif<&is_float_1>("is_float"),
    guard_bif<&is_function_1>("is_function"),
    guard_bif<&is_function_2>("is_function"),
    guard_bif<&is_integer_1>("is_integer"),
    guard_bif<&is_list_1>("is_list"),
    guard_bif<&is_map_1>("is_map"),
    guard_bif<&is_number_1>("is_number"),
    guard_bif<&is_pid_1>("is_pid"),
    guard_bif<&is_port_1>("is_port"),
    guard_bif<&is_record_2>("is_record"),
    guard_bif<&is_record_3>("is_record"),
    guard_bif<&is_reference_1>("is_reference"),
    guard_bif<&is_tuple_1>("is_tuple"),
};

}  // namespace

extern constinit const BifModule kErlangType;
constinit const BifModule kErlangType{"erlang", kRows};

}  // namespace rt
