// SPDX-License-Identifier: Apache-2.0
// EtfReader: reads one term in the external term format, in two passes, so that it fits a literal area as
// well as a process: scan() checks the whole input, interns its atoms and says how many words at most are
// needed; build() writes.
//
//   auto reader = EtfReader::scan(vm, bytes);          if (!reader) ... reader.error()
//   HeapWriter w = area.writer(reader->words());
//   auto term = reader->build(w);                      // may still fail: a key twice in a map
//
// or, for a process, where large maps get what they really need: reader->build(p).
//
// Hostile input gives an error, never more memory than in proportion to the input (a compressed one: what it
// really inflates to), and no depth is too deep. The input must stay alive and unchanged until build() has
// returned. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string_view>
#include <vector>

#include "runtime/heap/heap_writer.hpp"

namespace rt {

class Process;
class Vm;

enum class EtfErrorCode : std::uint8_t {
  bad_version,      // the first byte is not 131
  truncated,        // the input ends inside the term
  bad_tag,          // no tag, or one that may not stand here
  bad_value,        // a number, length or text that the tag does not allow
  bad_compression,  // the zlib stream is broken or of another length than announced
  unknown_atom,     // safe mode: an atom or an external fun that does not exist yet
  too_many_atoms,   // the atom table is full
  duplicate_key,    // a key occurs twice in a map
};
std::string_view text_of(EtfErrorCode code);

struct EtfError {
  EtfErrorCode code;
  std::size_t offset;  // in the input, or in the inflated data when that is compressed
};

struct EtfOptions {
  bool safe = false;  // make no atoms and no exports (binary_to_term/2 with `safe`)
};

class EtfReader {
 public:
  [[nodiscard]] static std::expected<EtfReader, EtfError> scan(Vm& vm, std::span<const std::uint8_t> bytes,
                                                               EtfOptions options = {});
  // Of what etf_pack wrote; bytes may follow. The n-th term that was kept is at `kept` + n * kKeptWords, copied there.
  static constexpr std::size_t kKeptWords = 5;
  [[nodiscard]] static EtfReader scan_packed(Vm& vm, std::span<const std::uint8_t> bytes, const Word* kept);
  std::size_t words() const { return words_ + large_map_words_; }
  // Bytes of the input that belong to the term (it may be followed by others).
  std::size_t used_bytes() const { return used_bytes_; }
  // Requires: w has words() left. May be called once.
  [[nodiscard]] std::expected<Term, EtfError> build(HeapWriter& w);
  [[nodiscard]] std::expected<Term, EtfError> build(Process& p);

 private:
  friend class EtfScanner;
  friend class EtfBuilder;
  EtfReader(Vm& vm, std::span<const std::uint8_t> bytes) : vm_(&vm), bytes_(bytes) {}

  Vm* vm_;
  const Word* kept_ = nullptr;           // of a packed term
  std::span<const std::uint8_t> bytes_;  // after the version byte; inflated if it was compressed
  std::vector<std::uint8_t> inflated_;
  std::vector<Term> atoms_;  // in the order of their occurrence
  std::size_t words_ = 0;            // without those of large maps
  std::size_t large_map_words_ = 0;  // at most
  std::size_t used_bytes_ = 0;
  std::size_t offset_base_ = 0;  // what to add to an index into bytes_ for the error's offset
};

}  // namespace rt
