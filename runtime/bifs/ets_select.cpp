// SPDX-License-Identifier: Apache-2.0
// Natives of module ets that take a match specification to a table. A slice that does not come to the end fixes the table
// and goes on in a continuation, which nobody can name; a chunk's continuation is a tuple of OTP's shape (module ets takes
// it apart in repair_continuation/2):
//
//   {Table, Bucket, ChunkSize, Program, Rest, RestLength}                              of a hash table
//   {Table, LastKey, EndCondition, ChunkSize, Program, [], IsReverse, 0}               of an ordered set
#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/ets_access.hpp"
#include "runtime/ets/traversal.hpp"
#include "runtime/process/magic.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

using ets::Action;
using ets::MatchProgram;
using ets::Progress;
using ets::Start;
using ets::Table;

EtsNeed need_of(Action action) {
  return action == Action::remove || action == Action::replace ? EtsNeed::write : EtsNeed::read;
}

const Export* continuation_of(Process& p, Action action) {
  auto& c = p.vm().tables->continuations;
  switch (action) {
    case Action::collect: return &c.select;
    case Action::count: return &c.select_count;
    case Action::remove: return &c.select_delete;
    case Action::replace: return &c.select_replace;
  }
  return &c.select;
}

Term table_reference_on_heap(Process& p, Table& table) {
  HeapWriter w = p.reserve(magic::kWords);
  return table_reference(table, w);
}

// --- results
Term nothing(const Progress& progress) {
  if (progress.action != Action::collect) return Term::small(0);
  return progress.chunk_size > 0 ? atoms::end_of_table : Term::nil();
}

Term reversed(Process& p, Term list, std::int64_t length) {
  HeapWriter w = p.reserve(2 * static_cast<std::size_t>(length));
  Term result = Term::nil();
  for (; list.is_cons(); list = list.tail()) result = w.cons(list.head(), result);
  return result;
}

// Splits the newest ones off a list of `got`, all but `chunk` of them. In the first slice they keep their order, later
// it is turned: OTP's continuations do so.
Term split_chunk(Process& p, Term& list, std::int64_t got, std::int64_t chunk, bool keeps_order) {
  Term rest = Term::nil();
  const std::int64_t excess = std::max<std::int64_t>(got - chunk, 0);
  HeapWriter w = p.reserve(2 * static_cast<std::size_t>(excess));
  for (std::int64_t i = 0; i < excess; ++i, list = list.tail()) rest = w.cons(list.head(), rest);
  return keeps_order ? reversed(p, rest, excess) : rest;
}

Term hash_chunk(Process& p, Term table, Term program, const Progress& progress) {
  Term list = progress.list;
  const std::int64_t excess = std::max<std::int64_t>(progress.got - progress.chunk_size, 0);
  const Term rest = split_chunk(p, list, progress.got, progress.chunk_size, progress.is_first);
  if (excess == 0 && progress.bucket < 0) {
    return list.is_nil() ? atoms::end_of_table : p.reserve(3).tuple({list, atoms::end_of_table});
  }
  HeapWriter w = p.reserve(7 + 3);
  const Term continuation = w.tuple({table, Term::small(progress.bucket), Term::small(progress.chunk_size), program, rest,
                                     Term::small(excess)});
  return w.tuple({list, continuation});
}

Term tree_chunk(Process& p, Term table, Term program, const Progress& progress) {
  if (progress.got == 0) return atoms::end_of_table;
  const Term list = reversed(p, progress.list, progress.got);
  if (progress.bucket < 0) return p.reserve(3).tuple({list, atoms::end_of_table});
  HeapWriter w = p.reserve(9 + 3);
  const Term continuation =
      w.tuple({table, progress.last_key, progress.end_condition, Term::small(progress.chunk_size), program, Term::nil(),
               Term::small(progress.is_reverse), Term::small(0)});
  return w.tuple({list, continuation});
}

Term result_of(Process& p, Table& table, Term table_id, Term program, const Progress& progress) {
  if (progress.action != Action::collect) return Term::small(progress.got);
  if (progress.chunk_size == 0) return progress.list;
  return table.is_ordered() ? tree_chunk(p, table_id, program, progress) : hash_chunk(p, table_id, program, progress);
}

// --- from slice to slice: {Table, Program, Action, IsReverse, ChunkSize, List, Got, Bucket, LastKey, EndCondition}
constexpr std::size_t kStateSize = 10;

