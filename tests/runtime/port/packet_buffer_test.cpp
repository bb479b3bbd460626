// SPDX-License-Identifier: Apache-2.0
#include "runtime/port/packet_buffer.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace std::string_literals;

namespace {

std::vector<std::string> cut(unsigned header_bytes, const std::vector<std::string>& input) {
  rt::PacketBuffer packets(header_bytes);
  std::vector<std::string> result;
  for (const std::string& bytes : input) packets.feed(bytes, [&](std::string_view p) { result.emplace_back(p); });
  return result;
}

}  // namespace

TEST_CASE("a packet is what its header says") {
  CHECK(cut(1, {"\x03"s "abc\x00\x01x"s}) == std::vector<std::string>{"abc", "", "x"});
  CHECK(cut(2, {"\x00\x03"s "abc"}) == std::vector<std::string>{"abc"});
  CHECK(cut(4, {"\x00\x00\x01\x00"s + std::string(256, 'z')}) == std::vector<std::string>{std::string(256, 'z')});
}

TEST_CASE("packets and headers may come in pieces, and what is not whole is kept back") {
  CHECK(cut(2, {"\x00"s, "\x02"s "a", "b\x00\x01"s, "c\x00\x05"s "de"}) == std::vector<std::string>{"ab", "c"});
}
