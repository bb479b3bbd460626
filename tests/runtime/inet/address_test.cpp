// SPDX-License-Identifier: Apache-2.0
#include "runtime/inet/address.hpp"

#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/un.h>

#include <string>
#include <tuple>

using namespace std::string_literals;
using rt::take_address;

TEST_CASE("an address that was taken from bytes gives the same bytes") {
  const std::string cases[] = {
      "\x01\x1f\x90\x7f\x00\x00\x01"s,
      "\x02\x00\x50"s + std::string(15, '\0') + "\x01" + std::string(8, '\0'),
      "\x05\x04/tmp"s,
      "\x05\x05\0name"s,
  };
  for (const std::string& bytes : cases) {
    CAPTURE(bytes);
    std::string_view rest = bytes;
    const auto address = take_address(AF_INET, rest);
    REQUIRE(address.has_value());
    CHECK(rest.empty());
    const auto again = rt::address_bytes(*address);
    REQUIRE(again.has_value());
    CHECK(bytes.starts_with(*again));  // of inet6 what follows is the flow and the scope
  }
}

TEST_CASE("what stands for an address is one of the family of the socket") {
  for (const auto& [family, bytes, expected] : {
           std::tuple{AF_INET, "\x03\x00\x07"s, "\x01\x00\x07\x00\x00\x00\x00"s},
           std::tuple{AF_INET, "\x04\x00\x07"s, "\x01\x00\x07\x7f\x00\x00\x01"s},
           std::tuple{AF_INET6, "\x04\x00\x07"s, "\x02\x00\x07"s + std::string(15, '\0') + "\x01"},
       }) {
    std::string_view rest = bytes;
    const auto address = take_address(family, rest);
    REQUIRE(address.has_value());
    CHECK(rt::address_bytes(*address) == expected);
    CHECK(address->port() == 7);
  }
}

TEST_CASE("bytes that are no address, or end too early, are refused") {
  const std::string cut[] = {""s, "\x01"s, "\x01\x00\x50\x7f\x00\x00"s, "\x02\x00\x50"s + std::string(23, '\0'),
                             "\x03\x00"s, "\x05"s, "\x05\x04/tm"s, "\x05\x6c"s + std::string(108, 'x')};
  for (const std::string& bytes : cut) {
    CAPTURE(bytes);
    std::string_view rest = bytes;
    CHECK(take_address(AF_INET, rest).error() == "einval");
  }
  for (const std::string& bytes : {"\x00\x00\x50"s, "\x06\x00\x50"s, "\xff\x00\x50"s}) {
    std::string_view rest = bytes;
    CHECK(take_address(AF_INET, rest).error() == "eafnosupport");
  }
  std::string_view any = "\x03\x00\x07";
  CHECK_FALSE(take_address(AF_UNIX, any).has_value());
}
