// SPDX-License-Identifier: Apache-2.0
// Vm: one virtual machine. It owns every table; there is no other mutable state, so two machines can live side by
// side. Tables say themselves which threads may use them.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "runtime/base/emulator_settings.hpp"
#include "runtime/base/environment.hpp"
#include "runtime/code/code_table.hpp"
#include "runtime/code/export_table.hpp"
#include "runtime/code/fun_table.hpp"
#include "runtime/code/module.hpp"
#include "runtime/code/start_frame.hpp"
#include "runtime/heap/dying_literals.hpp"
#include "runtime/heap/literal_area.hpp"
#include "runtime/interp/stubs.hpp"
#include "runtime/sched/engine.hpp"
#include "runtime/term/atom_table.hpp"
#include "runtime/timer/clock.hpp"
#include "runtime/timer/offset_watchers.hpp"

namespace rt {

class Archive;
class DriverLibraries;
struct BifModule;
struct BinarySlices;
class Jit;
class PatternCache;
namespace ets {
class Tables;
}
class PersistentTerms;
class Ports;
class ProcessTable;
class Registry;
class MultiScheduling;
class OsSignals;
class Scheduler;
struct Statistics;

struct VmOptions : EmulatorSettings {
  unsigned schedulers = 1;      // threads that run processes
  unsigned schedulers_online = 0;  // how many of them do so from the start; 0: all
  std::optional<std::uint64_t> seed;  // which process runs next, and for how long, is as dice fall. Requires: one scheduler
  bool stress_collect = false;  // GLEAMR_STRESS=gc: collect wherever it may happen
  bool stress_yield = false;    // GLEAMR_STRESS=yield: one reduction a slice
  bool stress_wake = false;     // GLEAMR_STRESS=many: two processes in a queue are enough to wake another worker
  bool native_code = true;      // false: --no-jit
  bool has_application_settings = false;  // on the command line, for kernel or stdlib
  std::uint32_t calls_before_native = 500;  // of a function
  CoverageMode coverage_mode = CoverageMode::none;  // from the start: +JPcover
  int backtrace_depth = 8;      // return addresses in a stack trace; erlang:system_flag(backtrace_depth, N)
  std::vector<std::string> emulator_arguments;  // system_info(emu_args)
  std::vector<std::string> plain_arguments;  // init:get_plain_arguments()
  const Archive* archive = nullptr;          // whose files programs see at its root; it outlives the machine
};

class Vm {
 public:
  explicit Vm(VmOptions options = {}, ModuleSource* source = nullptr);
  ~Vm();
  // Its threads end, and with them ports and processes; nothing runs in it again. May be called twice.
  void stop();
  Vm(const Vm&) = delete;
  Vm& operator=(const Vm&) = delete;

  VmOptions options;
  AtomTable atoms;
  LiteralSpace literals;
  ExportTable exports;
  FunTable funs;
  std::unique_ptr<PersistentTerms> persistent_terms;
  const std::unique_ptr<PatternCache> patterns;  // of module re
  const std::unique_ptr<BinarySlices> binary_slices;
  ModuleSource* source;

  Clock clock;
  OffsetWatchers offset_watchers;
  std::unique_ptr<Statistics> statistics;

  // --- the operating system, as programs see it
  const NameEncoding name_encoding;
  std::unique_ptr<Environment> environment;
  std::unique_ptr<OsSignals> os_signals;

