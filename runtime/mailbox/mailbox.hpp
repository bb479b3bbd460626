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
// 2. a message that was looked at (`seen`) lives on the heap and its term is a root; others still carry their payload.
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
  std::size_t seen_count() const { return seen_; }  // on the heap
  Signal* current() const { return current_; }
  void advance() { current_ = current_->next; }  // Requires: current() != nullptr
  void rewind() { current_ = first_; }
  void remove_current();  // and frees it. Requires: current() != nullptr
  Signal* first() const { return first_; }
  void mark_seen(Signal* message) {
    message->seen = true;
    ++seen_;
  }
  void clear();

  template <class Visitor>
  void for_each_root(Visitor&& visit) {
    std::size_t left = seen_;
    for (Signal* m = first_; left > 0; m = m->next) {
      if (!m->seen) continue;
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
  void set_marker_age(Word age) { marker_age_ = age; }  // of the last one: tests

  // --- receive ... after
  Timer* timer = nullptr;
  Word timer_number = 0;   // of the timer that is armed, or of the last one
  bool is_armed = false;   // for the receive that is under way; a timer or infinity
  bool has_expired = false;

 private:
  void unlink(Signal* s);
  struct Marker {
    Signal* place = nullptr;
    RefId reference;
    Word age = 0;
  };

  Signal* first_ = nullptr;
  Signal* last_ = nullptr;
  Signal* current_ = nullptr;
  std::size_t length_ = 0;
  std::size_t seen_ = 0;
  std::unique_ptr<std::array<Marker, kMarkers>> markers_;
  Word marker_age_ = 0;
};

namespace mailbox {

// The current message, now on the process's heap (which may want a collection afterwards); none when there is no more:
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
