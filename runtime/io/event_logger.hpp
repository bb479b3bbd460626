// SPDX-License-Identifier: Apache-2.0
// Events that the machine itself logs. It sends what OTP's emulator sends, to whom the program said
// (system_flag(system_logger, Pid)) or the process `logger`:
//
//   {log, Level, Format, Args, Metadata}
//
// On the thread of the process that it is about.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rt {

class Process;

// "=ERROR REPORT==== 25-Nov-2026::09:38:00.123456 ===" and a newline, in local time. `time_us`: since 1970.
std::string event_header(std::string_view level, std::int64_t time_us);

// A report of the machine itself, level error, on behalf of `p`: its text, which ends in a newline, and one more newline.
void log_error(Process& p, std::string_view text);

// "Error in process ... with exit value": of a process that has just ended by an exception. Its scheduler's thread.
void log_crash(Process& dying);

}  // namespace rt
