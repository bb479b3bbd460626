// SPDX-License-Identifier: Apache-2.0
// Port ! Message: {Owner, {command, Data}}, {Owner, {connect, Pid}}, {Owner, close}; anything else is an offence, of which
// the owner dies (badsig). The sender's thread, without a port's lock.
#pragma once

#include <string>

#include "runtime/signal/send.hpp"

namespace rt {

class Port;

// Requires: `to` is a local port. One that is not open swallows the message. To one that is busy no command is sent: busy or,
// if the process may be suspended until it is not, suspended.
[[nodiscard]] Sent send_to_port(Process& p, Term to, Term message, bool may_suspend);

// Writes to the port, which is locked. False: that is no iodata, which the caller logs when the lock is given back.
[[nodiscard]] bool output_to_port(Process& p, Port& port, Term data);
void log_bad_output(Process& p, const std::string& port_name);

}  // namespace rt
