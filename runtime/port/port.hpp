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
  std::size_t queue_size() const { return kind == Kind::descriptor ? unwritten_ : queue_.size(); }

  // --- commands. Requires of all: !is_closing().
  // While it is busy nobody may send it output: suspend() makes the process wait until it is not.
  bool is_busy() const { return is_busy_; }
  void suspend(Process& p);
  void output(Term iodata, std::size_t size);  // Requires: iodata of so many bytes. May end the port
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

 private:
  friend class LockedPort;

  void route(Signal* s);
  void run_driver(std::string_view command);
  void count_input(std::size_t bytes);
  void deliver(std::string_view bytes);
  void send_data(std::string_view bytes, std::optional<bool> is_whole_line);
  void send_to_owner(std::size_t words, const std::function<Term(HeapWriter&)>& what);
  ssize_t read_input(char* buffer, std::size_t size);
  void input_ended();
  void fail(Term reason);
  void fail(int error);
  void fail_at_end();
  void set_busy(bool busy);
  void drained();
  void terminate();
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
