// SPDX-License-Identifier: Apache-2.0
#include "runtime/code/code_table.hpp"

#include <mutex>
#include <utility>

#include "runtime/base/check.hpp"
#include "runtime/interp/stubs.hpp"

namespace rt {
namespace {

void attach(Module& module) {
  for (Function& f : module.functions) {
    if (f.exported == nullptr || f.exported->bif != nullptr) continue;
    f.exported->entry = f.entry;
    f.exported->implementation = &f;  // last: who waited for the module goes on at `entry`
  }
  for (const ModuleFun& fun : module.funs) fun.entry->function = fun.function;
}

void detach_exports(Module& module) {
  for (Function& f : module.functions) {
    if (f.exported == nullptr || f.exported->implementation != &f) continue;
    f.exported->implementation = nullptr;
    f.exported->entry = f.exported->stub;
  }
}

void detach_funs(Module& module) {
  for (const ModuleFun& fun : module.funs) {
    if (fun.entry->function == fun.function) fun.entry->function = nullptr;
    if (fun.entry->held_back == fun.function) fun.entry->held_back = nullptr;
  }
}

}  // namespace

Module* CodeTable::find(Term name, std::unique_ptr<Module> Versions::* version) const {
  const std::shared_lock lock(mutex_);
  const auto found = modules_.find(name.word());
  return found == modules_.end() ? nullptr : (found->second.*version).get();
}

Module* CodeTable::current(Term name) const { return find(name, &Versions::current); }
Module* CodeTable::old(Term name) const { return find(name, &Versions::old); }
Module* CodeTable::pending(Term name) const { return find(name, &Versions::pending); }

std::vector<Module*> CodeTable::current_modules() const {
  const std::shared_lock lock(mutex_);
  std::vector<Module*> result;
  for (const auto& [name, versions] : modules_) {
    if (versions.current) result.push_back(versions.current.get());
  }
  return result;
}

bool CodeTable::was_ever_loaded(Term name) const {
  const std::shared_lock lock(mutex_);
  return modules_.contains(name.word());
}

std::vector<Term> CodeTable::names() const {
  const std::shared_lock lock(mutex_);
  std::vector<Term> result;
  for (const auto& [name, versions] : modules_) {
    if (versions.current || versions.old) result.push_back(Term::from_word(name));
  }
  return result;
}

// What both versions export is never without code in between.
Module* CodeTable::make_current(Versions& versions, std::unique_ptr<Module> module) {
  VM_CHECK(!versions.current || !versions.old, "a module has two versions at most");
  attach(*module);
  if (versions.current) {
    detach_exports(*versions.current);
    versions.old = std::move(versions.current);
  }
  versions.current = std::move(module);
  return versions.current.get();
}

Module* CodeTable::publish(std::unique_ptr<Module> module) {
  const std::unique_lock lock(mutex_);
  Versions& versions = modules_[module->name.word()];
  return make_current(versions, std::move(module));
}

Module* CodeTable::publish_pending(std::unique_ptr<Module> module) {
  const std::unique_lock lock(mutex_);
  Versions& versions = modules_[module->name.word()];
  if (versions.pending) {
    detach_funs(*versions.pending);
    purged_.push_back(std::move(versions.pending));
  }
  versions.pending = std::move(module);
  for (const ModuleFun& fun : versions.pending->funs) {  // the on_load function may make them
    if (fun.entry->function == nullptr) fun.entry->function = fun.function;
  }
  return versions.pending.get();
}

void CodeTable::accept_pending(Term name) {
  const std::unique_lock lock(mutex_);
  Versions& versions = modules_[name.word()];
  VM_CHECK(versions.pending != nullptr, "what is accepted is there");
  make_current(versions, std::move(versions.pending));
}

void CodeTable::reject_pending(Term name) {
  const std::unique_lock lock(mutex_);
  Versions& versions = modules_[name.word()];
  VM_CHECK(versions.pending != nullptr, "what is rejected is there");
  versions.aside = std::move(versions.old);
  versions.old = std::move(versions.pending);
}

void CodeTable::unload(Term name) {
  const std::unique_lock lock(mutex_);
  Versions& versions = modules_[name.word()];
  VM_CHECK(!versions.old, "a module has two versions at most");
  if (!versions.current) return;
  detach_exports(*versions.current);
  versions.old = std::move(versions.current);
}

void CodeTable::forget_code(const Module& module) {
  for (const Function& f : module.functions) {
    const auto found = by_address_.find(f.code_end);
    if (f.code != nullptr && found != by_address_.end() && found->second == &f) by_address_.erase(found);
  }
}

void CodeTable::hold_back_funs(Term name) {
  for (const ModuleFun& fun : old(name)->funs) {
    if (fun.entry->function != fun.function) continue;
    fun.entry->held_back = fun.function;
    fun.entry->function = nullptr;
  }
}

void CodeTable::let_funs_go(Term name) {
  for (const ModuleFun& fun : old(name)->funs) {
    Function* const held_back = std::exchange(fun.entry->held_back, nullptr);
    if (held_back != nullptr && fun.entry->function == nullptr) fun.entry->function = held_back;
  }
}

void CodeTable::purge(Term name) {
  const std::unique_lock lock(mutex_);
  Versions& versions = modules_[name.word()];
  VM_CHECK(versions.old != nullptr, "what is purged is there");
  std::unique_ptr<Module> old = std::exchange(versions.old, std::move(versions.aside));
  detach_funs(*old);
  purged_.push_back(std::move(old));
}

void CodeTable::delete_purged(const std::function<bool(const Module&)>& is_used, LiteralSpace& literals) {
  for (std::unique_ptr<Module>& module : std::exchange(purged_, {})) {
    if (is_used(*module)) {
      purged_.push_back(std::move(module));
      continue;
    }
    const std::unique_lock lock(mutex_);
    forget_code(*module);
    literals.retire(std::move(module->literal_area));
    for (auto& area : module->extra_literals) literals.retire(std::move(area));
  }
}

Function* CodeTable::function_at(const Word* pc) const {
  const std::shared_lock lock(mutex_);
  // A return address may be the end of the code (nothing follows a call that never returns), hence lower_bound.
  const auto found = by_address_.lower_bound(pc);
  if (found == by_address_.end() || pc < found->second->code) return nullptr;
  return found->second;
}

void CodeTable::register_code(Function& function) {
  const std::unique_lock lock(mutex_);
  by_address_[function.code_end] = &function;
}

void CodeTable::set_entry(Function& function, const Word* entry) {
  const std::unique_lock lock(mutex_);
  rt::set_entry(function, entry);
}

void CodeTable::set_breakpoint(Function& function, bool is_set) {
  const std::unique_lock lock(mutex_);
  rt::set_breakpoint(function, is_set);
}

}  // namespace rt
