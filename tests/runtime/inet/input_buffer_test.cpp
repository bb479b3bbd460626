// SPDX-License-Identifier: Apache-2.0
#include "runtime/inet/input_buffer.hpp"

#include <doctest/doctest.h>

#include <cstring>

namespace {

void add(rt::InputBuffer& buffer, std::string_view bytes) {
  REQUIRE(buffer.room() >= bytes.size());
  std::memcpy(buffer.end(), bytes.data(), bytes.size());
  buffer.added(bytes.size());
}

}  // namespace

TEST_CASE("what is dropped in front leaves room when the rest is moved there") {
  rt::InputBuffer buffer;
  REQUIRE(buffer.create(6));
  add(buffer, "abcdef");
  CHECK(buffer.room() == 0);
  buffer.drop(4);
  CHECK(buffer.unread() == "ef");
  CHECK(buffer.has_moved());
  CHECK(buffer.room() == 0);
  buffer.move_to_front();
  CHECK(buffer.room() == 4);
  CHECK(buffer.unread() == "ef");
}

TEST_CASE("a buffer whose last byte is dropped is none") {
  rt::InputBuffer buffer;
  REQUIRE(buffer.create(2));
  add(buffer, "ab");
  buffer.drop(2);
  CHECK_FALSE(buffer.exists());
  CHECK(buffer.unread().empty());
}

TEST_CASE("a buffer grows for a packet and keeps what it has") {
  rt::InputBuffer buffer;
  REQUIRE(buffer.create(4));
  add(buffer, "abcd");
  buffer.drop(1);
  REQUIRE(buffer.expand(10));
  CHECK(buffer.capacity() == 11);
  add(buffer, "efghijk");
  CHECK(buffer.unread() == "bcdefghijk");
}

TEST_CASE("bytes go in front of nothing, into room that is there, and into more") {
  rt::InputBuffer buffer;
  buffer.push_front("cd");
  CHECK(buffer.unread() == "cd");
  buffer.drop(1);
  buffer.push_front("C");
  CHECK(buffer.unread() == "Cd");
  buffer.push_front("ab");
  CHECK(buffer.unread() == "abCd");
  buffer.push_front("");
  CHECK(buffer.unread() == "abCd");
}
