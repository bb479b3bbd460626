// SPDX-License-Identifier: Apache-2.0
// What signals from outside do to a program. SIGTERM, SIGQUIT and SIGUSR1 go to OTP's erl_signal_server, as in OTP: its own
// handler stops the machine in order, at once, or with a crash dump. SIGINT (Ctrl-C) stops a program in order without a
// word, where OTP would show a menu. Of SIGINT and SIGTERM the next one, while the machine is stopping, ends it at
// once. Whoever is stopped by a signal and chose no status of its own ends as shells expect: 128 + the signal's number.
#pragma once

namespace rt {
class Vm;
struct Outcome;
}

namespace driver {

struct StartPlan;
class TerminalMode;
struct StopState;

// False: the signals cannot be had. As `erl` it is OTP's emulator whose ways these are: SIGINT shows its menu
// (erl/break_menu.hpp), unless +B says otherwise.
bool take_signals(rt::Vm& vm, const StartPlan& plan, StopState& stop, const TerminalMode& terminal);

// The signal that ended the machine through OTP's own handler: SIGQUIT, SIGUSR1, or 0.
int signal_that_ended(rt::Vm& vm, const rt::Outcome& outcome, const StopState& stop);

}  // namespace driver
