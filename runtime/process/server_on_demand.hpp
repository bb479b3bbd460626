// SPDX-License-Identifier: Apache-2.0
// ServerOnDemand: stands in for one of OTP's own processes (code_server, logger ...) until it is needed.
//
// It has the server's name. Its first message makes it take the steps that start the server, one after the other, as the
// boot of OTP would; each is a process of its own, and one that starts something linked to itself stays, as a supervisor
// would. The server registers itself under the name (Registry lets it). After the last step the messages are passed on,
// in their order, and whatever still comes to the stand-in's pid later. Who asks for the pid (whereis), or for a table of
// the server, waits until then; where another process gets the messages (`passes_on_to`), until that has handled them.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "runtime/process/native_process.hpp"
#include "runtime/term/term.hpp"

namespace rt {

class Process;
class Vm;

// A call of module:function with a list of arguments, made on the heap of the stand-in; `previous` is the result of the
// last step that returns, or none.
struct ServerStep {
  enum class Kind {
    returns,  // its result is wanted
    stays,    // what it starts is linked to its process
    serves,   // it is the server itself
    idles,    // a process of the system that nobody asks for anything; it is there because programs see it. Not the last step
    asks,     // no call: a process that runs already becomes the server, when it gets {StandIn, Arguments} and if it then can
  } kind;
  std::string_view module, function;
  std::function<Term(Process&, Term previous)> arguments;  // null: none
  Term asked = Term::none();  // its pid
};

struct ServerStart {
  std::string_view name;
  std::string_view table = {};          // of its ETS tables the one that others read; "" for none
  std::string_view requires_name = {};  // a server that must run before; "" for none
  std::vector<ServerStep> steps = {};   // none: the required one has started it
  std::string_view passes_on_to = {};   // who gets the messages that the stand-in got (it answers those of sys); "" for the server
  std::function<Term(Process&)> first_message = {};  // that it gets before all others. Null: none
  // Names of processes without which there is no system: init gets {StandIn, started, {Name, Pid}} of each.
  std::vector<std::string_view> kernel_processes = {};
};

// From a process that stays to its stand-in: it waits now (process/await.cpp). From one that is asked: it cannot.
constexpr std::string_view kStepTaken = "$step_taken";

// False: the process limit is reached.
bool add_server_on_demand(Vm& vm, ServerStart start);

// Whether the process must wait for the server of that name, which is made to start: unless it runs, or the process is
// one of those that start it or what it requires.
[[nodiscard]] bool must_wait_for_server(Process& p, Term name);
// The same; and true: the process is suspended until then. It ends its slice and tries again.
[[nodiscard]] bool wait_for_server(Process& p, Term name);
// Asks as sys does. {Tag, State} comes when the server has handled all that it got before.
void ask_for_state(Process& p, Term server, std::string_view tag);
// A process has got the name: if a stand-in had it, that one is told.
void tell_stand_in(Process& p, Term name);

// The same for all servers that have tables: who counts or lists tables, or persistent terms, finds theirs, as if they had
// run from the start.
[[nodiscard]] bool wait_for_tables(Process& p);
// The same for all servers: who lists processes or names.
[[nodiscard]] bool wait_for_all_servers(Process& p);
// The pids of all live processes, lowest number first, without those that OTP does not have (Registry::hide).
std::vector<Term> visible_processes(const Vm& vm);

}  // namespace rt
