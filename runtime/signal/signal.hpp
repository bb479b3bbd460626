// SPDX-License-Identifier: Apache-2.0
// Signal: everything that one process can do to another. A signal is made by the sender, whole, with the terms it
// carries copied into it; pushed on the receiver's inbox (process/address.hpp); and handled by the receiver
// (signal/deliver.cpp), which is the only one to change its own links, monitors and mailbox. A message stays the node
// that it came in: it becomes a member of the mailbox.
//
// Ownership: sender until the push, then the receiver. Small payloads lie in the node itself (one allocation), large
// ones in a fragment, which the receiver's heap adopts.
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/heap/fragment.hpp"
#include "runtime/process/reference.hpp"
#include "runtime/term/copy.hpp"

namespace rt {

class Process;
class Vm;
struct Heap;

enum class SignalKind : std::uint8_t {
  message,
  alias_message,   // low: the alias; dropped unless it is active
  exit,            // exit/2; term: reason; high: 1 if it ends its own sender
  link_exit,       // a linked process died; term: reason
  link,
  unlink,          // low: number of the request
  unlink_ack,      // low: the same number
  monitor,         // low, high: reference; term: the name it was asked for by, or none
  demonitor,       // low: reference
  down,            // low: reference; term: reason
  clock_set,       // low: reference of a monitor of time_offset; high: the new offset in nanoseconds
  group_leader,    // term: pid; low: number of the request to answer, or 0
  info_request,    // process_info; low: number to answer, high: see bifs/process_info.cpp; term: list of items
  is_alive,        // low: number to answer
  save_calls,      // process_flag(Pid, save_calls, N); term: N; low: number to answer
  suspend,         // low: number to answer, or 0
  resume,
  reply,           // low: number of the request; term: the answer
  receive_timeout, // low: number of the timer
  system_task,     // erts_internal:request_system_task; term: {Requester tag, ...}; from: requester; low: Priority
  wake,            // nothing; only makes the receiver look
  receive_marker,  // never sent: a place in a mailbox (mailbox.hpp)
};

struct Signal {
  Signal* next = nullptr;
  SignalKind kind;
  bool is_on_heap = false;      // in a mailbox: the payload has moved to the process heap; `term` is a root
  bool from_alias_reply = false;
  std::uint32_t words = 0;      // of payload in this node
  union {
    Term to;                    // on its way: the addressee, since an address may have got a new owner meanwhile
    Signal* previous;           // in a mailbox
  };
  Term from;                    // pid of the sender, or none
  Term term;
  Word low = 0, high = 0;
  Fragment* fragment = nullptr;
  OffHeapList off_heap;         // of the payload in this node

  Word* payload() { return reinterpret_cast<Word*>(this + 1); }

  // `term` is copied into the signal. Any thread.
  static Signal* create(Vm& vm, SignalKind kind, Term to, Term from, Term term, RefId id = {},
                        LiteralPolicy policy = LiteralPolicy::keep);
  // Room for a payload of `words` words that the caller builds: writer(), which must be gone before the signal is sent.
  // `term` is the caller's to set.
  static Signal* create_empty(SignalKind kind, Term to, Term from, std::size_t words, RefId id = {});
  HeapWriter writer() {
    if (fragment != nullptr) return fragment->writer(fragment->capacity - fragment->used());
    return HeapWriter(payload(), words, &off_heap, nullptr);
  }
  static void destroy(Signal* s);
  static void destroy_all(Signal* first);  // and what comes next, and next

  // Moves the payload to the heap of the process, where `term` then is. Once.
  void move_to_heap(Process& p);
  // `term` becomes a copy, which is the payload and holds no literal that dies.
  void copy_anew(const LiteralSpace& literals);
  // The payload stays where it is and becomes a part of the heap. Terms that lead into it stay good. Destroys the signal.
  static void leave_payload(Signal* s, Heap& heap);
  // The payload is the heap's from now on, although it lies in the node: for a collection, which comes at once.
  void lend_payload(Heap& heap);

 private:
  explicit Signal(SignalKind k) : kind(k), to(Term::none()) {}
};

}  // namespace rt
