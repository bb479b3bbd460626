// SPDX-License-Identifier: Apache-2.0
// erlang and erts_internal: a process about itself: who it is, its flags, its group leader, its slice; ending the machine.
#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/own_function.hpp"
#include "runtime/bifs/yield.hpp"
#include "runtime/process/atom_text.hpp"
#include "runtime/process/await.hpp"
#include "runtime/process/heap_sizes.hpp"
#include "runtime/process/process_table.hpp"
#include "runtime/process/spawn_options.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/signal/deliver.hpp"
#include "runtime/term/map.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

Term self_0(Process& p) { return p.pid; }

Term make_ref_0(Process& p) {
  HeapWriter w = p.reserve(kReferenceWords);
  return write_reference(w, RefId{p.vm().unique_number(), 0});
}

Term group_leader_0(Process& p) { return p.group_leader; }

// erlang:group_leader/2 is Erlang code around these two.
Term group_leader_2(Process& p, Term leader, Term pid) {
  if (!is_pid(leader) || !is_pid(pid)) return atoms::badarg;
  if (pid == p.pid) {
    p.group_leader = leader;
    return atoms::true_;
  }
  if (!pid.is_local_pid()) return atoms::true_;
  if (p.vm().processes->find(pid) == nullptr) return atoms::badarg;
  return request_and_await(p, Signal::create(p.vm(), SignalKind::group_leader, pid, p.pid, leader));
}

Term yield_0(Process& p) { return yield_and_give(p, atoms::true_); }

Term bump_reductions_1(Process& p, Term count) {
  constexpr std::int64_t kOtpSmallMax = (std::int64_t{1} << 59) - 1;
  if (!count.is_small() || count.small_value() < 0 || count.small_value() > kOtpSmallMax) return p.raise<Fault::badarg>();
  p.charge(count.small_value());
  return atoms::true_;
}

Term hibernate_3(Process& p, Term module, Term function, Term arguments) {
  if (!module.is_atom() || !function.is_atom()) return p.raise<Fault::badarg>();
  std::size_t arity = 0;
  Term rest = arguments;
  for (; rest.is_cons(); rest = rest.tail()) ++arity;
  if (!rest.is_nil()) return p.raise<Fault::badarg>();
  if (arity > kMaxArity) return p.raise<Fault::system_limit>();
  const Term call[] = {module, function, arguments};
  return p.trap(p.vm().hibernate_code, call);
}

// --- flags

Term set_boolean(Term value, bool& flag) {
  if (value != atoms::true_ && value != atoms::false_) return Term::none();
  const Term old = boolean(flag);
  flag = value == atoms::true_;
  return old;
}

template <class T>
Term set_number(Term value, T& slot, T (*adjust)(std::size_t), T old_default) {
  if (!value.is_small() || value.small_value() < 0) return Term::none();
  const Term old = Term::small(static_cast<std::int64_t>(slot != 0 ? slot : old_default));
  slot = adjust(static_cast<std::size_t>(value.small_value()));
  return old;
}

Term set_max_heap_size(Process& p, Term value) {
  MaxHeapSize size;
  if (!parse_max_heap_size(p.vm(), value, size)) return Term::none();
  const std::size_t least = p.settings().min_heap_words;
  if (size.words != 0 && size.words < (least != 0 ? least : kOtpMinHeapWords)) return Term::none();
  const Term old = max_heap_size_map(p, p.settings().max_heap);
  p.own_settings().max_heap = size;
  return old;
}

bool is_call_count(Term value) { return value.is_small() && value.small_value() >= 0 && value.small_value() <= 10000; }

Term set_save_calls(Process& p, Term value) {
  if (!is_call_count(value)) return Term::none();
  const Term old = Term::small(p.settings().saved_calls);
  p.own_settings().saved_calls = static_cast<unsigned>(value.small_value());
  return old;
}

// The options of node monitoring as bits; nothing: they are wrong. `options` is a map or (of the plain flag) nil.
std::optional<unsigned> node_monitor_bits(Process& p, Term options) {
  constexpr unsigned kMap = 1, kConnectionId = 2, kVisible = 4, kHidden = 8, kReason = 16;
  if (options.is_nil()) return 0;
  if (!is_map(options)) return std::nullopt;
  unsigned bits = kMap;
  MapIterator pairs(options);
  for (Term key, value; pairs.next(key, value);) {
    const std::string_view name = atom_text(p, key);
    const std::string_view text = atom_text(p, value);
    const bool is_boolean = value == atoms::true_ || value == atoms::false_;
    if (name == "list" && value == atoms::true_) {
      bits &= ~kMap;
    } else if (name == "connection_id" && is_boolean) {
      if (value == atoms::true_) bits |= kConnectionId;
    } else if (name == "nodedown_reason" && is_boolean) {
      if (value == atoms::true_) bits |= kReason;
    } else if (name == "node_type" && (text == "visible" || text == "hidden" || text == "all")) {
      bits |= text == "visible" ? kVisible : text == "hidden" ? kHidden : kVisible | kHidden;
    } else {
      return std::nullopt;
    }
  }
  return bits;
}

