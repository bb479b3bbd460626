// SPDX-License-Identifier: Apache-2.0
// EventLogger: the process `logger` of the lean boot. The machine sends it what OTP's emulator sends to OTP's:
//
//   {log, Level, Format, Args, Metadata}
//
// and it prints the event on `user` as OTP's default handler does. The text is made by OTP's io_lib, in a process of its
// own, one event after the other. Programs that call module logger do not come here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/process/native_process.hpp"
#include "runtime/term/term.hpp"

namespace rt {

class Process;
class Vm;

class EventLogger final : public NativeProcess {
 public:
  RunResult run(Process& p, Worker& worker) override;

 private:
  // False: there is no process to make the text.
  bool start_maker(Process& p, Term event);
  void print(Process& p, Term made);

  Term maker_ = Term::none();  // its pid; its event is the first message
  std::string header_;         // of that event
};

// Spawns it under its name; gives its pid, or none when the process limit is reached.
Term start_event_logger(Vm& vm);

// "=ERROR REPORT==== 25-Nov-2026::09:38:00.123456 ===" and a newline, in local time. `time_us`: since 1970.
std::string event_header(std::string_view level, std::int64_t time_us);

// A report of the machine itself, level error, on behalf of `p`: its text, which ends in a newline, and one more newline.
void log_error(Process& p, std::string_view text);

// "Error in process ... with exit value": of a process that has just ended by an exception. Its scheduler's thread.
void log_crash(Process& dying);

}  // namespace rt
