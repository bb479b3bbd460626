// SPDX-License-Identifier: Apache-2.0
// The table is one lazily backed mapping of `limit` pointers; addresses come from chunks and are used again before
// others are begun, so that a program that spawns many short-lived processes stays in cache.
#include "runtime/process/process_table.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <mutex>

namespace rt {

ProcessTable::ProcessTable(std::size_t limit) : limit_(limit) {
  VM_CHECK((limit & (limit - 1)) == 0, "the process limit is a power of two");
  void* memory = mmap(nullptr, limit * sizeof(std::atomic<Address*>), PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  VM_CHECK(memory != MAP_FAILED, "address space for the process table");
  slots_ = static_cast<std::atomic<Address*>*>(memory);  // zero pages are null pointers
}

ProcessTable::~ProcessTable() { munmap(static_cast<void*>(slots_), limit_ * sizeof(std::atomic<Address*>)); }

std::optional<ProcessTable::Entry> ProcessTable::create(Process* p) {
  const std::scoped_lock lock(lock_);
  if (taken_.load(std::memory_order_acquire) == limit_) return std::nullopt;  // a slot is empty before its process is not counted
  while (slot(next_id_).load(std::memory_order_relaxed) != nullptr) ++next_id_;
  if (free_ == nullptr) free_ = released_.exchange(nullptr, std::memory_order_acquire);
  if (free_ == nullptr && fresh_ == nullptr) {
    chunks_.push_back(std::make_unique<Address[]>(kChunk));
    for (std::size_t i = kChunk; i-- > 0;) {
      chunks_.back()[i].next_free = fresh_;
      fresh_ = &chunks_.back()[i];
    }
  }
  Address*& list = free_ != nullptr ? free_ : fresh_;
  Address* a = list;
  list = a->next_free;
  const Term pid = Term::local_pid(next_id_);
  a->process.store(p, std::memory_order_relaxed);
  a->pid.store(pid.word(), std::memory_order_relaxed);
  a->open();
  slot(next_id_).store(a, std::memory_order_release);
  ++next_id_;
  taken_.fetch_add(1, std::memory_order_relaxed);
  listed_.fetch_add(1, std::memory_order_relaxed);
  return Entry{a, pid};
}

std::uint64_t ProcessTable::next_number() {
  const std::scoped_lock lock(lock_);
  if (taken_.load(std::memory_order_acquire) == limit_) return next_id_;
  while (slot(next_id_).load(std::memory_order_relaxed) != nullptr) ++next_id_;
  return next_id_;
}

std::uint64_t ProcessTable::count_from(std::uint64_t number) {
  {
    const std::scoped_lock lock(lock_);
    next_id_ = (number + 1) & ((std::uint64_t{1} << kMostBits) - 1);
  }
  return next_number();
}

void ProcessTable::unlist(Address* address) {
  address->note_gone();
  listed_.fetch_sub(1, std::memory_order_release);
}

void ProcessTable::release(Term pid, Address* address) {
  slot(pid.local_id()).store(nullptr, std::memory_order_release);
  address->pid.store(0, std::memory_order_relaxed);
  address->process.store(nullptr, std::memory_order_relaxed);
  address->next_free = released_.load(std::memory_order_relaxed);
  while (!released_.compare_exchange_weak(address->next_free, address, std::memory_order_release, std::memory_order_relaxed)) {
  }
  taken_.fetch_sub(1, std::memory_order_release);
}

std::vector<Term> ProcessTable::pids() const {
  const std::scoped_lock lock(lock_);
  std::vector<Term> result;
  result.reserve(count());
  for (const auto& chunk : chunks_) {
    for (std::size_t i = 0; i < kChunk; ++i) {
      const Word word = chunk[i].pid.load(std::memory_order_relaxed);
      if (word != 0 && !chunk[i].is_gone()) result.push_back(Term::from_word(word));
    }
  }
  std::sort(result.begin(), result.end(), [](Term a, Term b) { return a.local_id() < b.local_id(); });
  return result;
}

}  // namespace rt
