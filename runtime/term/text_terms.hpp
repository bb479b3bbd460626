// SPDX-License-Identifier: Apache-2.0
// Text as terms on a process's heap: lists of bytes or of characters, and binaries. Each reserves what it needs, which
// never collects garbage. The process's own thread.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "runtime/term/term.hpp"

namespace rt {

class HeapWriter;
class Process;

Term byte_list(Process& p, std::string_view bytes);
// Before `tail`. Two words a byte.
Term byte_list(HeapWriter& w, std::string_view bytes, Term tail);
Term byte_binary(Process& p, std::span<const std::uint8_t> bytes);
Term byte_binary(Process& p, std::string_view bytes);
// Text as what binaries are made of.
inline std::span<const std::uint8_t> as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
// Requires: is_utf8(text).
Term character_list(Process& p, std::string_view text);

}  // namespace rt
