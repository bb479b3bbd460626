// SPDX-License-Identifier: Apache-2.0
// Ports: the ports of one machine and the programs that it started. Identifiers count up, so that one is not used again.
//
// The scheduler's thread only, but for what says otherwise. The poller's thread puts what it sees into a list and has the
// scheduler run it between two slices.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <expected>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "runtime/port/poller.hpp"
#include "runtime/port/port.hpp"
#include "runtime/sched/task.hpp"

namespace rt {

class Vm;
struct Signal;

class Ports final : public Task {
 public:
  explicit Ports(Vm& vm);
  ~Ports();  // without a word to anybody; programs go on
  Ports(const Ports&) = delete;
  Ports& operator=(const Ports&) = delete;

  static constexpr std::size_t kLimit = 65536;

  // A port that `owner`, whose own side of the link is the caller's to enter, owns and is linked to; or the atom of what
  // went wrong: system_limit, or the operating system's error.
  std::expected<Port*, Term> open(const OpenRequest& request, Term owner);

  // #Port<0.1> of every OTP: the one that the process `standard_error` writes to. Its side of the link is the caller's.
  void add_standard_error(Term owner);

  // Of an identifier or registered name. Null: none that is open.
  Port* find(Term port_or_name) const;
  // The same, but one that is closing counts too: what port_info tells of it.
  Port* find_present(Term port_or_name) const;
  std::vector<Term> all() const;  // those that are closing too; lowest number first
  std::size_t count() const { return ports_.size(); }

  // The end of the machine: every port is closed, as by an exit signal `killed` of its own, and only writes what is queued.
  void close_all();
  bool are_all_gone() const { return ports_.empty(); }

  // A signal of a process to a port; acts at once and is destroyed. One to a port that is not open is refused.
  void receive(Worker* worker, Signal* s);

  // What the poller and the writers' threads have told since the last time.
  void run(Worker& worker) override;

  // --- for Port
  Vm& vm() { return vm_; }
  enum class Event : std::uint8_t { input, output, child };
  void watch(int fd, Poller::Direction direction, Term port);
  void forget(int fd) { poller_.forget(fd); }
  void tell(std::uint64_t number, Event event);  // any thread
  void remove(Term port);  // it is freed when nobody stands in it any more

 private:
  struct ChildRecord {
    int descriptor;      // readable when it has ended
    std::uint64_t port;  // that wants to know its status; 0: none
  };
  Term next_id();
  Port* add(std::unique_ptr<Port> port);
  std::expected<Port::Ends, int> start_program(const OpenRequest& request, std::uint64_t port);
  void push(std::span<const std::uint64_t> tokens);
  void handle(std::uint64_t token);
  void reap(std::uint64_t pid);

  Vm& vm_;
  std::map<std::uint64_t, std::unique_ptr<Port>> ports_;
  std::vector<std::unique_ptr<Port>> removed_;
  std::map<std::uint64_t, ChildRecord> children_;  // by process number
  std::uint64_t next_number_ = 0;
  std::mutex mutex_;
  std::vector<std::uint64_t> told_;  // under mutex_
  Poller poller_;
};

}  // namespace rt
