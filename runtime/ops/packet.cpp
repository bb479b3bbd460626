// SPDX-License-Identifier: Apache-2.0
// Lengths of packets, format by format. HTTP lines are in packet_http.cpp.
#include "runtime/ops/packet.hpp"

#include "runtime/base/bits.hpp"

namespace rt {
namespace {

constexpr std::int32_t kMore = 0, kError = -1;

std::uint32_t big_endian(std::string_view bytes, std::size_t at, unsigned count) {
  return static_cast<std::uint32_t>(load_big_endian(reinterpret_cast<const std::uint8_t*>(&bytes[at]), count));
}

std::uint32_t little_endian(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8 | static_cast<std::uint8_t>(bytes[at + i]);
  return value;
}

// A header of so many bytes that says how many follow. Sums that do not fit 31 bits are no packets.
std::int32_t with_header(std::uint32_t header, std::uint32_t rest, const PacketLimits& limits) {
  const auto total = static_cast<std::int32_t>(header + rest);
  if ((limits.packet_size != 0 && rest > limits.packet_size) || total < static_cast<std::int32_t>(header)) return kError;
  return total;
}

std::int32_t counted(std::string_view bytes, std::uint32_t header, std::uint32_t mask, const PacketLimits& limits) {
  if (bytes.size() < header) return kMore;
  return with_header(header, big_endian(bytes, 0, header) & mask, limits);
}

std::int32_t line_length(std::string_view bytes, const PacketLimits& limits) {
  const std::size_t found = bytes.find(limits.line_delimiter);
  const std::uint64_t length = found == bytes.npos ? bytes.size() : found + 1;
  if (limits.packet_size != 0 && length > limits.packet_size) return kError;
  if (found == bytes.npos) {
    return limits.line_length != 0 && length >= limits.line_length ? static_cast<std::int32_t>(limits.line_length) : kMore;
  }
  if (limits.line_length != 0 && length > limits.line_length) return static_cast<std::int32_t>(limits.line_length);
  return static_cast<std::int32_t>(length);
}

// A tag, which may go on, and a length, short or of up to four bytes.
std::int32_t asn1_length(std::string_view bytes, const PacketLimits& limits) {
  if (bytes.size() < 2) return kMore;
  std::size_t at = 1;
  if ((bytes[0] & 0x1f) == 0x1f) {
    while (at < bytes.size() && (bytes[at] & 0x80) != 0) ++at;
    if (bytes.size() - at < 2) return kMore;
    ++at;
  }
  const auto first = static_cast<std::uint8_t>(bytes[at++]);
  std::uint32_t length = first & 0x7f;
  if ((first & 0x80) != 0) {
    if (bytes.size() - at < length) return kMore;
    if (length > 4) return kError;
    const std::size_t count = length;
    length = big_endian(bytes, at, count);
    at += count;
  }
  return with_header(static_cast<std::uint32_t>(at), length, limits);
}

std::int32_t cdr_length(std::string_view bytes, const PacketLimits& limits) {
  constexpr std::uint32_t kHeader = 12;
  if (bytes.size() < kHeader) return kMore;
  if (!bytes.starts_with("GIOP")) return kError;
  const bool is_little = (bytes[6] & 1) != 0;
  return with_header(kHeader, is_little ? little_endian(bytes, 8) : big_endian(bytes, 8, 4), limits);
}

std::int32_t fcgi_length(std::string_view bytes, const PacketLimits& limits) {
  constexpr std::uint32_t kHeader = 8;
  if (bytes.size() < kHeader) return kMore;
  if (bytes[0] != 1) return kError;
  return with_header(kHeader, big_endian(bytes, 4, 2) + big_endian(bytes, 6, 1), limits);
}

std::int32_t tpkt_length(std::string_view bytes, const PacketLimits& limits) {
  constexpr std::uint32_t kHeader = 4;
  if (bytes.size() < kHeader) return kMore;
  if (bytes[0] != 3) return kError;
  return with_header(kHeader, big_endian(bytes, 2, 2) - kHeader, limits);
}

// A record, or a client hello of SSL 2.
std::int32_t ssl_length(std::string_view bytes, const PacketLimits& limits) {
  constexpr std::uint32_t kHeader = 5;
  if (bytes.size() < kHeader) return kMore;
  if ((bytes[0] & 0x80) != 0 && bytes[2] == 1) return with_header(kHeader, (big_endian(bytes, 0, 2) & 0x7fff) - 3, limits);
  return with_header(kHeader, big_endian(bytes, 3, 2), limits);
}

// A line; a header goes on in lines that begin with white space, so the first character of the next one is needed.
std::int32_t http_length(std::string_view bytes, bool is_header, const PacketLimits& limits) {
  if (bytes == "\n" || bytes == "\r\n") return static_cast<std::int32_t>(bytes.size());
  const std::uint32_t limit = limits.packet_size != 0 ? limits.packet_size : limits.line_length;
  for (std::size_t from = 0;;) {
    const std::size_t found = bytes.find('\n', from);
    if (found == bytes.npos) return limit != 0 && bytes.size() >= limit ? kError : kMore;
    const std::size_t length = found + 1;
    const bool is_too_long = limit != 0 && length > limit;
    if (is_header && length < bytes.size() && length > 2 && (bytes[length] == ' ' || bytes[length] == '\t')) {
      from = length;
      continue;
    }
    if (is_too_long) return kError;
    return is_header && length == bytes.size() ? kMore : static_cast<std::int32_t>(length);
  }
}

}  // namespace

std::int32_t packet_length(PacketFormat format, std::string_view bytes, const PacketLimits& limits) {
  switch (format) {
    case PacketFormat::raw: return static_cast<std::int32_t>(bytes.size());
    case PacketFormat::one: return counted(bytes, 1, ~0u, limits);
    case PacketFormat::two: return counted(bytes, 2, ~0u, limits);
    case PacketFormat::four: return counted(bytes, 4, ~0u, limits);
    case PacketFormat::sunrm: return counted(bytes, 4, 0x7fffffff, limits);
    case PacketFormat::asn1: return asn1_length(bytes, limits);
    case PacketFormat::cdr: return cdr_length(bytes, limits);
    case PacketFormat::fcgi: return fcgi_length(bytes, limits);
    case PacketFormat::line: return line_length(bytes, limits);
    case PacketFormat::tpkt: return tpkt_length(bytes, limits);
    case PacketFormat::http:
    case PacketFormat::http_bin: return http_length(bytes, false, limits);
    case PacketFormat::httph:
    case PacketFormat::httph_bin: return http_length(bytes, true, limits);
    case PacketFormat::ssl_tls: return ssl_length(bytes, limits);
  }
  return kError;
}

std::string_view packet_body(PacketFormat format, std::string_view packet) {
  switch (format) {
    case PacketFormat::one: return packet.substr(1);
    case PacketFormat::two: return packet.substr(2);
    case PacketFormat::four: return packet.substr(4);
    case PacketFormat::fcgi: return packet.substr(0, packet.size() - static_cast<std::uint8_t>(packet[6]));
    default: return packet;
  }
}

}  // namespace rt
