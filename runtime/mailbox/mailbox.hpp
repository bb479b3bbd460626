// SPDX-License-Identifier: Apache-2.0
// Mailbox: the messages that a process has taken from its inbox, in order, with a place in it: the current message,
// which a receive looks at (OTP's save pointer). Below: what the receive instructions call.
//
//   receive:  again: m = peek()   none -> wait
//             m matches     -> remove(), go on with the clause
//             m does not    -> advance(), again
//   wait_timeout: arm(): wait (the engine gives up the slice and comes back to `again`), expired (go on behind it) ...
//
// Invariants: 1. `current_` is a member of the list, or null: behind its end (what is appended then becomes current).
// 2. a message that was looked at lives on the heap and its term is a root (`is_on_heap`); others still carry their payload.
// With message_queue_data off_heap messages carry it until they leave the mailbox, so that no collection has to look at
// them; the one that a receive is looking at (`is_shown`) is lent to the heap if there is a collection meanwhile.
// 3. receive markers are members too; nobody but the marker functions sees them.
// Only the thread that runs the process touches a mailbox.
#pragma once

#include <array>
#include <cstddef>
#include <memory>

#include "runtime/signal/signal.hpp"

namespace rt {

struct Timer;

class Mailbox {
 public:
  Mailbox() = default;
  Mailbox(const Mailbox&) = delete;
  Mailbox& operator=(const Mailbox&) = delete;
  ~Mailbox();

  void append(Signal* message);  // takes it over
  std::size_t length() const { return length_; }
  std::size_t on_heap_count() const { return on_heap_; }
  Signal* current() const { return current_; }
  void advance() {  // Requires: current() != nullptr
    current_ = current_->next;
    is_shown_ = false;
  }
  void rewind() {
    current_ = first_;
    is_shown_ = false;
  }
  Signal* take_current();  // out of the mailbox; it is the caller's. Requires: current() != nullptr
  Signal* first() const { return first_; }
  void mark_on_heap(Signal* message) {
    message->is_on_heap = true;
    ++on_heap_;
  }
  // The program may have terms that lead into the current message, which carries its payload.
  void mark_shown() { is_shown_ = true; }
  // Before a collection: what the program sees of the current message is the heap's.
  void lend_shown(Heap& heap);
  // No message is on the heap any more. Gives how many words were copied.
  std::size_t move_off_heap(const LiteralSpace& literals);
  void clear();

  template <class Visitor>
  void for_each_root(Visitor&& visit) {
    std::size_t left = on_heap_;
    for (Signal* m = first_; left > 0; m = m->next) {
      if (!m->is_on_heap) continue;
      visit(m->term);
      --left;
    }
  }

  // --- receive markers: at most kMarkers; the oldest gives way
  static constexpr std::size_t kMarkers = 8;
  unsigned reserve_marker();
  void bind_marker(unsigned marker, RefId reference);
  void clear_marker(RefId reference);
  void clear_marker(unsigned marker);
  void use_marker(RefId reference);
  void set_marker_age(Word age) { markers().age = age; }  // of the last one: tests

  // --- receive ... after
  Timer* timer = nullptr;
  std::uint32_t timer_number = 0;  // of the timer that is armed, or of the last one
  bool is_armed = false;   // for the receive that is under way; a timer or infinity
  bool has_expired = false;

 private:
  bool is_shown_ = false;

  void unlink(Signal* s);
  struct Marker {
    Signal* place = nullptr;
    RefId reference;
    Word age = 0;
  };
  struct Markers {
    std::array<Marker, kMarkers> all;
    Word age = 0;  // of the newest
  };
  Markers& markers() {
    if (!markers_) markers_ = std::make_unique<Markers>();
    return *markers_;
  }

  Signal* first_ = nullptr;
  Signal* last_ = nullptr;
  Signal* current_ = nullptr;
  std::uint32_t length_ = 0;  // less than memory has room for
  std::uint32_t on_heap_ = 0;
  std::unique_ptr<Markers> markers_;  // null: it never had any
};

namespace mailbox {

// The current message, now on the process's heap (which may want a collection afterwards) or shown; none when there is no more:
// the inbox was emptied first. None also when a signal in it has killed the process: the engine then comes to wait, and
// gives up the slice as usual.
Term peek(Process& p);
void advance(Process& p);
// The current message is done with: it leaves the mailbox (its terms live on), the next receive starts at the front,
// a timeout is disarmed.
void remove(Process& p);
void reset(Process& p);  // the `timeout` instruction: as remove, without a message

enum class WaitResult : std::uint8_t {
  wait,       // nothing yet: give up the slice, come back to peek
  expired,    // go on behind the receive (after `timeout`)
  bad_value,  // not a timeout: raise timeout_value
};
// `timeout`: milliseconds 0 ... 2^32-1 or infinity. The first call of a receive starts the clock.
[[nodiscard]] WaitResult arm(Process& p, Term timeout);

// recv_marker_reserve/bind/use/clear. A marker is a small number; a reference that has none is no error.
Term marker_reserve(Process& p);
void marker_bind(Process& p, Term marker, Term reference);
void marker_use(Process& p, Term reference);
void marker_clear(Process& p, Term reference_or_marker);

}  // namespace mailbox
}  // namespace rt
