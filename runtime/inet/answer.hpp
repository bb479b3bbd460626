// SPDX-License-Identifier: Apache-2.0
// How a request to a socket is answered: a byte that says how it went, and what was asked for or the name of the error.
#pragma once

#include <string>
#include <string_view>

#include "runtime/base/posix_error.hpp"

namespace rt {

struct InetAnswer {
  static std::string done(std::string_view bytes = {}) { return '\1' + std::string(bytes); }
  static std::string failed(std::string_view name) { return '\0' + std::string(name); }
  static std::string failed(int error) { return failed(posix_error_name(error)); }
};

}  // namespace rt
