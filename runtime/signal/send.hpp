// SPDX-License-Identifier: Apache-2.0
// send: the `!` operator.
#pragma once

#include <cstdint>

#include "runtime/term/term.hpp"

namespace rt {

class Process;

// `to`: pid, port, registered name, {Name, Node} or alias. The message; or none: with badarg raised (a name that is not
// registered, or something that is no address), or with a trap set to try again when a port is not busy any more.
[[nodiscard]] Term send(Process& p, Term to, Term message);

enum class Sent : std::uint8_t {
  sent,       // or lost, as what is sent to nobody
  refused,    // badarg is raised
  busy,       // to a port that is; nothing was sent
  suspended,  // the same, and the process does not run before the port takes it: give up the slice, then send again
};
// The same in parts, for who says what comes of it. Without `may_suspend` never suspended; else never busy.
[[nodiscard]] Sent try_send(Process& p, Term to, Term message, bool may_suspend);

// The same to a pid, from a thread or object that is no process. `worker` may be null.
void send_message(class Vm& vm, struct Worker* worker, Term to, Term message);

}  // namespace rt
