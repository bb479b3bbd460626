// SPDX-License-Identifier: Apache-2.0
#include "runtime/inet/host_lookup.hpp"

#include <doctest/doctest.h>

using namespace std::string_literals;
using rt::look_up_host;

TEST_CASE("an address that is written as text is found without anybody being asked") {
  CHECK(look_up_host("\x00\x00\x00\x07\x01\x01"s + "127.0.0.1\0"s) ==
        "\x00\x00\x00\x07\x04\x00\x00\x00\x01\x7f\x00\x00\x01\x00\x00\x00\x01"s + "127.0.0.1\0"s);
  const std::string six = look_up_host("\x00\x00\x00\x08\x01\x02"s + "::1\0"s);
  CHECK(six.substr(0, 25) == "\x00\x00\x00\x08\x10\x00\x00\x00\x01"s + std::string(15, '\0') + "\x01");
}

TEST_CASE("what nobody has, and what is not known, is told by name") {
  CHECK(look_up_host("\x00\x00\x00\x01\x01\x03name\0"s) == "\x00\x00\x00\x01\x00"s + "enotsup\0"s);
  CHECK(look_up_host("\x00\x00\x00\x01\x09\x01name\0"s) == "\x00\x00\x00\x01\x00"s + "enotsup\0"s);
  CHECK(look_up_host("\x00\x00\x00\x01\x02\x01\x7f\x00"s) == "\x00\x00\x00\x01\x00"s + "enotsup\0"s);
}

TEST_CASE("what wants no answer has none") {
  for (const std::string& request : {""s, "\x00\x00\x00\x01\x03"s, "\x00\x00\x00\x01\x03\x00"s, "\xff\xff\xff\xff\x04\x00\x00\x00\x00\x01"s}) {
    CHECK(look_up_host(request).empty());
  }
}
