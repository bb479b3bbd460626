// SPDX-License-Identifier: Apache-2.0
#include "runtime/ets/guard_functions.hpp"

#include <algorithm>

#include "runtime/vm.hpp"

namespace rt::ets {
namespace {

struct NativeName {
  std::string_view name;
  int arity;
};
constexpr NativeName kNatives[] = {
    {"is_atom", 1}, {"is_float", 1}, {"is_integer", 1}, {"is_list", 1}, {"is_number", 1}, {"is_pid", 1}, {"is_port", 1},
    {"is_reference", 1}, {"is_tuple", 1}, {"is_map", 1}, {"is_binary", 1}, {"is_bitstring", 1}, {"is_boolean", 1},
    {"is_function", 1}, {"is_function", 2}, {"is_record", 3}, {"abs", 1}, {"element", 2}, {"hd", 1}, {"max", 2}, {"min", 2},
    {"node", 1}, {"node", 0}, {"round", 1}, {"size", 1}, {"map_size", 1}, {"map_get", 2}, {"is_map_key", 2}, {"bit_size", 1},
    {"byte_size", 1}, {"tuple_size", 1}, {"binary_part", 2}, {"binary_part", 3}, {"tl", 1}, {"trunc", 1}, {"float", 1},
    {"ceil", 1}, {"floor", 1}, {"+", 1}, {"-", 1}, {"+", 2}, {"-", 2}, {"*", 2}, {"/", 2}, {"div", 2}, {"rem", 2},
    {"band", 2}, {"bor", 2}, {"bxor", 2}, {"bnot", 1}, {"bsl", 2}, {"bsr", 2}, {">", 2}, {">=", 2}, {"<", 2}, {"=<", 2},
    {"=:=", 2}, {"==", 2}, {"=/=", 2}, {"/=", 2}, {"not", 1}, {"xor", 2},
};

struct Form {
  std::string_view name;
  int arity;
  GuardFunctions::Kind kind;
};
using enum GuardFunctions::Kind;
constexpr int kAny = GuardFunctions::kAnyArity;
constexpr Form kForms[] = {
    {"length", 1, length}, {"const", kAny, constant}, {"and", kAny, all_true}, {"or", kAny, any_true},
    {"andalso", kAny, and_else}, {"andthen", kAny, and_else}, {"orelse", kAny, or_else}, {"self", kAny, self},
    {"get_tcw", 0, trace_function}, {"set_tcw", 1, trace_function}, {"set_tcw_fake", 1, trace_function},
    {"message", kAny, trace_form}, {"is_seq_trace", kAny, trace_form}, {"set_seq_token", kAny, trace_form},
    {"get_seq_token", kAny, trace_form}, {"return_trace", kAny, trace_form}, {"exception_trace", kAny, trace_form},
    {"display", kAny, trace_form}, {"process_dump", kAny, trace_form}, {"enable_trace", kAny, trace_form},
    {"disable_trace", kAny, trace_form}, {"trace", kAny, trace_form}, {"caller", kAny, trace_form},
    {"caller_line", kAny, trace_form}, {"current_stacktrace", kAny, trace_form}, {"silent", kAny, trace_form},
};

bool is_before(const GuardFunctions::Row& a, const GuardFunctions::Row& b) {
  return a.name.word() != b.name.word() ? a.name.word() < b.name.word() : a.arity < b.arity;
}

}  // namespace

GuardFunctions::GuardFunctions(Vm& vm) {
  for (const NativeName& n : kNatives) {
    const Term name = vm.atoms.must_intern(n.name);
    const Bif* native = vm.native_of(atoms::erlang, name, static_cast<unsigned>(n.arity));
    if (native != nullptr) rows_.push_back({name, n.arity, Kind::native, native->function});
  }
  for (const Form& f : kForms) rows_.push_back({vm.atoms.must_intern(f.name), f.arity, f.kind});
  std::sort(rows_.begin(), rows_.end(), is_before);
}

const GuardFunctions::Row* GuardFunctions::find(Term name, std::size_t arity) const {
  auto row = std::lower_bound(rows_.begin(), rows_.end(), Row{name, kAnyArity, Kind::native}, is_before);
  for (; row != rows_.end() && row->name == name; ++row) {
    if (row->arity == kAnyArity || static_cast<std::size_t>(row->arity) == arity) return &*row;
  }
  return nullptr;
}

}  // namespace rt::ets
