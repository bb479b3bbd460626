// SPDX-License-Identifier: Apache-2.0
// CodeWriter: appends internal instructions to a vector of words, operands put where instr.hpp says. Labels are
// numbers chosen by the caller; bind() says where one is, finish() fills the references in.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <vector>

#include "runtime/code/fused.hpp"
#include "runtime/code/instr.hpp"

namespace rt {

class CodeWriter {
 public:
  // An operand as a word: register index, count, constant's word, pointer, or label number (L; 0: none).
  void emit(Instr instr, std::initializer_list<Word> operands);
  void append(Word w) { words_.push_back(w); }
  // Labels of a selection, two a word, relative to the last emitted instruction.
  void append_labels(std::span<const std::uint32_t> labels);

  void bind(std::uint32_t label);
  std::size_t size() const { return words_.size(); }
  std::vector<Word>& words() { return words_; }
  // Requires: every label referred to was bound.
  void finish();
  std::size_t position_of(std::uint32_t label) const { return positions_[label]; }

 private:
  void fuse(Instr instr, std::size_t start);

  static constexpr std::size_t kUnbound = ~std::size_t{0};
  struct Reference {
    std::size_t word;       // where the offset goes
    unsigned shift;
    std::size_t instruction;  // what it is relative to
    std::uint32_t label;
  };
  std::vector<Word> words_;
  std::vector<Reference> references_;
  std::vector<std::size_t> positions_;
  std::size_t last_instruction_ = 0;
  // The latest instructions: where they are, the newest last, and their numbers (fused.hpp).
  std::array<std::size_t, kMaxFused> recent_{};
  std::uint64_t sequence_ = 0;
  std::size_t emitted_ = 0;
};

}  // namespace rt
