// SPDX-License-Identifier: Apache-2.0
// CodeTable: loaded modules by name, each in up to three versions, and code by address.
//
//   publish ------------> current --unload / next publish--> old --purge--> gone
//   publish_pending --> pending --accept--> current
//                               --reject--> old, while the old one that was there waits aside; then purge
//
// Calls by name reach `current`; local calls and return addresses stay in the version that they are in. A fun belongs to
// the last published version that has it, and to none once that one is purged. What is purged is deleted
// when no process is in it any more, but for its literals, since terms on any heap may point to them: they are retired
// (heap/literal_area.hpp).
//
// Any thread. What takes a version away that was there (publish of a second one, accept and reject, unload, purge) is for a
// worker that has stopped the others (Scheduler::Exclusive): so a module that was found, and its functions, stay what they
// are until the end of a slice.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <shared_mutex>
#include <unordered_map>
#include <vector>

#include "runtime/code/module.hpp"

namespace rt {

class CodeTable {
 public:
  // Null: there is no such version.
  Module* current(Term name) const;
  Module* old(Term name) const;
  Module* pending(Term name) const;  // its on_load function has not succeeded yet
  std::vector<Module*> current_modules() const;
  bool was_ever_loaded(Term name) const;  // or nearly: its on_load function failed
  std::vector<Term> names() const;  // of what has a current or an old version

  // Points exports and funs at the module. Requires: no old version if there is a current one.
  Module* publish(std::unique_ptr<Module> module);
  // Only keeps it: its exports stay what they are.
  Module* publish_pending(std::unique_ptr<Module> module);
  void accept_pending(Term name);
  void reject_pending(Term name);
  // The current version becomes old. Requires: there is no old one.
  void unload(Term name);
  // The funs that belong to the old version have no function, but one that is held back (FunEntry), until they are let go or
  // purged. Requires: an old version.
  void hold_back_funs(Term name);
  void let_funs_go(Term name);
  // Requires: an old version. Nothing leads to it any more; it waits to be deleted.
  void purge(Term name);
  // What was purged is deleted, but for modules that are used: a process is in them or will return to them.
  void delete_purged(const std::function<bool(const Module&)>& is_used, LiteralSpace& literals);

  // The function whose code contains `pc` (a return address or an instruction), or null.
  Function* function_at(const Word* pc) const;
  void register_code(Function& function);  // after transformation

  // As those of interp/stubs.hpp, for functions that others may call, publish or take away meanwhile.
  void set_entry(Function& function, const Word* entry);
  void set_breakpoint(Function& function, bool is_set);

 private:
  struct Versions {
    std::unique_ptr<Module> current, old, pending, aside;
  };
  Module* find(Term name, std::unique_ptr<Module> Versions::* version) const;
  void forget_code(const Module& module);
  Module* make_current(Versions& versions, std::unique_ptr<Module> module);

  mutable std::shared_mutex mutex_;
  std::unordered_map<Word, Versions> modules_;
  std::vector<std::unique_ptr<Module>> purged_;
  std::map<const Word*, Function*> by_address_;  // key: end of the code
};

}  // namespace rt
