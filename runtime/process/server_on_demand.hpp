// SPDX-License-Identifier: Apache-2.0
// ServerOnDemand: stands in for one of OTP's own processes (code_server, file_server_2 ...) until it is needed.
//
// It has the server's name. Its first message makes it spawn a process that calls the server's start function, without
// arguments, and then stays, as the supervisor would have. When that function has returned, and the server has registered
// itself under the name (Registry lets it), the messages are passed on, in their order, and whatever still comes to the stand-in's pid later. Who asks for the pid
// (whereis) starts the server and waits for it.
#pragma once

#include <functional>
#include <string_view>

#include "runtime/process/native_process.hpp"
#include "runtime/term/term.hpp"

namespace rt {

class Process;
class Vm;

struct ServerStart {
  std::string_view name;
  std::string_view module, function;
  // The message that the server gets before all others, on the heap of the stand-in. May be null: none.
  std::function<Term(Process&)> first_message;
  std::string_view requires_name;  // a server that must run before: "" for none
};

// False: the process limit is reached.
bool add_server_on_demand(Vm& vm, ServerStart start);

// Makes the stand-in of that name, if it is one, start its server.
void want_server(Process& p, Term name);

}  // namespace rt
