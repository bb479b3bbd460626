// SPDX-License-Identifier: Apache-2.0
// Registry: the registered names of one Vm. A name is an atom; a process has at most one. Any thread, under a lock.
#pragma once

#include <array>
#include <atomic>
#include <mutex>
#include <unordered_map>
#include <unordered_set>
#include <utility>
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
      const auto stand_in = stand_ins_.find(name.word());
      if (stand_in == stand_ins_.end() || stand_in->second.pid != found->second) return false;
      stand_in->second.starter = Term::none();
      forget_pid(found->second);
    }
    by_name_[name.word()] = pid;
    by_pid_.emplace(pid.word(), name);
    names_near(pid).fetch_add(1, std::memory_order_seq_cst);
    return true;
  }

  // --- names of servers that start on demand (process/server_on_demand.hpp). The stand-in has the name until the server
  // registers itself; `table` is one of the server's ETS tables, `requires_name` what must run before it, or none.
  void add_stand_in(Term name, Term pid, Term table, Term requires_name) {
    if (!add(name, pid)) return;
    const std::scoped_lock lock(mutex_);
    stand_ins_[name.word()] = StandIn{pid, requires_name};
    if (table) server_of_table_[table.word()] = name;
  }
  // The stand-in of a server that does not run yet, or has not finished starting; else none.
  Term stand_in_of(Term name) const {
    const std::scoped_lock lock(mutex_);
    const auto found = stand_ins_.find(name.word());
    return found == stand_ins_.end() || found->second.is_done ? Term::none() : found->second.pid;
  }
  // The same, also when it has finished: those that it has started descend from it.
  Term stand_in_once_of(Term name) const {
    const std::scoped_lock lock(mutex_);
    const auto found = stand_ins_.find(name.word());
    return found == stand_ins_.end() ? Term::none() : found->second.pid;
  }
  Term required_by(Term name) const {  // what must run before the server, or none
    const std::scoped_lock lock(mutex_);
    const auto found = stand_ins_.find(name.word());
    return found == stand_ins_.end() ? Term::none() : found->second.requires_name;
  }
  Term server_of_table(Term table) const {  // its name, or none
    const std::scoped_lock lock(mutex_);
    const auto found = server_of_table_.find(table.word());
    return found == server_of_table_.end() ? Term::none() : found->second;
  }
  std::vector<Term> servers_with_tables() const {  // their names
    const std::scoped_lock lock(mutex_);
    std::vector<Term> result;
    for (const auto& [table, server] : server_of_table_) result.push_back(server);
    return result;
  }
  std::vector<Term> servers_on_demand() const {  // the names of those that do not run yet
    const std::scoped_lock lock(mutex_);
    std::vector<Term> result;
    for (const auto& [name, stand_in] : stand_ins_) {
      if (!stand_in.is_done && stand_in.pid) result.push_back(Term::from_word(name));
    }
    return result;
  }
  // Processes that OTP does not have: stand-ins, and what starts the servers. Programs that list processes do not see them.
  void hide(Term pid) {
    const std::scoped_lock lock(mutex_);
    hidden_.insert(pid.word());
  }
  void show(Term pid) {  // one that was hidden
    const std::scoped_lock lock(mutex_);
    hidden_.erase(pid.word());
  }
  std::unordered_set<Word> hidden() const {  // some may be dead
    const std::scoped_lock lock(mutex_);
    return hidden_;
  }
  bool begin_start(Term name) {  // false: somebody did before
    const std::scoped_lock lock(mutex_);
    const bool is_first = !std::exchange(stand_ins_[name.word()].is_wanted, true);
    if (is_first) starting_.fetch_add(1, std::memory_order_relaxed);
    return is_first;
  }
  // The server runs, and is at work on what the stand-in has passed on: those that it needs for that must not wait for it.
  void begin_settling(Term name) {
    const std::scoped_lock lock(mutex_);
    stand_ins_[name.word()].is_settling = true;
  }
  bool is_settling(Term name) const {
    const std::scoped_lock lock(mutex_);
    const auto found = stand_ins_.find(name.word());
    return found != stand_ins_.end() && found->second.is_settling;
  }
  // The server runs, or never will. Who waited for that.
  [[nodiscard]] std::vector<Term> finish_start(Term name) {
    const std::scoped_lock lock(mutex_);
    StandIn& stand_in = stand_ins_[name.word()];
    if (!std::exchange(stand_in.is_done, true)) starting_.fetch_sub(1, std::memory_order_relaxed);
    return std::exchange(stand_in.waiting, {});
  }
  bool wait_for_start(Term name, Term pid) {  // false: it has finished
    const std::scoped_lock lock(mutex_);
    const auto found = stand_ins_.find(name.word());
    if (found == stand_ins_.end() || found->second.is_done) return false;
    found->second.waiting.push_back(pid);
    return true;
  }
  // Of those that start the server themselves (bifs/kernel_children.cpp) one at a time does it, until it is registered:
  // whoever said so first, unless that was `gone`, which is dead. None: the name is the server's by now.
  Term claim_start(Term name, Term pid, Term gone) {
    const std::scoped_lock lock(mutex_);
    const auto found = stand_ins_.find(name.word());
    if (found == stand_ins_.end()) return pid;
    const auto owner = by_name_.find(name.word());
    if (owner != by_name_.end() && owner->second != found->second.pid) return Term::none();
    Term& starter = found->second.starter;
    if (!starter || starter == gone) starter = pid;
    return starter;
  }
  bool is_any_starting() const { return starting_.load(std::memory_order_relaxed) != 0; }

  // The pid that had it, or none.
  Term remove(Term name) {
    const std::scoped_lock lock(mutex_);
    const auto found = by_name_.find(name.word());
    if (found == by_name_.end()) return Term::none();
    const Term pid = found->second;
    forget_pid(pid);
    by_name_.erase(found);
    return pid;
  }
  // Behind Address::note_exiting, where the owner dies.
  void remove_pid(Term pid) {
    if (names_near(pid).load(std::memory_order_seq_cst) == 0) return;
    const std::scoped_lock lock(mutex_);
    const auto found = by_pid_.find(pid.word());
    if (found == by_pid_.end()) return;
    by_name_.erase(found->second.word());
    forget_pid(pid);
  }
  Term find(Term name) const {  // the pid, or none
    const std::scoped_lock lock(mutex_);
    const auto found = by_name_.find(name.word());
    return found == by_name_.end() ? Term::none() : found->second;
  }
  // The pid of what runs under the name; none: nothing, or what only stands in.
  Term running(Term name) const {
    const std::scoped_lock lock(mutex_);
    const auto found = by_name_.find(name.word());
    if (found == by_name_.end()) return Term::none();
    const auto its = stand_ins_.find(name.word());
    const bool only_stands_in = its != stand_ins_.end() && !its->second.is_done && its->second.pid == found->second;
    return only_stands_in ? Term::none() : found->second;
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
  // How many names those have whose numbers end alike: most processes die without ever having had one, and need no lock.
  std::atomic<std::uint32_t>& names_near(Term pid) { return names_near_[(pid.word() >> 6) % kNamesNear]; }
  void forget_pid(Term pid) {
    by_pid_.erase(pid.word());
    names_near(pid).fetch_sub(1, std::memory_order_relaxed);
  }

  static constexpr std::size_t kNamesNear = 1024;
  std::array<std::atomic<std::uint32_t>, kNamesNear> names_near_{};
  mutable std::mutex mutex_;
  std::unordered_map<Word, Term> by_name_;
  std::unordered_map<Word, Term> by_pid_;
  struct StandIn {
    Term pid, requires_name;
    bool is_wanted = false, is_settling = false, is_done = false;
    std::vector<Term> waiting = {};  // pids
    Term starter = Term::none();     // claim_start
  };
  std::unordered_map<Word, StandIn> stand_ins_;  // by name
  std::unordered_map<Word, Term> server_of_table_;
  std::unordered_set<Word> hidden_;  // pids
  std::atomic<int> starting_{0};
};

}  // namespace rt
