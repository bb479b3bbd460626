// SPDX-License-Identifier: Apache-2.0
#include "runtime/code/fused.hpp"

#include <doctest/doctest.h>

#include <initializer_list>
#include <set>

#include "runtime/code/emit.hpp"
#include "runtime/code/listing.hpp"

namespace rt {
namespace {

Instr part(const FusedRow& row, std::size_t i) {
  return static_cast<Instr>(row.sequence >> (row.length - 1 - i) * kFusedBits & ((1u << kFusedBits) - 1));
}

TEST_CASE("a fused sequence is found by its instructions, and is in the table once") {
  std::set<std::pair<std::size_t, std::uint64_t>> seen;
  for (const FusedRow& row : fused_rows()) {
    CHECK(seen.emplace(row.length, row.sequence).second);
    CHECK(fused_handler(row.sequence, row.length) == row.handler);
  }
}

TEST_CASE("all but the last of a fused sequence have no list and leave the function by a label only") {
  using enum Instr;
  const std::set<Instr> not_inside{init_yregs, make_fun, select_linear_x, select_linear, select_binary, select_table,
                                   select_other, select_tuple_arity, select_2_x, select_3_x, put_tuple2, update_record,
                                   put_map_assoc, put_map_exact, new_small_map, get_map_elements, has_map_fields,
                                   bs_match, bs_create_bin, call, call_last, call_only, call_ext, call_ext_last,
                                   call_ext_only, call_fun, call_fun2, call_fun_last, jump, return_};
  for (const FusedRow& row : fused_rows()) {
    for (std::size_t i = 0; i + 1 < row.length; ++i) CHECK_FALSE(not_inside.contains(part(row, i)));
  }
}

TEST_CASE("fusing changes the first handler only: code reads as it was written") {
  if (fused_rows().empty()) return;  // an engine that has none
  CodeWriter w;
  w.emit(Instr::swap, {1, 2});
  const std::size_t move = w.size();
  w.emit(Instr::move_y_y, {3, 4});
  const std::size_t trim = w.size();
  w.emit(Instr::trim, {1});
  const std::size_t call = w.size();
  w.emit(Instr::call, {0});
  const Word* code = w.words().data();
  const Word handler = fused_handler(static_cast<std::uint64_t>(Instr::move_y_y) << 2 * kFusedBits |
                                         static_cast<std::uint64_t>(Instr::trim) << kFusedBits |
                                         static_cast<std::uint64_t>(Instr::call),
                                     3);
  REQUIRE(handler != 0);
  CHECK(static_cast<std::uint32_t>(code[move]) == handler);
  CHECK(instr_at(code) == Instr::swap);
  CHECK(instr_at(code + move) == Instr::move_y_y);
  CHECK(read_operand<Instr::move_y_y, 1>(code + move).index == 4);
  CHECK(instr_at(code + trim) == Instr::trim);
  CHECK(instr_at(code + call) == Instr::call);
  CHECK(move + instr_length(code + move) == trim);
}

}  // namespace
}  // namespace rt
