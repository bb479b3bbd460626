// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/check.hpp"

#include <cstdio>
#include <cstdlib>

namespace rt {

void check_failed(const char* file, int line, const char* condition, const char* why) {
  std::fprintf(stderr, "gleamr: broken invariant at %s:%d: %s (%s)\n", file, line, condition, why);
  std::abort();
}

}  // namespace rt
