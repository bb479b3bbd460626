// SPDX-License-Identifier: Apache-2.0
// Character tables of PCRE2 for ISO 8859-1, the alphabet of patterns that are not `unicode`: letters beyond ASCII are
// letters and have two cases. OTP's engine has these tables built in; the library's own know ASCII alone.
#pragma once

#include <array>
#include <cstdint>

namespace rt {

// What pcre2_set_character_tables takes. Made once, then constant. Any thread.
const std::uint8_t* latin1_character_tables();

}  // namespace rt
