// SPDX-License-Identifier: Apache-2.0
// What erlang:process_info/1,2 tells of a process. The process answers about itself, on its own thread: for another
// one the request travels as a signal (SignalKind::info_request) and is answered between the signals sent before and
// after it.
#pragma once

#include <vector>

#include "runtime/term/term.hpp"

namespace rt {

class Process;
struct Signal;

enum class InfoShape : std::uint8_t {
  list,      // [{Item, Value}] for each item of the list `items`
  single,    // {Item, Value} for the item `items`; [] for registered_name of a process without one
  value,     // the Value alone
  standard,  // what process_info/1 gives; `items` is not looked at
  link_records,     // what erts_debug:get_internal_state({link_list, Pid}) gives; likewise
  monitor_records,  // {monitor_list, Pid}
  display,          // its backtrace to standard error; true
};

std::vector<Term> info_items();  // the atoms of the table

// An atom of the table or {dictionary, Key}.
bool is_info_item(Term item);

// The answer, on the heap of `p`. Requires: every item is one, the list is proper.
Term process_info(Process& p, Term items, InfoShape shape, bool is_self);

// The answer to an info_request (high: the shape). The signal stays the caller's.
Term answer_to(Process& p, const Signal& request);
// The answer when there is no such process any more.
Term answer_of_nobody(const Signal& request);

}  // namespace rt