Term go_on_later(Process& p, Table& table, Term table_id, Term program, const Progress& progress) {
  if (progress.own_fixations == 0) {
    table.fix(p.pid, p.vm().clock.monotonic_ns());
    p.vm().tables->note_fixed(table, p.pid);
  }
  p.charge(kReductionsPerSlice);
  const Term last_key = progress.last_key ? progress.last_key : Term::nil();
  const Term state = p.reserve(1 + kStateSize)
                         .tuple({table_id, program, Term::small(static_cast<int>(progress.action)),
                                 Term::small(progress.is_reverse), Term::small(progress.chunk_size), progress.list,
                                 Term::small(progress.got), Term::small(progress.bucket), last_key, progress.end_condition});
  return p.trap(continuation_of(p, progress.action), {state});
}

void end_fixation(Process& p, Term id) {
  EtsAccess table(p, id, EtsNeed::cleanup);
  if (!table) {
    p.exception = Exception{};  // gone, and the fixation with it
  } else if (table->unfix(p.pid)) {
    p.vm().tables->note_unfixed(*table, p.pid);
  }
}

Term continue_trap_1(Process& p, Term state) {
  const auto at = [&](std::size_t i) { return tuple_element(state, i); };
  Progress progress{.action = static_cast<Action>(at(2).small_value()),
                    .is_reverse = at(3).small_value() != 0,
                    .chunk_size = at(4).small_value(),
                    .list = at(5),
                    .got = at(6).small_value(),
                    .own_fixations = 1,
                    .bucket = at(7).small_value(),
                    .last_key = at(8),
                    .end_condition = at(9)};
  EtsAccess table(p, at(0), need_of(progress.action));
  if (!table) return Term::none();
  const bool is_there = continue_traversal(p, *table, *ets::match_program_of(at(1)), progress);
  if (is_there && !progress.is_done) return go_on_later(p, *table, at(0), at(1), progress);
  p.charge(progress.visited);
  const Term result = is_there ? result_of(p, *table, at(0), at(1), progress) : Term::none();
  table.unlock();
  end_fixation(p, at(0));
  return is_there ? result : p.raise<Fault::badarg>();
}

Term traverse(Process& p, Term id, Term spec, Progress progress) {
  EtsAccess table(p, id, need_of(progress.action));
  if (!table) return Term::none();
  if (progress.action == Action::replace && table->options.type == ets::TableType::bag) {
    return p.raise_with_cause(atoms::badarg, atoms::table_type);
  }
  MatchProgram* program = nullptr;
  const Start start = start_traversal(p, *table, spec, progress, program);
  if (start != Start::ready) {
    if (program != nullptr) program->release();
    return start == Start::bad_spec ? p.raise<Fault::badarg>() : nothing(progress);
  }
  const bool needs_references = !progress.is_done || progress.chunk_size > 0;
  if (!needs_references) {
    program->release();
    p.charge(progress.visited);
    return result_of(p, *table, Term::none(), Term::none(), progress);
  }
  const Term reference = magic::new_reference(p, program);
  const Term table_id = table_reference_on_heap(p, *table);
  if (!progress.is_done) return go_on_later(p, *table, table_id, reference, progress);
  p.charge(progress.visited);
  return result_of(p, *table, id.is_atom() ? table_id : id, reference, progress);
}

// --- the rest of chunks
std::optional<Progress> read_continuation(Term c, bool is_ordered, Term& program) {
  const auto small = [&](std::size_t i) { return tuple_element(c, i).is_small(); };
  const auto value = [&](std::size_t i) { return tuple_element(c, i).small_value(); };
  Progress progress;
  if (is_ordered) {
    if (!is_tuple(c, 8) || !small(3) || !tuple_element(c, 5).is_list() || !small(6) || !small(7)) return std::nullopt;
    progress = {.is_reverse = value(6) != 0, .chunk_size = value(3), .list = tuple_element(c, 5), .got = value(7),
                .last_key = tuple_element(c, 1), .end_condition = tuple_element(c, 2)};
    program = tuple_element(c, 4);
  } else {
    if (!is_tuple(c, 6) || !small(1) || !small(2) || !tuple_element(c, 4).is_list() || !small(5)) return std::nullopt;
    if (value(2) < 0 || value(5) < 0) return std::nullopt;
    progress = {.chunk_size = value(2), .list = tuple_element(c, 4), .got = value(5), .bucket = value(1)};
    program = tuple_element(c, 3);
  }
  return progress;
}

