// SPDX-License-Identifier: Apache-2.0
// Lengths of packets with limits, and lines of HTTP. What whole packets become is in the differential programs.
#include "runtime/ops/packet.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace rt;

TEST_CASE("a length is known as soon as the header is there") {
  const std::string_view four("\0\0\0\5ab", 6);
  CHECK(packet_length(PacketFormat::four, four.substr(0, 3), {}) == 0);
  CHECK(packet_length(PacketFormat::four, four.substr(0, 4), {}) == 9);
  CHECK(packet_length(PacketFormat::four, four, {}) == 9);
  CHECK(packet_length(PacketFormat::four, four, {.packet_size = 4}) < 0);
  CHECK(packet_length(PacketFormat::four, "\xff\xff\xff\xff", {}) < 0);
  CHECK(packet_body(PacketFormat::two, std::string_view("\0\1x", 3)) == "x");
}

TEST_CASE("a line ends at its delimiter or is cut") {
  CHECK(packet_length(PacketFormat::line, "abc\ndef", {}) == 4);
  CHECK(packet_length(PacketFormat::line, "abc", {}) == 0);
  CHECK(packet_length(PacketFormat::line, "abc;d", {.line_delimiter = ';'}) == 4);
  CHECK(packet_length(PacketFormat::line, "abcdef", {.line_length = 3}) == 3);
  CHECK(packet_length(PacketFormat::line, "abcdef\n", {.packet_size = 3}) < 0);
}

TEST_CASE("a header goes on in indented lines") {
  CHECK(packet_length(PacketFormat::httph, "a: b\r\n", {}) == 0);  // perhaps
  CHECK(packet_length(PacketFormat::httph, "a: b\r\n c\r\nd", {}) == 10);
  CHECK(packet_length(PacketFormat::http, "a: b\r\n c\r\nd", {}) == 6);
  CHECK(packet_length(PacketFormat::httph, "\r\n", {}) == 2);
}

TEST_CASE("a request line") {
  const HttpLine line = parse_http("GET http://host:81/p HTTP/1.1\r\n", false);
  REQUIRE(line.kind == HttpLine::Kind::request);
  CHECK(line.is_known_method);
  CHECK(line.uri.kind == HttpUri::Kind::http);
  CHECK(line.uri.first == "host");
  CHECK(line.uri.port == 81);
  CHECK(line.uri.second == "/p");
  CHECK(line.version.minor == 1);
  CHECK(parse_http("GET\r\n", false).kind == HttpLine::Kind::error);
}

TEST_CASE("a header line, its name as it is usually written") {
  const HttpLine line = parse_http("content-LENGTH: 5\r\n", true);
  REQUIRE(line.kind == HttpLine::Kind::header);
  CHECK(line.canonical == "Content-Length");
  CHECK(line.known_number == 38);
  CHECK(line.value == "5");
  CHECK(parse_http("\r\n", true).kind == HttpLine::Kind::end_of_headers);
  CHECK(parse_http(std::string(60, 'a') + ": x\r\n", true).canonical.empty());
}
