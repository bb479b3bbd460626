// SPDX-License-Identifier: Apache-2.0
// How signals travel and what each kind does to its receiver. Everything here runs on the receiver's thread except
// route_signal and refuse_signal, which run on the sender's.
#include "runtime/signal/deliver.hpp"

#include <array>
#include <span>
#include <utility>

#include "runtime/heap/collector.hpp"
#include "runtime/port/ports.hpp"
#include "runtime/process/address.hpp"
#include "runtime/process/literal_exit.hpp"
#include "runtime/process/old_code.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/process_info.hpp"
#include "runtime/process/process_table.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/signal/exit_rules.hpp"
#include "runtime/signal/link.hpp"
#include "runtime/term/bignum.hpp"
#include "runtime/term/copy.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

void answer(Vm& vm, Worker* worker, const Signal* s, Term term) {
  if (!s->from) return;
  route_signal(vm, worker, Signal::create(vm, SignalKind::reply, s->from, s->to, term, RefId{s->low, 0}));
}

// {Type, RequestId, Result} to the process that asked for a system task.
void answer_task(Vm& vm, Worker* worker, const Signal* s, Term result) {
  Signal* message = Signal::create_empty(SignalKind::message, s->from, s->to,
                                         4 + copied_words(tuple_element(s->term, 1), vm.literals));
  {
    HeapWriter w = message->writer();
    const Term id = copy(tuple_element(s->term, 1), w, vm.literals);
    message->term = w.tuple({tuple_element(s->term, 0), id, result});
  }
  route_signal(vm, worker, message);
}

// A message takes the place of the signal: build(writer, what the signal carried), which writes so many words.
template <class Build>
void append_built(Process& p, Signal* s, std::size_t words, Build&& build) {
  if (p.queue_data == QueueData::off_heap) {
    const LiteralSpace& literals = p.vm().literals;
    Signal* m = Signal::create_empty(SignalKind::message, p.pid, s->from, words + copied_words(s->term, literals));
    {
      HeapWriter w = m->writer();
      const Term carried = copy(s->term, w, literals);
      m->term = build(w, carried);
    }
    Signal::destroy(s);
    p.mailbox.append(m);
    return;
  }
  s->move_to_heap(p);
  HeapWriter w = p.reserve(words);
  s->kind = SignalKind::message;
  s->is_on_heap = true;
  s->term = build(w, s->term);
  p.mailbox.append(s);
}

void die(Process& p, Signal* s, Term reason) {
  p.is_exiting = true;
  p.exit_reason = reason;
  Signal::destroy(s);
}

void handle_exit(Process& p, Signal* s, ExitOrigin origin) {
  const ReasonKind kind = s->term == atoms::normal ? ReasonKind::normal
                          : s->term == atoms::kill ? ReasonKind::kill
                                                   : ReasonKind::other;
  switch (on_exit(origin, kind, p.trap_exit, s->kind == SignalKind::exit && s->high != 0)) {
    case ExitAction::ignore: Signal::destroy(s); return;
    case ExitAction::die_killed: die(p, s, atoms::killed); return;
    case ExitAction::die:
      s->move_to_heap(p);
      die(p, s, s->term);
      return;
    case ExitAction::deliver:
      append_built(p, s, 4, [from = s->from](HeapWriter& w, Term reason) { return w.tuple({atoms::EXIT, from, reason}); });
      return;
  }
}

void handle_link_exit(Process& p, Signal* s) {
  auto& links = p.relations().links;
  const auto found = links.find(s->from.word());
  const bool linked = found != links.end() && found->second.unlinking == 0;
  if (found != links.end()) links.erase(found);
  if (!linked) return Signal::destroy(s);
  handle_exit(p, s, ExitOrigin::link);
}

void handle_unlink_ack(Process& p, Signal* s) {
  auto& links = p.relations().links;
  const auto found = links.find(s->from.word());
  if (found != links.end() && found->second.unlinking == s->low) links.erase(found);
  Signal::destroy(s);
}

