// SPDX-License-Identifier: Apache-2.0
// Ports: the ports of one machine and the programs that it started. Identifiers count up, so that one is not used again.
//
// Any thread. The table has a lock of its own, held only to look something up in it; what is done with a port is done under
// the lock of that port (locked_port.hpp), under which all locks here may be taken, but not the other way round. The poller's
// thread puts what it sees into a list and has a worker run it between two slices.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <expected>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "runtime/base/short_lock.hpp"
#include "runtime/port/locked_port.hpp"
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


  // A port that `owner`, whose own side of the link is the caller's to enter, owns and is linked to; or the atom of what
  // went wrong: system_limit, or the operating system's error.
  std::expected<LockedPort, Term> open(const OpenRequest& request, Term owner, Worker* worker);

  // #Port<0.1> of every OTP: the one that the process `standard_error` writes to. Its side of the link is the caller's.
  void add_standard_error(Term owner);

  // --- `worker`, here and above: of the calling thread, or null.
  // Of an identifier or registered name. None: none that is open.
  LockedPort find(Term port_or_name, Worker* worker) const;
  bool is_open(Term port) const { return static_cast<bool>(find(port, nullptr)); }
  // The same, but one that is closing counts too: what port_info tells of it.
  LockedPort find_present(Term port_or_name, Worker* worker) const;
  std::vector<Term> all() const;  // those that are closing too; lowest number first
  std::size_t count() const;

  // The end of the machine: every port is closed, as by an exit signal `killed` of its own, and only writes what is queued.
  // Requires: nobody opens one any more.
  void close_all(Worker* worker);
  bool are_all_gone() const { return count() == 0; }

  // A signal of a process to a port; acts at once and is destroyed. One to a port that is not open is refused.
  void receive(Worker* worker, Signal* s);

  // --- natives whose process waits for a descriptor (enif_select of erl_nif.h): it gets the message once, when there is input.
  // A later call for the same descriptor takes the place of this one. `keeps` lives until then. Requires: started.
  void send_when_ready(int fd, Term to, Term message, std::shared_ptr<const void> keeps);
  void forget_message(int fd);  // Requires: before the descriptor is closed
  [[nodiscard]] int start_waiting() { return poller_.start(); }  // errno

  // What the poller and the writers' threads have told since the last time. Several workers may be in it at once.
  void run(Worker& worker) override;

  // --- for Port
  Vm& vm() { return vm_; }
  enum class Event : std::uint8_t { input, output, child, message, orphaned };
  // A port that a driver makes for `owner`, to whom it is linked. None: the owner is gone, or there are too many; the new
  // driver closes what it has, at once or soon. The caller may have another port locked.
  using MakeDriver = std::function<std::unique_ptr<PortDriver>(Port& port)>;
  Term open_for_driver(std::string name, Term owner, const MakeDriver& make, Worker* worker);
  void watch(int fd, Poller::Direction direction, Term port);
  void forget(int fd) { poller_.forget(fd); }
  void tell(std::uint64_t number, Event event);
  void remove(Term port);
  // Held while a descriptor that is not ours to make non-blocking is asked whether it has input, and read.
  std::mutex& foreign_input() { return foreign_input_; }

 private:
  struct ChildRecord {
    int descriptor;      // readable when it has ended
    std::uint64_t port;  // that wants to know its status; 0: none
  };
  struct Opened {
    Port::Ends ends;
    int child_descriptor = -1;
  };
  std::optional<Term> begin_open();  // its identifier; nothing: there are too many
  void add(std::shared_ptr<Port> port);
  LockedPort lock(std::uint64_t number, Worker* worker) const;
  std::expected<Opened, Term> open_target(const OpenRequest& request, Port::Kind kind);
  void watch_child(const Opened& child, std::uint64_t port);
  void push(std::span<const std::uint64_t> tokens);
  void handle(std::uint64_t token, Worker* worker);
  void send_message_of(int fd, Worker* worker);
  void reap(std::uint64_t pid, Worker* worker);

  Vm& vm_;
  mutable ShortLock table_lock_;
  std::map<std::uint64_t, std::shared_ptr<Port>> ports_;  // under table_lock_, as the next two
  std::size_t opening_ = 0;  // that count already, and are not among them yet
  std::uint64_t next_number_ = 0;
  std::mutex children_mutex_;
  std::map<std::uint64_t, ChildRecord> children_;  // by process number; under children_mutex_
  std::mutex told_mutex_;
  std::vector<std::uint64_t> told_;  // under told_mutex_
  struct Waiting {
    Term to, message;  // the message lies in `storage`
    FragmentPtr storage;
    std::shared_ptr<const void> keeps;
  };
  std::mutex waiting_mutex_;
  std::map<int, Waiting> waiting_;  // by descriptor; under waiting_mutex_
  std::mutex foreign_input_;
  Poller poller_;
};

}  // namespace rt
