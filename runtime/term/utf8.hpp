// SPDX-License-Identifier: Apache-2.0
// UTF-8 and ISO 8859-1 text: one character in, one character out, and whole strings. Erlang's rules:
// 0..16#10FFFF without the surrogates, shortest form only. Pure functions; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rt {

constexpr std::uint32_t kMaxCharacter = 0x10FFFF;

constexpr bool is_character(std::uint64_t c) { return c <= kMaxCharacter && (c < 0xD800 || c > 0xDFFF); }
constexpr unsigned utf8_length(std::uint32_t c) { return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4; }

// Writes the character and gives the number of bytes (1..4). Requires: is_character(c), room for them.
constexpr unsigned put_utf8(std::uint32_t c, std::uint8_t* out) {
  const unsigned n = utf8_length(c);
  if (n == 1) {
    out[0] = static_cast<std::uint8_t>(c);
    return 1;
  }
  for (unsigned i = n - 1; i > 0; --i, c >>= 6) out[i] = static_cast<std::uint8_t>(0x80 | (c & 0x3F));
  constexpr std::uint8_t kLead[] = {0, 0, 0xC0, 0xE0, 0xF0};
  out[0] = static_cast<std::uint8_t>(kLead[n] | c);
  return n;
}
inline void append_utf8(std::string& out, std::uint32_t c) {
  std::uint8_t bytes[4];
  out.append(reinterpret_cast<const char*>(bytes), put_utf8(c, bytes));
}

enum class Utf8Status : std::uint8_t { ok, incomplete, invalid };
struct Utf8Character {
  Utf8Status status;
  std::uint8_t length;  // bytes of the character; of an incomplete one: what is there
  std::uint32_t character;
};
// The character at the start of `bytes`. Incomplete: all bytes there are could begin one. Requires: not
// empty.
constexpr Utf8Character get_utf8(const std::uint8_t* bytes, std::size_t size) {
  const std::uint8_t b = bytes[0];
  if (b < 0x80) return {Utf8Status::ok, 1, b};
  if (b < 0xC2 || b > 0xF4) return {Utf8Status::invalid, 1, 0};
  const unsigned n = b < 0xE0 ? 2 : b < 0xF0 ? 3 : 4;
  std::uint32_t c = b & (0x7Fu >> n);
  for (unsigned i = 1; i < n; ++i) {
    if (i == size) return {Utf8Status::incomplete, static_cast<std::uint8_t>(i), 0};
    const std::uint8_t next = bytes[i];
    if ((next & 0xC0) != 0x80) return {Utf8Status::invalid, 1, 0};
    if (i == 1 && ((b == 0xE0 && next < 0xA0) || (b == 0xED && next > 0x9F) || (b == 0xF0 && next < 0x90) ||
                   (b == 0xF4 && next > 0x8F))) {
      return {Utf8Status::invalid, 1, 0};
    }
    c = c << 6 | (next & 0x3F);
  }
  return {Utf8Status::ok, static_cast<std::uint8_t>(n), c};
}
inline Utf8Character get_utf8(std::string_view text) {
  return get_utf8(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}

constexpr bool is_utf8(const std::uint8_t* bytes, std::size_t size) {
  for (std::size_t at = 0; at < size;) {
    const Utf8Character c = get_utf8(bytes + at, size - at);
    if (c.status != Utf8Status::ok) return false;
    at += c.length;
  }
  return true;
}
inline bool is_utf8(std::string_view text) {
  return is_utf8(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}

constexpr bool is_seven_bit(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}
inline std::string latin1_to_utf8(std::string_view latin1) {
  std::string out;
  out.reserve(latin1.size() + latin1.size() / 4);
  for (const char c : latin1) append_utf8(out, static_cast<unsigned char>(c));
  return out;
}

}  // namespace rt
