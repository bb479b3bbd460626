// SPDX-License-Identifier: Apache-2.0
// Packets: where the first one of a run of bytes ends, in each of the formats that sockets and erlang:decode_packet/3
// know, and what a line of HTTP says. Pure; follows packet_parser.c of OTP 27 in what is accepted.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace rt {

enum class PacketFormat : std::uint8_t {
  raw, one, two, four, asn1, sunrm, cdr, fcgi, line, tpkt, http, httph, http_bin, httph_bin, ssl_tls
};

struct PacketLimits {
  std::uint32_t packet_size = 0;  // 0: none
  std::uint32_t line_length = 0;  // longer lines are cut there; 0: none
  char line_delimiter = '\n';
};

// Bytes of the first packet, header and all, which may be more than are there. 0: too few to tell. Negative: no packet.
std::int32_t packet_length(PacketFormat format, std::string_view bytes, const PacketLimits& limits);

// The packet without what only says how long it is.
std::string_view packet_body(PacketFormat format, std::string_view packet);

struct HttpUri {
  enum class Kind : std::uint8_t { star, string, abs_path, scheme, http, https } kind = Kind::string;
  std::string_view first, second;  // of http: host and path; of scheme: the scheme and the rest
  std::int32_t port = 0;           // 0: none is given
};

struct HttpVersion {
  std::int32_t major = 0, minor = 0;
};

struct HttpLine {
  enum class Kind : std::uint8_t { error, end_of_headers, request, response, header } kind = Kind::error;
  HttpVersion version;
  std::string_view method;    // request
  bool is_known_method = false;
  HttpUri uri;
  std::int32_t status = 0;    // response
  std::string_view phrase;
  std::string_view name;      // header, as it came
  std::string canonical;      // its name as it is usually written; empty when it is too long to be known
  unsigned known_number = 0;  // which of the known ones it is, from 1; 0: none
  std::string_view value;
};

// `packet` is one packet of an HTTP format; `is_header`: of the lines after the first.
HttpLine parse_http(std::string_view packet, bool is_header);

}  // namespace rt
