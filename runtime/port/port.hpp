// SPDX-License-Identifier: Apache-2.0
// Port: a program, or a pair of descriptors, as processes see it: an identifier that is sent commands and sends data. Follows
// io.c and sys_drivers.c of OTP 27, whose words are kept: the connected process is the owner.
//
// Ownership and threads: Ports (ports.hpp) owns all ports, together with those who are just using one. Any thread, with the
// port's lock (locked_port.hpp), but for what is constant: in a native of a process, in a signal that a process sends (which
// acts at once, so that the order of signals is that of the calls), or when the poller has told that a descriptor is ready.
// What the port does to processes are signals, in the order in which it sends them.
//
// Life: open; then closing, when it has told its links and watchers and only writes what is queued: nobody finds it any
// more; then gone. Every function below that can end the port says so; the object lives until nobody has it locked.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/heap/fragment.hpp"
#include "runtime/port/descriptor_writer.hpp"
#include "runtime/port/line_buffer.hpp"
#include "runtime/port/output_queue.hpp"
#include "runtime/port/packet_buffer.hpp"
#include "runtime/port/poller.hpp"
#include "runtime/port/port_driver.hpp"
#include "runtime/port/port_options.hpp"
#include "runtime/port/ram_file.hpp"
#include "runtime/signal/relations.hpp"

namespace rt {

class Ports;
struct Signal;
struct Worker;

class Port {
 public:
  enum class Kind : std::uint8_t {
    forker,      // #Port<0.0> of every OTP: what starts programs. It cannot be closed and takes no commands
    program,
    descriptor,  // {fd, In, Out}: its descriptors stay open when it ends
    ram_file,    // {spawn, "ram_file_drv"}: a driver, that answers each command at once
    driver,      // {spawn_driver, Name}: what a PortDriver does
  };
  struct Ends {
    int input = -1, output = -1;  // own; -1: none
    std::int64_t os_pid = -1;     // of a program
  };

  Port(Ports& ports, Term id, Kind kind, std::string name, Term owner, const PortSettings& settings, Ends ends);
  ~Port();
  Port(const Port&) = delete;
  Port& operator=(const Port&) = delete;

  const Term id;
  const Kind kind;
  const std::string name;
  const bool is_parallel;  // {parallelism, true}: kept for port_info
  std::int64_t os_pid() const { return ends_.os_pid; }
  Term connected() const { return connected_; }
  bool is_closing() const { return is_closing_; }
  bool is_gone() const { return is_gone_; }
  bool has_input() const { return ends_.input >= 0; }
  std::uint64_t bytes_in() const { return bytes_in_; }
  std::uint64_t bytes_out() const { return bytes_out_; }
  std::size_t queue_size() const {
    if (driver_ != nullptr) return driver_->queue_size();
    return kind == Kind::descriptor ? unwritten_ : queue_.size();
  }

  // --- commands. Requires of all: !is_closing().
  // While it is busy nobody may send it output: suspend() makes the process wait until it is not.
  bool is_busy() const { return is_busy_; }
  void suspend(Process& p);
  // Requires: iodata of so many bytes. May end the port.
  void output(Term caller, Term iodata, std::size_t size);
  bool may_be_forced() const { return driver_ != nullptr; }  // output although it is busy
  // port_control/3: the bytes of the answer, or nothing: badarg. May end the port.
  std::optional<std::string> control(Term caller, std::int64_t operation, std::string_view data);
  void set_connected(Term owner) { connected_ = owner; }
  // Ends the port: exit signals to links and watchers with `reason` (killed for kill), then, when all output is written,
  // {Port, closed} to the owner if that is wanted. False: nothing happened, since normal ends it only when the owner or it
  // itself says so (`spares_normal`).
  bool close(Term from, Term reason, bool says_closed, bool spares_normal);
  void send_badsig();  // exit signal badsig to the owner
  void tell_owner(Term what);  // {Port, What}; an atom
  // columns, rows of the terminal that a descriptor is.
  std::optional<std::pair<std::uint32_t, std::uint32_t>> window_size() const;

  // --- links and watchers
  std::map<Word, Link> links;
  std::map<Word, Watcher> watchers;  // by low word of the reference
  Term data = atoms::undefined;      // port_set_data/2
  FragmentPtr data_storage;

  // --- what Ports tells
  void start();         // first watch
  void input_ready();   // may end the port
  void output_ready();  // may end the port
  void child_ended(int status);  // as waitpid(2) has it. May end the port
  void timer_fired(Word number);      // may end the port
  void process_ended(Word reference);  // that its driver watches

  // --- for its driver (port_driver.hpp)
  void set_driver(std::unique_ptr<PortDriver> driver) { driver_ = std::move(driver); }
  PortDriver* driver() const { return driver_.get(); }
  Ports& ports() const { return ports_; }
  Vm& vm() const;
  void route(Signal* s);
  void set_busy(bool busy);
  void fail(Term reason);  // ends the port, as an exit signal of its own would; what is queued is lost
  void exit(Term reason);  // the same, but the owner, who has been told otherwise, is not linked any more
  void watch(int fd, Poller::Direction direction);
  void forget(int fd);
  Word set_timer(std::int64_t ms);  // its number
  void cancel_timer(Word number);
  // Its reference; nothing: it is gone.
  std::optional<Word> watch_process(Term pid);
  void unwatch_process(Term pid, Word reference);
  // A port like this one, with a driver of its own, for `owner` (Ports::open_for_driver).
  Term open_for_driver(std::string port_name, Term owner, const std::function<std::unique_ptr<PortDriver>(Port&)>& make);
  void count_input(std::size_t bytes);
  // {Port, {data, [H1, ... | Binary]}}, with so many bytes before the binary; nothing, or more than there are: all in the list.
  void deliver_data(std::string_view bytes, std::optional<std::size_t> header_bytes);

 private:
  friend class LockedPort;

  void run_driver(std::string_view command);
  void deliver(std::string_view bytes);
  void send_data(std::string_view bytes, std::optional<bool> is_whole_line);
  void send_to_owner(std::size_t words, const std::function<Term(HeapWriter&)>& what);
  ssize_t read_input(char* buffer, std::size_t size);
  void input_ended();
  void fail(int error);
  void fail_at_end();
  void end_if_drained();
  void terminate();
  void say_goodbye();
  void leave();
  void close_descriptors();
  void stop_reading();

  std::mutex mutex_;
  Worker* worker_ = nullptr;  // of who holds the lock; or null
  Ports& ports_;
  Ends ends_;
  Term connected_;
  const bool is_binary_, is_eof_reported_;
  bool wants_exit_status_;
  const unsigned packet_bytes_;
  const std::size_t low_, high_;
  std::optional<LineBuffer> lines_;
  std::optional<PacketBuffer> packets_;
  OutputQueue queue_;
  std::unique_ptr<DescriptorWriter> writer_;
  std::unique_ptr<RamFile> ram_file_;
  std::unique_ptr<PortDriver> driver_;
  std::size_t unwritten_ = 0;  // given to the writer and not written
  std::uint64_t bytes_in_ = 0, bytes_out_ = 0;
  std::optional<int> status_;  // of the child that has ended
  bool is_reading_ = true;
  bool is_busy_ = false;
  bool is_closing_ = false;
  bool is_gone_ = false;
  bool says_closed_ = false;
  bool ends_when_written_ = false;  // a descriptor whose input has ended
  std::vector<Term> suspended_;     // pids
};

}  // namespace rt
