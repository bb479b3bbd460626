// SPDX-License-Identifier: Apache-2.0
// Tags of the external term format, the one table for reader and writer. Followed: erl_ext_dist of OTP's
// documentation.
#pragma once

#include <cstdint>

namespace rt::etf {

constexpr std::uint8_t kVersion = 131;

enum class Tag : std::uint8_t {
  new_float = 70,        // 8 bytes, IEEE 754 big endian
  // Only inside this machine (etf_pack); `kept` counts the terms that stay out of the bytes.
  atom_number_2 = 73,     // u16 index
  kept_binary = 74,       // u32 kept
  atom_number_3 = 75,     // u24 index
  kept_bits = 76,         // u32 kept, u64 offset, u64 size in bits
  kept_reference = 78,    // u32 kept
  bit_binary = 77,       // u32 bytes, u8 bits in the last byte, bytes
  compressed = 80,       // u32 size, zlib stream; only right after the version byte
  atom_cache_ref = 82,   // distribution only
  new_pid = 88,          // node, u32 number, u32 serial, u32 creation
  new_port = 89,         // node, u32 id, u32 creation
  newer_reference = 90,  // u16 count, node, u32 creation, count * u32
  small_integer = 97,    // u8
  integer = 98,          // i32
  float_text = 99,       // 31 characters
  atom_latin1 = 100,     // u16 length
  reference = 101,       // node, u32 id, u8 creation
  port = 102,            // node, u32 id, u8 creation
  pid = 103,             // node, u32 number, u32 serial, u8 creation
  small_tuple = 104,     // u8 arity
  large_tuple = 105,     // u32 arity
  nil = 106,
  string = 107,     // u16 length, bytes
  list = 108,       // u32 length, elements, tail
  binary = 109,     // u32 length, bytes
  small_big = 110,  // u8 length, u8 sign, bytes least significant first
  large_big = 111,  // u32 length, u8 sign, bytes
  new_fun =
      112,  // u32 size, u8 arity, 16 bytes, u32 index, u32 free, module, old index, old uniq, pid, free terms
  export_ = 113,            // module, function, arity
  new_reference = 114,      // u16 count, node, u8 creation, count * u32
  small_atom_latin1 = 115,  // u8 length
  map = 116,                // u32 pairs
  fun = 117,                // not read since OTP 23
  atom_utf8 = 118,          // u16 length
  small_atom_utf8 = 119,    // u8 length
  v4_port = 120,            // node, u64 id, u32 creation
  local = 121,              // u32 hash, a term in which own identifiers have nil for their node
};

constexpr std::uint32_t kMaxReferenceIds = 5;
constexpr std::uint32_t kReferenceIdLimit = 1u << 18;  // of the first id of an own reference
constexpr std::uint32_t kMaxTinyCreation = 3;          // what fits the old one-byte creations
constexpr std::uint32_t kMaxBignumBytes = 65535u * 8;  // OTP's longest integer
constexpr std::uint32_t kMaxFunArity = 255;            // arguments and free variables together
constexpr std::uint32_t kMaxTupleArity = (1u << 24) - 1;

}  // namespace rt::etf
