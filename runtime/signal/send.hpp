// SPDX-License-Identifier: Apache-2.0
// send: the `!` operator.
#pragma once

#include "runtime/term/term.hpp"

namespace rt {

class Process;

// `to`: pid, port, registered name, {Name, Node} or alias. The message; or none: with badarg raised (a name that is not
// registered, or something that is no address), or with a trap set to try again when a port is not busy any more.
[[nodiscard]] Term send(Process& p, Term to, Term message);

// The same to a pid, from a thread or object that is no process. `worker` may be null.
void send_message(class Vm& vm, struct Worker* worker, Term to, Term message);

}  // namespace rt
