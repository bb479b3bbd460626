// SPDX-License-Identifier: Apache-2.0
// PatternCache: compiled patterns by their source and options. A compiled pattern of module `re` is a tuple with a
// binary, which can be copied, sent and stored; in it are the source and the options, so that no bytes made up by a
// program can harm the engine. Matching finds the pattern here, and compiles it again if it has been dropped.
// Owned by the Vm. Any thread: one lock, not held while compiling or matching.
#pragma once

#include <list>
#include <mutex>
#include <unordered_map>

#include "runtime/regex/pattern.hpp"

namespace rt {

class PatternCache {
 public:
  std::expected<std::shared_ptr<const Pattern>, PatternError> get(std::string_view source, std::uint32_t options);

  // The bytes that stand for a pattern, and back: nothing when they were not made here.
  static std::string encode(std::string_view source, std::uint32_t options);
  static bool decode(std::span<const std::uint8_t> bytes, std::string_view& source, std::uint32_t& options);

 private:
  static constexpr std::size_t kPatterns = 256;  // the least recently used one goes first
  using Entry = std::pair<std::string, std::shared_ptr<const Pattern>>;
  std::mutex mutex_;
  std::list<Entry> recent_;
  std::unordered_map<std::string_view, std::list<Entry>::iterator> by_key_;
};

}  // namespace rt