void handle_down(Process& p, Signal* s) {
  Relations& r = p.relations();
  const auto found = r.monitoring.find(s->low);
  if (found == r.monitoring.end()) return Signal::destroy(s);
  const Monitoring m = std::move(found->second);
  r.monitoring.erase(found);
  if (const auto alias = r.aliases.find(s->low);
      alias != r.aliases.end() &&
      (alias->second == AliasMode::demonitor || alias->second == AliasMode::reply_demonitor)) {
    r.aliases.erase(alias);
  }
  const LiteralSpace& literals = p.vm().literals;
  const std::size_t words = 6 + kReferenceWords + (m.name ? 3 : 0) + copied_words(m.tag, literals);
  append_built(p, s, words, [&, id = RefId{s->low, m.high}](HeapWriter& w, Term reason) {
    const Term reference = write_reference(w, id);
    const Term object = m.name ? w.tuple({m.name, atoms::nonode_at_nohost}) : m.target;
    const Term kind = m.kind == MonitorKind::port ? atoms::port : atoms::process;
    const Term tag = copy(m.tag, w, literals);
    return w.tuple({tag, reference, kind, object, reason});
  });
}

void handle_clock_set(Process& p, Signal* s) {
  if (!p.relations_) return Signal::destroy(s);
  const auto found = p.relations_->monitoring.find(s->low);
  if (found == p.relations_->monitoring.end()) return Signal::destroy(s);
  const Monitoring& m = found->second;
  const LiteralSpace& literals = p.vm().literals;
  const std::size_t words = 6 + kReferenceWords + bignum_words(1) + copied_words(m.tag, literals);
  s->term = Term::nil();  // it carries none
  append_built(p, s, words, [&, id = RefId{s->low, m.high}, offset = std::array<Word, 1>{s->high}](HeapWriter& w, Term) {
    const Term reference = write_reference(w, id);
    const Term tag = copy(m.tag, w, literals);
    return w.tuple({tag, reference, atoms::time_offset, atoms::clock_service, make_integer(w, false, offset)});
  });
}

void handle_alias_message(Process& p, Signal* s) {
  if (!p.relations_) return Signal::destroy(s);
  Relations& r = *p.relations_;
  const auto alias = r.aliases.find(s->low);
  if (alias == r.aliases.end()) return Signal::destroy(s);
  const AliasMode mode = alias->second;
  if (mode == AliasMode::reply || mode == AliasMode::reply_demonitor) r.aliases.erase(alias);
  if (mode == AliasMode::reply_demonitor) {
    const auto m = r.monitoring.find(s->low);
    if (m != r.monitoring.end()) {
      end_monitoring(p, s->low, m->second);
      r.monitoring.erase(m);
    }
  }
  s->kind = SignalKind::message;
  p.mailbox.append(s);
}

void handle_reply(Process& p, Signal* s) {
  if (p.reply.number == s->low && !p.reply.has_come) {
    s->move_to_heap(p);
    p.reply.term = s->term;
    p.reply.is_error = s->high != 0;
    p.reply.has_come = true;
  }
  Signal::destroy(s);
}

void handle_group_leader(Process& p, Signal* s) {
  s->move_to_heap(p);
  p.group_leader = s->term;
  if (s->low != 0) answer(p.vm(), p.worker, s, atoms::true_);
  Signal::destroy(s);
}

// A process cannot be suspended while a native of it runs on a dirty thread: as in OTP it is when it comes back, and who
// waits for it to be, waits.
void handle_suspend(Process& p, Signal* s) {
  if (p.away == Away::yes) {
    s->next = std::exchange(p.dirty->suspends, s);
    return;
  }
  ++p.suspend_count;
  if (s->low != 0) answer(p.vm(), p.worker, s, atoms::true_);
  Signal::destroy(s);
}

void handle_resume(Process& p, const Signal& s) {
  if (p.dirty) {
    for (Signal** at = &p.dirty->suspends; *at != nullptr; at = &(*at)->next) {
      if ((*at)->from != s.from) continue;
      return Signal::destroy(std::exchange(*at, (*at)->next));
    }
  }
  if (p.suspend_count > 0) --p.suspend_count;
}

