// SPDX-License-Identifier: Apache-2.0
// Pids, ports and references taken apart: what is printed, written and ordered of them. Layouts after the
// header:
//
//   external_pid        node, creation, number | serial << 32
//   external_port       node, creation, id
//   external_reference  node, creation, count of 32-bit ids, ids (two a word, first one low)
//   local pid           28 bits number, 30 bits serial
//   reference           128 bits, of which OTP's 32-bit ids are 18, 32, 32, 32 and 14 bits; three ids unless
//   the rest is set
//
// Pure functions over a term; any thread.
#pragma once

#include <array>
#include <optional>

#include "runtime/heap/heap_writer.hpp"
#include "runtime/term/atom_table.hpp"

namespace rt {

struct Node {
  Term name;  // atom
  std::uint32_t creation = 0;
  friend bool operator==(const Node&, const Node&) = default;
};

// Is this the node this machine runs as? Not distributed, it is always the same.
inline bool is_own_node(Node n) { return n == Node{atoms::nonode_at_nohost, 0}; }

struct PidParts {
  std::uint32_t number, serial;
};

struct ReferenceNumbers {
  std::array<std::uint32_t, 5> ids{};  // least significant first
  unsigned count = 0;
};

constexpr std::size_t kExternalPidWords = 4, kExternalPortWords = 4, kReferenceWords = 3;  // with header
constexpr std::size_t external_reference_words(unsigned ids) { return 4 + (ids + 1) / 2; }

constexpr unsigned kPidNumberBits = 28, kPidSerialBits = 30;

constexpr bool fits_local_pid(PidParts parts) {
  return parts.number < (1u << kPidNumberBits) && parts.serial < (1u << kPidSerialBits);
}
constexpr Term make_local_pid(PidParts parts) {  // Requires: fits_local_pid
  return Term::local_pid(static_cast<std::uint64_t>(parts.serial) << kPidNumberBits | parts.number);
}
constexpr bool fits_local_port(std::uint64_t id) { return id >> 58 == 0; }

inline PidParts pid_parts(Term pid) {  // Requires: is_pid
  if (pid.is_local_pid()) {
    const std::uint64_t id = pid.local_id();
    return {static_cast<std::uint32_t>(id & ((1u << kPidNumberBits) - 1)),
            static_cast<std::uint32_t>(id >> kPidNumberBits)};
  }
  const Word id = pid.boxed_ptr()[3];
  return {static_cast<std::uint32_t>(id), static_cast<std::uint32_t>(id >> 32)};
}
inline std::uint64_t port_id(Term port) {  // Requires: is_port
  return port.is_local_port() ? port.local_id() : port.boxed_ptr()[3];
}
// The node of an external identifier, none for an own one. Requires: pid, port or reference.
inline std::optional<Node> external_node(Term identifier) {
  if (!identifier.is_boxed()) return std::nullopt;
  const Word* b = identifier.boxed_ptr();
  switch (header_kind(b[0])) {
    case Kind::external_pid:
    case Kind::external_port:
    case Kind::external_reference: return Node{Term::from_word(b[1]), static_cast<std::uint32_t>(b[2])};
    default: return std::nullopt;
  }
}

constexpr ReferenceNumbers split_reference(std::uint64_t low, std::uint64_t high) {
  ReferenceNumbers r;
  r.ids[0] = static_cast<std::uint32_t>(low & 0x3FFFF);
  r.ids[1] = static_cast<std::uint32_t>(low >> 18);
  r.ids[2] = static_cast<std::uint32_t>(low >> 50 | high << 14);
  r.ids[3] = static_cast<std::uint32_t>(high >> 18);
  r.ids[4] = static_cast<std::uint32_t>(high >> 50);
  r.count = high >> 18 == 0 ? 3 : 5;
  return r;
}
// False when the ids are not those of any own reference.
constexpr bool fits_own_reference(const ReferenceNumbers& r) {
  return r.ids[0] < (1u << 18) && r.ids[4] < (1u << 14);
}
constexpr std::array<std::uint64_t, 2> join_reference(const ReferenceNumbers& r) {  // low, high
  return {static_cast<std::uint64_t>(r.ids[0]) | static_cast<std::uint64_t>(r.ids[1]) << 18 |
              static_cast<std::uint64_t>(r.ids[2]) << 50,
          static_cast<std::uint64_t>(r.ids[2]) >> 14 | static_cast<std::uint64_t>(r.ids[3]) << 18 |
              static_cast<std::uint64_t>(r.ids[4]) << 50};
}

inline ReferenceNumbers reference_numbers(Term reference) {  // Requires: is_reference
  const Word* b = reference.boxed_ptr();
  switch (header_kind(b[0])) {
    case Kind::reference: return split_reference(b[1], b[2]);
    case Kind::magic_reference: return split_reference(b[magic::kNumber], 0);
    default: break;
  }
  ReferenceNumbers r;
  r.count = static_cast<unsigned>(b[3]);
  for (unsigned i = 0; i < r.count; ++i) r.ids[i] = static_cast<std::uint32_t>(b[4 + i / 2] >> (i % 2 * 32));
  return r;
}

// --- building; the number of words each takes is above
inline Term make_reference(HeapWriter& w, std::uint64_t low, std::uint64_t high = 0) {
  Word* b = w.take(kReferenceWords);
  b[0] = make_header(Kind::reference, 2);
  b[1] = low;
  b[2] = high;
  return Term::boxed(b);
}
inline Term make_external(HeapWriter& w, Kind kind, Node node, Word id) {  // external_pid or external_port
  Word* b = w.take(4);
  b[0] = make_header(kind, 3);
  b[1] = node.name.word();
  b[2] = node.creation;
  b[3] = id;
  return Term::boxed(b);
}
inline Term make_external_pid(HeapWriter& w, Node node, PidParts parts) {
  return make_external(w, Kind::external_pid, node, static_cast<Word>(parts.serial) << 32 | parts.number);
}
inline Term make_external_reference(HeapWriter& w, Node node, const ReferenceNumbers& r) {
  const std::size_t words = external_reference_words(r.count);
  Word* b = w.take(words);
  b[0] = make_header(Kind::external_reference, words - 1);
  b[1] = node.name.word();
  b[2] = node.creation;
  b[3] = r.count;
  for (std::size_t i = 4; i < words; ++i) b[i] = 0;
  for (unsigned i = 0; i < r.count; ++i) b[4 + i / 2] |= static_cast<Word>(r.ids[i]) << (i % 2 * 32);
  return Term::boxed(b);
}

}  // namespace rt
