// SPDX-License-Identifier: Apache-2.0
// The 31 characters of an old float (tag 99): what C's "%.20e" writes, filled up with zero bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace rt {

// The number, or nothing when the text is not sign, digits, '.', digits and perhaps an exponent, or too
// large.
std::optional<double> parse_float_text(std::span<const std::uint8_t> text);

}  // namespace rt