void act_on(Process& p, Signal* s) {
  switch (s->kind) {
    case SignalKind::message: p.mailbox.append(s); return;
    case SignalKind::alias_message: handle_alias_message(p, s); return;
    case SignalKind::exit: handle_exit(p, s, ExitOrigin::exit_bif); return;
    case SignalKind::link_exit: handle_link_exit(p, s); return;
    // A link whose end we have asked for ends on the other side too, in spite of this.
    case SignalKind::link: p.relations().links.try_emplace(s->from.word()); break;
    case SignalKind::unlink:
      // An unlink of ours that is not acknowledged stays known: until the other end has seen it, its links are none.
      if (const auto found = p.relations().links.find(s->from.word());
          found != p.relations().links.end() && found->second.unlinking == 0) {
        p.relations().links.erase(found);
      }
      route_signal(p.vm(), p.worker,
                   Signal::create_empty(SignalKind::unlink_ack, s->from, p.pid, 0, RefId{s->low, 0}));
      break;
    case SignalKind::unlink_ack: handle_unlink_ack(p, s); return;
    case SignalKind::monitor:
      p.relations().watchers.emplace(s->low, Watcher{s->from, s->high, s->term});
      break;
    case SignalKind::demonitor: p.relations().watchers.erase(s->low); break;
    case SignalKind::down: handle_down(p, s); return;
    case SignalKind::clock_set: handle_clock_set(p, s); return;
    case SignalKind::group_leader: handle_group_leader(p, s); return;
    case SignalKind::info_request: {
      // The answer is copied; nothing of it stays on this heap, which would not be collected while the process waits.
      const Heap::Mark mark = p.heap.mark();
      const std::size_t on_heap = p.mailbox.on_heap_count();
      answer(p.vm(), p.worker, s, answer_to(p, *s));
      if (p.mailbox.on_heap_count() == on_heap) (void)p.heap.release(mark);
      break;
    }
    case SignalKind::is_alive: answer(p.vm(), p.worker, s, atoms::true_); break;
    case SignalKind::save_calls:
      answer(p.vm(), p.worker, s, Term::small(std::exchange(p.own_settings().saved_calls, static_cast<unsigned>(s->term.small_value()))));
      break;
    case SignalKind::suspend: handle_suspend(p, s); return;
    case SignalKind::resume: handle_resume(p, *s); break;
    case SignalKind::reply: handle_reply(p, s); return;
    case SignalKind::receive_timeout:
      if (p.mailbox.is_armed && p.mailbox.timer_number == s->low) p.mailbox.has_expired = true;
      break;
    case SignalKind::system_task: s->next = std::exchange(p.system_tasks, s); return;
    case SignalKind::wake:
    case SignalKind::receive_marker: break;
  }
  Signal::destroy(s);
}

// Tasks in the order in which OTP does them: the highest priority first, but after some normal ones a low one.
class TasksByPriority {
 public:
  explicit TasksByPriority(Signal* newest) {
    for (Signal* s = newest; s != nullptr;) {
      Signal* older = s->next;
      Signal*& first = of(static_cast<Priority>(s->low));
      s->next = std::exchange(first, s);
      s = older;
    }
  }
  Signal* take() {  // null: there are no more
    constexpr unsigned kNormalBeforeLow = 8;
    for (const Priority priority : {Priority::max, Priority::high}) {
      if (of(priority) != nullptr) return take(of(priority));
    }
    if (of(Priority::normal) != nullptr && (of(Priority::low) == nullptr || ++normal_in_a_row_ <= kNormalBeforeLow)) {
      return take(of(Priority::normal));
    }
    normal_in_a_row_ = 0;
    return of(Priority::low) == nullptr ? nullptr : take(of(Priority::low));
  }

  std::span<Signal* const> lists() const { return first_; }  // of what was not taken

 private:
  Signal*& of(Priority priority) { return first_[static_cast<std::size_t>(priority)]; }
  static Signal* take(Signal*& first) { return std::exchange(first, first->next); }
  Signal* first_[4] = {};  // oldest first
  unsigned normal_in_a_row_ = 0;
};

}  // namespace

void handle_postponed(Process& p) {
  Signal* s = std::exchange(p.dirty->suspends, nullptr);
  while (s != nullptr) handle_suspend(p, std::exchange(s, s->next));
}

