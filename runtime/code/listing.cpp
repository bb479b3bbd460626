// SPDX-License-Identifier: Apache-2.0
// One place that knows the lengths of the lists behind instructions (see the handlers that step over them).
#include "runtime/code/listing.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "runtime/base/check.hpp"
#include "runtime/code/binary_commands.hpp"
#include "runtime/code/fused.hpp"

namespace rt {
namespace {

using Row = std::pair<std::uint32_t, Instr>;
std::vector<Row> rows_by_handler() {
  std::vector<Row> rows;
  for (std::size_t i = 0; i < kInstrCount; ++i) {
    const auto instr = static_cast<Instr>(i);
    rows.emplace_back(static_cast<std::uint32_t>(handler_word(instr)), instr);
  }
  for (const FusedRow& row : fused_rows()) {  // its first instruction
    const std::uint64_t first = row.sequence >> (row.length - 1) * kFusedBits;
    rows.emplace_back(static_cast<std::uint32_t>(row.handler), static_cast<Instr>(first));
  }
  std::ranges::sort(rows);
  return rows;
}

}  // namespace

Word operand_at(const Word* at, const InstrInfo& info, std::size_t i) {
  const unsigned slot = info.slot[i], size = slots_of(info.kinds[i]);
  const Word w = at[slot / 4] >> (slot % 4 * 16);
  return size == 4 ? w : w & ((Word{1} << (16 * size)) - 1);
}

std::optional<Instr> find_instr_at(const Word* at) {
  static const std::vector<Row> rows = rows_by_handler();
  const std::uint32_t handler = handler_at(at);
  const auto found = std::ranges::lower_bound(rows, handler, {}, &Row::first);
  return found != rows.end() && found->first == handler ? std::optional(found->second) : std::nullopt;
}

Instr instr_at(const Word* at) {
  const auto found = find_instr_at(at);
  VM_CHECK(found.has_value(), "an instruction is here");
  return *found;
}

std::size_t instr_length(const Word* at, Instr instr) {
  const InstrInfo& info = instr_info(instr);
  const auto n = [&](std::size_t i) { return static_cast<std::size_t>(operand_at(at, info, i)); };
  std::size_t list = 0;
  switch (instr) {
    case Instr::init_yregs: list = (n(0) + 3) / 4; break;
    case Instr::make_fun: list = n(2); break;
    case Instr::select_linear_x:
    case Instr::select_linear:
    case Instr::select_binary:
    case Instr::select_other:
    case Instr::select_tuple_arity: list = n(2) + (n(2) + 1) / 2; break;
    case Instr::select_table: list = (n(2) + 1) / 2; break;
    case Instr::put_tuple2: list = n(1); break;
    case Instr::update_record: list = 2 * n(3); break;
    case Instr::put_map_assoc:
    case Instr::put_map_exact: list = 2 * n(3); break;
    case Instr::get_map_elements: list = 2 * n(1); break;
    case Instr::has_map_fields: list = n(1); break;
    case Instr::new_small_map: list = n(2); break;
    case Instr::bs_match: list = n(2); break;
    case Instr::bs_create_bin: list = n(2) * BuildRow::kWords; break;
    default: break;
  }
  return info.words + list;
}

}  // namespace rt
