// SPDX-License-Identifier: Apache-2.0
#include "driver/gleam/version.hpp"

#include <charconv>

namespace driver {

std::optional<GleamVersion> parse_gleam_version(std::string_view text) {
  constexpr std::string_view kName = "gleam ";
  if (!text.starts_with(kName)) return std::nullopt;
  text.remove_prefix(kName.size());
  if (text.starts_with('v')) text.remove_prefix(1);
  GleamVersion version;
  const char* end = text.data() + text.size();
  const auto major = std::from_chars(text.data(), end, version.major);
  if (major.ec != std::errc() || major.ptr == end || *major.ptr != '.') return std::nullopt;
  const auto minor = std::from_chars(major.ptr + 1, end, version.minor);
  if (minor.ec != std::errc()) return std::nullopt;
  return version;
}

}  // namespace driver
