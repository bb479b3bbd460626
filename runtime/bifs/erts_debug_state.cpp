// SPDX-License-Identifier: Apache-2.0
// erts_debug:get_internal_state/1 and set_internal_state/2: the switches and views of the machine that OTP's own tests
// use. Off (undef) until a process switches them on. Items are here that mean something in this machine and do what they
// do in OTP; any other is badarg, as an unknown one is there.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/binary_slices.hpp"
#include "runtime/bifs/erlang_memory.hpp"
#include "runtime/bifs/ets_access.hpp"
#include "runtime/ets/hash_store.hpp"
#include "runtime/heap/shared_binary.hpp"
#include "runtime/io/event_logger.hpp"
#include "runtime/ops/map_ops.hpp"
#include "runtime/process/atom_text.hpp"
#include "runtime/mailbox/mailbox.hpp"
#include "runtime/process/address.hpp"
#include "runtime/process/await.hpp"
#include "runtime/process/native_process.hpp"
#include "runtime/process/persistent_terms.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/process_info.hpp"
#include "runtime/process/process_table.hpp"
#include "runtime/process/server_on_demand.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/process/spawn.hpp"
#include "runtime/sched/worker.hpp"
#include "runtime/signal/deliver.hpp"
#include "runtime/signal/send.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/hash.hpp"
#include "runtime/term/print.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

// Of an atom that is made to have one more.
std::array<char, 16> new_atom_name(unsigned number) {
  std::array<char, 16> name{};
  std::snprintf(name.data(), name.size(), "am%x", number);
  return name;
}

// --- set

Term switch_access(Process& p, Term value) {
  const bool is_on = value == atoms::true_;
  const bool was_on = p.vm().shows_internal_state.exchange(is_on);
  if (is_on) {
    log_warning(p, "Process " + print_identifier(p.pid) +
                       " enabled access to the emulator internal state.\n"
                       "NOTE: This is an erts internal test feature and should *only* be used by OTP test-suites.\n");
  }
  return boolean(was_on);
}

Term set_reductions_left(Process& p, Term value) {
  if (!value.is_small()) return Term::none();
  if (value.small_value() >= 0 && value.small_value() <= kReductionsPerSlice) {
    p.reductions_left = static_cast<int>(value.small_value());
  }
  return atoms::true_;
}

// This scheduler stands still; the others go on.
Term sleep(Process&, Term ms) {
  if (!ms.is_small()) return Term::none();
  if (ms.small_value() > 0) std::this_thread::sleep_for(std::chrono::milliseconds(ms.small_value()));
  return atoms::true_;
}

Term force_gc(Process& p, Term pid) {
  if (!pid.is_local_pid() || p.vm().processes->find(pid) == nullptr) return atoms::false_;
  const Term arguments[] = {atoms::major};
  return p.trap(p.vm().collect_code, arguments);
}

Term fill_heap(Process& p, Term is_next_major) {
  p.heap.fill();
  if (is_next_major == atoms::true_) p.heap.is_major_next = true;
  return atoms::ok;
}

// What one process has set going is done at once here, or by what runs before it next.
Term wait(Process& p, Term what) {
  const std::string_view text = atom_text(p, what);
  if (text != "deallocations" && text != "timer_cancellations" && text != "aux_work" && text != "thread_progress") {
    return Term::none();
  }
  p.end_slice();
  return atoms::ok;
}

// The most work that natives of module binary do in a slice. Gives what it was.
Term set_binary_loop_limit(Process& p, Term value) {
  const bool is_default = atom_text(p, value) == "default";
  if (!is_default && (!value.is_small() || value.small_value() < 0)) return Term::none();
  const std::size_t limit = is_default ? 0 : static_cast<std::size_t>(value.small_value());
  return Term::small(static_cast<std::int64_t>(p.vm().binary_slices->limit.exchange(limit)));
}

// Whether the heap is collected, or only grows. Gives what it was.
Term set_gc_state(Process& p, Term value) {
  if (value != atoms::true_ && value != atoms::false_) return Term::none();
  return boolean(!std::exchange(p.is_collection_off, value == atoms::false_));
}

// `start`: a tuple that is none, on a heap that is therefore not collected. That tuple: it becomes {ok}.
Term set_inconsistent_heap(Process& p, Term value) {
  constexpr Word kHeader = make_header(Kind::tuple, 1234);
  if (value == atoms::start) {
    p.is_collection_off = true;
    HeapWriter w = p.reserve(2);
    Word* tuple = w.take(2);
    tuple[0] = kHeader;
    tuple[1] = Term::none().word();
    return Term::boxed(tuple);
  }
  if (!value.is_boxed() || *value.boxed_ptr() != kHeader || !p.is_collection_off) return Term::none();
  Word* tuple = value.boxed_ptr();
  tuple[0] = make_header(Kind::tuple, 1);
  tuple[1] = atoms::ok.word();
  p.is_collection_off = false;
  return atoms::ok;
}

