// SPDX-License-Identifier: Apache-2.0
// The items of erlang:port_info/1,2. The thread of the asking process, which has the port locked.
#pragma once

#include "runtime/term/term.hpp"

namespace rt {

class Port;
class Process;

// {Item, Value}, or [] for the name of a port that has none; none: no such item.
Term port_info(Process& p, const Port& port, Term item);
// The list of port_info/1.
Term port_info(Process& p, const Port& port);

}  // namespace rt
