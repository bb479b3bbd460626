// SPDX-License-Identifier: Apache-2.0
// etf_encode: a term in the external term format, byte for byte as OTP 27 writes it. Any thread; no term is
// too deep.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "runtime/term/term.hpp"

namespace rt {

class Vm;

struct EtfEncodeOptions {
  bool old_floats = false;     // minor_version 0
  bool latin1_atoms = false;   // minor_version 0 and 1: atoms that can be are written in ISO 8859-1
  bool deterministic = false;  // maps in the order of their keys
  bool local = false;          // for this machine only: a checksum in front, own identifiers without node
};

// What was written, the version byte first.
struct EtfBytes {
  std::vector<std::uint8_t> bytes;
  // With `keep_binaries`: binaries that were left out, and the index of the byte each belongs in front of.
  struct Hole {
    std::size_t at;
    Term binary;
  };
  std::vector<Hole> holes;
};

// Nothing, soon, when it would be more than `most` bytes.
std::optional<EtfBytes> etf_encode_up_to(const Vm& vm, std::size_t most, Term t, EtfEncodeOptions options, bool keep_binaries);
// With `keep_binaries` whole binaries too large for a heap stay out of the bytes: for term_to_iovec.
EtfBytes etf_encode(const Vm& vm, Term t, EtfEncodeOptions options = {}, bool keep_binaries = false);

// A term as compressed ETS tables keep it: atoms by their number, own identifiers without node. What is counted from outside
// a heap (handles of shared binaries, references to magic objects) stays out: it is added to `kept`, and the bytes say which.
// Read again with EtfReader::scan_packed.
struct EtfPacked {
  std::vector<std::uint8_t> bytes;  // no version byte
  std::size_t otp_size = 0;         // bytes that it takes in OTP, which copies what is kept into them
};
EtfPacked etf_pack(const Vm& vm, Term t, std::vector<Term>& kept);

// What etf_encode wrote, compressed with zlib, if that makes it smaller. Requires: 1 <= level <= 9, `plain` is whole.
std::vector<std::uint8_t> etf_compress(std::span<const std::uint8_t> plain, int level);

}  // namespace rt
