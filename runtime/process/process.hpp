// SPDX-License-Identifier: Apache-2.0
// Process: heap and stack, where execution continues, the exception on its way, and what the process is known
// by. The thread that runs it may touch all of it; other threads reach it by signals through `address` alone.
//
// Process state between slices: `ip` is the next instruction; `saved_live` x registers lie on top of the stack
// (sp[0] is x0) and go back into the registers when it runs again.
#pragma once

#include <initializer_list>
#include <memory>
#include <span>
#include <vector>

#include "runtime/base/memory.hpp"
#include "runtime/error/fault.hpp"
#include "runtime/heap/heap.hpp"
#include "runtime/mailbox/mailbox.hpp"
#include "runtime/process/dictionary.hpp"
#include "runtime/process/native_process.hpp"
#include "runtime/process/settings.hpp"
#include "runtime/sched/dirty_call.hpp"
#include "runtime/sched/engine.hpp"
#include "runtime/signal/relations.hpp"

namespace rt {

class Vm;
struct Export;
struct Bif;
struct Worker;
struct Timer;
class Address;

enum class Priority : std::uint8_t { low, normal, high, max };
// Whether a process is with the dirty threads (sched/dirty_call.hpp): it wants to go there when its slice is over.
enum class Away : std::uint8_t { no, leaving, yes };

const Word* entry_of(const Export* callee);

constexpr int kReductionsPerSlice = 4000;
constexpr unsigned kMaxArity = 255;
constexpr unsigned kMaxXRegs = 1024;

class Process {
 public:
  explicit Process(Vm& vm) : vm_(vm) {}
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  Vm& vm() { return vm_; }

  // --- allocation: never collects (bif.hpp)
  HeapWriter reserve(std::size_t words) { return heap.reserve(words); }

  // --- raising: sets `exception` and gives the none-term, which the native returns.
  template <Fault F>
    requires(info_of(F).shape == FaultShape::atom)
  [[nodiscard]] Term raise() {
    return raise(ErrorClass::error, info_of(F).name);
  }
  template <Fault F>
    requires(info_of(F).shape == FaultShape::tagged)
  [[nodiscard]] Term raise(Term value) {
    return raise(ErrorClass::error, reserve(3).tuple({info_of(F).name, value}));
  }
  [[nodiscard]] Term raise(ErrorClass error_class, Term reason) {
    exception = Exception{.error_class = error_class, .reason = reason};
    return Term::none();
  }
  // badarg (or another atom) whose error_info map gets `cause`.
  [[nodiscard]] Term raise_with_cause(Term reason, Term cause) {
    (void)raise(ErrorClass::error, reason);
    exception.cause = cause;
    return Term::none();
  }

  // It ends by itself. One that a collection has killed meanwhile (its heap's limit) ends as that.
  void end_as(ErrorClass error_class, Term reason) {
    if (is_exiting) return;
    exit_class = error_class;
    exit_reason = reason;
  }

  // --- calling Erlang from a native: return p.trap(export, {args}).
  [[nodiscard]] Term trap(const Export* callee, std::span<const Term> arguments) {
    return trap(entry_of(callee), arguments);
  }
  // The same for a code address that takes so many x registers.
  [[nodiscard]] Term trap(const Word* entry, std::span<const Term> arguments) {
    trap_entry = entry;
    trap_arguments.assign(arguments.begin(), arguments.end());
    return Term::none();
  }
  [[nodiscard]] Term trap(const Export* callee, std::initializer_list<Term> arguments) {
    return trap(callee, std::span<const Term>(arguments.begin(), arguments.size()));
  }

  void charge(std::int64_t reductions) {
    reductions_left -= static_cast<int>(reductions < kReductionsPerSlice ? reductions : kReductionsPerSlice);
  }

  // The slice ends with the next call. What is left of it does not count as done.
  void end_slice() {
    if (reductions_left > 0) reductions_done -= static_cast<std::uint64_t>(reductions_left);  // comes back with the slice
    reductions_left = 0;
  }

