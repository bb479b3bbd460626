// SPDX-License-Identifier: Apache-2.0
// Floats as text, exactly as OTP 27 writes and reads them (erts/emulator/beam/bif.c, sys_float.c, ryu).
// Pure functions, any thread. Every double here is finite.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rt {

// Fewest digits that read back as the same number: "0.1", "1.0e22" ([short], ~p, ~w).
std::string float_to_shortest(double f);
// "1.50000000000000000000e+00" ([{scientific, Digits}]; 20 digits without options). Negative digits mean 6, as in C.
// Nothing if the text has 256 characters or more: OTP's buffer.
std::optional<std::string> float_to_scientific(double f, int digits);
constexpr int kDefaultScientificDigits = 20;
// "1.50" ([{decimals, Decimals}, compact]). Nothing as above, or for negative decimals.
std::optional<std::string> float_to_decimals(double f, int decimals, bool compact);

// [+-]digits[.,]digits([eE][+-]digits), all of the text up to a zero byte if there is one. Nothing if it is not
// that or too large; too small is 0.0.
std::optional<double> text_to_float(std::string_view text);
// How many leading characters may belong to a float (string:list_to_float/1): not all of them need be valid.
std::size_t float_prefix_length(std::string_view text);

}  // namespace rt
