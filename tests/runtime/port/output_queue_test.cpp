// SPDX-License-Identifier: Apache-2.0
#include "runtime/port/output_queue.hpp"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

TEST_CASE("parts are sent in their order, and no more than was asked for") {
  int ends[2];
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) == 0);
  rt::OutputQueue queue;
  for (const char* part : {"one", "", "two", "three"}) queue.push(part);
  CHECK(queue.size() == 11);
  CHECK(queue.send_to(ends[0], 4) == 4);
  CHECK(queue.size() == 7);
  CHECK(queue.send_to(ends[0], 100) == 7);
  CHECK(queue.empty());
  char got[20];
  const ssize_t count = ::read(ends[1], got, sizeof got);
  CHECK(std::string(got, static_cast<std::size_t>(count)) == "onetwothree");
  ::close(ends[1]);
  queue.push("nobody reads");
  CHECK(queue.send_to(ends[0], 100) == -1);
  CHECK(errno == EPIPE);
  CHECK(queue.size() == 12);
  ::close(ends[0]);
}