void answer_code_checks(Process& p) {
  if (p.is_collection_off) return;
  for (Signal** at = &p.system_tasks; *at != nullptr;) {
    Signal* s = *at;
    if (tuple_element(s->term, 0) == atoms::garbage_collect || !is_tuple(s->term, 3)) {
      at = &s->next;
      continue;
    }
    *at = s->next;
    answer_task(p.vm(), p.worker, s, boolean(runs_old_code(p, tuple_element(s->term, 2))));
    Signal::destroy(s);
  }
}

void do_system_tasks(Process& p) {
  if (p.is_collection_off) return;
  TasksByPriority tasks(std::exchange(p.system_tasks, nullptr));
  while (Signal* s = tasks.take()) {
    Term result = atoms::true_;
    if (tuple_element(s->term, 0) == atoms::copy_literals) {
      leave_dying_literals(p, tasks.lists());
      result = atoms::ok;
    } else if (tuple_element(s->term, 0) == atoms::garbage_collect) {
      const bool is_major = tuple_element(s->term, 2) == atoms::major;
      collect(p, 0, {}, is_major ? CollectKind::major : CollectKind::automatic);
    } else if (is_tuple(s->term, 3)) {
      result = boolean(runs_old_code(p, tuple_element(s->term, 2)));
    }
    answer_task(p.vm(), p.worker, s, result);
    Signal::destroy(s);
  }
}

bool push_signal(Vm& vm, Worker* worker, Signal* s) {
  Address* a = s->to.is_local_pid() ? vm.processes->find(s->to) : nullptr;
  if (a == nullptr) return false;
  switch (a->push(s)) {
    case Pushed::delivered: break;
    case Pushed::delivered_and_woken:
      vm.scheduler->make_runnable(*a->process.load(std::memory_order_acquire), worker);
      break;
    case Pushed::closed: return false;
  }
  return true;
}

void route_signal(Vm& vm, Worker* worker, Signal* s) {
  if (s->to.is_local_port()) return vm.ports->receive(worker, s);
  if (!push_signal(vm, worker, s)) refuse_signal(vm, worker, s);
}

void refuse_signal(Vm& vm, Worker* worker, Signal* s) {
  switch (s->kind) {
    case SignalKind::link:
      route_signal(vm, worker, Signal::create(vm, SignalKind::link_exit, s->from, s->to, atoms::noproc));
      break;
    case SignalKind::unlink:
      route_signal(vm, worker, Signal::create_empty(SignalKind::unlink_ack, s->from, s->to, 0, RefId{s->low, 0}));
      break;
    case SignalKind::monitor:
      route_signal(vm, worker,
                   Signal::create(vm, SignalKind::down, s->from, s->to, atoms::noproc, RefId{s->low, s->high}));
      break;
    case SignalKind::info_request: answer(vm, worker, s, answer_of_nobody(*s)); break;
    case SignalKind::is_alive: answer(vm, worker, s, atoms::false_); break;
    case SignalKind::save_calls: answer(vm, worker, s, vm.atoms.must_intern("badtype")); break;
    case SignalKind::group_leader:
    case SignalKind::suspend:
      if (s->low != 0) answer(vm, worker, s, atoms::badarg);
      break;
    case SignalKind::system_task:
      answer_task(vm, worker, s, tuple_element(s->term, 0) == atoms::copy_literals ? atoms::ok : atoms::false_);
      break;
    case SignalKind::message:
    case SignalKind::alias_message:
    case SignalKind::exit:
    case SignalKind::link_exit:
    case SignalKind::unlink_ack:
    case SignalKind::demonitor:
    case SignalKind::down:
    case SignalKind::clock_set:
    case SignalKind::resume:
    case SignalKind::reply:
    case SignalKind::receive_timeout:
    case SignalKind::wake:
    case SignalKind::receive_marker: break;
  }
  Signal::destroy(s);
}

bool handle_signals(Process& p) {
  Signal* s = p.address->take_all();
  if (s == nullptr) return false;
  while (s != nullptr) {
    Signal* following = s->next;
    if (s->to != p.pid) {
      refuse_signal(p.vm(), p.worker, s);
    } else {
      act_on(p, s);
    }
    s = following;
    if (p.is_exiting) break;
  }
  if (!p.is_exiting) p.address->has_handled();
  p.unhandled = s;
  return true;
}

}  // namespace rt
