// SPDX-License-Identifier: Apache-2.0
// BytePattern: what binary:compile_pattern/1 gives: one or several byte strings to search for, made ready. It is a
// magic object, shared by reference count and never changed, so any thread may search with it.
//
// Of several strings that match, the leftmost counts, of those the longest; matches do not overlap (OTP's rules).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "runtime/heap/shared_binary.hpp"

namespace rt {

class BytePattern : public MagicObject {
 public:
  using Bytes = std::span<const std::uint8_t>;
  struct Match {
    std::size_t position;
    std::size_t length;
  };
  // Takes one string, or several. Requires: none is empty.
  static BytePattern* create(std::span<const Bytes> strings);

  virtual bool is_single() const = 0;

  // A search of one subject from its start, for the first match or for all of them; begins as this.
  struct Search {
    bool all = false;
    bool is_done = false;
    std::size_t position = 0;  // what comes before it has been looked at
    std::uint32_t node = 0;    // the pattern's own
    std::vector<Match> found;  // in order; the last may be replaced by a better one until the search is done
  };
  // Looks at `budget` more bytes or at few more than that. Requires: the subject is the same each time; budget > 0.
  virtual void advance(Search& search, Bytes subject, std::size_t budget) const = 0;
};

}  // namespace rt
