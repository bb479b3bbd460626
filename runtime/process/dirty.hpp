// SPDX-License-Identifier: Apache-2.0
// Natives that block or compute for long, and the threads that they do it on (sched/dirty_threads.hpp).
//
//   Term f_1(Process& p, Term x) {
//     if (must_not_block(p) && ...) return run_dirty(p, DirtyKind::io);  // f_1 is called again, on a dirty thread
//     ...
//     {
//       const Lent lent(p);
//       n = ::read(...);
//     }
//
// or, for a native that always runs there, dirty_bif<&f_1, DirtyKind::cpu>("f") instead of bif<> in its table.
//
// OTP runs every native of a file on a dirty I/O scheduler. Handing a process over and back costs 10 to 30 microseconds here,
// which is many times what most calls take whose data is in memory: so a native hands over only when it sees that the call
// would wait, or that it is big (prim_file.cpp says how it sees it).
#pragma once

#include <span>

#include "runtime/bifs/bif.hpp"
#include "runtime/process/process.hpp"
#include "runtime/sched/dirty_call.hpp"

namespace rt {

// Whether the thread is a worker, on which other processes wait for their turn. False: a dirty thread, or a machine that has
// none (--seed; tests), where natives run in their place. Not within a Lent.
bool must_not_block(const Process& p);
// The kind of thread that runs the process: none for a worker.
DirtyKind dirty_kind(const Process& p);

// What a native returns to be called once more, with the same arguments, on a dirty thread.
[[nodiscard]] Term run_dirty(Process& p, DirtyKind kind);
// The same for another function. What that raises has still happened in the native that was called first.
[[nodiscard]] Term run_dirty(Process& p, DirtyKind kind, BifFunction function, std::span<const Term> arguments);

// A section in which the native touches neither the process nor the machine, so that others may handle the signals of
// the process: terms of its heap, and what they point to, stay where they are. Nothing where the process runs in its place.
// At the end of the machine it may never be left.
class Lent {
 public:
  explicit Lent(Process& p);
  ~Lent();
  Lent(const Lent&) = delete;
  Lent& operator=(const Lent&) = delete;
  // A signal has killed the process. The native may go on nevertheless.
  bool is_dead() const;

 private:
  Process& p_;
};

// What the run() of a native process returns to have its run_dirty() called.
[[nodiscard]] RunResult leave_for_dirty(Process& p, DirtyKind kind);

// --- the engine. A native has given the none-term.
// If it has asked for a dirty thread: traps to Vm::dirty_code, which waits for the result there.
void go_dirty(Process& p, const Export* callee, BifFunction function, const Term* x);
// i_dirty_call. False: the process has to wait, it leaves for a dirty thread. True: the result is there.
bool dirty_call_is_done(Process& p);
// The result; none: the native has raised an exception, and is blamed for it, or traps.
Term take_dirty_result(Process& p);

// The native that the process runs on a dirty thread; null: it does not.
const Export* dirty_callee(const Process& p);

namespace bif_detail {
template <auto F, DirtyKind kKind>
struct DirtyAdapter {
  using Plain = Adapter<F, decltype(F)>;
  static Term call(Process& p, const Term* arguments) {
    return must_not_block(p) ? run_dirty(p, kKind) : Plain::call(p, arguments);
  }
};
}  // namespace bif_detail

template <auto F, DirtyKind kKind>
constexpr Bif dirty_bif(std::string_view name) {
  using Adapter = bif_detail::DirtyAdapter<F, kKind>;
  return Bif{name, Adapter::Plain::arity, BifKind::plain, &Adapter::call};
}

}  // namespace rt
