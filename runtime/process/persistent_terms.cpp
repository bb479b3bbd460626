// SPDX-License-Identifier: Apache-2.0
// A hash table with open addressing whose slots are written once: readers that meet an old table find old entries, and
// entries are shared by all tables. Key and value are copied into a literal area each, sharing kept.
#include "runtime/process/persistent_terms.hpp"

#include <utility>

#include "runtime/term/compare.hpp"
#include "runtime/term/hash.hpp"
#include "runtime/term/sharing.hpp"

namespace rt {

namespace {
constexpr std::size_t kFirstSize = 16;  // of a table, a power of two
// A table is at most half full of what lives, as OTP's, and an eighth of what is erased.
bool is_full(std::size_t size, std::size_t living) { return 2 * (living + 1) > size; }
bool has_too_many_dead(std::size_t size, std::size_t dead) { return 8 * dead > size; }
bool is_too_large(std::size_t size, std::size_t living) { return size > kFirstSize && 4 * living < size; }
}  // namespace

PersistentTerms::PersistentTerms(LiteralSpace& literals) : literals_(literals) {
  tables_.push_back(std::make_unique<Table>(kFirstSize));
  table_.store(tables_.back().get(), std::memory_order_release);
}

PersistentTerms::~PersistentTerms() = default;

PersistentTerms::Entry* PersistentTerms::find(const Table& table, Term key, std::uint64_t hash) {
  for (std::size_t i = hash & table.mask;; i = (i + 1) & table.mask) {
    Entry* entry = table.slots[i].load(std::memory_order_acquire);
    if (entry == nullptr) return nullptr;
    if (entry->hash == hash && exact_equal(entry->key, key)) return entry;
  }
}

Term PersistentTerms::get(Term key) const {
  const Entry* entry = find(*table_.load(std::memory_order_acquire), key, internal_hash(key));
  return entry == nullptr ? Term::none() : Term::from_word(entry->value.load(std::memory_order_acquire));
}

PersistentTerms::Put PersistentTerms::put(Term key, Term value) {
  const std::scoped_lock lock(mutex_);
  const std::uint64_t hash = internal_hash(key);
  Entry* entry = find(*table_.load(std::memory_order_relaxed), key, hash);
  const Term old = entry == nullptr ? Term::none() : Term::from_word(entry->value.load(std::memory_order_relaxed));
  if (old && exact_equal(old, value)) return Put::unchanged;
  Area key_area, value_area;
  if (!keep(value, value_area) || (entry == nullptr && !keep(key, key_area))) return Put::no_room;
  if (!old) count_.fetch_add(1, std::memory_order_relaxed);
  if (entry != nullptr) {
    entry->value.store(value.word(), std::memory_order_release);
    literals_.retire(std::exchange(entry->value_area, std::move(value_area)));
    return Put::done;
  }
  const std::size_t size = tables_.back()->mask + 1;
  if (is_full(size, count_.load(std::memory_order_relaxed) - 1)) resize(2 * size);
  entries_.push_back(std::make_unique<Entry>(key, hash, value.word(), std::move(key_area), std::move(value_area)));
  insert(*table_.load(std::memory_order_relaxed), entries_.back().get());
  return Put::done;
}

bool PersistentTerms::keep(Term& t, Area& area) {
  SharingCopy copy(literals_, LiteralPolicy::copy);
  copy.add(t);
  if (copy.words() == 0) return true;
  area = literals_.create(copy.words());
  if (area == nullptr) return false;
  HeapWriter w = area->writer(copy.words());
  t = copy.copy(t, w);
  return true;
}

std::size_t PersistentTerms::Entry::words() const {
  const auto words_in = [](const Area& area) { return area == nullptr ? 0 : area->used_words(); };
  return words_in(key_area) + words_in(value_area);
}

void PersistentTerms::insert(Table& table, Entry* entry) {
  std::size_t i = entry->hash & table.mask;
  while (table.slots[i].load(std::memory_order_relaxed) != nullptr) i = (i + 1) & table.mask;
  table.slots[i].store(entry, std::memory_order_release);
}

void PersistentTerms::resize(std::size_t size) {
  auto other = std::make_unique<Table>(size);
  for (const auto& entry : entries_) insert(*other, entry.get());
  table_.store(other.get(), std::memory_order_release);
  tables_.push_back(std::move(other));
}

bool PersistentTerms::has_garbage() const {
  const std::scoped_lock lock(mutex_);
  const std::size_t size = tables_.back()->mask + 1, living = count_.load(std::memory_order_relaxed);
  return tables_.size() > 1 || has_too_many_dead(size, entries_.size() - living) || is_too_large(size, living);
}

void PersistentTerms::collect_garbage() {
  const std::scoped_lock lock(mutex_);
  std::erase_if(entries_, [this](const auto& entry) {
    const bool is_dead = Term::from_word(entry->value.load(std::memory_order_relaxed)).is_none();
    if (is_dead) literals_.retire(std::move(entry->key_area));
    return is_dead;
  });
  std::size_t size = tables_.back()->mask + 1;
  while (is_too_large(size, entries_.size())) size /= 2;
  resize(size);
  tables_.erase(tables_.begin(), tables_.end() - 1);
}

bool PersistentTerms::erase(Term key) {
  const std::scoped_lock lock(mutex_);
  Entry* entry = find(*table_.load(std::memory_order_relaxed), key, internal_hash(key));
  if (entry == nullptr || Term::from_word(entry->value.load(std::memory_order_relaxed)).is_none()) return false;
  erase(*entry);
  count_.fetch_sub(1, std::memory_order_relaxed);
  return true;
}

void PersistentTerms::erase(Entry& entry) {
  entry.value.store(Term::none().word(), std::memory_order_release);
  literals_.retire(std::exchange(entry.value_area, nullptr));
}

void PersistentTerms::erase_all() {
  const std::scoped_lock lock(mutex_);
  for (const auto& entry : entries_) erase(*entry);
  count_.store(0, std::memory_order_relaxed);
}

std::vector<PersistentTerms::Binding> PersistentTerms::all() const {
  const std::scoped_lock lock(mutex_);
  std::vector<Binding> result;
  for (const auto& entry : entries_) {
    const Term value = Term::from_word(entry->value.load(std::memory_order_relaxed));
    if (value) result.push_back({entry->key, value});
  }
  return result;
}

PersistentTerms::Usage PersistentTerms::usage() const {
  const std::scoped_lock lock(mutex_);
  std::size_t bytes = (tables_.back()->mask + 1) * sizeof(Entry*);
  for (const auto& entry : entries_) {
    if (!Term::from_word(entry->value.load(std::memory_order_relaxed)).is_none()) {
      bytes += sizeof(Entry) + entry->words() * sizeof(Word);
    }
  }
  return {count_.load(std::memory_order_relaxed), bytes};
}

}  // namespace rt