  // Calls visit(Term&) for every root outside the stack and the x registers.
  template <class Visitor>
  void for_each_root(Visitor&& visit) {
    dictionary.for_each_root(visit);
    visit(exception.reason);
    visit(exception.trace);
    visit(exception.arguments);
    visit(exception.cause);
    visit(exception.error_info);
    visit(exception.top);
    visit(exception.raw);
    visit(exit_reason);
    visit(group_leader);
    for (Term& t : trap_arguments) visit(t);
    if (native) {
      for (Term& t : native->roots) visit(t);
    }
    visit(reply.term);
    if (dirty) dirty->for_each_root(visit);
    mailbox.for_each_root(visit);
  }

  static void* operator new(std::size_t bytes) { return allocate(bytes, "proc"); }
  static void operator delete(void* memory) { deallocate(memory); }

  Heap heap;
  const Word* ip = nullptr;
  unsigned saved_live = 0;
  int reductions_left = kReductionsPerSlice;
  std::uint64_t reductions_done = 0;  // of finished slices
  Exception exception;
  Term exit_reason;  // set when the process has ended by itself
  Dictionary dictionary;

  const Word* trap_entry = nullptr;  // set by trap(); cleared by the engine
  std::vector<Term> trap_arguments;

  Term pid;
  Term group_leader = Term::nil();
  // --- set by the scheduler, by signals and by natives about processes
  Address* address = nullptr;
  Worker* worker = nullptr;        // that runs it now
  Process* next_runnable = nullptr;
  Engine engine = nullptr;
  std::unique_ptr<NativeProcess> native;  // of a process in C++ (process/native_process.hpp)
  Priority priority = Priority::normal;
  Priority queued_as = Priority::normal;  // in the run queue (its own)
  bool is_raised = false;                 // the next turn is for its signals alone, at a priority that is not its own
  QueueData queue_data = QueueData::on_heap;
  std::uint16_t bound_to = 0;             // the number of the only worker that may run it, from 1; 0: any. Changes while it runs
  ErrorClass exit_class = ErrorClass::exit;  // of the exception that ended it
  bool trap_exit = false;
  bool is_exiting = false;         // a signal killed it (exit_reason): it runs no more
  bool is_waiting = false;         // its last slice ended in a receive
  bool is_hibernating = false;
  bool is_sensitive = false;
  bool has_async_dist = false;
  Away away = Away::no;            // while it is, only what DirtyCall says may touch it
  bool is_ets_super_user = false;  // may read all tables (ets:info(Table, binary))
  // erts_debug:set_internal_state(gc_state, false): the heap only grows (collector.hpp), and tasks wait.
  bool is_collection_off = false;
  unsigned suspend_count = 0;
  Mailbox mailbox;
  Signal* unhandled = nullptr;     // signals behind the one that killed it, oldest first
  // To do between slices, when every term is where a collection finds it; the newest first.
  Signal* system_tasks = nullptr;
  std::unique_ptr<Relations> relations_;
  Relations& relations() {
    if (!relations_) relations_ = std::make_unique<Relations>();
    return *relations_;
  }
  const Export* initial_function = nullptr;  // null: shown as erlang:apply/2
  std::unique_ptr<ProcessSettings> settings_;  // null: the usual ones
  const ProcessSettings& settings() const { return settings_ ? *settings_ : kUsualSettings; }
  ProcessSettings& own_settings() {
    if (!settings_) settings_ = std::make_unique<ProcessSettings>();
    return *settings_;
  }
  std::unique_ptr<DirtyCall> dirty;  // null: it never ran a native on a dirty thread
  // The answer that the process waits for in a native (await.hpp).
  struct Reply {
    Word number = 0;    // of the request; 0: none
    Term term;
    bool has_come = false;
    bool is_error = false;  // term is the reason to raise
    bool tells_parent = false;  // that it waits now (server_on_demand.cpp)
  } reply;

 private:
  Vm& vm_;
};

// A machine has them by the million, each in a block of small_blocks.hpp, where the next size is 64 bytes more.
static_assert(sizeof(Process) <= 512);

}  // namespace rt
