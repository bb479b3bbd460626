// SPDX-License-Identifier: Apache-2.0
// Atoms: a hash from text to index under a mutex, and chunks of string views that readers index without one.
#include "runtime/term/atom_table.hpp"

#include <cstring>
#include <utility>

#include "runtime/base/check.hpp"
#include "runtime/term/hash.hpp"

namespace rt {
namespace {

constexpr std::size_t kFirstIndexSize = 8192;  // for the atoms of a small program

constexpr std::string_view kNamed[] = {
#define ATOM(identifier, text) text,
#include "runtime/term/atoms.def"
#undef ATOM
};

// Number of characters, or nothing for text that is no UTF-8 (surrogates and overlong forms included).
std::optional<std::size_t> utf8_length(std::string_view s) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < s.size(); ++count) {
    const auto byte = [&](std::size_t k) { return static_cast<std::uint8_t>(s[i + k]); };
    const auto more = [&](std::size_t k) { return i + k < s.size() && (byte(k) & 0xC0) == 0x80; };
    const std::uint8_t b = byte(0);
    if (b < 0x80) {
      i += 1;
    } else if (b >= 0xC2 && b < 0xE0 && more(1)) {
      i += 2;
    } else if (b >= 0xE0 && b < 0xF0 && more(1) && more(2) && !(b == 0xE0 && byte(1) < 0xA0) &&
               !(b == 0xED && byte(1) >= 0xA0)) {
      i += 3;
    } else if (b >= 0xF0 && b < 0xF5 && more(1) && more(2) && more(3) && !(b == 0xF0 && byte(1) < 0x90) &&
               !(b == 0xF4 && byte(1) >= 0x90)) {
      i += 4;
    } else {
      return std::nullopt;
    }
  }
  return count;
}

}  // namespace

AtomTable::AtomTable(std::uint32_t limit) : limit_(limit), chunks_(new std::atomic<std::string_view*>[limit / kChunk + 1]()) {
  index_.resize(kFirstIndexSize);
  for (std::string_view text : kNamed) {
    const std::uint32_t hash = atom_text_hash(text);
    VM_CHECK(slot_of(text, hash).number == 0, "atoms.def names an atom twice");
    (void)add_locked(text, hash);
  }
}

AtomTable::~AtomTable() {
  for (std::uint32_t i = 0; i * kChunk < count(); ++i) delete[] chunks_[i].load(std::memory_order_relaxed);
  while (blocks_) blocks_ = std::move(blocks_->next);
}

// The hash is OTP's and mixes its bits little: multiplied, the upper ones depend on all of them.
AtomTable::Slot& AtomTable::slot_of(std::string_view utf8, std::uint32_t hash) {
  constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15;
  const std::size_t mask = index_.size() - 1;
  for (std::size_t i = (hash * kGolden >> 32) & mask;; i = (i + 1) & mask) {
    Slot& slot = index_[i];
    if (slot.number == 0 || (slot.hash == hash && text(Term::atom(slot.number - 1)) == utf8)) return slot;
  }
}

void AtomTable::enlarge_index() {
  const std::vector<Slot> old = std::exchange(index_, std::vector<Slot>(2 * index_.size()));
  for (const Slot& slot : old) {
    if (slot.number != 0) slot_of(text(Term::atom(slot.number - 1)), slot.hash) = slot;
  }
}

Term AtomTable::add_locked(std::string_view utf8, std::uint32_t hash) {
  if (text_left_ < sizeof hash + utf8.size()) {
    auto block = std::make_unique<TextBlock>();
    text_left_ = 65536;
    block->bytes = std::make_unique<char[]>(text_left_);
    text_at_ = block->bytes.get();
    block->next = std::move(blocks_);
    blocks_ = std::move(block);
  }
  std::memcpy(text_at_, &hash, sizeof hash);
  text_at_ += sizeof hash;
  if (!utf8.empty()) std::memcpy(text_at_, utf8.data(), utf8.size());
  const std::string_view kept(text_at_, utf8.size());
  text_at_ += utf8.size();
  text_left_ -= sizeof hash + utf8.size();
  const std::uint32_t i = count_.load(std::memory_order_relaxed);
  auto& chunk = chunks_[i / kChunk];
  if (i % kChunk == 0) chunk.store(new std::string_view[kChunk], std::memory_order_release);
  chunk.load(std::memory_order_relaxed)[i % kChunk] = kept;
  if (4 * (std::size_t{i} + 1) > 3 * index_.size()) enlarge_index();
  slot_of(kept, hash) = {hash, i + 1};
  count_.store(i + 1, std::memory_order_release);
  return Term::atom(i);
}

std::expected<Term, AtomError> AtomTable::intern(std::string_view utf8) {
  const std::uint32_t hash = atom_text_hash(utf8);
  const std::scoped_lock lock(mutex_);
  if (const Slot& known = slot_of(utf8, hash); known.number != 0) return Term::atom(known.number - 1);
  const auto length = utf8_length(utf8);
  if (!length) return std::unexpected(AtomError::bad_utf8);
  if (*length > kMaxCharacters) return std::unexpected(AtomError::too_long);
  if (count() >= limit_) return std::unexpected(AtomError::table_full);
  return add_locked(utf8, hash);
}

Term AtomTable::must_intern(std::string_view utf8) {
  const auto atom = intern(utf8);
  VM_CHECK(atom.has_value(), "a name of our own is an atom");
  return *atom;
}

std::optional<Term> AtomTable::find(std::string_view utf8) const {
  const std::uint32_t hash = atom_text_hash(utf8);
  const std::scoped_lock lock(mutex_);
  const Slot& known = slot_of(utf8, hash);
  return known.number != 0 ? std::optional(Term::atom(known.number - 1)) : std::nullopt;
}

}  // namespace rt
