// SPDX-License-Identifier: Apache-2.0
// Inflating gzip files and zlib chunks, with a limit. The only user of zlib in loader/.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "loader/bytes/byte_reader.hpp"

namespace loader {

enum class InflateFailure { damaged, too_large };

struct Inflated {
  std::vector<std::uint8_t> bytes;
  std::optional<InflateFailure> failure;
};

bool is_gzip(Bytes bytes);

// Gzip or zlib is recognised by its header. `expected_size` is what the file claims (0: unknown);
// more than `limit` bytes, or more than zlib can make of this input, is too_large.
Inflated inflate_all(Bytes compressed, std::size_t expected_size, std::size_t limit);

}  // namespace loader
