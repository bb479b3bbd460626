// SPDX-License-Identifier: Apache-2.0
// Terms as graphs: copying that keeps sharing, for what is copied once and kept (persistent terms), where a term of
// n words may stand for exponentially many. copy.hpp's faster copy() is for messages. Any thread; no recursion.
#pragma once

#include <cstddef>
#include <unordered_map>

#include "runtime/heap/heap_writer.hpp"
#include "runtime/heap/literal_area.hpp"
#include "runtime/term/copy.hpp"

namespace rt {

// Copies one or more terms; what they share stays shared.
class SharingCopy {
 public:
  SharingCopy(const LiteralSpace& literals, LiteralPolicy policy) : literals_(literals), policy_(policy) {}

  void add(Term t);                          // first all terms are added,
  std::size_t words() const { return words_; }  // then the target is made of so many words,
  Term copy(Term t, HeapWriter& w);          // then each is copied, with the same writer

 private:
  bool is_left_alone(Term t) const {
    return t.is_immediate() || (policy_ == LiteralPolicy::keep && literals_.keeps(t.pointer()));
  }
  Word moved(Word word, HeapWriter& w);

  const LiteralSpace& literals_;
  LiteralPolicy policy_;
  std::size_t words_ = 0;
  std::unordered_map<const Word*, Word> copies_;  // of every object: its copy, once there is one
};

}  // namespace rt
