// SPDX-License-Identifier: Apache-2.0
// Fused instructions: sequences that programs run often (fused.def, chosen by counting) get a handler that runs them
// without a dispatch between. The code stays as it is, each instruction in its place with its operands; only the first
// one's handler word is another. So a jump into the middle works, and whoever reads code need not know of it.
//
// Thread safety: constant after the first use.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "runtime/code/instr.hpp"

namespace rt {

constexpr std::size_t kMaxFused = 6;

// Sequences by number: ten bits an instruction, the last one lowest.
constexpr unsigned kFusedBits = 10;
static_assert(kInstrCount < (1u << kFusedBits) && kMaxFused * kFusedBits <= 64);

struct FusedRow {
  std::uint64_t sequence;
  std::uint32_t length;
  Word handler;  // as handler_word()
};

// Defined by the interpreter, in the order of fused.def; empty where it has no such handlers.
std::span<const FusedRow> fused_rows();

// How many of the last instructions of `sequence`, which are two at least, may have a handler: a bit for each number.
unsigned fused_lengths(std::uint64_t sequence);
// The handler of the last `length` instructions of `sequence`; 0: they are not fused.
Word fused_handler(std::uint64_t sequence, std::size_t length);

}  // namespace rt
