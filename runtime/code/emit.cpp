// SPDX-License-Identifier: Apache-2.0
#include "runtime/code/emit.hpp"

#include <algorithm>
#include <bit>

#include "runtime/base/check.hpp"
#include "runtime/code/fused.hpp"

namespace rt {

void CodeWriter::emit(Instr instr, std::initializer_list<Word> operands) {
  const InstrInfo& info = instr_info(instr);
  VM_CHECK(operands.size() == info.operand_count, "an instruction gets the operands of its row");
  const std::size_t start = words_.size();
  last_instruction_ = start;
  words_.resize(start + info.words, 0);
  words_[start] = handler_word(instr);
  std::size_t i = 0;
  for (Word operand : operands) {
    const unsigned slot = info.slot[i], size = slots_of(info.kinds[i]), shift = slot % 4 * 16;
    Word& w = words_[start + slot / 4];
    if (info.kinds[i] == OperandKind::L) {
      if (operand != 0) references_.push_back({start + slot / 4, shift, start, static_cast<std::uint32_t>(operand)});
    } else if (size == 4) {
      w = operand;
    } else {
      VM_CHECK(operand >> (16 * size) == 0, "an operand fits its place");
      w |= operand << shift;
    }
    ++i;
  }
  fuse(instr, start);
}

// This instruction may end sequences that have a handler of their own.
void CodeWriter::fuse(Instr instr, std::size_t start) {
  std::shift_left(recent_.begin(), recent_.end(), 1);
  recent_.back() = start;
  sequence_ = sequence_ << kFusedBits | static_cast<std::uint64_t>(instr);
  emitted_ = std::min(emitted_ + 1, kMaxFused);
  if (emitted_ < 2) return;
  for (unsigned lengths = fused_lengths(sequence_); lengths != 0; lengths &= lengths - 1) {
    const auto length = static_cast<std::size_t>(std::countr_zero(lengths));
    if (length > emitted_) return;
    if (const Word handler = fused_handler(sequence_, length)) {
      Word& first = words_[recent_[kMaxFused - length]];
      first = (first & ~Word{0xFFFFFFFF}) | handler;
    }
  }
}

void CodeWriter::append_labels(std::span<const std::uint32_t> labels) {
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (i % 2 == 0) words_.push_back(0);
    references_.push_back({words_.size() - 1, static_cast<unsigned>(i % 2 * 32), last_instruction_, labels[i]});
  }
}

void CodeWriter::bind(std::uint32_t label) {
  if (label >= positions_.size()) positions_.resize(label + 1, kUnbound);
  positions_[label] = words_.size();
}

void CodeWriter::finish() {
  for (const Reference& r : references_) {
    VM_CHECK(r.label < positions_.size() && positions_[r.label] != kUnbound, "a label that is used is bound");
    const auto offset = static_cast<std::int32_t>(static_cast<std::int64_t>(positions_[r.label]) -
                                                  static_cast<std::int64_t>(r.instruction));
    words_[r.word] |= static_cast<Word>(static_cast<std::uint32_t>(offset)) << r.shift;
  }
}

}  // namespace rt
