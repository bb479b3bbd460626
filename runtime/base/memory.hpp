// SPDX-License-Identifier: Apache-2.0
// Memory that is not of a type of its own (heaps, binaries, signals): small blocks (small_blocks.hpp) or malloc's, or the
// machine ends, at once and as OTP does, with OTP's words and exit code 1. Freed by deallocate(), on any thread.
#pragma once

#include <cstddef>

namespace rt {

// `type`: what it is for, as OTP names it (heap, binary, ...). Any thread.
void* allocate(std::size_t bytes, const char* type);
void* reallocate(void* memory, std::size_t bytes, const char* type);
// The block stays where it is; what is beyond `bytes` is given up, and perhaps used for something else.
void shrink(void* memory, std::size_t bytes);
void deallocate(void* memory);  // null: nothing

// The same end for what `new` and the containers of the standard library ask for. Once, before threads start.
void end_when_new_fails();

}  // namespace rt
