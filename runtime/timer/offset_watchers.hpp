// SPDX-License-Identifier: Apache-2.0
// Who monitors time_offset: processes, and the references of their monitors. Any thread, under a lock. A row may outlive its
// monitor by a moment; who is told looks whether it still has that.
#pragma once

#include <mutex>
#include <set>
#include <utility>
#include <vector>

#include "runtime/term/term.hpp"

namespace rt {

class OffsetWatchers {
 public:
  void add(Term pid, Word reference_low) {
    const std::scoped_lock lock(mutex_);
    rows_.emplace(pid.word(), reference_low);
  }
  void remove(Term pid, Word reference_low) {
    const std::scoped_lock lock(mutex_);
    rows_.erase({pid.word(), reference_low});
  }
  std::vector<std::pair<Word, Word>> all() const {  // words of pids, low words of references
    const std::scoped_lock lock(mutex_);
    return {rows_.begin(), rows_.end()};
  }

 private:
  mutable std::mutex mutex_;
  std::set<std::pair<Word, Word>> rows_;
};

}  // namespace rt
