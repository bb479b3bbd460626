// SPDX-License-Identifier: Apache-2.0
// How many words a term would take on a heap of OTP 27, for programs that ask (erts_debug): floats are two words there,
// integers of 2^59 and up bignums, and so on. Any thread; no recursion.
#pragma once

#include <cstddef>

#include "runtime/heap/literal_area.hpp"
#include "runtime/term/term.hpp"

namespace rt {

// Every occurrence counts (erts_debug:flat_size/1).
std::size_t otp_flat_words(Term t);
// Every object counts once, literals not at all (erts_debug:size_shared/1).
std::size_t otp_shared_words(Term t, const LiteralSpace& literals);

}  // namespace rt
