// SPDX-License-Identifier: Apache-2.0
// Events that the machine itself logs. It sends what OTP's emulator sends, to whom the program said
// (system_flag(system_logger, Pid)) or the process `logger`:
//
//   {log, Level, Format, Args, Metadata}
//
// On the thread of the process that it is about.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "runtime/term/term.hpp"

namespace rt {

class Process;

// "=ERROR REPORT==== 25-Nov-2026::09:38:00.123456 ===" and a newline, in local time. `time_us`: since 1970.
std::string event_header(std::string_view level, std::int64_t time_us);

// {log, error, Format, Args, Metadata} for who listens, as OTP's emulator sends it, on behalf of `p`.
void log_event(Process& p, std::string_view format, std::initializer_list<Term> arguments);

// A report of the machine itself, level error, on behalf of `p`: its text, which ends in a newline, and one more newline.
void log_error(Process& p, std::string_view text);
void log_warning(Process& p, std::string_view text);  // the same, level warning

// "Error in process ... with exit value": of a process that has just ended by an exception. Its scheduler's thread.
void log_crash(Process& dying);

}  // namespace rt
