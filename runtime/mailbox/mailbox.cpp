// SPDX-License-Identifier: Apache-2.0
// The list of messages with its current place and its markers, and the receive instructions upon it.
#include "runtime/mailbox/mailbox.hpp"

#include <utility>

#include "runtime/process/process.hpp"
#include "runtime/sched/worker.hpp"
#include "runtime/signal/deliver.hpp"
#include "runtime/timer/timer_wheel.hpp"

namespace rt {

Mailbox::~Mailbox() { clear(); }

void Mailbox::clear() {
  Signal::destroy_all(first_);
  first_ = last_ = current_ = nullptr;
  length_ = on_heap_ = 0;
  is_shown_ = false;
}

void Mailbox::append(Signal* message) {
  message->next = nullptr;
  message->previous = last_;
  (last_ == nullptr ? first_ : last_->next) = message;
  last_ = message;
  if (current_ == nullptr) current_ = message;
  if (message->kind != SignalKind::receive_marker) ++length_;
  if (message->is_on_heap) ++on_heap_;
}

void Mailbox::unlink(Signal* s) {
  (s->previous == nullptr ? first_ : s->previous->next) = s->next;
  (s->next == nullptr ? last_ : s->next->previous) = s->previous;
  if (current_ == s) current_ = s->next;
}

Signal* Mailbox::take_current() {
  Signal* s = current_;
  unlink(s);
  --length_;
  if (s->is_on_heap) --on_heap_;
  is_shown_ = false;
  return s;
}

void Mailbox::lend_shown(Heap& heap) {
  if (!std::exchange(is_shown_, false) || current_->is_on_heap) return;
  current_->lend_payload(heap);
  mark_on_heap(current_);
}

std::size_t Mailbox::move_off_heap(const LiteralSpace& literals) {
  std::size_t words = 0;
  for (Signal* m = first_; on_heap_ > 0; m = m->next) {
    if (!m->is_on_heap) continue;
    m->copy_anew(literals);
    words += m->fragment->used();
    m->is_on_heap = false;
    --on_heap_;
  }
  return words;
}

// --- markers

unsigned Mailbox::reserve_marker() {
  auto& [all, newest] = markers();
  unsigned chosen = 0;
  for (unsigned i = 0; i < kMarkers; ++i) {
    if (all[i].place == nullptr) {
      chosen = i;
      break;
    }
    if (all[i].age < all[chosen].age) chosen = i;
  }
  clear_marker(chosen);
  Marker& m = all[chosen];
  m.place = Signal::create_empty(SignalKind::receive_marker, Term::none(), Term::none(), 0);
  m.age = ++newest;
  append(m.place);
  return chosen;
}

void Mailbox::bind_marker(unsigned marker, RefId reference) {
  if (markers_ && marker < kMarkers) markers_->all[marker].reference = reference;
}

void Mailbox::clear_marker(unsigned marker) {
  if (!markers_ || marker >= kMarkers) return;
  Marker& m = markers_->all[marker];
  if (m.place == nullptr) return;
  unlink(m.place);
  Signal::destroy(m.place);
  m = Marker{};
}

void Mailbox::clear_marker(RefId reference) {
  if (!markers_) return;
  for (unsigned i = 0; i < kMarkers; ++i) {
    if (markers_->all[i].place != nullptr && markers_->all[i].reference == reference) clear_marker(i);
  }
}

void Mailbox::use_marker(RefId reference) {
  if (!markers_) return;
  for (const Marker& m : markers_->all) {
    if (m.place == nullptr || m.reference != reference) continue;
    current_ = m.place;
    is_shown_ = false;
  }
}

// --- the receive instructions

namespace mailbox {
namespace {

void disarm(Process& p) {
  Mailbox& box = p.mailbox;
  if (box.timer != nullptr) {
    TimerWheel::cancel(box.timer);
    box.timer = nullptr;
  }
  box.is_armed = box.has_expired = false;
}

constexpr std::int64_t kLongestTimeoutMs = 0xffffffff;

}  // namespace

Term peek(Process& p) {
  Mailbox& box = p.mailbox;
  for (;;) {
    Signal* m = box.current();
    if (m == nullptr) {
      if (p.is_exiting || !handle_signals(p)) return Term::none();
      if (p.is_exiting || box.current() == nullptr) return Term::none();
      continue;
    }
    if (m->kind == SignalKind::receive_marker) {
      box.advance();
      continue;
    }
    if (!m->is_on_heap) {
      if (p.queue_data == QueueData::off_heap) {
        box.mark_shown();
      } else {
        m->move_to_heap(p);
        box.mark_on_heap(m);
      }
    }
    return m->term;
  }
}

void advance(Process& p) { p.mailbox.advance(); }

void remove(Process& p) {
  Signal* m = p.mailbox.take_current();
  if (m->is_on_heap) {
    Signal::destroy(m);
  } else {
    Signal::leave_payload(m, p.heap);
    if (p.heap.wants_collection()) p.heap.fill();
  }
  p.mailbox.rewind();
  if (p.mailbox.is_armed) disarm(p);
}

void reset(Process& p) {
  p.mailbox.rewind();
  if (p.mailbox.is_armed) disarm(p);
}

WaitResult arm(Process& p, Term timeout) {
  Mailbox& box = p.mailbox;
  if (p.is_exiting) return WaitResult::wait;
  if (box.is_armed) return box.has_expired ? WaitResult::expired : WaitResult::wait;
  if (timeout == atoms::infinity) {
    box.is_armed = true;
    return WaitResult::wait;
  }
  if (!timeout.is_small() || timeout.small_value() < 0 || timeout.small_value() > kLongestTimeoutMs) {
    box.rewind();  // whoever catches that looks at all messages again
    return WaitResult::bad_value;
  }
  if (timeout.small_value() == 0) return WaitResult::expired;
  Signal* signal = Signal::create_empty(SignalKind::receive_timeout, p.pid, Term::none(), 0, RefId{++box.timer_number, 0});
  box.timer = p.worker->timers.add(TimerWheel::now_ns() + timeout.small_value() * 1'000'000, signal);
  box.is_armed = true;
  return WaitResult::wait;
}

Term marker_reserve(Process& p) {
  handle_signals(p);
  return Term::small(p.mailbox.reserve_marker());
}

void marker_bind(Process& p, Term marker, Term reference) {
  if (!marker.is_small() || !is_local_reference(reference)) return;
  p.mailbox.bind_marker(static_cast<unsigned>(marker.small_value()), ref_id(reference));
}

void marker_use(Process& p, Term reference) {
  if (is_local_reference(reference)) p.mailbox.use_marker(ref_id(reference));
}

void marker_clear(Process& p, Term reference_or_marker) {
  if (reference_or_marker.is_small()) {
    p.mailbox.clear_marker(static_cast<unsigned>(reference_or_marker.small_value()));
  } else if (is_local_reference(reference_or_marker)) {
    p.mailbox.clear_marker(ref_id(reference_or_marker));
  }
}

}  // namespace mailbox
}  // namespace rt
