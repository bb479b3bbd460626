// SPDX-License-Identifier: Apache-2.0
// Receive and send: what the instructions ask of the mailbox.
#include "runtime/interp/slow.hpp"
#include "runtime/mailbox/mailbox.hpp"
#include "runtime/signal/send.hpp"

namespace rt::slow {

Term send(Process& p, Term to, Term message) { return rt::send(p, to, message); }
Term receive_peek(Process& p) { return mailbox::peek(p); }
bool has_message(Process& p) { return !mailbox::peek(p).is_none(); }
void receive_advance(Process& p) { mailbox::advance(p); }
void receive_remove(Process& p) { mailbox::remove(p); }
void receive_timed_out(Process& p) { mailbox::reset(p); }

TimedWait receive_wait(Process& p, Term time) {
  switch (mailbox::arm(p, time)) {
    case mailbox::WaitResult::wait: return TimedWait::sleep;
    case mailbox::WaitResult::expired: return TimedWait::time_is_up;
    case mailbox::WaitResult::bad_value: break;
  }
  (void)p.raise<Fault::timeout_value>();
  return TimedWait::bad_time;
}

Term marker_reserve(Process& p) { return mailbox::marker_reserve(p); }
void marker_bind(Process& p, Term marker, Term reference) { mailbox::marker_bind(p, marker, reference); }
void marker_clear(Process& p, Term reference) { mailbox::marker_clear(p, reference); }
void marker_use(Process& p, Term reference) { mailbox::marker_use(p, reference); }

}  // namespace rt::slow