// From where the process numbers its receive markers.
Term set_process_counter(Process& p, Term value) {
  const bool is_large = is_boxed_kind(value, Kind::bignum_positive);
  if (!is_large && (!value.is_small() || value.small_value() < 0)) return Term::none();
  p.mailbox.set_marker_age(is_large ? value.boxed_ptr()[1] : static_cast<Word>(value.small_value()));
  return atoms::ok;
}

// {Table, Bool}, of a concurrent table by its reference: `set` gets its tree.
template <void (ets::CaTree::*set)(bool)>
Term set_of_tree(Process& p, Term value) {
  if (!is_tuple(value) || tuple_arity(value) < 2 || tuple_element(value, 0).is_atom()) return Term::none();
  EtsAccess table(p, tuple_element(value, 0), EtsNeed::cleanup);
  if (!table) {
    p.exception = Exception{};
    return Term::none();
  }
  ets::CaTree* tree = table->concurrent();
  if (tree == nullptr) return Term::none();
  (tree->*set)(tuple_element(value, 1) == atoms::true_);
  return atoms::ok;
}

// {Name, Count}: so many other atoms that are in the same bucket of the table of names as a table with this name is.
Term colliding_names(Process& p, Term value) {
  if (!is_tuple(value, 2) || !tuple_element(value, 0).is_atom() || !tuple_element(value, 1).is_small()) return Term::none();
  std::int64_t count = tuple_element(value, 1).small_value();
  if (count < 0 || count > 1000) return Term::none();
  const Term name = tuple_element(value, 0);
  Term list = Term::nil();
  for (std::uint32_t i = 0; count > 0; ++i) {
    if (i == p.vm().atoms.count()) (void)p.vm().atoms.must_intern(new_atom_name(i).data());
    const Term other = Term::atom(i);
    if (other == name || !p.vm().tables->names_collide(name, other)) continue;
    list = p.reserve(2).cons(other, list);
    --count;
  }
  return list;
}

Term set_next_pid(Process& p, Term value) {
  if (!value.is_small() || value.small_value() < 0) return Term::none();
  return p.reserve(2).unsigned_integer(p.vm().processes->count_from(static_cast<std::uint64_t>(value.small_value())));
}

// A timer of no milliseconds set by one that has just fired, and another by that one; then the asker is told.
class ZeroTimeouts final : public NativeProcess {
 public:
  explicit ZeroTimeouts(Term asker) : asker_(asker) {}

  static void start_timer(Vm& vm, Worker& worker, Term to, std::int64_t ms) {
    constexpr std::int64_t kNsPerMs = 1'000'000;
    Signal* fired = Signal::create(vm, SignalKind::message, to, Term::none(), atoms::timeout);
    worker.timers.add_reference(Clock::machine_ns() + ms * kNsPerMs, fired, Term::none(), vm.unique_number());
  }

  RunResult run(Process& p, Worker& worker) override {
    mailbox::reset(p);
    if (!mailbox::peek(p)) return RunResult::waiting;
    mailbox::remove(p);
    if (more_-- > 0) {
      start_timer(p.vm(), worker, p.pid, 0);
      return RunResult::waiting;
    }
    send_message(p.vm(), &worker, asker_, p.vm().atoms.must_intern("multizero_timeout_in_timeout_done"));
    p.exit_reason = atoms::normal;
    return RunResult::exited;
  }

 private:
  const Term asker_;
  int more_ = 2;
};

Term start_zero_timeouts(Process& p, Term ms) {
  constexpr std::int64_t kMostMs = std::int64_t{1} << 32;
  if (!ms.is_small() || ms.small_value() > kMostMs) return Term::none();
  const Process* const timeouts = spawn_native(p.vm(), std::make_unique<ZeroTimeouts>(p.pid));
  if (timeouts == nullptr) return Term::none();
  ZeroTimeouts::start_timer(p.vm(), *p.worker, timeouts->pid, std::max<std::int64_t>(ms.small_value(), 0));
  return atoms::ok;
}

// So many zeros outside the heap, however few they are.
Term new_outside_binary(Process& p, Term size) {
  constexpr std::int64_t kMost = std::int64_t{1} << 30;
  if (!size.is_small() || size.small_value() < 0 || size.small_value() > kMost) return Term::none();
  const auto bytes = static_cast<std::size_t>(size.small_value());
  SharedBinary* shared = SharedBinary::create(bytes);
  std::memset(shared->bytes(), 0, bytes);
  return p.reserve(kBinaryHandleWords).binary_handle(shared, bytes);
}

