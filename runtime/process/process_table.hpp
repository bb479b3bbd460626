// SPDX-License-Identifier: Apache-2.0
// ProcessTable: pid -> Address, for all live processes. Looking up and releasing take no lock; making takes one.
// Pid numbers count up (28 bits, then the serial), so that a pid is not used again soon.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "runtime/base/short_lock.hpp"
#include "runtime/process/address.hpp"

namespace rt {

class ProcessTable {
 public:
  explicit ProcessTable(std::size_t limit = std::size_t{1} << 20);  // Requires: a power of two
  ~ProcessTable();
  ProcessTable(const ProcessTable&) = delete;
  ProcessTable& operator=(const ProcessTable&) = delete;

  struct Entry {
    Address* address;
    Term pid;
  };
  // A pid and an open address; nothing when the limit is reached.
  [[nodiscard]] std::optional<Entry> create(Process* p);
  // A process that dies counts no more and is listed no more, before it tells anybody. Requires: once, on its own thread.
  void unlist(Address* address);
  // Requires: unlisted, and the address is closed. The pid is gone afterwards.
  void release(Term pid, Address* address);
  // Null: no such process. A stale answer is harmless (address.hpp). Requires: pid.is_local_pid().
  Address* find(Term pid) const {
    Address* a = slot(pid.local_id()).load(std::memory_order_acquire);
    return a != nullptr && a->pid.load(std::memory_order_relaxed) == pid.word() ? a : nullptr;
  }
  // The same; null also of one that dies: it has no names, links or tables any more that others could give it.
  Address* find_alive(Term pid) const {
    Address* a = find(pid);
    return a != nullptr && !a->is_exiting(pid.word()) ? a : nullptr;
  }
  bool is_listed(Term pid) const {
    const Address* a = find(pid);
    return a != nullptr && !a->is_gone();
  }
  // What can be asked from any thread about a process that may be another's. None: no such process, or it has no parent.
  Term parent_of(Term pid) const {
    const Address* a = find(pid);
    if (a == nullptr) return Term::none();
    const Term parent = a->parent_pid();
    return a->pid.load(std::memory_order_acquire) == pid.word() ? parent : Term::none();
  }
  // Its owner; null: no such process. On the thread that runs it, since it may otherwise end meanwhile. Requires as find.
  Process* process(Term pid) const {
    const Address* a = find(pid);
    return a == nullptr ? nullptr : a->process.load(std::memory_order_acquire);
  }
  std::vector<Term> pids() const;  // of those listed, lowest number first
  std::size_t count() const { return listed_.load(std::memory_order_acquire); }
  std::size_t limit() const { return limit_; }
  // For tests: the number of the next pid; and from where on pids are given: the number of the next one, the first behind
  // `number` that is free, even if it was used just now. No more than kMostBits count.
  static constexpr unsigned kMostBits = 58;
  std::uint64_t next_number();
  std::uint64_t count_from(std::uint64_t number);

 private:
  static constexpr std::size_t kChunk = 256;
  std::atomic<Address*>& slot(std::uint64_t id) const { return slots_[id & (limit_ - 1)]; }

  std::size_t limit_;
  std::atomic<Address*>* slots_;
  mutable ShortLock lock_;  // of what is written here but for the two words that release() writes
  std::uint64_t next_id_ = 0;
  Address* free_ = nullptr;    // had owners before
  Address* fresh_ = nullptr;   // never had one
  std::vector<std::unique_ptr<Address[]>> chunks_;
  alignas(64) std::atomic<Address*> released_{nullptr};  // the free ones, once those are used up
  std::atomic<std::size_t> taken_{0};   // slots
  std::atomic<std::size_t> listed_{0};  // of them
};

}  // namespace rt
