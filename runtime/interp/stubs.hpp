// SPDX-License-Identifier: Apache-2.0
// The instructions that stand in for code that is not there: an export without a function, an export of a native,
// a function not yet transformed. Written into Export::stub and Function::stub, once: who runs them may do so at any time.
#pragma once

#include "runtime/code/module.hpp"

namespace rt {

class AtomTable;

void write_undefined_stub(Export& e);     // entry -> load the module, or error_handler
void write_native_stub(Export& e);        // entry -> call e.bif, return
void write_transform_stub(Function& f);   // entry -> transform, then run
void write_count_stub(Function& f);       // of the transform stub: it counts from now on; runs, or compiles and runs
// Calls of the function go to this code, those by name too if it is what the name stands for. Of a function that others
// know: CodeTable::set_entry.
void set_entry(Function& f, const Word* entry);
// The function whose stub is at this instruction; null where it is none.
const Function* function_of_stub(const Word* at);
// The native that runs next when the process goes on there; or null.
const Export* native_of_stub(const Word* at);
// Calls go to the error handler's breakpoint/3 instead, or no longer. For CodeTable::set_breakpoint.
void set_breakpoint(Function& f, bool is_set);

// Makes of `e`, which is in no table, a native that nobody can name: where another one continues. Stack traces show it as
// a function of `module`.
void make_continuation(Export& e, AtomTable& atoms, Term module, const Bif& row);

// Code that no module has; the Vm owns one of it.
struct VmCode {
  VmCode();
  Word exit_normal[1];  // what the bottom return word of every stack points to: the process ends with reason normal
  Word exit_normal_of_start[1];  // the same, of the process that runs the program's main; traces show who called that
  Word await_reply[1];  // where a native goes that waits for an answer (process/await.hpp)
  Word dirty_call[1];   // where a native goes that runs on a dirty thread (process/dirty.hpp)
  Word garbage_collect[1];  // where erts_internal:garbage_collect/1 goes with major or minor in x0
  Word hibernate[2];    // where erlang:hibernate/3 goes with its arguments in x0..x2
};

}  // namespace rt
