// SPDX-License-Identifier: Apache-2.0
// A hierarchical wheel: level n holds timers up to 256^(n+1) ticks ahead, one slot per 256^n ticks; when time enters a
// slot of level n, its timers move to the levels below. Empty stretches are skipped by looking for the next slot in use.
#include "runtime/timer/timer_wheel.hpp"

#include <time.h>

#include <algorithm>

#include "runtime/signal/signal.hpp"

namespace rt {

std::int64_t TimerWheel::now_ns() {
  timespec t{};
  clock_gettime(CLOCK_MONOTONIC, &t);
  return std::int64_t{t.tv_sec} * 1'000'000'000 + t.tv_nsec;
}

TimerWheel::TimerWheel() : epoch_ns_(now_ns()) {}

TimerWheel::~TimerWheel() {
  for (auto& level : slots_) {
    for (Timer* first : level) {
      while (Timer* t = first) {
        first = t->next;
        Signal::destroy(t->signal);
        delete t;
      }
    }
  }
}

// --- slots

Timer*& TimerWheel::slot_of(std::uint64_t tick) {
  const std::uint64_t ahead = tick - current_;
  unsigned level = 0;
  while (level + 1 < kLevels && ahead >= (std::uint64_t{1} << (8 * (level + 1)))) ++level;
  // Beyond the last level: in its farthest slot, from where it is put again.
  if (ahead >= (std::uint64_t{1} << (8 * kLevels))) tick = current_ + (std::uint64_t{1} << (8 * kLevels)) - 1;
  ++in_level_[level];
  return slots_[level][(tick >> (8 * level)) % kSlots];
}

void TimerWheel::insert(Timer* t) {
  Timer*& slot = slot_of(std::max(t->tick, current_ + 1));
  t->next = slot;
  t->link = &slot;
  if (slot != nullptr) slot->link = &t->next;
  slot = t;
}

void TimerWheel::unlink(Timer* t) {
  *t->link = t->next;
  if (t->next != nullptr) t->next->link = t->link;
  t->link = nullptr;
  if (--count_ == 0) std::fill(std::begin(in_level_), std::end(in_level_), 0);
}

Timer* TimerWheel::make(std::int64_t deadline_ns, Signal* signal) {
  auto* t = new Timer;
  t->wheel = this;
  t->deadline_ns = std::max(deadline_ns, epoch_ns_);
  t->tick = static_cast<std::uint64_t>((t->deadline_ns - epoch_ns_ + kTickNs - 1) / kTickNs);
  t->sequence = next_sequence_++;
  t->signal = signal;
  insert(t);
  ++count_;
  return t;
}

// --- receive timeouts

Timer* TimerWheel::add(std::int64_t deadline_ns, Signal* signal) {
  const std::scoped_lock lock(mutex_);
  return make(deadline_ns, signal);
}

void TimerWheel::cancel(Timer* t) {
  {
    const std::scoped_lock lock(t->wheel->mutex_);
    if (t->link != nullptr) {
      t->wheel->unlink(t);
      Signal::destroy(t->signal);
    }
  }
  delete t;
}

// --- timers with a reference

void TimerWheel::add_reference(std::int64_t deadline_ns, Signal* signal, Term name, std::uint64_t reference) {
  const std::scoped_lock lock(mutex_);
  Timer* t = make(deadline_ns, signal);
  t->name = name;
  t->reference = reference;
  by_reference_.emplace(reference, t);
  if (!name) {
    Timer*& first = by_pid_[signal->to.word()];
    t->next_of_pid = first;  // the first one's link_of_pid stays null: the map's value points to it
    if (first != nullptr) first->link_of_pid = &t->next_of_pid;
    first = t;
    for_pids_.store(by_pid_.size(), std::memory_order_relaxed);
  }
}

void TimerWheel::forget(Timer* t) {
  by_reference_.erase(t->reference);
  if (!t->name) {
    if (t->next_of_pid != nullptr) t->next_of_pid->link_of_pid = t->link_of_pid;
    if (t->link_of_pid != nullptr) {
      *t->link_of_pid = t->next_of_pid;
    } else if (t->next_of_pid != nullptr) {
      by_pid_[t->signal->to.word()] = t->next_of_pid;
    } else {
      by_pid_.erase(t->signal->to.word());
      for_pids_.store(by_pid_.size(), std::memory_order_relaxed);
    }
  }
  delete t;
}

std::optional<std::int64_t> TimerWheel::cancel_reference(std::uint64_t reference) {
  const std::scoped_lock lock(mutex_);
  const auto found = by_reference_.find(reference);
  if (found == by_reference_.end()) return std::nullopt;
  Timer* t = found->second;
  const std::int64_t left = std::max<std::int64_t>(t->deadline_ns - now_ns(), 0);
  unlink(t);
  Signal* signal = t->signal;
  forget(t);
  Signal::destroy(signal);
  return left;
}

std::optional<std::int64_t> TimerWheel::read_reference(std::uint64_t reference) const {
  const std::scoped_lock lock(mutex_);
  const auto found = by_reference_.find(reference);
  if (found == by_reference_.end()) return std::nullopt;
  return std::max<std::int64_t>(found->second->deadline_ns - now_ns(), 0);
}

void TimerWheel::cancel_all_of(Term pid) {
  if (for_pids_.load(std::memory_order_relaxed) == 0) return;
  const std::scoped_lock lock(mutex_);
  const auto found = by_pid_.find(pid.word());
  if (found == by_pid_.end()) return;
  for (Timer* t = found->second; t != nullptr;) {
    Timer* following = t->next_of_pid;
    unlink(t);
    by_reference_.erase(t->reference);
    Signal::destroy(t->signal);
    delete t;
    t = following;
  }
  by_pid_.erase(found);
  for_pids_.store(by_pid_.size(), std::memory_order_relaxed);
}

// --- time passes

std::optional<std::uint64_t> TimerWheel::next_tick() const {
  std::optional<std::uint64_t> best;
  for (unsigned level = 0; level < kLevels; ++level) {
    if (in_level_[level] == 0) continue;
    const unsigned shift = 8 * level;
    const std::uint64_t at = current_ >> shift;
    for (std::uint64_t i = 1; i <= kSlots; ++i) {
      if (slots_[level][(at + i) % kSlots] == nullptr) continue;
      const std::uint64_t tick = (at + i) << shift;
      if (!best || tick < *best) best = tick;
      break;
    }
  }
  return best;
}

void TimerWheel::expire(Timer* t, std::vector<Due>& due) {
  unlink(t);
  due.push_back(Due{t->deadline_ns, t->sequence, t->signal, t->name});
  if (t->reference != 0) forget(t);
}

void TimerWheel::take_due(std::int64_t now_ns, std::vector<Due>& due) {
  const std::scoped_lock lock(mutex_);
  const std::uint64_t now = tick_at(now_ns);
  while (current_ < now && count_ > 0) {
    const auto next = next_tick();
    if (!next || *next > now) break;
    current_ = *next;
    for (unsigned level = kLevels - 1; level > 0; --level) {
      if (current_ % (std::uint64_t{1} << (8 * level)) != 0) continue;
      Timer*& slot = slots_[level][(current_ >> (8 * level)) % kSlots];
      Timer* moving = slot;
      slot = nullptr;
      while (moving != nullptr) {
        Timer* following = moving->next;
        moving->next = nullptr;
        moving->link = &moving->next;  // alone: unlink() changes nothing else
        if (moving->tick <= current_) {
          expire(moving, due);
        } else {
          insert(moving);
        }
        moving = following;
      }
    }
    Timer*& slot = slots_[0][current_ % kSlots];
    while (slot != nullptr) expire(slot, due);
  }
  current_ = std::max(current_, now);
  std::sort(due.begin(), due.end(), [](const Due& a, const Due& b) {
    return a.deadline_ns != b.deadline_ns ? a.deadline_ns < b.deadline_ns : a.sequence < b.sequence;
  });
}

std::optional<std::int64_t> TimerWheel::next_deadline_ns() const {
  const std::scoped_lock lock(mutex_);
  if (count_ == 0) return std::nullopt;
  const auto tick = next_tick();
  if (!tick) return std::nullopt;
  return epoch_ns_ + static_cast<std::int64_t>(*tick) * kTickNs;
}

}  // namespace rt
