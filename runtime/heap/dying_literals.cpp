// SPDX-License-Identifier: Apache-2.0
#include "runtime/heap/dying_literals.hpp"

#include <algorithm>

namespace rt {
namespace {

Word start_of(const LiteralArea& area) { return reinterpret_cast<Word>(area.start()); }
Word end_of(const LiteralArea& area) { return reinterpret_cast<Word>(area.start() + area.used_words()); }

}  // namespace

DyingLiterals::DyingLiterals(std::vector<std::unique_ptr<LiteralArea>> areas) : areas_(std::move(areas)) {
  std::sort(areas_.begin(), areas_.end(), [](const auto& a, const auto& b) { return a->start() < b->start(); });
  first_ = start_of(*areas_.front());
  span_ = end_of(*areas_.back()) - first_;
}

std::size_t DyingLiterals::search(Word address) const {
  const auto behind = std::upper_bound(areas_.begin(), areas_.end(), address,
                                       [](Word a, const auto& area) { return a < start_of(*area); });
  const auto index = static_cast<std::size_t>(behind - areas_.begin()) - 1;
  return address < end_of(*areas_[index]) ? index : kNone;
}

}  // namespace rt
