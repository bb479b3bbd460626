// SPDX-License-Identifier: Apache-2.0
// Port ! Message: {Owner, {command, Data}}, {Owner, {connect, Pid}}, {Owner, close}; anything else is an offence, of which
// the owner dies (badsig). The sender's thread, which today is the scheduler's.
#pragma once

#include "runtime/term/term.hpp"

namespace rt {

class Port;
class Process;

// A command to a port that is busy. `to`: port or registered name.
bool is_output_to_busy_port(Process& p, Term to, Term message);

// Suspends the process until the port to which this is a command is not busy any more. False: it is not busy. After true the
// caller must give up the slice and try again.
bool suspend_while_busy(Process& p, Term to, Term message);

// Requires: `to` is a local port. One that is not open swallows the message.
void send_to_port(Process& p, Term to, Term message);

// Writes to the port. False: that is no iodata; the log says so.
bool output_to_port(Process& p, Port& port, Term data);

}  // namespace rt
