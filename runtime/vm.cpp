// SPDX-License-Identifier: Apache-2.0
// Construction of a machine, and its code server: modules by name, natives bound to exports, code by address.
#include "runtime/vm.hpp"

#include <map>
#include <shared_mutex>

#include "runtime/base/check.hpp"
#include "runtime/bifs/bif.hpp"
#include "runtime/ets/tables.hpp"
#include "runtime/interp/interpreter.hpp"
#include "runtime/process/persistent_terms.hpp"
#include "runtime/regex/pattern_cache.hpp"
#include "runtime/process/process_table.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/sched/statistics.hpp"

namespace rt {

struct Vm::Code {
  mutable std::shared_mutex mutex;
  std::unordered_map<Word, std::unique_ptr<Module>> modules;
  std::vector<std::unique_ptr<Module>> old_modules;
  std::map<const Word*, Function*> by_address;  // key: end of the code
  std::recursive_mutex loading;
};

Vm::Vm(VmOptions vm_options, ModuleSource* module_source)
    : options(std::move(vm_options)), exports(&write_undefined_stub),
      persistent_terms(new PersistentTerms(literals)),
      patterns(new PatternCache),
      source(module_source),
      statistics(new Statistics),
      environment(new Environment),
      processes(new ProcessTable),
      names(new Registry),
      tables(new ets::Tables(*this)),
      scheduler(new Scheduler(*this)),
      code_(new Code) {
  engine = &run;
  bottom_code = vm_code_.exit_normal;
  await_code = vm_code_.await_reply;
  collect_code = vm_code_.garbage_collect;
  hibernate_code = vm_code_.hibernate;
  for (const BifModule* module : all_bif_modules()) {
    const Term name = atoms.must_intern(module->name);
    for (const Bif& row : module->rows) {
      Export* e = exports.intern(name, atoms.must_intern(row.name), row.arity);
      VM_CHECK(e->bif == nullptr, "a native is registered once");
      e->bif = &row;
      write_native_stub(*e);
    }
  }
}

Vm::~Vm() {
  scheduler.reset();  // and with it the processes, while everything that they point to is still there
}

Module* Vm::find_module(Term name) const {
  const std::shared_lock lock(code_->mutex);
  const auto found = code_->modules.find(name.word());
  return found == code_->modules.end() ? nullptr : found->second.get();
}

Module* Vm::publish(std::unique_ptr<Module> module) {
  Module* const current = module.get();
  const std::unique_lock lock(code_->mutex);
  for (Function& f : current->functions) {
    if (f.exported == nullptr || f.exported->bif != nullptr) continue;
    f.exported->implementation = &f;
    f.exported->entry = f.entry;
  }
  auto& slot = code_->modules[current->name.word()];
  if (slot) {
    for (Function& f : slot->functions) {
      if (f.exported != nullptr && f.exported->implementation == &f) {
        f.exported->implementation = nullptr;
        write_undefined_stub(*f.exported);
      }
    }
    code_->old_modules.push_back(std::move(slot));
  }
  slot = std::move(module);
  return current;
}

Module* Vm::ensure_loaded(Term name, ModuleSource::Failure* failure) {
  if (Module* m = find_module(name)) return m;
  const std::scoped_lock lock(code_->loading);
  if (Module* m = find_module(name)) return m;
  if (source == nullptr) return nullptr;
  auto loaded = source->load(*this, name);
  if (loaded) return *loaded;
  if (failure != nullptr) *failure = std::move(loaded.error());
  return nullptr;
}

const Bif* Vm::native_of(Term module, Term function, unsigned arity) const {
  const Export* e = exports.find(module, function, arity);
  return e == nullptr ? nullptr : e->bif;
}

std::vector<Module*> Vm::loaded_modules() const {
  const std::shared_lock lock(code_->mutex);
  std::vector<Module*> result;
  for (const auto& [name, module] : code_->modules) result.push_back(module.get());
  return result;
}

Function* Vm::function_at(const Word* pc) const {
  const std::shared_lock lock(code_->mutex);
  // A return address may be the end of the code (nothing follows a call that never returns), hence lower_bound.
  const auto found = code_->by_address.lower_bound(pc);
  if (found == code_->by_address.end() || pc < found->second->code) return nullptr;
  return found->second;
}

void Vm::register_code(Function& function) {
  const std::unique_lock lock(code_->mutex);
  code_->by_address[function.code_end] = &function;
}

}  // namespace rt
