// SPDX-License-Identifier: Apache-2.0
// The verifier: after it, no sequence of bytes can make the engine do anything undefined.
//
// It refuses and never repairs; every file that OTP's compilers of 25 to 29 write passes. When what runs:
//   decode_module()           container, tables, function and label index          (load)
//   decode_function()         operand kinds and ranges of one function             (first call)
//   ModuleVerifier::verify()  data flow over that function's control-flow graph    (first call)
// A ModuleVerifier belongs to one module and is used by one thread at a time (whoever translates functions
// holds the module's lock); it keeps what it has learnt about functions. `module` must outlive it.
//
// THE CONTRACT. For every operation with kReachable the engine may rely on this, whatever the file was:
//  1. Control flow. Jumps stay in the function and go to labels; execution never runs past its end; the
//     entry label is where calls arrive, with x0..arity-1 set. call, call_last, call_only and make_fun3
//     name entries with that very arity (make_fun3: with as many values as the fun has free variables).
//     call_ext* agree with the import's arity. bif0..3 name `erlang` functions that need no heap
//     (guard_functions.hpp); gc_bif1..3 name functions of `erlang` with that arity: the linker must refuse
//     those that trap, schedule or do not exist as natives. After call_ext of erlang:error/1,2,3, exit/1,
//     throw/1 nothing follows: they must not return.
//  2. x registers. Every x read is set. Live = n of a collecting operation: x0..n-1 hold terms (or match
//     contexts); all above are dead afterwards, on the fail branch too. But a collecting operation may
//     *read* operands at or above Live (gc_bif2, put_map_assoc, bs_create_bin, ...): load or root these
//     before collecting. Match contexts of bs_* operations are below Live.
//     Calls, send, apply, bs_init_writable, raw_raise, loop_rec, wait, wait_timeout and timeout leave no x
//     alive but their result. Operations without Live must not collect (remove_message, recv_marker_*, bifN,
//     tests ...).
//     kPresets: the compiler knows by types that a guard function does not fail, and so its fail label reads what
//     only success has written. Put any term that is no pointer in the destination before the operation.
//  3. Frames. allocate only without a frame; deallocate, *_last, trim agree with its size; return and *_only
//     only without a frame; call, call_ext, call_fun*, apply, send, raw_raise, bs_init_writable only with
//     one. y slots count from the top of the stack (y0 nearest). Every slot is set before any operation that
//     may collect or call. But guard functions, float operations and the checks of 7. may raise before that
//     (the compiler takes them for certain to succeed): where clears_frames says so, `allocate` must clear the
//     frame, so that unwinding and whatever follows finds no garbage. Operations that only raise (badmatch, case_end, if_end,
//     badrecord, try_case_end, raise), and call_ext_last or call_ext_only of a function that must not return
//     (1.), may be shared by paths whose frames differ in size, or have none: treat these calls as raising,
//     never drop the frame before; unwinding must find its way by what lies on the stack.
//  4. Heap. put_list, put_tuple2, update_record, make_fun3 (words for its environment and one fun) and fmove
//     to a term (one float) are covered by the HeapNeed of an earlier allocate_heap, test_heap,
//     bs_create_bin, bs_init2, bs_init_bits or bs_append, with no collecting operation in between.
//     All other operations reserve what they need themselves.
//  5. Catches. catch and try write a mark; catch_end meets a catch mark, try_end and try_case a try mark, in
//     their slot; try_case is reached only by exceptions, catch_end by both. A mark is never copied, read,
//     overwritten, trimmed away or left behind at deallocate. The handler of an exception is the mark in the
//     lowest-numbered slot of the nearest frame; y slots are then as the raising operation left them. x0 at a
//     handler may be anything, x1.. are not relied upon; catch_end gives x0, try_case x0..x2.
//     kTrap: an operation that the compiler knows never to return stands before a handler (or a jump to one
//     stands after it). After the operation put one that ends the process; a jump with kTrap becomes that.
//     x2 (the raw stack trace) must be an ordinary term; raise, raw_raise, build_stacktrace check what they
//     get.
//  6. Match contexts. bs_* operations find a match context in their context register, made by
//     bs_start_match3/4 in this function. Elsewhere a context occurs only as an argument of a call to a local
//     function that uses that parameter for nothing but bs_start_match, passing on, or func_info (which must
//     turn contexts into bitstrings when it builds the argument list); and in registers and slots that a
//     collection scans. No other operation ever sees one, except:
//     byte_size/1 and bit_size/1 called by gc_bif1 may get one: they give the size of what is left;
//     is_bitstr is true of one.
//     bs_start_match3/4 take any term: not kProven, they check. bs_start_match4 resume and no_fail are alike.
//     bs_match: every read of bits is covered by an ensure command before it. Commands run in order; one that
//     has Live may collect, or the first of these for all of them: an ensure or =:= before it that fails must
//     find the registers above Live intact.
//     Positions (bs_set_position) are any term: the engine checks for a small integer within the bitstring.
//  7. kProven, by operation. Where it is missing the engine must check, and on failure:
//       get_list, get_hd, get_tl            source is a cons                    raise badarg
//       get_tuple_element                   source is a tuple, index in range   raise badarg
//       set_tuple_element                   index in range (it always is a fresh tuple that setelement/3 made
//                                           with no collection since; setelement/3 must copy)   raise badarg
//       update_record                       source is a tuple of that size      raise badarg
//       test_arity, select_tuple_arity      source is a tuple                   fail label
//       get_map_elements, has_map_fields    source is a map                     fail label
//       fmove to a float register           source is a float                   raise badarg
//       bs_start_match4 no_fail or resume   source is a bitstring or context    raise badarg
//  8. Always checked by the engine, as OTP does: everything about values (sizes of segments, arities of funs,
//     keys, arithmetic ...); remove_message, loop_rec_end and timeout when there is no current message;
//     markers given to recv_marker_clear and recv_marker_use (recv_marker_bind gets one from
//     recv_marker_reserve); room in the binary under construction for bs_put_* (they come only after
//     bs_init2, bs_init_bits, bs_append or bs_private_append with nothing collecting in between); append to a
//     bitstring that is not writable; flags literals of bs_create_bin and bs_match (a list of atoms, or
//     refuse at link time). Sizes and counts in `word` operands are below 2^63 and may overflow when
//     multiplied, except in bs_match.
#pragma once

#include <cstdint>
#include <memory>

#include "loader/decode/decoded_module.hpp"

namespace loader {

class ModuleVerifier {
 public:
  explicit ModuleVerifier(const DecodedModule& module);
  ~ModuleVerifier();
  ModuleVerifier(ModuleVerifier&&) noexcept;
  ModuleVerifier& operator=(ModuleVerifier&&) noexcept;

  // Checks one function and sets the flags of its operations.
  // Requires: code is what decode_function() made of this module.
  Result<void> verify(FunctionCode& code);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace loader
