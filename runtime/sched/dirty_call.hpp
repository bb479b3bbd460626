// SPDX-License-Identifier: Apache-2.0
// DirtyCall: the native that a process runs on a dirty thread (dirty_threads.hpp), from the time that the native asks for it
// (process/dirty.hpp) until its result is taken. It belongs to the process and is kept for its next one.
//
// While the process is away from the workers (Process::away) a dirty thread owns it, except in the sections in which the
// native has lent it (process/dirty.hpp, Lent): then a worker that comes along because of a signal visits it, handles its
// signals, and goes. Who may touch the process is decided under `mutex`:
//
//   queued --> running <--> lent        a visitor may come in `queued` and `lent`, and is waited for by who wants `running`
//                 |
//                 v
//               done                    the next worker that gets it from a run queue goes on with it
//
// Invariants: 1. The inbox of a process that is away sleeps (Address::sleep) only in `queued` and `lent`: whoever wakes it
// then puts the process into a run queue. 2. `is_visitor_due`: the process is in a run queue or about to be. It is put
// into one only when this is false, and once. 3. A process that a signal kills while it is away is finished at once, as in
// OTP (links, monitors, name, tables), but for its memory, which the native still works with: that goes when it has returned.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <vector>

#include "runtime/bifs/bif.hpp"

namespace rt {

struct DirtyCore;
struct Export;
struct Signal;

enum class DirtyKind : std::uint8_t { io, cpu, none };  // none: on a worker again

struct DirtyCall {
  DirtyCall() = default;
  DirtyCall(const DirtyCall&) = delete;
  DirtyCall& operator=(const DirtyCall&) = delete;
  ~DirtyCall();

  enum class State : std::uint8_t {
    idle,  // no call, or none yet
    queued, running, lent, done,
  };

  template <class Visitor>
  void for_each_root(Visitor&& visit) {
    for (Term& t : arguments) visit(t);
    for (Term& t : first_arguments) visit(t);
    visit(result);
  }

  // --- of whoever owns the process
  bool is_asked = false;                  // a native wants what follows, and has returned or is about to
  DirtyKind kind = DirtyKind::none;
  BifFunction function = nullptr;         // null: of a native process; or not known yet
  std::vector<Term> arguments;
  const Export* callee = nullptr;         // that was called at first, as stack traces tell; null: none
  std::vector<Term> first_arguments;
  Term result = Term::none();             // none: it raised or traps

  // --- under `mutex` while the process is away
  std::mutex mutex;
  std::condition_variable visit_is_over;
  State state = State::idle;              // only the owner changes it, and so may read it without the mutex
  bool is_visited = false;
  bool is_visitor_due = false;
  bool is_dead = false;                   // nothing is left of the process but its memory

  DirtyCore* core = nullptr;              // of the thread that runs it

  Signal* suspends = nullptr;             // what waits until the process is back, latest first; of a visitor
};

}  // namespace rt
