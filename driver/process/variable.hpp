// SPDX-License-Identifier: Apache-2.0
// Environment variables of this process. Not while another thread changes them.
#pragma once

#include <cstdlib>
#include <string>

namespace driver {

// "" when there is no such variable.
inline std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

// There is one, and it is not empty.
inline bool is_variable_set(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

}  // namespace driver
