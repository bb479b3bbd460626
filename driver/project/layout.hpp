// SPDX-License-Identifier: Apache-2.0
// Every path that the driver uses inside a Gleam project, once.
#pragma once

#include <filesystem>
#include <string_view>

namespace driver::layout {

inline constexpr std::string_view kConfigName = "gleam.toml";

inline std::filesystem::path config(const std::filesystem::path& root) { return root / kConfigName; }
inline std::filesystem::path manifest(const std::filesystem::path& root) { return root / "manifest.toml"; }
// One folder per package, each with an ebin; also a file `fingerprint`.
inline std::filesystem::path erlang_build(const std::filesystem::path& root) {
  return root / "build" / "dev" / "erlang";
}
inline std::filesystem::path ebin(const std::filesystem::path& package) { return package / "ebin"; }
// The tests that failed last (test/selection.hpp).
inline std::filesystem::path failed_tests(const std::filesystem::path& root) {
  return root / "build" / "gleamr" / "failed-tests";
}

}  // namespace driver::layout
