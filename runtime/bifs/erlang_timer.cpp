// SPDX-License-Identifier: Apache-2.0
// erlang: timers that send a message. A timer is a signal that waits in the wheel of the worker that made it; its
// reference finds it there.
#include "runtime/bifs/bif.hpp"
#include "runtime/process/process_table.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/signal/deliver.hpp"
#include "runtime/term/copy.hpp"
#include "runtime/timer/clock.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

constexpr std::int64_t kNsPerMs = 1'000'000;
constexpr std::int64_t kLongestMs = INT64_MAX / 2 / kNsPerMs;

Term bad_option(Process& p) { return p.raise_with_cause(atoms::badarg, atoms::badopt); }

// One of two boolean options. False: neither, or no proper list.
bool parse_options(Term list, Term first, bool& first_value, Term second, bool& second_value) {
  for (; list.is_cons(); list = list.tail()) {
    const Term option = list.head();
    if (!is_tuple(option, 2)) return false;
    const Term value = tuple_element(option, 1);
    if (value != atoms::true_ && value != atoms::false_) return false;
    if (tuple_element(option, 0) == first) {
      first_value = value == atoms::true_;
    } else if (second && tuple_element(option, 0) == second) {
      second_value = value == atoms::true_;
    } else {
      return false;
    }
  }
  return list.is_nil();
}

Term make_timer(Process& p, Term time, Term to, Term message, Term options, bool wraps) {
  bool is_absolute = false, unused = false;
  if (!parse_options(options, atoms::abs, is_absolute, Term::none(), unused)) return bad_option(p);
  if (!time.is_small()) return p.raise_with_cause(atoms::badarg, atoms::time);
  const std::int64_t ms = time.small_value();
  if ((!is_absolute && ms < 0) || ms > kLongestMs || ms < -kLongestMs) {
    return p.raise_with_cause(atoms::badarg, atoms::time);
  }
  if (!to.is_local_pid() && !to.is_atom()) return p.raise<Fault::badarg>();
  Vm& vm = p.vm();
  const std::int64_t deadline = is_absolute ? vm.clock.to_machine_ns(ms * kNsPerMs) : Clock::machine_ns() + ms * kNsPerMs;
  const Word number = vm.unique_number();
  HeapWriter w = p.reserve(kReferenceWords + 4);
  const Term reference = write_reference(w, RefId{number, 0});
  const Term sent = wraps ? w.tuple({atoms::timeout, reference, message}) : message;
  Signal* s = Signal::create(vm, SignalKind::message, to, Term::none(), sent, {}, LiteralPolicy::copy);
  p.worker->timers.add_reference(deadline, s, to.is_atom() ? to : Term::none(), number);
  // For a process that is gone there are no timers. One that dies now takes with it those that were there before.
  if (to != p.pid && to.is_local_pid() && vm.processes->find_alive(to) == nullptr) {
    (void)p.worker->timers.cancel_reference(number);
  }
  return reference;
}

Term send_after_3(Process& p, Term time, Term to, Term m) { return make_timer(p, time, to, m, Term::nil(), false); }
Term send_after_4(Process& p, Term time, Term to, Term m, Term o) { return make_timer(p, time, to, m, o, false); }
Term start_timer_3(Process& p, Term time, Term to, Term m) { return make_timer(p, time, to, m, Term::nil(), true); }
Term start_timer_4(Process& p, Term time, Term to, Term m, Term o) { return make_timer(p, time, to, m, o, true); }

Term milliseconds_or_false(std::optional<std::int64_t> left_ns) {
  if (!left_ns) return atoms::false_;
  return Term::small((*left_ns + kNsPerMs - 1) / kNsPerMs);
}

enum class Access : std::uint8_t { read, cancel };

Term access_timer(Process& p, Term reference, Term options, Access access) {
  bool is_async = false, wants_info = true;
  if (access == Access::cancel) {
    if (!parse_options(options, atoms::async, is_async, atoms::info, wants_info)) return p.raise<Fault::badarg>();
  } else if (bool unused = false; !parse_options(options, atoms::async, is_async, Term::none(), unused)) {
    return p.raise<Fault::badarg>();
  }
  if (!is_reference(reference)) return p.raise<Fault::badarg>();
  Term result = atoms::false_;
  if (is_local_reference(reference)) {
    const Word number = ref_id(reference).low;
    Scheduler& scheduler = *p.vm().scheduler;
    result = milliseconds_or_false(access == Access::read ? scheduler.read_timer(number) : scheduler.cancel_timer(number));
  }
  if (!wants_info) return atoms::ok;
  if (!is_async) return result;
  HeapWriter w = p.reserve(4);
  const Term message = w.tuple({access == Access::read ? atoms::read_timer : atoms::cancel_timer, reference, result});
  route_signal(p.vm(), p.worker, Signal::create(p.vm(), SignalKind::message, p.pid, Term::none(), message));
  return atoms::ok;
}

Term cancel_timer_1(Process& p, Term r) { return access_timer(p, r, Term::nil(), Access::cancel); }
Term cancel_timer_2(Process& p, Term r, Term o) { return access_timer(p, r, o, Access::cancel); }
Term read_timer_1(Process& p, Term r) { return access_timer(p, r, Term::nil(), Access::read); }
Term read_timer_2(Process& p, Term r, Term o) { return access_timer(p, r, o, Access::read); }

constexpr Bif kRows[] = {
    bif<&cancel_timer_1>("cancel_timer"), bif<&cancel_timer_2>("cancel_timer"),
    bif<&read_timer_1>("read_timer"),     bif<&read_timer_2>("read_timer"),
    bif<&send_after_3>("send_after"),     bif<&send_after_4>("send_after"),
    bif<&start_timer_3>("start_timer"),   bif<&start_timer_4>("start_timer"),
};

}  // namespace

extern const BifModule kErlangTimer;
constinit const BifModule kErlangTimer{"erlang", kRows};

}  // namespace rt