  // --- processes
  std::unique_ptr<ProcessTable> processes;
  std::unique_ptr<Registry> names;
  const std::unique_ptr<ets::Tables> tables;  // of module ets
  std::unique_ptr<Scheduler> scheduler;
  const std::unique_ptr<MultiScheduling> multi_scheduling;
  // system_flag(outstanding_system_requests_limit, N): how many processes OTP's code purger asks at a time.
  std::atomic<std::int64_t> outstanding_system_requests{48};
  std::unique_ptr<Ports> ports;
  const std::unique_ptr<DriverLibraries> driver_libraries;  // of module erl_ddll
  std::vector<std::unique_ptr<DyingLiterals>> dead_literals;  // of no process, but of natives that still run perhaps
  Term terminal_driver = Term::none();  // a pid (io/terminal_driver.hpp), set before programs run; none: not a lean start
  Term literal_collector = Term::none();  // the pid of erts_literal_area_collector, set before programs run
  // Of Erlang processes: what runs them, and what the bottom return word of every stack points to (an instruction
  // that ends the process with reason normal).
  Engine engine = nullptr;
  const Word* bottom_code = nullptr;
  const Word* start_code = nullptr;           // the bottom of a process whose first function was called by start_frame
  StartFrameSource start_frame;               // null: nobody has set it
  const Word* await_code = nullptr;           // process/await.hpp
  const Word* dirty_code = nullptr;           // process/dirty.hpp
  const Word* collect_code = nullptr;         // x0: major or minor; collects, gives true
  const Word* hibernate_code = nullptr;       // M, F, Args: waits for a message with an empty stack, then calls
  // A number that no other reference (request, timer ...) of this machine has. Never 0.
  Word unique_number() { return next_number_.fetch_add(1, std::memory_order_relaxed); }

  // Of its own row, which is handed out in order: erlang:unique_integer([monotonic]). From 1 on.
  Word monotonic_number() { return next_monotonic_.fetch_add(1, std::memory_order_seq_cst); }
  // `us`, or one more than the last answer if it is not later than that: erlang:now/0.
  std::int64_t next_now_us(std::int64_t us) {
    std::int64_t last = last_now_us_.load(std::memory_order_relaxed), next;
    do {
      next = us > last ? us : last + 1;
    } while (!last_now_us_.compare_exchange_weak(last, next, std::memory_order_seq_cst));
    return next;
  }

  std::atomic<bool> shows_internal_state{false};  // erts_debug:set_internal_state(available_internal_state, _)

  const std::unique_ptr<Jit> jit;  // may be null

  // --- code. Natives win over a module's own functions of the same name and arity, local calls included: the loader
  // asks native_of before linking a local call.
  CodeTable code;
  // Whether OTP's code_server runs. From then on it is the one who finds and loads modules, except for those that OTP
  // has loaded before a program runs (code/boot_modules.hpp).
  std::atomic<bool> has_code_server{false};
  std::atomic<CoverageMode> coverage_mode;  // of modules that are loaded from now on: code:set_coverage_mode(Mode)
  // Who gets the machine's own log events: a pid, `logger` (the process of that name) or `undefined`: nobody.
  std::atomic<Term> system_logger{atoms::logger};
  // Modules with a library of natives that was opened while programs ran, in that order. Nothing takes one away again.
  std::vector<Term> taints() const;
  void taint(Term module);
  Term purging = Term::none();  // the module whose old version is about to go; of whoever has stopped the other workers
  // A process calls a fun that is held back because of that: it is suspended until the purge is over.
  void wait_for_purge(Process& p);
  void end_purge(Worker* worker);  // lets them go on. Requires: the caller has stopped the other workers
  Module* find_module(Term name) const { return code.current(name); }
  // Loads through `source` unless the module is there. Null: no such module or broken; `failure` says which.
  Module* ensure_loaded(Term name, ModuleSource::Failure* failure = nullptr);
  const Bif* native_of(Term module, Term function, unsigned arity) const;
  // More of them, of whoever made the machine. Requires: none of these functions has one, and nothing runs or is loaded yet that
  // calls them.
  void add_natives(const BifModule& module);

 private:
  std::atomic<Word> next_number_{1};
  std::atomic<Word> next_monotonic_{1};
  std::atomic<std::int64_t> last_now_us_{0};
  VmCode vm_code_;
  std::recursive_mutex loading_;
  std::mutex waiting_mutex_;
  std::vector<Term> waiting_for_purge_;  // pids
  mutable std::mutex taints_mutex_;
  std::vector<Term> taints_;
};

}  // namespace rt
