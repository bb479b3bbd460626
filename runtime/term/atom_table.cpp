// SPDX-License-Identifier: Apache-2.0
// Atoms: a hash from text to index under a mutex, and chunks of string views that readers index without one.
#include "runtime/term/atom_table.hpp"

#include <cstring>

#include "runtime/base/check.hpp"
#include "runtime/term/hash.hpp"

namespace rt {
namespace {

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

AtomTable::AtomTable() {
  index_.reserve(16384);
  for (std::string_view text : kNamed) {
    const Term t = add_locked(text);
    VM_CHECK(index_.size() == t.atom_index() + 1, "atoms.def names an atom twice");
  }
}

AtomTable::~AtomTable() {
  for (auto& chunk : chunks_) delete[] chunk.load(std::memory_order_relaxed);
  while (blocks_) blocks_ = std::move(blocks_->next);
}

Term AtomTable::add_locked(std::string_view utf8) {
  const std::uint32_t hash = atom_text_hash(utf8);
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
  index_.emplace(kept, i);
  count_.store(i + 1, std::memory_order_release);
  return Term::atom(i);
}

std::expected<Term, AtomError> AtomTable::intern(std::string_view utf8) {
  const std::scoped_lock lock(mutex_);
  if (const auto found = index_.find(utf8); found != index_.end()) return Term::atom(found->second);
  const auto length = utf8_length(utf8);
  if (!length) return std::unexpected(AtomError::bad_utf8);
  if (*length > kMaxCharacters) return std::unexpected(AtomError::too_long);
  if (count() >= kMaxAtoms) return std::unexpected(AtomError::table_full);
  return add_locked(utf8);
}

Term AtomTable::must_intern(std::string_view utf8) {
  const auto atom = intern(utf8);
  VM_CHECK(atom.has_value(), "a name of our own is an atom");
  return *atom;
}

std::optional<Term> AtomTable::find(std::string_view utf8) const {
  const std::scoped_lock lock(mutex_);
  const auto found = index_.find(utf8);
  if (found == index_.end()) return std::nullopt;
  return Term::atom(found->second);
}

}  // namespace rt
