// SPDX-License-Identifier: Apache-2.0
// The walk over a function's instructions.
#include <algorithm>

#include "runtime/base/check.hpp"
#include "runtime/code/listing.hpp"
#include "runtime/jit/emitter.hpp"

namespace rt::jit {

using namespace asmjit;

namespace {

// Selections have labels behind their values, two a word.
struct PackedLabels {
  const Word* first;
  std::size_t count;
};
PackedLabels packed_labels(const Word* at, Instr instr) {
  const InstrInfo& info = instr_info(instr);
  switch (instr) {
    case Instr::select_linear_x:
    case Instr::select_linear:
    case Instr::select_binary:
    case Instr::select_other:
    case Instr::select_tuple_arity: {
      const std::size_t count = operand_at(at, info, 2);
      return {at + info.words + count, count};
    }
    case Instr::select_table: return {at + info.words, operand_at(at, info, 2)};
    default: return {at, 0};
  }
}

// Of an instruction on float registers the last F operand is written, unless it moves out of one.
bool writes_last_double(Instr instr) { return instr != Instr::fmove_f_x && instr != Instr::fmove_f_y; }

}  // namespace

std::size_t Emitter::index_at(const Word* at) const {
  const auto row = std::ranges::lower_bound(rows_, at, {}, &Row::at);
  VM_CHECK(row != rows_.end() && row->at == at, "labels are at instructions");
  return static_cast<std::size_t>(row - rows_.begin());
}

void Emitter::find_targets() {
  for (const Word* at = function_.code + 1; at < function_.code_end; at += instr_length(at)) {
    rows_.push_back({at, instr_at(at), false, false, a_.newLabel()});
  }
  for (const Row& row : rows_) {
    const InstrInfo& info = instr_info(row.instr);
    for (std::size_t i = 0; i < info.operand_count; ++i) {
      if (info.kinds[i] != OperandKind::L) continue;
      const LabelRef label{row.at, static_cast<std::int32_t>(operand_at(row.at, info, i))};
      if (!label.is_none()) rows_[index_at(label.target())].is_target = true;
    }
    const PackedLabels packed = packed_labels(row.at, row.instr);
    for (std::size_t i = 0; i < packed.count; ++i) {
      const auto offset = static_cast<std::int32_t>(packed.first[i / 2] >> (i % 2 * 32));
      rows_[index_at(row.at + offset)].is_target = true;
    }
  }
  std::vector<bool> written(kMaxXRegs);
  double_is_read_elsewhere_.assign(kMaxXRegs, false);
  for (const Row& row : rows_) {
    if (row.is_target) written.assign(kMaxXRegs, false);
    const InstrInfo& info = instr_info(row.instr);
    std::size_t last = info.operand_count;
    for (std::size_t i = 0; i < info.operand_count; ++i) {
      if (info.kinds[i] == OperandKind::F) last = i;
    }
    for (std::size_t i = 0; i < info.operand_count; ++i) {
      if (info.kinds[i] != OperandKind::F) continue;
      const Word f = operand_at(row.at, info, i);
      if (i == last && writes_last_double(row.instr)) {
        written[f] = true;
      } else if (!written[f]) {
        double_is_read_elsewhere_[f] = true;
      }
    }
  }
}

// Calls the member of the instruction's name, if there is one.
bool Emitter::emit_instruction(Instr instr) {
  switch (instr) {
#define INSTR(name, ...)                                                                        \
  case Instr::name:                                                                             \
    return [at = at_]<std::size_t... K>(auto* self, std::index_sequence<K...>) {                \
      if constexpr (requires { self->name(read_operand<Instr::name, K>(at)...); }) {            \
        self->name(read_operand<Instr::name, K>(at)...);                                        \
        return true;                                                                            \
      } else {                                                                                  \
        return false;                                                                           \
      }                                                                                         \
    }(this, std::make_index_sequence<instr_info(Instr::name).operand_count>{});
#include "runtime/code/instrs.def"
#undef INSTR
    case Instr::count: break;
  }
  return false;
}

void Emitter::run() {
  find_targets();
  ended_ = true;
  for (row_ = 0; row_ < rows_.size(); ++row_) {
    Row& row = rows_[row_];
    if (row.is_target || ended_) {
      if (!ended_) registers_.flush_doubles([&](std::size_t i) { return double_is_read_elsewhere_[i]; });
      registers_.forget();
      row.is_entry = true;
      a_.bind(row.label);
    }
    at_ = row.at;
    instr_ = row.instr;
    registers_.unpin();
    has_slow_ = false;
    ended_ = false;
    if (!emit_instruction(row.instr)) leave();
  }
  finish_cold();
}

void Emitter::finish_cold() {
  for (std::size_t i = 0; i < cold_.size(); ++i) cold_[i]();  // one may add another
}

std::vector<Entry> Emitter::entries() const {
  std::vector<Entry> result;
  for (const Row& row : rows_) {
    if (row.is_entry) result.push_back({row.at, static_cast<std::uint32_t>(code_.labelOffset(row.label))});
  }
  return result;
}

}  // namespace rt::jit
