// SPDX-License-Identifier: Apache-2.0
// How processes leave literal areas that die (heap/literal_area.hpp). OTP's process erts_literal_area_collector directs it: it
// changes the dying areas, asks every process (a system task: each does it itself, between two slices), and changes them
// again, which frees them, when all have answered.
//
// Why nothing is missed: from the change on, no copy of a term (a message, an argument, a reason) points into a dying area;
// a signal that was made before has been pushed before, and so lies in front of the request; a process that ends
// answers when it has ended; what lives outside processes (ETS, timers, persistent terms, ports) holds no literals.
#pragma once

#include <span>

namespace rt {

class Process;
class Vm;
struct Signal;
struct Worker;

// Nothing that the process has points into a dying area afterwards. `tasks`: lists of system tasks that are not in its own.
// Requires: between two slices, on its thread.
void leave_dying_literals(Process& p, std::span<Signal* const> tasks);

// Tells the collector if literals were retired. Without one (a machine without OTP) they stay. `worker`: of the calling
// thread.
void wake_literal_collector(Vm& vm, Worker* worker);

// The collector: it does not run before it is told something. False: the process limit is reached.
[[nodiscard]] bool add_literal_collector(Vm& vm);

}  // namespace rt
