// SPDX-License-Identifier: Apache-2.0
// Keys on elliptic curves. A curve is {Definition, Name} for the natives: the numbers of module crypto_ec_curves and the
// atom it has them under, or `undefined` for a curve of the program's own.
#pragma once

#include "runtime/bifs/crypto_keys.hpp"

namespace rt::crypto {

// Adds the curve: its name, or, if it has none or `by_name` is false, its numbers. Sets `by_name` to which it was, and the
// bytes of the order, which private keys have, too.
Failure add_curve(Process& p, Term curve, Parameters& parameters, bool& by_name, std::size_t& order_bytes);

// A private number or a public point as a key. It is tried with the curve's name first, and if OpenSSL does not know that,
// with its numbers. `refused`: what is wrong where OpenSSL takes neither.
std::expected<Key, Failure> key_on_curve(Process& p, Term curve, Term key, bool is_private, const Failure& refused);

}  // namespace rt::crypto
