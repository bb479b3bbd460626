// SPDX-License-Identifier: Apache-2.0
// The C library knows the names. Where one number has two, OTP's choice (erl_posix_str.c) counts.
#include "runtime/base/posix_error.hpp"

#include <cerrno>
#include <cstring>

namespace rt {

std::string posix_error_name(int error) {
  if (error == ENOTSUP) return "enotsup";
  if (error == EWOULDBLOCK) return "eagain";
  const char* text = strerrorname_np(error);
  if (text == nullptr) return "unknown";
  std::string name(text);
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return name;
}

}  // namespace rt
