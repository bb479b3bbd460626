// SPDX-License-Identifier: Apache-2.0
// Old floats of the external term format. The grammar is narrower than from_chars': a decimal point with
// digits on both sides must be there, and a leading '+' is allowed.
#include "runtime/term/etf_float.hpp"

#include <charconv>
#include <cmath>
#include <string_view>

namespace rt {
namespace {

std::size_t digits_at(std::string_view text, std::size_t from) {
  std::size_t n = 0;
  while (from + n < text.size() && text[from + n] >= '0' && text[from + n] <= '9') ++n;
  return n;
}

bool is_float_text(std::string_view text) {
  std::size_t at = !text.empty() && text[0] == '-' ? 1 : 0;
  const std::size_t before = digits_at(text, at);
  at += before;
  if (before == 0 || at == text.size() || text[at] != '.') return false;
  const std::size_t after = digits_at(text, ++at);
  at += after;
  if (after == 0) return false;
  if (at == text.size()) return true;
  if (text[at] != 'e' && text[at] != 'E') return false;
  ++at;
  if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
  const std::size_t exponent = digits_at(text, at);
  return exponent > 0 && at + exponent == text.size();
}

}  // namespace

std::optional<double> parse_float_text(std::span<const std::uint8_t> bytes) {
  std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  text = text.substr(0, text.find('\0'));
  if (!text.empty() && text[0] == '+') text.remove_prefix(1);
  if (!is_float_text(text)) return std::nullopt;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc::result_out_of_range) {
    const bool tiny = text.find("e-") != text.npos || text.find("E-") != text.npos;
    if (!tiny) return std::nullopt;
    return text[0] == '-' ? -0.0 : 0.0;
  }
  if (error != std::errc() || !std::isfinite(value)) return std::nullopt;
  return value;
}

}  // namespace rt