Term set_node_monitor(Process& p, Term options, Term on) {
  const auto bits = node_monitor_bits(p, options);
  if (!bits || (on != atoms::true_ && on != atoms::false_)) return Term::none();
  auto& monitors = p.relations().node_monitors;
  unsigned& count = monitors[*bits];
  const Term old = Term::small(count);
  if (on == atoms::true_) {
    ++count;
  } else {
    monitors.erase(*bits);
  }
  return old;
}

bool is_monitor_nodes(Process& p, Term flag) { return flag == p.vm().atoms.must_intern("monitor_nodes"); }

// The old value, or none: a wrong flag or value.
Term set_flag(Process& p, Term flag, Term value) {
  if (flag == atoms::trap_exit) return set_boolean(value, p.trap_exit);
  if (flag == atoms::async_dist) return set_boolean(value, p.has_async_dist);
  if (flag == atoms::sensitive) return set_boolean(value, p.is_sensitive);
  if (flag == atoms::error_handler) {
    if (!value.is_atom()) return Term::none();
    return std::exchange(p.own_settings().error_handler, value);
  }
  if (flag == atoms::priority) {
    const auto priority = priority_of(value);
    if (!priority) return Term::none();
    return priority_atom(std::exchange(p.priority, *priority));
  }
  if (flag == atoms::message_queue_data) {
    if (value != atoms::on_heap && value != atoms::off_heap) return Term::none();
    const QueueData data = value == atoms::off_heap ? QueueData::off_heap : QueueData::on_heap;
    if (data == QueueData::off_heap) p.charge(static_cast<std::int64_t>(p.mailbox.move_off_heap(p.vm().literals) / 10));
    return std::exchange(p.queue_data, data) == QueueData::off_heap ? atoms::off_heap : atoms::on_heap;
  }
  if (flag == atoms::min_heap_size) {
    const Term old = set_number<std::size_t>(
        value, p.own_settings().min_heap_words,
        [](std::size_t n) { return n < kOtpMinHeapWords ? kOtpMinHeapWords : otp_heap_size(n); }, kOtpMinHeapWords);
    if (old) p.heap.min_words = p.settings().min_heap_words;  // from the next collection on
    return old;
  }
  if (flag == atoms::min_bin_vheap_size) {
    return set_number<std::size_t>(
        value, p.own_settings().min_bin_vheap_words,
        [](std::size_t n) { return n < kOtpMinBinVheapWords ? kOtpMinBinVheapWords : otp_heap_size(n); },
        kOtpMinBinVheapWords);
  }
  if (flag == atoms::fullsweep_after) {
    if (!value.is_small() || value.small_value() < 0) return Term::none();
    const Term old = Term::small(p.heap.fullsweep_after);
    p.heap.fullsweep_after = static_cast<std::uint16_t>(value.small_value());
    return old;
  }
  if (flag == atoms::max_heap_size) return set_max_heap_size(p, value);
  if (flag == atoms::save_calls) return set_save_calls(p, value);
  return Term::none();
}

Term bind_to_scheduler(Process& p, Term number) {
  const auto count = static_cast<std::int64_t>(p.vm().scheduler->worker_count());
  if (!number.is_small() || number.small_value() < 0 || number.small_value() > count) return p.raise<Fault::badarg>();
  const Term old = Term::small(std::exchange(p.bound_to, static_cast<std::uint16_t>(number.small_value())));
  return p.bound_to == 0 || p.bound_to == p.worker->index + 1 ? old : yield_and_give(p, old);
}

Term process_flag_2(Process& p, Term flag, Term value) {
  const bool has_options = is_tuple(flag, 2) && is_monitor_nodes(p, tuple_element(flag, 0));
  if (has_options || is_monitor_nodes(p, flag)) {
    const Term options = has_options ? tuple_element(flag, 1) : Term::nil();
    const Term count = set_node_monitor(p, options, value);
    return count ? count : p.raise<Fault::badarg>();
  }
  if (flag == atoms::scheduler) return bind_to_scheduler(p, value);
  const Term old = set_flag(p, flag, value);
  if (old) return old;
  const bool is_flag = flag == atoms::trap_exit || flag == atoms::error_handler || flag == atoms::priority ||
                       flag == atoms::message_queue_data || flag == atoms::min_heap_size ||
                       flag == atoms::min_bin_vheap_size || flag == atoms::fullsweep_after ||
                       flag == atoms::max_heap_size || flag == atoms::sensitive || flag == atoms::async_dist;
  if (is_flag) return p.raise<Fault::badarg>();
  return p.raise_with_cause(atoms::badarg, flag == atoms::save_calls ? atoms::none : atoms::badopt);
}

