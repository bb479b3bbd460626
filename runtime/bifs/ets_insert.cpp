// SPDX-License-Identifier: Apache-2.0
// ets:insert and ets:insert_new. A list goes in as a whole or not at all. A long one does so in slices (ets/insertion.hpp):
//
//   list checked -> objects made, slice by slice -> table locked: may they go in? -> put in, slice by slice
#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/ets_access.hpp"
#include "runtime/interp/slow.hpp"
#include "runtime/process/magic.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

using ets::Insertion;

constexpr std::int64_t kStepsPerReduction = 8;

std::int64_t budget(const Process& p) { return kStepsPerReduction * std::max(p.reductions_left, 1); }

// --- long lists: {Table, Insertion, Rest, Id, List}; Id and List are the arguments, for errors
Term continue_later(Process& p, Term table, Term insertion, Term rest, Term id, Term list) {
  p.charge(kReductionsPerSlice);
  return p.trap(&p.vm().tables->continuations.insert, {p.reserve(6).tuple({table, insertion, rest, id, list})});
}

// As if ets:insert/2 itself, and not its continuation, had raised it.
Term blame_insert(Process& p, const Insertion& insertion, Term id, Term list) {
  const Term arguments[] = {id, list};
  const Term name = p.vm().atoms.must_intern(insertion.only_new() ? "insert_new" : "insert");
  slow::blame_native(p, p.vm().exports.intern(atoms::ets, name, 2), arguments);
  return Term::none();
}

Term insert_long(Process& p, EtsAccess& table, Term id, Term list, bool only_new) {
  HeapWriter w = p.reserve(magic::kWords);
  const Term table_id = table_reference(*table, w);
  const Term insertion = magic::new_reference(p, new Insertion(p.vm(), table.store().form(), only_new));
  return continue_later(p, table_id, insertion, list, id, list);
}

Term insert_trap_1(Process& p, Term state) {
  const Term table_id = tuple_element(state, 0), reference = tuple_element(state, 1);
  const Term id = tuple_element(state, 3), list = tuple_element(state, 4);
  Term rest = tuple_element(state, 2);
  auto& insertion = *static_cast<Insertion*>(magic::object(reference.boxed_ptr()));
  std::int64_t left = budget(p);
  for (; rest.is_cons() && left > 0; --left, rest = rest.tail()) {
    insertion.add(rest.head());
  }
  if (rest.is_cons()) return continue_later(p, table_id, reference, rest, id, list);
  EtsAccess table(p, table_id, EtsNeed::write_all, &insertion);
  if (insertion.phase == Insertion::Phase::done) {  // somebody else wanted the table
    p.exception = Exception{};
    return boolean(!insertion.is_refused);
  }
  if (!table) return blame_insert(p, insertion, id, list);
  if (insertion.phase == Insertion::Phase::preparing) {
    if (id.is_atom() && table->name != id) {  // renamed: an insertion by the old name is too late
      (void)p.raise_with_cause(atoms::badarg, atoms::id);
      return blame_insert(p, insertion, id, list);
    }
    insertion.begin(table.store());
    if (insertion.is_refused) return atoms::false_;
    table->set_unfinished(insertion);
  }
  std::size_t work = 0;
  if (!insertion.insert_some(table.store(), static_cast<std::size_t>(std::max<std::int64_t>(left, 1)), work)) {
    return continue_later(p, table_id, reference, rest, id, list);
  }
  table->drop_insertion();
  p.charge(static_cast<std::int64_t>(work) / kStepsPerReduction);
  return atoms::true_;
}

// --- lists
Term insert_list(Process& p, EtsAccess& table, Term id, Term list, bool only_new) {
  std::int64_t length = 0;
  for (Term rest = list; !rest.is_nil(); rest = rest.tail(), ++length) {
    if (!rest.is_cons() || !is_object_of(*table, rest.head())) return p.raise<Fault::badarg>();
  }
  if (length > budget(p)) return insert_long(p, table, id, list, only_new);
  ets::Store& store = table.store();
  if (only_new) {
    for (Term rest = list; rest.is_cons(); rest = rest.tail()) {
      if (store.find(tuple_element(rest.head(), store.keypos() - 1)) != nullptr) return atoms::false_;
    }
  }
  auto work = static_cast<std::size_t>(length);
  for (; list.is_cons(); list = list.tail()) (void)store.insert(list.head(), false, work);
  p.charge(static_cast<std::int64_t>(work) / kStepsPerReduction);
  return atoms::true_;
}

Term insert(Process& p, Term id, Term objects, bool only_new) {
  const bool are_many = objects.is_cons() && !objects.tail().is_nil();
  EtsAccess table(p, id, are_many ? EtsNeed::write_all : EtsNeed::write);
  if (!table) return Term::none();
  if (objects.is_nil()) return atoms::true_;
  if (are_many) return insert_list(p, table, id, objects, only_new);
  const Term object = objects.is_cons() ? objects.head() : objects;
  if (!is_object_of(*table, object)) return p.raise<Fault::badarg>();
  std::size_t work = 0;
  const bool done = table.at(tuple_element(object, table->options.keypos - 1)).insert(object, only_new, work);
  p.charge(static_cast<std::int64_t>(work) / kStepsPerReduction);
  return boolean(done);
}

Term insert_2(Process& p, Term id, Term objects) { return insert(p, id, objects, false); }
Term insert_new_2(Process& p, Term id, Term objects) { return insert(p, id, objects, true); }

constexpr Bif kRows[] = {
    bif<&insert_2>("insert"),
    bif<&insert_new_2>("insert_new"),
};

constexpr Bif kInsertTrap = bif<&insert_trap_1>("insert_trap");

}  // namespace

extern constinit const BifModule kEtsInsert{"ets", kRows};
extern constinit const Bif* const kEtsInsertTrap = &kInsertTrap;

}  // namespace rt
