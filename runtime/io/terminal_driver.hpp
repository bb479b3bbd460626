// SPDX-License-Identifier: Apache-2.0
// TerminalDriver: the process below the group leader `user`. It speaks with OTP's module `group` as OTP's user_drv
// does (user_drv.erl, the types at its head; only what a machine without a shell needs):
//
//   Group -> Driver   {Group, {put_chars_sync, unicode, Binary, Reply}}   written, then {reply, Reply, ok}
//                     {Group, {put_chars | insert_chars, unicode, Chars}}, {Group, {requests, [Request]}}
//                     {Group, tty_geometry | get_unicode_state | get_terminal_state}, {Group, set_unicode_state, Bool}
//   Driver -> Group   {Driver, {data, Utf8Binary}}, {Driver, eof}
//
// It is the process that OTP has as user_drv, without the name: when a program asks for that it goes on as OTP's user_drv
// (driver/run/otp_servers.cpp), with its pid, its `user` and what nobody has handled yet.
//
//   {user_sup's pid, user_sup, Ancestors, GroupLeader}   under which supervisor it is by now (bifs/kernel_children.cpp)
//   {StandIn, Options}                                    go on as user_drv:init(Options) (process/server_on_demand.hpp)
//
// Input is read from the first prompt on. When nobody reads standard output any more the driver says so on standard error and
// ends, and `user` with it, as in OTP: who prints then gets {error, terminated}.
#pragma once

#include <memory>
#include <string>

#include "runtime/io/stdin_reader.hpp"
#include "runtime/process/native_process.hpp"
#include "runtime/term/term.hpp"

namespace rt {

class TerminalDriver final : public NativeProcess {
 public:
  explicit TerminalDriver(bool is_unicode) : is_unicode_(is_unicode) {}
  RunResult run(Process& p, Worker& worker) override;
  void run_dirty(Process& p) override;  // writes what is unwritten, however slow its reader is

 private:
  void handle(Process& p, Term message);
  void request(Process& p, Term group, Term what);
  void set_error_encoding(Process& p);
  void write(Process& p, Term chardata);
  void close(Process& p, int error);
  void confirm(Process& p, Term message);
  void forward_input(Process& p);
  bool is_still_user(Process& p) const;
  void go_on_as_user_drv(Process& p, Term options);

  bool is_unicode_;  // else ISO 8859-1, until a program says otherwise
  bool is_closed_ = false;  // writing has failed: the driver ends
  std::string unwritten_;   // of the first message
  bool has_written_ = false;  // the first message was handled, and what was left of it is written now
  Term group_ = Term::none();  // a pid: who reads
  std::unique_ptr<StdinReader> reader_;
  std::string begun_;  // the first bytes of a character
  Term user_ = Term::none();  // the pid that start_user() has registered

  friend Term start_user(Vm& vm, bool is_unicode);
};

// Spawns the driver, which becomes Vm::terminal_driver, and its `group` process and registers that as `user`; gives its pid, or
// none when the process limit is reached.
Term start_user(Vm& vm, bool is_unicode);

}  // namespace rt
