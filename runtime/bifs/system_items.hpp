// SPDX-License-Identifier: Apache-2.0
// Items of erlang:system_info/1 that take more than a line. Each gives its value; none but max_integer and
// native_functions takes long.
#pragma once

#include <string_view>

#include "runtime/term/term.hpp"

namespace rt {

class Process;

namespace system_items {

Term allocator(Process& p);
Term alloc_util_allocators(Process& p);
Term ets_count(Process& p);
Term heap_sizes(Process& p);
Term max_integer(Process& p);
Term native_functions(Process& p);  // {Module, Function, Arity} of each that OTP has in C
Term sequential_tracer(Process& p);
Term update_cpu_info(Process& p);

// --- texts of many lines, in the form of OTP's (bifs/system_texts.cpp)
Term machine_text(Process& p);       // info: sizes of tables
Term modules_text(Process& p);       // loaded: the bytes of each module's code
Term processes_text(Process& p);     // procs: each process. All other workers stand meanwhile
Term distribution_text(Process& p);  // dist
// {allocator, Names} and {allocator_sizes, Names} of several at once. None: there is no such item, or one of them is none.
Term of_allocators(Process& p, std::string_view kind, Term names);

// {wordsize, internal} and its like. None: there is no such item.
Term of_pair(Process& p, std::string_view kind, std::string_view which);

// --- schedulers (system_schedulers.cpp)
Term schedulers(Process& p);
Term schedulers_online(Process& p);
Term schedulers_active(Process& p);
Term scheduler_id(Process& p);
Term dirty_cpu_schedulers(Process& p);
Term dirty_cpu_schedulers_online(Process& p);
Term dirty_io_schedulers(Process& p);
Term schedulers_state(Process& p);
Term all_schedulers_state(Process& p);
Term scheduler_bindings(Process& p);
Term multi_scheduling(Process& p);
Term multi_scheduling_blockers(Process& p);
Term normal_multi_scheduling_blockers(Process& p);
// What it is now. None: no such value.
Term set_multi_scheduling(Process& p, std::string_view value);
// What it was. None: no such number.
Term set_schedulers_online(Process& p, Term value);
Term set_dirty_schedulers_online(Process& p, Term value);

// --- of statistics/1
Term run_queue(Process& p);  // with that of dirty CPU schedulers
Term run_queue_all(Process& p);
Term run_queue_lengths(Process& p);
Term run_queue_lengths_all(Process& p);
Term run_queues(Process& p);
Term active_tasks(Process& p);
Term active_tasks_all(Process& p);
Term total_active_tasks(Process& p);
Term total_active_tasks_all(Process& p);
Term scheduler_wall_time(Process& p);
Term scheduler_wall_time_all(Process& p);
Term microstate_accounting(Process& p);
// What it was. None: no such value.
Term set_microstate_accounting(Process& p, Term value);

}  // namespace system_items
}  // namespace rt
