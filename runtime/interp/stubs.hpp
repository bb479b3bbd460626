// SPDX-License-Identifier: Apache-2.0
// The instructions that stand in for code that is not there: an export without a function, an export of a native,
// a function not yet transformed. Written into Export::stub and Function::stub.
#pragma once

#include "runtime/code/module.hpp"

namespace rt {

class AtomTable;

void write_undefined_stub(Export& e);     // entry -> load the module, or error_handler
void write_native_stub(Export& e);        // entry -> call e.bif, return
void write_transform_stub(Function& f);   // entry -> transform, then run
void write_breakpoint_stub(Function& f);  // entry -> the error handler's breakpoint/3
void write_count_stub(Function& f);       // entry -> count; run, or compile and run

// Makes of `e`, which is in no table, a native that nobody can name: where another one continues. Stack traces show it as
// a function of `module`.
void make_continuation(Export& e, AtomTable& atoms, Term module, const Bif& row);

// Code that no module has; the Vm owns one of it.
struct VmCode {
  VmCode();
  Word exit_normal[1];  // what the bottom return word of every stack points to: the process ends with reason normal
  Word await_reply[1];  // where a native goes that waits for an answer (process/await.hpp)
  Word garbage_collect[1];  // where erts_internal:garbage_collect/1 goes with major or minor in x0
  Word hibernate[2];    // where erlang:hibernate/3 goes with its arguments in x0..x2
};

}  // namespace rt
