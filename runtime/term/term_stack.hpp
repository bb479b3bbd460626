// SPDX-License-Identifier: Apache-2.0
// TermStack: the explicit stack of everything that walks a program's terms, so that no data is too deep for the C
// stack. The first kInline entries cost no allocation. Owned by one function call; holds values, roots nothing.
#pragma once

#include <cstddef>
#include <cstring>

#include "runtime/base/memory.hpp"
#include "runtime/term/term.hpp"

namespace rt {

class TermStack {
 public:
  TermStack() = default;
  TermStack(const TermStack&) = delete;
  TermStack& operator=(const TermStack&) = delete;
  ~TermStack() {
    if (items_ != inline_) deallocate(items_);
  }

  bool empty() const { return count_ == 0; }
  std::size_t size() const { return count_; }
  void push(Term t) {
    if (count_ == capacity_) [[unlikely]] grow();
    items_[count_++] = t.word();
  }
  Term pop() { return Term::from_word(items_[--count_]); }  // Requires: !empty()

 private:
  static constexpr std::size_t kInline = 64;

  void grow() {
    const std::size_t bytes = capacity_ * sizeof(Word);
    auto* larger = static_cast<Word*>(items_ == inline_ ? allocate(bytes * 2, "estack") : reallocate(items_, bytes * 2, "estack"));
    if (items_ == inline_) std::memcpy(larger, inline_, bytes);
    items_ = larger;
    capacity_ *= 2;
  }

  Word inline_[kInline];
  Word* items_ = inline_;
  std::size_t count_ = 0;
  std::size_t capacity_ = kInline;
};

}  // namespace rt
