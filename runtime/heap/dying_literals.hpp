// SPDX-License-Identifier: Apache-2.0
// DyingLiterals: areas that nobody can get at any more but who has a term of them already. They are freed when every
// process has left them (process/literal_exit.hpp). Never changes; any thread. An area points to nothing but itself.
//
// What points into them is searched for without knowing where terms are: every word that looks like a pointer counts. So
// something may be found that is no pointer, but none is missed.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "runtime/heap/literal_area.hpp"

namespace rt {

class DyingLiterals {
 public:
  explicit DyingLiterals(std::vector<std::unique_ptr<LiteralArea>> areas);  // Requires: at least one, none empty

  static constexpr std::size_t kNone = ~std::size_t{0};
  std::size_t count() const { return areas_.size(); }
  const LiteralArea& area(std::size_t index) const { return *areas_[index]; }
  // Of the area that a pointer, with or without a term's tag, leads into; kNone: into none.
  std::size_t index_of(Word address) const {
    return address - first_ < span_ ? search(address) : kNone;
  }
  bool contains(const Word* p) const { return index_of(reinterpret_cast<Word>(p)) != kNone; }
  bool is_any_in(const Word* from, const Word* to) const {  // of these words
    for (; from < to; ++from) {
      if (index_of(*from) != kNone) return true;
    }
    return false;
  }

 private:
  std::size_t search(Word address) const;

  std::vector<std::unique_ptr<LiteralArea>> areas_;  // by address
  Word first_ = 0, span_ = 0;                         // of all of them
};

// Which dying areas something points into.
class DyingLiteralHits {
 public:
  explicit DyingLiteralHits(const DyingLiterals& dying) : dying_(dying), is_hit_(dying.count()) {}

  void add(Word word) {
    if (const std::size_t index = dying_.index_of(word); index != DyingLiterals::kNone) add_area(index);
  }
  void add(const Word* from, const Word* to) {
    for (; from < to; ++from) add(*from);
  }
  const std::vector<std::size_t>& indexes() const { return hits_; }  // of areas
  const DyingLiterals& dying() const { return dying_; }

 private:
  void add_area(std::size_t index) {
    if (!is_hit_[index]) hits_.push_back(index);
    is_hit_[index] = true;
  }

  const DyingLiterals& dying_;
  std::vector<bool> is_hit_;
  std::vector<std::size_t> hits_;
};

}  // namespace rt
