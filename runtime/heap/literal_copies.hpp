// SPDX-License-Identifier: Apache-2.0
// LiteralCopies: the literals that a process is to leave, as a collection of its heap finds them.
#pragma once

#include <cstring>
#include <vector>

#include "runtime/base/check.hpp"
#include "runtime/base/memory.hpp"
#include "runtime/heap/dying_literals.hpp"

namespace rt {

// Copies of dying areas, in which a collection may leave its marks, as it may not in what others read.
class LiteralCopies {
 public:
  explicit LiteralCopies(const DyingLiteralHits& hits) : dying_(hits.dying()), copies_(dying_.count()) {
    for (const std::size_t index : hits.indexes()) {
      const LiteralArea& area = dying_.area(index);
      copies_[index] = static_cast<Word*>(allocate(area.used_words() * sizeof(Word), "heap"));
      std::memcpy(copies_[index], area.start(), area.used_words() * sizeof(Word));
      words_ += area.used_words();
    }
  }
  LiteralCopies(const LiteralCopies&) = delete;
  LiteralCopies& operator=(const LiteralCopies&) = delete;
  ~LiteralCopies() {
    for (Word* copy : copies_) deallocate(copy);
  }

  std::size_t words() const { return words_; }
  // A pointer into one of the areas now points into its copy.
  Word moved(Word word) const {
    const std::size_t index = dying_.index_of(word);
    if (index == DyingLiterals::kNone) return word;
    VM_CHECK(copies_[index] != nullptr, "the areas that a process has terms of are known");
    return word + reinterpret_cast<Word>(copies_[index]) - reinterpret_cast<Word>(dying_.area(index).start());
  }
  // Calls f(copy) for each off-heap object.
  template <class F>
  void for_each_off_heap(F&& f) const {
    for (std::size_t i = 0; i < copies_.size(); ++i) {
      if (copies_[i] == nullptr) continue;
      const LiteralArea& area = dying_.area(i);
      for (Word* object = area.off_heap().first(); object != nullptr; object = OffHeapList::next(object)) {
        f(copies_[i] + (object - area.start()));
      }
    }
  }

 private:
  const DyingLiterals& dying_;
  std::vector<Word*> copies_;  // by index; null: not hit
  std::size_t words_ = 0;
};

}  // namespace rt
