// SPDX-License-Identifier: Apache-2.0
// The key of a pattern is the bytes that stand for it.
#include "runtime/regex/pattern_cache.hpp"

#include <cstring>

namespace rt {
namespace {
constexpr std::string_view kMark = "re/1";
constexpr std::size_t kHeadBytes = kMark.size() + sizeof(std::uint32_t);
}  // namespace

std::string PatternCache::encode(std::string_view source, std::uint32_t options) {
  std::string bytes(kMark);
  for (int shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<char>(options >> shift));
  bytes.append(source);
  return bytes;
}

bool PatternCache::decode(std::span<const std::uint8_t> bytes, std::string_view& source, std::uint32_t& options) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (bytes.size() < kHeadBytes || !text.starts_with(kMark)) return false;
  options = 0;
  for (std::size_t i = 0; i < 4; ++i) options |= std::uint32_t{bytes[kMark.size() + i]} << (8 * i);
  source = text.substr(kHeadBytes);
  return true;
}

std::expected<std::shared_ptr<const Pattern>, PatternError> PatternCache::get(std::string_view source,
                                                                              std::uint32_t options) {
  std::string key = encode(source, options);
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = by_key_.find(key); found != by_key_.end()) {
      recent_.splice(recent_.begin(), recent_, found->second);
      return found->second->second;
    }
  }
  auto compiled = Pattern::compile(source, options);
  if (!compiled) return compiled;
  const std::lock_guard lock(mutex_);
  if (by_key_.contains(key)) return compiled;  // somebody was faster
  recent_.emplace_front(std::move(key), *compiled);
  by_key_.emplace(recent_.front().first, recent_.begin());
  if (recent_.size() > kPatterns) {
    by_key_.erase(recent_.back().first);
    recent_.pop_back();
  }
  return compiled;
}

}  // namespace rt
