// SPDX-License-Identifier: Apache-2.0
// Lists as a whole. Any thread may read.
#pragma once

#include <cstddef>
#include <optional>

#include "runtime/term/term.hpp"

namespace rt {

// How many elements; nothing if it is no proper list.
inline std::optional<std::size_t> list_length(Term list) {
  std::size_t n = 0;
  for (; list.is_cons(); list = list.tail()) ++n;
  return list.is_nil() ? std::optional(n) : std::nullopt;
}

}  // namespace rt
