// SPDX-License-Identifier: Apache-2.0
// The table, sorted for binary search. Follows is_gc_bif() of OTP's beam_ssa_codegen.erl: comparisons,
// boolean operators, type tests, and the few that only look at a term.
#include "loader/verify/guard_functions.hpp"

#include <algorithm>
#include <iterator>

namespace loader {
namespace {

struct Row {
  std::string_view name;
  std::uint32_t arity;
  constexpr auto operator<=>(const Row&) const = default;
};

constexpr Row kRows[] = {
    {"/=", 2},           {"<", 2},          {"=/=", 2},         {"=:=", 2},         {"=<", 2},
    {"==", 2},           {">", 2},          {">=", 2},          {"and", 2},         {"element", 2},
    {"get", 1},          {"hd", 1},         {"is_atom", 1},     {"is_binary", 1},   {"is_bitstring", 1},
    {"is_boolean", 1},   {"is_float", 1},   {"is_function", 1}, {"is_function", 2}, {"is_integer", 1},
    {"is_integer", 3},   {"is_list", 1},    {"is_map", 1},      {"is_map_key", 2},  {"is_number", 1},
    {"is_pid", 1},       {"is_port", 1},    {"is_record", 1},   {"is_record", 2},   {"is_record", 3},
    {"is_reference", 1}, {"is_tuple", 1},   {"map_get", 2},     {"max", 2},         {"min", 2},
    {"node", 0},         {"node", 1},       {"not", 1},         {"or", 2},          {"self", 0},
    {"tl", 1},           {"tuple_size", 1}, {"xor", 2},
};
static_assert(std::is_sorted(std::begin(kRows), std::end(kRows)));

}  // namespace

bool is_heapless_guard_function(std::string_view name, std::uint32_t arity) {
  return std::binary_search(std::begin(kRows), std::end(kRows), Row{name, arity});
}

}  // namespace loader
