// SPDX-License-Identifier: Apache-2.0
#include "runtime/ops/iovec.hpp"

#include "runtime/term/binary.hpp"

namespace rt {

std::optional<IoVector> take_iovec(Term list, std::size_t most) {
  IoVector v;
  for (std::size_t n = 0; n < most && list.is_cons(); ++n, list = list.tail()) {
    if (!is_binary(list.head())) return std::nullopt;
    const auto bytes = bytes_of(list.head(), v.copies.emplace_back());
    v.parts.push_back(bytes);
    v.size += bytes.size();
  }
  if (!list.is_list()) return std::nullopt;
  v.rest = list;
  return v;
}

}  // namespace rt
