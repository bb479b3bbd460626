// SPDX-License-Identifier: Apache-2.0
// VM_CHECK: a broken invariant of our own stops the program with file, line and reason. Never for input.
#pragma once

namespace rt {

[[noreturn]] void check_failed(const char* file, int line, const char* condition, const char* why);

}  // namespace rt

#define VM_CHECK(cond, why) \
  (__builtin_expect(static_cast<bool>(cond), 1) ? void(0) : ::rt::check_failed(__FILE__, __LINE__, #cond, why))
