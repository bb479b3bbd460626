// SPDX-License-Identifier: Apache-2.0
// Text of floats over std::to_chars and from_chars; what is here are OTP's rules of layout.
#include "runtime/term/float.hpp"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>

namespace rt {

namespace {

constexpr std::size_t kBufferBytes = 256;  // OTP's, with the zero at the end

bool is_digit(char c) { return c >= '0' && c <= '9'; }

struct Decimal {  // digits without trailing zeros, times 10^exponent
  std::string digits;
  int exponent;
};

Decimal shortest_decimal(double positive) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, positive, std::chars_format::scientific).ptr;
  Decimal d{{}, 0};
  const char* p = buffer;
  int after_point = 0;
  bool point = false;
  for (; *p != 'e'; ++p) {
    if (*p == '.') {
      point = true;
    } else {
      d.digits += *p;
      after_point += point;
    }
  }
  ++p;
  if (*p == '+') ++p;
  std::from_chars(p, end, d.exponent);
  d.exponent -= after_point;
  while (d.digits.size() > 1 && d.digits.back() == '0') {
    d.digits.pop_back();
    ++d.exponent;
  }
  return d;
}

// Whether the shortest form has no exponent: never longer than the other one, and no integer of 2^53 and up, whose
// digits would claim more than the float knows.
bool is_fixed(const Decimal& d) {
  const int length = static_cast<int>(d.digits.size());
  const int scientific_exponent = d.exponent + length - 1;
  int lower = -(length + 2), upper = 1;
  if (length == 1) {
    lower = -4;
    upper = 2;
  } else if (scientific_exponent >= 10) {
    upper = 2;
  }
  if (d.exponent < lower || d.exponent > upper) return false;
  const std::uint64_t digits = std::strtoull(d.digits.c_str(), nullptr, 10);
  return !((d.exponent == 0 && digits >= std::uint64_t{1} << 53) ||
           (d.exponent == 1 && digits > (std::uint64_t{1} << 52) / 5) ||
           (d.exponent == 2 && digits > (std::uint64_t{1} << 51) / 25));
}

void remove_trailing_zeros(std::string& text) {
  while (!text.empty() && text.back() == '0') text.pop_back();
  if (!text.empty() && text.back() == '.') text += '0';
}

std::optional<std::string> fixed(double f, int decimals, bool compact) {
  if (decimals >= static_cast<int>(kBufferBytes)) return std::nullopt;
  char buffer[640];
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, f, std::chars_format::fixed, decimals);
  if (error != std::errc() || static_cast<std::size_t>(end - buffer) >= kBufferBytes) return std::nullopt;
  std::string text(buffer, end);
  if (compact) remove_trailing_zeros(text);  // of an integer too: OTP does it
  return text;
}

}  // namespace

std::string float_to_shortest(double f) {
  std::string text = std::signbit(f) ? "-" : "";
  if (f == 0.0) return text + "0.0";
  const Decimal d = shortest_decimal(std::fabs(f));
  const int length = static_cast<int>(d.digits.size());
  if (is_fixed(d)) {
    const int whole = length + d.exponent;
    if (d.exponent >= 0) return text + d.digits + std::string(static_cast<std::size_t>(d.exponent), '0') + ".0";
    if (whole > 0) return text + d.digits.substr(0, static_cast<std::size_t>(whole)) + "." +
                          d.digits.substr(static_cast<std::size_t>(whole));
    return text + "0." + std::string(static_cast<std::size_t>(-whole), '0') + d.digits;
  }
  text += d.digits[0];
  text += '.';
  text += length == 1 ? "0" : d.digits.substr(1);
  return text + "e" + std::to_string(d.exponent + length - 1);
}

std::optional<std::string> float_to_scientific(double f, int digits) {
  if (digits >= static_cast<int>(kBufferBytes)) return std::nullopt;
  char buffer[640];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, f, std::chars_format::scientific, digits < 0 ? 6 : digits).ptr;
  if (static_cast<std::size_t>(end - buffer) >= kBufferBytes) return std::nullopt;
  return std::string(buffer, end);
}

std::optional<std::string> float_to_decimals(double f, int decimals, bool compact) {
  constexpr double kPowersOf10[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8, 1e9,
                                    1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18};
  if (decimals < 0) return std::nullopt;
  const double magnitude = std::fabs(f);
  if (magnitude > 0x1p53 || decimals >= static_cast<int>(std::size(kPowersOf10))) return fixed(f, decimals, compact);
  // OTP's quick way, with its own rounding: half away from zero of the fraction as a double has it.
  std::string text = std::signbit(f) ? "-" : "";
  if (decimals == 0) return text + std::to_string(std::llround(magnitude));
  const double whole = std::floor(magnitude);
  double fraction = std::round((magnitude - whole) * kPowersOf10[decimals]);
  std::uint64_t integer = static_cast<std::uint64_t>(whole);
  if (fraction >= kPowersOf10[decimals]) {
    ++integer;
    fraction = 0;
  }
  text += std::to_string(integer);
  text += '.';
  const std::string digits = std::to_string(static_cast<std::uint64_t>(fraction));
  text += std::string(static_cast<std::size_t>(decimals) - digits.size(), '0') + digits;
  if (compact) remove_trailing_zeros(text);
  return text;
}

std::optional<double> text_to_float(std::string_view text) {
  text = text.substr(0, text.find('\0'));
  std::size_t at = 0;
  const auto digits = [&] {
    const std::size_t start = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    return at > start;
  };
  const auto sign = [&] {
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
  };
  sign();
  if (!digits()) return std::nullopt;
  const std::size_t point = at;
  if (at == text.size() || (text[at] != '.' && text[at] != ',')) return std::nullopt;
  ++at;
  if (!digits()) return std::nullopt;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    sign();
    if (!digits()) return std::nullopt;
  }
  if (at != text.size()) return std::nullopt;

  std::string copy;
  if (text[point] == ',') {
    copy = text;
    copy[point] = '.';
    text = copy;
  }
  if (text[0] == '+') text.remove_prefix(1);
  double f = 0.0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), f);
  if (result.ec == std::errc::result_out_of_range) {  // which does not say at which end
    f = std::strtod(std::string(text).c_str(), nullptr);
  }
  if (!std::isfinite(f)) return std::nullopt;
  return f;
}

std::size_t float_prefix_length(std::string_view text) {
  std::size_t at = 0;
  const auto digits = [&] {
    while (at < text.size() && is_digit(text[at])) ++at;
  };
  if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
  digits();
  if (at == text.size() || (text[at] != '.' && text[at] != ',')) return at;
  ++at;
  digits();
  if (at == text.size() || (text[at] != 'e' && text[at] != 'E')) return at;
  const std::size_t before_exponent = at++;
  if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
  const std::size_t exponent = at;
  digits();
  return at > exponent ? at : before_exponent;
}

}  // namespace rt
