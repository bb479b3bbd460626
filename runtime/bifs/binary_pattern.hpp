// SPDX-License-Identifier: Apache-2.0
// BytePattern: what binary:compile_pattern/1 gives: one or several byte strings to search for, made ready. It is a
// magic object, shared by reference count and never changed, so any thread may search with it.
//
// Of several strings that match, the leftmost counts, of those the longest; matches do not overlap (OTP's rules).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
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
  virtual std::optional<Match> find_first(Bytes subject) const = 0;
  virtual std::vector<Match> find_all(Bytes subject) const = 0;
};

}  // namespace rt
