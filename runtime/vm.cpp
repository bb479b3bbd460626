// SPDX-License-Identifier: Apache-2.0
// Construction of a machine: natives bound to exports; modules loaded when they are asked for.
#include "runtime/vm.hpp"

#include <algorithm>
#include <utility>

#include "runtime/base/check.hpp"
#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/binary_slices.hpp"
#include "runtime/code/boot_modules.hpp"
#include "runtime/ets/tables.hpp"
#include "runtime/interp/interpreter.hpp"
#include "runtime/io/os_signals.hpp"
#include "runtime/jit/jit.hpp"
#include "runtime/port/driver_libraries.hpp"
#include "runtime/port/ports.hpp"
#include "runtime/process/persistent_terms.hpp"
#include "runtime/regex/pattern_cache.hpp"
#include "runtime/process/process_table.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/sched/multi_scheduling.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/sched/statistics.hpp"
#include "runtime/signal/deliver.hpp"

namespace rt {

Vm::Vm(VmOptions vm_options, ModuleSource* module_source)
    : options(std::move(vm_options)), atoms(options.atom_limit), literals(options.stress_collect), exports(&write_undefined_stub),
      persistent_terms(new PersistentTerms(literals)),
      patterns(new PatternCache),
      binary_slices(new BinarySlices(*this)),
      source(module_source),
      clock(options.time_warp),
      statistics(new Statistics),
      name_encoding(options.name_encoding.value_or(native_name_encoding())),
      environment(new Environment),
      os_signals(new OsSignals(*this)),
      processes(new ProcessTable(options.process_limit)),
      names(new Registry),
      tables(new ets::Tables(*this)),
      scheduler(new Scheduler(*this, std::max(options.schedulers, 1u))),
      multi_scheduling(new MultiScheduling),
      ports(new Ports(*this)),
      driver_libraries(new DriverLibraries),
      jit(options.native_code ? Jit::create() : nullptr),
      coverage_mode(options.coverage_mode) {
  engine = &run;
  bottom_code = vm_code_.exit_normal;
  start_code = vm_code_.exit_normal_of_start;
  await_code = vm_code_.await_reply;
  dirty_code = vm_code_.dirty_call;
  collect_code = vm_code_.garbage_collect;
  hibernate_code = vm_code_.hibernate;
  for (const BifModule* module : all_bif_modules()) add_natives(*module);
}

void Vm::add_natives(const BifModule& module) {
  const Term name = atoms.must_intern(module.name);
  for (const Bif& row : module.rows) {
    Export* e = exports.intern(name, atoms.must_intern(row.name), row.arity);
    VM_CHECK(e->bif == nullptr, "a native is registered once");
    e->bif = &row;
    write_native_stub(*e);
  }
}

Vm::~Vm() { stop(); }

void Vm::stop() {
  os_signals.reset();  // its thread sends messages
  ports.reset();       // its threads post to the scheduler
  scheduler.reset();   // and with it the processes, while everything that they point to is still there
}

Module* Vm::ensure_loaded(Term name, ModuleSource::Failure* failure) {
  if (Module* m = find_module(name)) return m;
  const std::scoped_lock lock(loading_);
  if (Module* m = find_module(name)) return m;
  if (source == nullptr) return nullptr;
  auto loaded = source->find(*this, name);
  // What OTP has loaded before a program runs only loads its natives there.
  if (loaded && ((*loaded)->on_load == nullptr || is_present_from_start(atoms.text(name)))) {
    return code.publish(std::move(*loaded));
  }
  if (failure != nullptr) *failure = loaded ? ModuleSource::Failure{.found = true, .text = {}, .has_on_load = true} : std::move(loaded.error());
  return nullptr;
}

void Vm::wait_for_purge(Process& p) {
  ++p.suspend_count;
  p.end_slice();
  const std::scoped_lock lock(waiting_mutex_);
  waiting_for_purge_.push_back(p.pid);
}

void Vm::end_purge(Worker* worker) {
  purging = Term::none();
  for (const Term pid : std::exchange(waiting_for_purge_, {})) {
    route_signal(*this, worker, Signal::create_empty(SignalKind::resume, pid, Term::none(), 0));
  }
}

std::vector<Term> Vm::taints() const {
  const std::scoped_lock lock(taints_mutex_);
  return taints_;
}

void Vm::taint(Term module) {
  const std::scoped_lock lock(taints_mutex_);
  if (std::ranges::find(taints_, module) == taints_.end()) taints_.push_back(module);
}

const Bif* Vm::native_of(Term module, Term function, unsigned arity) const {
  const Export* e = exports.find(module, function, arity);
  return e == nullptr ? nullptr : e->bif;
}

}  // namespace rt
