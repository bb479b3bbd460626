// SPDX-License-Identifier: Apache-2.0
// erts_debug:dirty_cpu/2, dirty_io/2 and dirty/3: what OTP's tests do on dirty threads (dirty_test() in its beam_debug.c).
#include <array>
#include <chrono>
#include <thread>

#include "runtime/bifs/bif.hpp"
#include "runtime/process/atom_text.hpp"
#include "runtime/process/dirty.hpp"
#include "runtime/signal/send.hpp"
#include "runtime/term/copy.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

Term atom_of(Process& p, std::string_view text) { return p.vm().atoms.must_intern(text); }

Term test(Process& p, DirtyKind wanted, Term command, Term value);

Term test_2(Process& p, Term command, Term value) { return test(p, dirty_kind(p), command, value); }
Term dirty_cpu_2(Process& p, Term command, Term value) { return test(p, DirtyKind::cpu, command, value); }
Term dirty_io_2(Process& p, Term command, Term value) { return test(p, DirtyKind::io, command, value); }

Term run_test(Process& p, DirtyKind kind, Term command, Term value) {
  const Term arguments[] = {command, value};
  return run_dirty(p, kind, bif<&test_2>("").function, arguments);
}

Term scheduler_type(Process& p, Term what) {
  if (atom_text(p, what) != "type") return p.raise<Fault::badarg>();
  switch (dirty_kind(p)) {
    case DirtyKind::io: return atom_of(p, "dirty_io");
    case DirtyKind::cpu: return atom_of(p, "dirty_cpu");
    case DirtyKind::none: return atoms::normal;
  }
  return Term::none();
}

Term raise_error(Process& p, Term reason) {
  const std::string_view text = atom_text(p, reason);
  for (const std::string_view known : {"notsup", "undef", "badarith", "noproc", "system_limit"}) {
    if (text == known) return p.raise(ErrorClass::error, reason);
  }
  return p.raise<Fault::badarg>();
}

Term copy_often(Process& p, Term value) {
  constexpr int kTimes = 1000;
  const LiteralSpace& literals = p.vm().literals;
  Term list = Term::nil();
  for (int i = 0; i < kTimes; ++i) {
    HeapWriter w = p.reserve(copied_words(value, literals) + 2);
    const Term copied = copy(value, w, literals);
    list = w.cons(copied, list);
  }
  return list;
}

void tell(Process& p, Term to, std::string_view tag) {
  send_message(p.vm(), p.worker, to, p.reserve(3).tuple({atom_of(p, tag), p.pid}));
}

void wait_for(Process& p, std::int64_t ms) {
  const Lent lent(p);
  std::this_thread::sleep_for(std::chrono::milliseconds(ms));
}

Term wait(Process& p, Term ms) {
  if (!ms.is_small()) return p.raise<Fault::badarg>();
  if (ms.small_value() > 0) wait_for(p, ms.small_value());
  return atoms::ok;
}

// In twos down to zero, on another kind of thread every other time.
Term reschedule(Process& p, DirtyKind kind, Term number) {
  if (!number.is_small() || number.small_value() < 0) return p.raise<Fault::badarg>();
  const std::int64_t n = number.small_value();
  if (n == 0) return atoms::ok;
  constexpr DirtyKind kNext[] = {DirtyKind::none, DirtyKind::io, DirtyKind::cpu};  // of io, cpu, none
  const DirtyKind next = n % 4 != 0 ? kind : kNext[static_cast<std::size_t>(kind)];
  return run_test(p, next, atom_of(p, "reschedule"), Term::small(n - 2));
}

Term ready_wait6_done(Process& p, Term to) {
  constexpr std::int64_t kWaitMs = 6000;
  tell(p, to, "ready");
  wait_for(p, kWaitMs);
  tell(p, to, "done");
  return atoms::ok;
}

// Its own end does not stop it; it may still allocate.
Term alive_wait_exiting(Process& p, Term to, bool allocates) {
  constexpr std::chrono::milliseconds kStep(5), kLast(1000);
  constexpr std::size_t kWords = 10000;
  tell(p, to, "alive");
  {
    const Lent lent(p);
    while (!lent.is_dead()) std::this_thread::sleep_for(kStep);
    if (allocates) std::this_thread::sleep_for(kLast);
  }
  if (!allocates) return atoms::ok;
  const std::vector<Term> elements(kWords, atoms::ok);
  return p.reserve(kWords + 1).tuple(elements);
}

Term test(Process& p, DirtyKind wanted, Term command, Term value) {
  if (dirty_kind(p) != wanted) return run_test(p, wanted, command, value);
  const std::string_view text = atom_text(p, command);
  if (text == "scheduler") return scheduler_type(p, value);
  if (text == "error") return raise_error(p, value);
  if (text == "copy") return copy_often(p, value);
  if (text == "wait") return wait(p, value);
  if (text == "reschedule") return reschedule(p, wanted, value);
  if (!value.is_local_pid()) return p.raise<Fault::badarg>();
  if (text == "send") {
    tell(p, value, "ok");
    return atoms::ok;
  }
  if (text == "ready_wait6_done") return ready_wait6_done(p, value);
  if (text == "alive_waitexiting") return alive_wait_exiting(p, value, true);
  if (text == "alive_waitexitingonly") return alive_wait_exiting(p, value, false);
  return p.raise<Fault::badarg>();
}

Term dirty_3(Process& p, Term kind, Term command, Term value) {
  const std::string_view text = atom_text(p, kind);
  if (text == "dirty_cpu") return run_test(p, DirtyKind::cpu, command, value);
  if (text == "dirty_io") return run_test(p, DirtyKind::io, command, value);
  if (text == "normal") return test(p, DirtyKind::none, command, value);
  return p.raise<Fault::badarg>();
}

constexpr Bif kRows[] = {
    bif<&dirty_3>("dirty"),
    bif<&dirty_cpu_2>("dirty_cpu"),
    bif<&dirty_io_2>("dirty_io"),
};

}  // namespace

extern const BifModule kErtsDebugDirty;
constinit const BifModule kErtsDebugDirty{"erts_debug", kRows};

}  // namespace rt