Term not_in_this_build(Process& p, Term) { return p.vm().atoms.must_intern("notsup"); }

struct SetItem {
  std::string_view name;
  Term (*set)(Process&, Term value);  // none: no such value
};
constexpr SetItem kSetItems[] = {
    {"binary", &new_outside_binary},
    {"binary_loop_limit", &set_binary_loop_limit},
    {"block", &sleep},
    {"block_scheduler", &sleep},
    {"colliding_names", &colliding_names},
    {"ets_debug_random_split_join", &set_of_tree<&ets::CaTree::split_and_join_at_random>},
    {"ets_force_split", &set_of_tree<&ets::CaTree::force_split>},
    {"ets_force_trap", &not_in_this_build},  // only in OTP's builds for debugging
    {"fill_heap", &fill_heap},
    {"force_gc", &force_gc},
    {"gc_state", &set_gc_state},
    {"inconsistent_heap", &set_inconsistent_heap},
    {"multizero_timeout_in_timeout", &start_zero_timeouts},
    {"next_pid", &set_next_pid},
    {"process_uniq_counter", &set_process_counter},
    {"reds_left", &set_reductions_left},
    {"sleep", &sleep},
    {"wait", &wait},
};

Term set_internal_state_2(Process& p, Term item, Term value) {
  const std::string_view text = atom_text(p, item);
  if (text == "available_internal_state" && (value == atoms::true_ || value == atoms::false_)) {
    return switch_access(p, value);
  }
  if (!p.vm().shows_internal_state) return p.raise<Fault::undef>();
  for (const SetItem& each : kSetItems) {
    if (each.name != text) continue;
    if (const Term result = each.set(p, value)) return result;
  }
  return p.raise<Fault::badarg>();
}

// --- get

Term yes(Process&) { return atoms::true_; }
Term no(Process&) { return atoms::false_; }
Term not_built_in(Process& p) { return p.vm().atoms.must_intern("notsup"); }
Term reductions_left(Process& p) { return Term::small(p.reductions_left); }
Term persistent_term(Process& p) {
  const auto slots = static_cast<std::int64_t>(p.vm().persistent_terms->slot_count());
  return new_map(p, {p.vm().atoms.must_intern("table"), Term::small(slots)});
}
Term processes(Process& p) {
  const std::vector<Term> pids = visible_processes(p.vm());
  return p.reserve(2 * pids.size()).list(pids);
}

Term next_pid(Process& p) { return p.reserve(2).unsigned_integer(p.vm().processes->next_number()); }

Term process_info_items(Process& p) {
  const std::vector<Term> items = info_items();
  return p.reserve(2 * items.size()).list(items);
}

// {ptab_list_bif_info, MinStartReductions, Chunks, ChunkSize, IndicesPerReduction, FreeReductions, TerminatedPerReduction,
// TerminatedMaxReductions, ConsesPerReduction, DebugLevel}: processes/0 looks at the table in one go, however long it is.
Term processes_bif_info(Process& p) {
  const Term size = Term::small(static_cast<std::int64_t>(p.vm().processes->limit())), one = Term::small(1), no = Term::small(0);
  const Term tag = p.vm().atoms.must_intern("ptab_list_bif_info");
  return p.reserve(11).tuple({tag, one, one, size, size, no, size, no, size, no});
}

// {Words, MoreWords}: of an empty hash table without its buckets, and of what it takes beside a second segment of them.
Term table_words(Process& p) {
  using ets::HashStore;
  return p.reserve(3).tuple({Term::small(HashStore::kTableWords), Term::small(HashStore::kDirectoryHeader)});
}

// {{node_references, Nodes}, {dist_references, Connections}}, with who refers to each. Nobody counts that here: a pid of
// another node has the node's name in it, and there are no connections.
Term node_references(Process& p) {
  const auto atom = [&p](std::string_view text) { return p.vm().atoms.must_intern(text); };
  HeapWriter w = p.reserve(3 * 3);
  const Term nodes = w.tuple({atom("node_references"), Term::nil()});
  const Term connections = w.tuple({atom("dist_references"), Term::nil()});
  return w.tuple({nodes, connections});
}

struct GetItem {
  std::string_view name;
  Term (*get)(Process&);
};
constexpr GetItem kGetItems[] = {
    {"DbTable_words", &table_words},
    {"available_internal_state", &yes}, {"flxctr_memory_usage", &not_built_in}, {"force_heap_frags", &no},
    {"hashmap_collision_bonanza", &no}, {"lc_graph", &not_built_in},            {"persistent_term", &persistent_term},
    {"memory", &memory_of_machine},
    {"next_pid", &next_pid},
    {"node_and_dist_references", &node_references},
    {"process_info_args", &process_info_items},
    {"processes", &processes},
    {"processes_bif_info", &processes_bif_info},
    {"reds_left", &reductions_left},    {"scheduler_dump", &no},
};

