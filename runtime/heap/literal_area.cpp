// SPDX-License-Identifier: Apache-2.0
// Literal areas are cut from one PROT_READ|WRITE, NORESERVE mapping: the kernel gives memory on first touch. What is free is
// known by address, to be joined with its neighbours, and by size, to be found; the pages of large pieces go back to the
// kernel.
#include "runtime/heap/literal_area.hpp"

#include <sys/mman.h>

#include <utility>

#include "runtime/heap/dying_literals.hpp"

namespace rt {
namespace {

constexpr std::uintptr_t kPageBytes = 4096;
constexpr std::size_t kLargeBytes = 16 * kPageBytes;

// Calls f(address, bytes) for the whole pages in that piece, if there are any.
template <class F>
void for_pages(Word* start, std::size_t words, F&& f) {
  const auto first = (reinterpret_cast<std::uintptr_t>(start) + kPageBytes - 1) & ~(kPageBytes - 1);
  const auto end = reinterpret_cast<std::uintptr_t>(start + words) & ~(kPageBytes - 1);
  if (first < end) f(reinterpret_cast<void*>(first), end - first);
}

void spoil(Word* start, std::size_t words) {
  constexpr int kNoTerm = 0xDB;
  std::memset(start, kNoTerm, words * sizeof(Word));
  for_pages(start, words, [](void* at, std::size_t bytes) {
    (void)madvise(at, bytes, MADV_DONTNEED);
    (void)mprotect(at, bytes, PROT_NONE);
  });
}

}  // namespace

LiteralSpace::LiteralSpace(bool spoils) : spoils_(spoils) {
  void* base = mmap(nullptr, kBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  VM_CHECK(base != MAP_FAILED, "address space for literals");
  base_ = reinterpret_cast<std::uintptr_t>(base);
}

LiteralSpace::~LiteralSpace() {
  dying_owner_.reset();
  retired_.clear();
  munmap(reinterpret_cast<void*>(base_), kBytes);
}

std::unique_ptr<LiteralArea> LiteralSpace::create(std::size_t words) {
  const std::scoped_lock lock(mutex_);
  if (const auto found = free_by_size_.lower_bound({words, nullptr}); words > 0 && found != free_by_size_.end()) {
    const auto [size, start] = *found;
    remove_free(start, size);
    if (size > words) add_free(start + words, size - words);
    return std::unique_ptr<LiteralArea>(new LiteralArea(*this, start, words));
  }
  const std::size_t bytes = words * sizeof(Word);
  if (bytes > kBytes - used_bytes_) return nullptr;
  auto* start = reinterpret_cast<Word*>(base_ + used_bytes_);
  used_bytes_ += bytes;
  return std::unique_ptr<LiteralArea>(new LiteralArea(*this, start, words));
}

void LiteralSpace::add_free(Word* start, std::size_t words) {
  free_.emplace(start, words);
  free_by_size_.emplace(words, start);
}

void LiteralSpace::remove_free(Word* start, std::size_t words) {
  free_.erase(start);
  free_by_size_.erase({words, start});
}

void LiteralSpace::free(Word* start, std::size_t words) {
  if (words == 0) return;
  if (spoils_) return spoil(start, words);
  if (words * sizeof(Word) >= kLargeBytes) {
    for_pages(start, words, [](void* at, std::size_t bytes) { (void)madvise(at, bytes, MADV_DONTNEED); });
  }
  const std::scoped_lock lock(mutex_);
  auto next = free_.lower_bound(start);
  if (next != free_.begin()) {
    const auto [at, size] = *std::prev(next);
    if (at + size == start) {
      remove_free(at, size);
      start = at;
      words += size;
    }
  }
  next = free_.lower_bound(start);
  if (next != free_.end() && start + words == next->first) {
    const auto [at, size] = *next;
    remove_free(at, size);
    words += size;
  }
  if (reinterpret_cast<std::uintptr_t>(start + words) == base_ + used_bytes_) {
    used_bytes_ -= words * sizeof(Word);
  } else {
    add_free(start, words);
  }
}

void LiteralSpace::retire(std::unique_ptr<LiteralArea> area) {
  if (area == nullptr || area->used_words() == 0) return;
  const std::scoped_lock lock(mutex_);
  if (retired_.empty()) wishes_change_.store(true, std::memory_order_relaxed);
  retired_.push_back(std::move(area));
}

std::unique_ptr<DyingLiterals> LiteralSpace::change_dying() {
  const std::scoped_lock lock(mutex_);
  auto died = std::exchange(dying_owner_, nullptr);
  if (!retired_.empty()) dying_owner_ = std::make_unique<DyingLiterals>(std::exchange(retired_, {}));
  dying_.store(dying_owner_.get(), std::memory_order_relaxed);
  return died;
}

bool LiteralSpace::is_dying(const Word* p) const {
  const DyingLiterals* dying = this->dying();
  return dying != nullptr && dying->contains(p);
}

LiteralArea::~LiteralArea() {
  off_heap_.release_all();
  space_.free(start_, capacity_);
}

}  // namespace rt
