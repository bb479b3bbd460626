// SPDX-License-Identifier: Apache-2.0
// Integers of Erlang as words of 64 bits: what atomics and counters take. Any thread.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>

#include "runtime/term/bignum.hpp"

namespace rt {

enum class WordFailure { not_one, too_large };

// Erlang's integer as an unsigned word; `too_large` from 2^64 up.
inline std::expected<Word, WordFailure> unsigned_word(Term t) {
  if (!is_integer(t)) return std::unexpected(WordFailure::not_one);
  const IntegerView v(t);
  if (v.is_negative()) return std::unexpected(WordFailure::not_one);
  if (v.size() > 1) return std::unexpected(WordFailure::too_large);
  return v.size() == 0 ? 0 : v.limbs()[0];
}

// As two's complement. Nothing outside -2^63 .. 2^63 - 1.
inline std::optional<Word> signed_word(Term t) {
  if (!is_integer(t)) return std::nullopt;
  const IntegerView v(t);
  if (v.size() > 1) return std::nullopt;
  const Word magnitude = v.size() == 0 ? 0 : v.limbs()[0];
  constexpr Word kSign = Word{1} << 63;
  if (magnitude > kSign || (magnitude == kSign && !v.is_negative())) return std::nullopt;
  return v.is_negative() ? ~magnitude + 1 : magnitude;
}

// What may be added: anything of 64 bits, signed or not.
inline std::optional<Word> increment(Term t) {
  if (const auto word = signed_word(t)) return word;
  const auto word = unsigned_word(t);
  return word ? std::optional(*word) : std::nullopt;
}

}  // namespace rt
