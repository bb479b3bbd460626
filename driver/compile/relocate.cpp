// SPDX-License-Identifier: Apache-2.0
#include "driver/compile/relocate.hpp"

#include <zlib.h>

#include <algorithm>
#include <cstdint>

namespace driver::compile {
namespace {

// What the compiler's term_to_binary/2 uses.
constexpr int kLevel = 6;
constexpr std::string_view kCompressedTerm = "\x83P";  // and the size of the term, then zlib's bytes

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = number << 8 | static_cast<std::uint8_t>(bytes[at + i]);
  return number;
}

std::string number_bytes(std::size_t number, int bytes) {
  std::string text;
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) text += static_cast<char>(number >> shift);
  return text;
}

bool names_folder(std::string_view bytes, const Move& move) {
  return std::any_of(move.foreign.begin(), move.foreign.end(),
                     [&](const std::string& folder) { return bytes.find(folder) != std::string_view::npos; });
}

// Every `from` behind a `prefix` becomes a `to` behind the same prefix for its size. The bytes in between name no folder.
std::optional<std::string> replaced(std::string_view bytes, const Move& move, std::string_view prefix, bool has_size) {
  const auto framed = [&](const std::string& path) {
    return std::string(prefix) + (has_size ? number_bytes(path.size(), 2) : "") + path;
  };
  const std::string from = framed(move.from), to = framed(move.to);
  std::string result;
  for (;;) {
    const std::size_t at = bytes.find(from);
    const std::string_view between = bytes.substr(0, at);
    if (names_folder(between, move)) return std::nullopt;
    result += between;
    if (at == std::string_view::npos) return result;
    result += to;
    bytes.remove_prefix(at + from.size());
  }
}

std::optional<std::string> inflated(std::string_view chunk) {
  if (chunk.size() < 6) return std::nullopt;
  std::string term(number_at(chunk, 2), '\0');
  uLongf size = term.size();
  const auto* from = reinterpret_cast<const Bytef*>(chunk.data()) + 6;
  if (::uncompress(reinterpret_cast<Bytef*>(term.data()), &size, from, chunk.size() - 6) != Z_OK || size != term.size()) return std::nullopt;
  return term;
}

std::string deflated(std::string_view term) {
  uLongf size = ::compressBound(term.size());
  std::string bytes(size, '\0');
  ::compress2(reinterpret_cast<Bytef*>(bytes.data()), &size, reinterpret_cast<const Bytef*>(term.data()), term.size(), kLevel);
  bytes.resize(size);
  return std::string(kCompressedTerm) + number_bytes(term.size(), 4) + bytes;
}

std::optional<std::string> moved_chunk(std::string_view name, std::string_view chunk, const Move& move) {
  constexpr std::string_view kStringTag = "k";  // STRING_EXT
  const bool has_terms = name == "CInf" || name == "Dbgi" || name == "Docs" || name == "Meta";
  const bool is_compressed = chunk.starts_with(kCompressedTerm);
  if (!is_compressed && !names_folder(chunk, move)) return std::string(chunk);
  if (name == "Line") return replaced(chunk, move, "", true);
  if (!is_compressed && !has_terms) return std::nullopt;
  const std::optional<std::string> term = is_compressed ? inflated(chunk) : std::string(chunk);
  if (!term) return std::nullopt;
  if (!names_folder(*term, move)) return std::string(chunk);
  if (!has_terms) return std::nullopt;
  const std::optional<std::string> moved = replaced(*term, move, kStringTag, true);
  if (!moved || !is_compressed) return moved;
  // The same bytes as the compiler's, or it is not known how they came about.
  if (deflated(*term) != chunk) return std::nullopt;
  return move.from == move.to ? std::string(chunk) : deflated(*moved);
}

// Literals are compressed in a way of their own: the size of all, then zlib's bytes; 0: they are as they are.
bool names_folder_in_literals(std::string_view chunk, const Move& move) {
  if (chunk.size() < 4) return true;
  const std::uint32_t size = number_at(chunk, 0);
  if (size == 0) return names_folder(chunk, move);
  const std::optional<std::string> literals = inflated("\x83P" + std::string(chunk));
  return !literals || names_folder(*literals, move);
}

}  // namespace

std::optional<std::string> moved_text(std::string_view text, const Move& move) { return replaced(text, move, "", false); }

std::optional<std::string> moved_beam(std::string_view beam, const Move& move) {
  // Terms with characters beyond Latin-1 are written otherwise, and a longer path than a size can tell as well.
  for (const std::string& path : {move.from, move.to}) {
    const bool is_plain = std::all_of(path.begin(), path.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (!is_plain || path.size() > 0xffff) return std::nullopt;
  }
  constexpr std::size_t kHeader = 12;  // "FOR1", size, "BEAM"
  if (beam.size() < kHeader || !beam.starts_with("FOR1")) return std::nullopt;
  std::string body = "BEAM";
  for (std::size_t at = kHeader; at < beam.size();) {
    if (beam.size() - at < 8) return std::nullopt;
    const std::string_view name = beam.substr(at, 4);
    const std::uint32_t size = number_at(beam, at + 4);
    if (beam.size() - at - 8 < size) return std::nullopt;
    const std::string_view chunk = beam.substr(at + 8, size);
    if (name == "LitT" && names_folder_in_literals(chunk, move)) return std::nullopt;
    const std::optional<std::string> moved = name == "LitT" ? std::string(chunk) : moved_chunk(name, chunk, move);
    if (!moved) return std::nullopt;
    body += std::string(name) + number_bytes(moved->size(), 4) + *moved;
    body.append((4 - moved->size() % 4) % 4, '\0');
    at += 8 + (size + 3) / 4 * 4;
  }
  return "FOR1" + number_bytes(body.size(), 4) + body;
}

}  // namespace driver::compile
