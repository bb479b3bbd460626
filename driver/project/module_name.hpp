// SPDX-License-Identifier: Apache-2.0
// A module's name as Gleam spells it, "wibble/wobble", and as Erlang does, "wibble@wobble".
#pragma once

#include <algorithm>
#include <string>

namespace driver {

inline std::string erlang_module_name(std::string name) {
  std::replace(name.begin(), name.end(), '/', '@');
  return name;
}

inline std::string gleam_module_name(std::string name) {
  std::replace(name.begin(), name.end(), '@', '/');
  return name;
}

}  // namespace driver
