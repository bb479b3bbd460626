// SPDX-License-Identifier: Apache-2.0
// Versions of the Gleam compiler.
#pragma once

#include <compare>
#include <optional>
#include <string_view>

namespace driver {

struct GleamVersion {
  int major = 0;
  int minor = 0;
  auto operator<=>(const GleamVersion&) const = default;
};

inline constexpr GleamVersion kOldestGleam{1, 4};

// Of what `gleam --version` prints: "gleam 1.18.0", "gleam 1.4.1-rc1".
std::optional<GleamVersion> parse_gleam_version(std::string_view text);

// Of the 1.x series and not too old.
constexpr bool is_supported(GleamVersion version) {
  return version.major == kOldestGleam.major && version >= kOldestGleam;
}

}  // namespace driver
