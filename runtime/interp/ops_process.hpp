// SPDX-License-Identifier: Apache-2.0
// Handlers: messages, receive, the end of a process.
//
//   loop_rec: ---- no more messages ----> wait / wait_timeout ---> (a message came) loop_rec
//      |                                        |
//      v message in the destination             +--- time is up ---> timeout, what follows
//   patterns ---- none matches --> loop_rec_end: advance, loop_rec again
//      |
//      v
//   remove_message
#pragma once

#include "runtime/interp/exec.hpp"
#include "runtime/interp/ops_call.hpp"
#include "runtime/interp/slow.hpp"
#include "runtime/process/await.hpp"

namespace rt::ops {

template <class E>
VM_INLINE Flow i_exit_normal(E& e) {
  e.p->exception = Exception{};  // what a failed guard left is no reason to end
  e.p->end_as(ErrorClass::exit, atoms::normal);
  return Flow::exited;
}
template <class E>
VM_INLINE Flow i_await_reply(E& e) {
  const Word* here = e.ip - instr_info(Instr::i_await_reply).words;
  e.save();
  const AwaitedReply reply = take_reply(*e.p);
  e.load();
  if (reply.is_raised) {
    e.ip = Term::from_word(*e.sp).code_pointer();
    return Flow::raise;
  }
  if (!reply.value) {
    e.ip = here;
    return Flow::wait;
  }
  e.x[0] = reply.value;
  e.settle(1);
  return e.pop_return();
}
template <class E>
VM_INLINE Flow i_dirty_call(E& e) {
  const Word* here = e.ip - instr_info(Instr::i_dirty_call).words;
  e.save();
  if (!dirty_call_is_done(*e.p)) {
    e.ip = here;
    return Flow::wait;
  }
  const Term result = take_dirty_result(*e.p);
  e.load();
  if (!result) {
    if (e.p->trap_entry != nullptr) return enter_trap(e);
    e.ip = Term::from_word(*e.sp).code_pointer();
    return Flow::raise;
  }
  e.x[0] = result;
  e.settle(1);
  return e.pop_return();
}
template <class E>
VM_INLINE Flow i_garbage_collect(E& e) {
  const CollectKind kind = e.x[0] == atoms::major ? CollectKind::major : CollectKind::automatic;
  e.save();
  collect(*e.p, 0, {}, kind);
  e.load();
  e.x[0] = atoms::true_;
  return e.pop_return();
}
// Nothing is left to return to but the end of the process.
template <class E>
VM_INLINE Flow i_hibernate(E& e) {
  e.sp = e.p->heap.end - 1;
  e.sp -= 3;
  for (unsigned i = 0; i < 3; ++i) e.sp[i] = e.x[i].word();
  e.p->is_hibernating = true;
  e.save();
  collect(*e.p, 0, {}, CollectKind::hibernate);
  e.load();
  return Flow::next;
}
template <class E>
VM_INLINE Flow i_hibernated(E& e) {
  const Word* here = e.ip - instr_info(Instr::i_hibernated).words;
  e.save();
  const bool has_message = slow::has_message(*e.p);
  e.load();
  if (!has_message) {
    e.ip = here;
    return Flow::wait;
  }
  e.p->is_hibernating = false;
  for (unsigned i = 0; i < 3; ++i) e.x[i] = Term::from_word(e.sp[i]);
  e.sp += 3;
  e.save();
  slow::trap_to_apply(*e.p, e.x);
  e.load();
  return enter_trap(e);
}
template <class E>
VM_INLINE Flow i_malformed(E& e) {
  slow::end_malformed(*e.p);
  return Flow::exited;
}
template <class E>
VM_INLINE Flow i_unsupported(E& e, Raw name) {
  e.save();
  slow::unsupported(*e.p, name.as<const char>());
  e.load();
  return Flow::raise;
}
template <class E>
VM_INLINE Flow send(E& e) {
  e.reductions -= 1;
  e.save();
  const Term result = slow::send(*e.p, e.x[0], e.x[1]);
  if (!result && e.p->trap_entry == nullptr) [[unlikely]] slow::blame_send(*e.p, e.x);
  e.load();
  if (!result) [[unlikely]] {
    if (e.p->trap_entry == nullptr) return Flow::raise;
    const Word* back = e.ip;
    const Flow flow = enter_trap(e);
    *--e.sp = Term::return_address(back).word();
    return flow;
  }
  e.x[0] = result;
  return Flow::next;
}
template <class E>
VM_INLINE Flow loop_rec(E& e, DReg d, LabelRef none_left) {
  e.save();
  const Term message = slow::receive_peek(*e.p);
  e.load();
  if (!message) {
    e.ip = none_left.target();
    return Flow::next;
  }
  e.set(d, message);
  return Flow::next;
}
template <class E>
VM_INLINE Flow loop_rec_end(E& e, LabelRef again) {
  slow::receive_advance(*e.p);
  e.ip = again.target();
  if (--e.reductions < 0) [[unlikely]] {
    e.live = 0;
    return Flow::yield;
  }
  return Flow::next;
}
template <class E>
VM_INLINE Flow remove_message(E& e) {
  e.save();
  slow::receive_remove(*e.p);
  e.load();
  return Flow::next;
}
template <class E>
VM_INLINE Flow wait(E& e, LabelRef again) {
  e.ip = again.target();
  return Flow::wait;
}
// The first time arms the timer; when it has fired execution goes on behind this instruction.
template <class E>
VM_INLINE Flow wait_timeout(E& e, Src time, LabelRef again) {
  const Term t = e.get(time);
  e.save();
  const slow::TimedWait next = slow::receive_wait(*e.p, t);
  e.load();
  switch (next) {
    case slow::TimedWait::sleep: e.ip = again.target(); return Flow::wait;
    case slow::TimedWait::time_is_up: return Flow::next;
    case slow::TimedWait::bad_time: return Flow::raise;
  }
  return Flow::next;
}
template <class E>
VM_INLINE Flow timeout(E& e) {
  e.save();
  slow::receive_timed_out(*e.p);
  e.load();
  return Flow::next;
}
template <class E>
VM_INLINE Flow recv_marker_reserve(E& e, DReg d) {
  e.save();
  const Term marker = slow::marker_reserve(*e.p);
  e.load();
  e.set(d, marker);
  return Flow::next;
}
template <class E>
VM_INLINE Flow recv_marker_bind(E& e, Src marker, Src reference) {
  slow::marker_bind(*e.p, e.get(marker), e.get(reference));
  return Flow::next;
}
template <class E>
VM_INLINE Flow recv_marker_clear(E& e, Src reference) {
  slow::marker_clear(*e.p, e.get(reference));
  return Flow::next;
}
template <class E>
VM_INLINE Flow recv_marker_use(E& e, Src reference) {
  slow::marker_use(*e.p, e.get(reference));
  return Flow::next;
}

}  // namespace rt::ops