// The flag of another process, or what the Erlang code around it raises.
Term process_flag_3(Process& p, Term pid, Term flag, Term value) {
  if (!pid.is_local_pid()) return p.vm().atoms.must_intern("badtype");
  if (flag != atoms::save_calls || !is_call_count(value)) return atoms::badarg;
  if (pid == p.pid) return set_save_calls(p, value);
  return request_and_await(p, Signal::create(p.vm(), SignalKind::save_calls, pid, p.pid, value));
}

// --- the end of the machine

bool append_utf8(std::string& text, std::int64_t c) {
  if (c < 0 || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff)) return false;
  const auto put = [&text](std::int64_t byte) { text.push_back(static_cast<char>(byte)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xc0 | c >> 6), put(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    put(0xe0 | c >> 12), put(0x80 | (c >> 6 & 0x3f)), put(0x80 | (c & 0x3f));
  } else {
    put(0xf0 | c >> 18), put(0x80 | (c >> 12 & 0x3f)), put(0x80 | (c >> 6 & 0x3f)), put(0x80 | (c & 0x3f));
  }
  return true;
}

constexpr std::size_t kHaltTextMax = 1023;
constexpr std::int64_t kFlushTimeoutMax = 0xffffffff;  // milliseconds

Term halt_2(Process& p, Term status, Term options) {
  Outcome outcome;
  outcome.kind = Outcome::Kind::halted;
  for (; options.is_cons(); options = options.tail()) {
    const Term option = options.head();
    if (!is_tuple(option, 2)) return p.raise_with_cause(atoms::badarg, atoms::badopt);
    const Term value = tuple_element(option, 1);
    if (tuple_element(option, 0) == atoms::flush && (value == atoms::true_ || value == atoms::false_)) {
      outcome.flush = value == atoms::true_;
    } else if (tuple_element(option, 0) == atoms::flush_timeout && value == atoms::infinity) {
      outcome.flush_timeout_ms.reset();
    } else if (tuple_element(option, 0) == atoms::flush_timeout && value.is_small() && value.small_value() >= 0 &&
               value.small_value() <= kFlushTimeoutMax) {
      outcome.flush_timeout_ms = value.small_value();
    } else {
      return p.raise_with_cause(atoms::badarg, atoms::badopt);
    }
  }
  if (!options.is_nil()) return p.raise_with_cause(atoms::badarg, atoms::badopt);
  if (status.is_small() && status.small_value() >= 0) {
    outcome.status = static_cast<int>(status.small_value() & 0x7fffffff);
  } else if (is_boxed_kind(status, Kind::bignum_positive)) {
    outcome.status = static_cast<int>(status.boxed_ptr()[1] & 0x7fffffff);
  } else if (status == atoms::abort) {
    outcome.kind = Outcome::Kind::aborted;
  } else if (status.is_list()) {
    outcome.kind = Outcome::Kind::dumped;
    std::size_t count = 0;
    for (; status.is_cons(); status = status.tail()) {
      if (!status.head().is_small() || (++count <= kHaltTextMax && !append_utf8(outcome.text, status.head().small_value()))) {
        return p.raise<Fault::badarg>();
      }
    }
    if (!status.is_nil()) return p.raise<Fault::badarg>();
  } else {
    return p.raise<Fault::badarg>();
  }
  outcome.halted_by = p.pid;
  p.vm().scheduler->halt(std::move(outcome));
  return await_own_end(p);
}

// Erlang code in OTP. Programs end by them: here they need no module, but for what may raise, whose trace is OTP's then.
Term halt_1(Process& p, Term status) {
  if (!status.is_small() || status.small_value() < 0) return call_own_function(p, "erlang", "halt", {status});
  return halt_2(p, status, Term::nil());
}
Term halt_0(Process& p) { return halt_1(p, Term::small(0)); }

constexpr Bif kErlangRows[] = {
    bif<&bump_reductions_1>("bump_reductions"),
    bif<&group_leader_0>("group_leader"),
    bif<&halt_0>("halt", BifKind::library),
    bif<&halt_1>("halt", BifKind::library),
    bif<&halt_2>("halt"),
    bif<&hibernate_3>("hibernate"),
    bif<&make_ref_0>("make_ref"),
    bif<&process_flag_2>("process_flag"),
    guard_bif<&self_0>("self"),
    bif<&yield_0>("yield", BifKind::instruction),
};

constexpr Bif kInternalRows[] = {
    bif<&group_leader_2>("group_leader"),
    bif<&process_flag_3>("process_flag"),
};

}  // namespace

extern const BifModule kErlangProcess;
constinit const BifModule kErlangProcess{"erlang", kErlangRows};
extern const BifModule kErtsInternalProcess;
constinit const BifModule kErtsInternalProcess{"erts_internal", kInternalRows};

}  // namespace rt
