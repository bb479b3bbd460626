// SPDX-License-Identifier: Apache-2.0
// What a compilation gave: what the cache keeps of it, as bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace driver::compile {

struct Compiled {
  std::string source;       // the path that was compiled
  std::string module;
  std::string diagnostics;  // as they are printed
  std::string beam;
};

std::string bytes_of(const Compiled& compiled);
std::optional<Compiled> compiled_of(std::string_view bytes);

}  // namespace driver::compile
