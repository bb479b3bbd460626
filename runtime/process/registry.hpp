// SPDX-License-Identifier: Apache-2.0
// Registry: the registered names of one Vm. A name is an atom; a process has at most one. Any thread, under a lock.
#pragma once

#include <mutex>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "runtime/term/atom_table.hpp"

namespace rt {

class Registry {
 public:
  // False: the name is taken. The caller has checked that the process lives and has no name (its own thread, or
  // ProcessTable::find and the receiver's registered_name: see bifs/erlang_process.cpp).
  [[nodiscard]] bool add(Term name, Term pid) {
    const std::scoped_lock lock(mutex_);
    if (by_pid_.contains(pid.word())) return false;
    const auto found = by_name_.find(name.word());
    if (found != by_name_.end()) {
      if (stand_ins_.erase(found->second.word()) == 0) return false;
      by_pid_.erase(found->second.word());
    }
    by_name_[name.word()] = pid;
    by_pid_.emplace(pid.word(), name);
    return true;
  }
  // The name may be taken over by whoever registers it next (process/server_on_demand.hpp).
  void add_stand_in(Term name, Term pid) {
    if (add(name, pid)) {
      const std::scoped_lock lock(mutex_);
      stand_ins_[pid.word()] = Term::none();
    }
  }
  // Who starts the server that a stand-in stands for; none: nobody yet.
  void set_starter(Term pid, Term starter) {
    const std::scoped_lock lock(mutex_);
    stand_ins_[pid.word()] = starter;
  }
  // Whether the start function of a name that had a stand-in has returned: some time after the server has the name.
  bool is_started(Term name) const {
    const std::scoped_lock lock(mutex_);
    return started_.contains(name.word());
  }
  void set_started(Term name) {
    const std::scoped_lock lock(mutex_);
    started_.insert(name.word());
  }
  Term starter_of(Term pid) const {
    const std::scoped_lock lock(mutex_);
    const auto found = stand_ins_.find(pid.word());
    return found == stand_ins_.end() ? Term::none() : found->second;
  }
  bool is_stand_in(Term pid) const {
    const std::scoped_lock lock(mutex_);
    return stand_ins_.contains(pid.word());
  }
  // The pid that had it, or none.
  Term remove(Term name) {
    const std::scoped_lock lock(mutex_);
    const auto found = by_name_.find(name.word());
    if (found == by_name_.end()) return Term::none();
    const Term pid = found->second;
    by_pid_.erase(pid.word());
    by_name_.erase(found);
    return pid;
  }
  void remove_pid(Term pid) {
    const std::scoped_lock lock(mutex_);
    const auto found = by_pid_.find(pid.word());
    if (found == by_pid_.end()) return;
    by_name_.erase(found->second.word());
    by_pid_.erase(found);
    stand_ins_.erase(pid.word());
  }
  Term find(Term name) const {  // the pid, or none
    const std::scoped_lock lock(mutex_);
    const auto found = by_name_.find(name.word());
    return found == by_name_.end() ? Term::none() : found->second;
  }
  Term name_of(Term pid) const {  // the name, or none
    const std::scoped_lock lock(mutex_);
    const auto found = by_pid_.find(pid.word());
    return found == by_pid_.end() ? Term::none() : found->second;
  }
  std::vector<Term> names() const {
    const std::scoped_lock lock(mutex_);
    std::vector<Term> result;
    for (const auto& [name, pid] : by_name_) result.push_back(Term::from_word(name));
    return result;
  }

 private:
  mutable std::mutex mutex_;
  std::unordered_map<Word, Term> by_name_;
  std::unordered_map<Word, Term> by_pid_;
  std::unordered_map<Word, Term> stand_ins_;
  std::unordered_set<Word> started_;
};

}  // namespace rt
