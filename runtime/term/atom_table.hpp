// SPDX-License-Identifier: Apache-2.0
// AtomTable: text <-> index for the atoms of one Vm, and `atoms::x`, the compile-time terms of atoms.def.
// Any thread. Text never moves and is never freed before the Vm; reading by index takes no lock.
// An atom is 1..255 characters of UTF-8 (0 is allowed: ''). When there are as many as the limit, intern says so.
#pragma once

#include <atomic>
#include <cstdint>
#include <cstring>
#include <expected>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "runtime/term/term.hpp"

namespace rt {

enum class AtomError : std::uint8_t { too_long, bad_utf8, table_full };

class AtomTable {
 public:
  static constexpr std::uint32_t kUsualLimit = 1'048'576;
  static constexpr std::size_t kMaxCharacters = 255;

  // `limit`: at least as many as atoms.def has.
  explicit AtomTable(std::uint32_t limit = kUsualLimit);
  ~AtomTable();
  AtomTable(const AtomTable&) = delete;
  AtomTable& operator=(const AtomTable&) = delete;

  // The atom of this UTF-8 text, made if need be.
  [[nodiscard]] std::expected<Term, AtomError> intern(std::string_view utf8);
  // The same for text that is known to be an atom (from our own sources). Aborts when the table is full.
  Term must_intern(std::string_view utf8);
  [[nodiscard]] std::optional<Term> find(std::string_view utf8) const;
  std::string_view text(Term atom) const {
    const std::uint32_t i = atom.atom_index();
    return chunks_[i / kChunk].load(std::memory_order_acquire)[i % kChunk];
  }
  // atom_text_hash() of the text (hash.hpp), which lies in front of it.
  std::uint32_t text_hash(Term atom) const {
    std::uint32_t hash;
    std::memcpy(&hash, text(atom).data() - sizeof hash, sizeof hash);
    return hash;
  }
  std::uint32_t limit() const { return limit_; }
  std::uint32_t count() const { return count_.load(std::memory_order_acquire); }

 private:
  static constexpr std::uint32_t kChunk = 4096;
  // Of the index, a hash table with open addressing: a machine has thousands of atoms before its first process, which as
  // nodes of their own took a fifth of the time to make it.
  struct Slot {
    std::uint32_t hash;    // atom_text_hash()
    std::uint32_t number;  // of the atom, from 1; 0: free
  };
  // Where the text is, or the free slot where it would be.
  Slot& slot_of(std::string_view utf8, std::uint32_t hash);
  const Slot& slot_of(std::string_view utf8, std::uint32_t hash) const { return const_cast<AtomTable*>(this)->slot_of(utf8, hash); }
  void enlarge_index();
  Term add_locked(std::string_view utf8, std::uint32_t hash);

  const std::uint32_t limit_;
  const std::unique_ptr<std::atomic<std::string_view*>[]> chunks_;
  std::atomic<std::uint32_t> count_{0};
  mutable std::mutex mutex_;
  std::vector<Slot> index_;  // a power of two of them
  char* text_at_ = nullptr;
  std::size_t text_left_ = 0;
  struct TextBlock {
    std::unique_ptr<TextBlock> next;
    std::unique_ptr<char[]> bytes;
  };
  std::unique_ptr<TextBlock> blocks_;
};

namespace atoms {
enum class Index : std::uint32_t {
#define ATOM(identifier, text) identifier,
#include "runtime/term/atoms.def"
#undef ATOM
  count
};
#define ATOM(identifier, text) inline constexpr Term identifier = Term::atom(static_cast<std::uint32_t>(Index::identifier));
#include "runtime/term/atoms.def"
#undef ATOM
}  // namespace atoms

inline constexpr Term boolean(bool b) { return b ? atoms::true_ : atoms::false_; }

}  // namespace rt