Term next_chunk_1(Process& p, Term continuation) {
  if (continuation == atoms::end_of_table) return continuation;
  if (!is_tuple(continuation) || tuple_arity(continuation) < 1) return p.raise<Fault::badarg>();
  const Term id = tuple_element(continuation, 0);
  EtsAccess table(p, id, EtsNeed::read);
  if (!table) return Term::none();
  Term reference;
  auto progress = read_continuation(continuation, table->is_ordered(), reference);
  const MatchProgram* program = progress ? ets::match_program_of(reference) : nullptr;
  if (program == nullptr) return p.raise<Fault::badarg>();
  if (!continue_traversal(p, *table, *program, *progress)) return p.raise<Fault::badarg>();
  if (!progress->is_done) return go_on_later(p, *table, id, reference, *progress);
  p.charge(progress->visited);
  return result_of(p, *table, id, reference, *progress);
}

// --- natives
Term clause(Process& p, Term head, Term result) {
  HeapWriter w = p.reserve(8);
  return w.list({w.tuple({head, Term::nil(), w.list({result})})});
}

Term in_chunks(Process& p, Term id, Term spec, Term size, bool is_reverse) {
  if (size.is_small() && size.small_value() > 0) {
    return traverse(p, id, spec, {.is_reverse = is_reverse, .chunk_size = size.small_value()});
  }
  const EtsAccess table(p, id, EtsNeed::read);  // what is wrong with it comes first
  return table ? p.raise<Fault::badarg>() : Term::none();
}

Term select_2(Process& p, Term id, Term spec) { return traverse(p, id, spec, {}); }
Term select_3(Process& p, Term id, Term spec, Term size) { return in_chunks(p, id, spec, size, false); }
Term select_reverse_2(Process& p, Term id, Term spec) { return traverse(p, id, spec, {.is_reverse = true}); }
Term select_reverse_3(Process& p, Term id, Term spec, Term size) { return in_chunks(p, id, spec, size, true); }
Term match_2(Process& p, Term id, Term head) { return select_2(p, id, clause(p, head, atoms::match_bindings)); }
Term match_3(Process& p, Term id, Term head, Term size) {
  return in_chunks(p, id, clause(p, head, atoms::match_bindings), size, false);
}
Term match_object_2(Process& p, Term id, Term head) { return select_2(p, id, clause(p, head, atoms::match_object)); }
Term match_object_3(Process& p, Term id, Term head, Term size) {
  return in_chunks(p, id, clause(p, head, atoms::match_object), size, false);
}
Term select_count_2(Process& p, Term id, Term spec) { return traverse(p, id, spec, {.action = Action::count}); }
Term internal_select_delete_2(Process& p, Term id, Term spec) { return traverse(p, id, spec, {.action = Action::remove}); }
Term select_replace_2(Process& p, Term id, Term spec) { return traverse(p, id, spec, {.action = Action::replace}); }

constexpr Bif kRows[] = {
    bif<&select_2>("select"),
    bif<&select_3>("select"),
    bif<&next_chunk_1>("select"),
    bif<&select_reverse_2>("select_reverse"),
    bif<&select_reverse_3>("select_reverse"),
    bif<&next_chunk_1>("select_reverse"),
    bif<&match_2>("match"),
    bif<&match_3>("match"),
    bif<&next_chunk_1>("match"),
    bif<&match_object_2>("match_object"),
    bif<&match_object_3>("match_object"),
    bif<&next_chunk_1>("match_object"),
    bif<&select_count_2>("select_count"),
    bif<&internal_select_delete_2>("internal_select_delete"),
    bif<&select_replace_2>("select_replace"),
};

constexpr Bif kContinuations[] = {
    bif<&continue_trap_1>("select_trap"),
    bif<&continue_trap_1>("count_trap"),
    bif<&continue_trap_1>("select_delete_trap"),
    bif<&continue_trap_1>("replace_trap"),
};

}  // namespace

extern constinit const BifModule kEtsSelect{"ets", kRows};
extern constinit const Bif* const kEtsSelectTraps = kContinuations;

}  // namespace rt