// The handle by which a bitstring has its bytes outside the heap, or null. Short slices count as copies, which they are in
// OTP, unless they are what was appended to.
const Word* outside_bytes(Term t) {
  const Word* b = t.boxed_ptr();
  const bool is_slice = header_kind(*b) == Kind::bit_slice;
  if (is_slice) b = Term::from_word(b[slice::kBinary]).boxed_ptr();
  if (header_kind(*b) != Kind::binary_handle) return nullptr;
  const bool is_copy = is_slice && bit_size(t) <= 8 * kHeapBinaryMaxBytes && (b[handle::kFlags] & handle::kWritable) == 0;
  return is_copy ? nullptr : b;
}

// {refc_binary, Size, {binary, Allocated}, Flags} of bytes outside the heap.
Term binary_info(Process& p, Term t) {
  if (!is_bitstring(t)) return Term::none();
  const Word* owner = outside_bytes(t);
  if (owner == nullptr) return atoms::heap_binary;
  constexpr int kWritable = 1;
  const Term allocated = Term::small(static_cast<std::int64_t>(handle::shared(owner)->capacity));
  const bool is_writable = (owner[handle::kFlags] & handle::kWritable) != 0;
  HeapWriter w = p.reserve(3 + 5);
  const Term bytes = w.tuple({atoms::binary, allocated});
  return w.tuple({p.vm().atoms.must_intern("refc_binary"), Term::small(static_cast<std::int64_t>((bit_size(t) + 7) / 8)),
                  bytes, Term::small(is_writable ? kWritable : 0)});
}

// The atom with that number; if there are not so many, the last of new ones.
Term numbered_atom(Process& p, Term number) {
  if (!number.is_small() || number.small_value() < 0 || number.small_value() >= p.vm().atoms.limit()) return Term::none();
  const auto index = static_cast<std::uint32_t>(number.small_value());
  AtomTable& atoms = p.vm().atoms;
  for (unsigned n = atoms.count(); index >= atoms.count(); ++n) (void)atoms.must_intern(new_atom_name(n).data());
  return Term::atom(index);
}

Term ask(Process& p, Term pid, Term item, InfoShape shape) {
  if (pid != p.pid) {
    return request_and_await(p, Signal::create(p.vm(), SignalKind::info_request, pid, p.pid, item,
                                               RefId{0, static_cast<Word>(shape)}));
  }
  handle_signals(p);
  return p.is_exiting ? await_own_end(p) : process_info(p, item, shape, true);
}

Term relations_of(Process& p, Term t, InfoShape shape) {
  if (!t.is_local_pid()) return t.is_local_port() ? Term::nil() : Term::none();
  return ask(p, t, Term::nil(), shape);
}

// Other than process_info/2 it tells of one that dies.
Term process_status(Process& p, Term pid) {
  if (!pid.is_local_pid()) return Term::none();
  const Address* a = p.vm().processes->find(pid);
  if (a == nullptr) return atoms::undefined;
  return a->is_exiting(pid.word()) ? atoms::exiting : ask(p, pid, atoms::status, InfoShape::value);
}

// None without p.raise and without a trap: no such item.
Term get_of_pair(Process& p, std::string_view kind, Term t) {
  if (kind == "link_list") return relations_of(p, t, InfoShape::link_records);
  if (kind == "monitor_list") return relations_of(p, t, InfoShape::monitor_records);
  if (kind == "process_status") return process_status(p, t);
  if (kind == "atom") return numbered_atom(p, t);
  if (kind == "binary_info") return binary_info(p, t);
  if (kind == "internal_hash") return p.reserve(2).unsigned_integer(internal_hash(t));
  return Term::none();
}

Term get_internal_state_1(Process& p, Term item) {
  if (!p.vm().shows_internal_state) return p.raise<Fault::undef>();
  if (is_tuple(item, 2)) {
    const Term result = get_of_pair(p, atom_text(p, tuple_element(item, 0)), tuple_element(item, 1));
    return result || p.trap_entry != nullptr ? result : p.raise<Fault::badarg>();
  }
  const std::string_view text = atom_text(p, item);
  for (const GetItem& each : kGetItems) {
    if (each.name == text) return each.get(p);
  }
  return p.raise<Fault::badarg>();
}

constexpr Bif kRows[] = {
    bif<&get_internal_state_1>("get_internal_state"),
    bif<&set_internal_state_2>("set_internal_state"),
};

}  // namespace

extern const BifModule kErtsDebugState;
constinit const BifModule kErtsDebugState{"erts_debug", kRows};

}  // namespace rt
