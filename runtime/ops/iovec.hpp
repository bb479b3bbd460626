// SPDX-License-Identifier: Apache-2.0
// Lists of binaries (what erlang:iolist_to_iovec/1 makes) as spans of bytes, so many at a time, as OTP's natives of files,
// buffers and zlib take them.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <vector>

#include "runtime/term/term.hpp"

namespace rt {

struct IoVector {
  std::vector<std::span<const std::uint8_t>> parts;  // into the binaries, or into `copies`
  std::deque<std::vector<std::uint8_t>> copies;      // of what does not begin at a byte
  Term rest = Term::none();                          // of the list
  std::size_t size = 0;                              // bytes
};

// The first `most` elements. Nothing: what is looked at is no list of binaries.
std::optional<IoVector> take_iovec(Term list, std::size_t most);

}  // namespace rt
