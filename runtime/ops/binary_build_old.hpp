// SPDX-License-Identifier: Apache-2.0
// The instructions that built bitstrings before bs_create_bin (compilers up to OTP 24, and `erlc +no_bs_create_bin`):
// one begins a bitstring of a known size, others put fields behind each other.
//
// 1. A Building belongs to a Worker: nothing between the beginning and the last field collects, calls or yields.
// 2. Fields that do not fit in what was begun raise badarg: code that no compiler made cannot do harm.
// 3. Sizes: as binary_build.hpp. These allocate and never collect. none or false: badarg or system_limit is raised.
#pragma once

#include <cstdint>
#include <optional>

#include "runtime/ops/bit_writer.hpp"

namespace rt {

class Process;

struct Building {
  BitWriter writer;
  std::size_t left_bits = 0;
};

// bs_add: `first` + `second` * `unit`.
[[nodiscard]] Term add_sizes(Process& p, Term first, Term second, std::size_t unit);
// The bits of a size term; nothing: raised.
[[nodiscard]] std::optional<std::size_t> building_bits(Process& p, Term size, std::size_t unit);

// bs_init2, bs_init_bits, bs_append, bs_private_append. Heap words that may be needed: begin_words(bits), append_words.
[[nodiscard]] std::size_t begin_words(std::size_t bits);
std::size_t append_words(Term bitstring, std::size_t more);
Term begin_bitstring(Process& p, Building& building, std::size_t bits);
// Unit: what the size of `bitstring` must be a multiple of.
[[nodiscard]] Term begin_append(Process& p, Building& building, Term bitstring, std::size_t more, std::size_t unit);
// Takes nothing of the block of the heap: an instruction before may have reserved it.
[[nodiscard]] Term begin_private_append(Process& p, Building& building, Term bitstring, std::size_t more,
                                        std::size_t unit);

[[nodiscard]] bool put_integer(Process& p, Building& b, Term value, Term size, std::size_t unit, unsigned flags);
[[nodiscard]] bool put_float(Process& p, Building& b, Term value, Term size, std::size_t unit, unsigned flags);
// `size` may be the atom all: the whole bitstring, whose size must be a multiple of `unit`.
[[nodiscard]] bool put_binary(Process& p, Building& b, Term value, Term size, std::size_t unit);
[[nodiscard]] bool put_string(Process& p, Building& b, const std::uint8_t* bytes, std::size_t count);
[[nodiscard]] bool put_utf8(Process& p, Building& b, Term value);
[[nodiscard]] bool put_utf16(Process& p, Building& b, Term value, unsigned flags);
[[nodiscard]] bool put_utf32(Process& p, Building& b, Term value, unsigned flags);

}  // namespace rt
