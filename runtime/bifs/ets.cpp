// SPDX-License-Identifier: Apache-2.0
// Natives of module ets on single objects and keys. Insertion is in ets_insert.cpp, whole tables are in ets_table.cpp,
// counters in ets_update.cpp, match specifications in ets_select.cpp, what is told about a table in ets_info.cpp. Facts
// from OTP's erl_db.c.
#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/ets_access.hpp"
#include "runtime/term/copy.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

Term lookup_2(Process& p, Term id, Term key) {
  EtsAccess table(p, id, EtsNeed::read);
  if (!table) return Term::none();
  const ets::Store& store = table.at(key);
  const ets::Object* object = store.find(key);
  return object == nullptr ? Term::nil() : store.list_from(p, object);
}

Term member_2(Process& p, Term id, Term key) {
  EtsAccess table(p, id, EtsNeed::read);
  return table ? boolean(table.at(key).find(key) != nullptr) : Term::none();
}

// `otherwise`: when there is no such key, or none.
Term lookup_element(Process& p, Term id, Term key, Term position, Term otherwise) {
  EtsAccess table(p, id, EtsNeed::read);
  if (!table) return Term::none();
  if (!position.is_small() || position.small_value() < 1) return p.raise<Fault::badarg>();
  const auto at = static_cast<std::size_t>(position.small_value());
  const ets::Object* object = table.at(key).find(key);
  if (object == nullptr) return otherwise ? otherwise : p.raise_with_cause(atoms::badarg, atoms::badkey);
  if (!table->is_bag()) {
    if (at > object->arity()) return p.raise<Fault::badarg>();
    const ets::OpenObject open(p.vm(), *object);
    return copy_to_heap(p, open->element(at));
  }
  Term list = Term::nil();
  for (Term rest = table.store().list_from(p, object); rest.is_cons(); rest = rest.tail()) {
    if (at > tuple_arity(rest.head())) return p.raise<Fault::badarg>();
    list = p.reserve(2).cons(tuple_element(rest.head(), at - 1), list);
  }
  Term in_order = Term::nil();
  for (; list.is_cons(); list = list.tail()) in_order = p.reserve(2).cons(list.head(), in_order);
  return in_order;
}

Term lookup_element_3(Process& p, Term id, Term key, Term position) {
  return lookup_element(p, id, key, position, Term::none());
}
Term lookup_element_4(Process& p, Term id, Term key, Term position, Term otherwise) {
  return lookup_element(p, id, key, position, otherwise);
}

Term delete_2(Process& p, Term id, Term key) {
  EtsAccess table(p, id, EtsNeed::write);
  if (!table) return Term::none();
  table.at(key).erase(key);
  return atoms::true_;
}

Term delete_object_2(Process& p, Term id, Term object) {
  EtsAccess table(p, id, EtsNeed::write);
  if (!table) return Term::none();
  if (!is_object_of(*table, object)) return p.raise<Fault::badarg>();
  table.at(tuple_element(object, table->options.keypos - 1)).erase_object(object);
  return atoms::true_;
}

Term take_2(Process& p, Term id, Term key) {
  EtsAccess table(p, id, EtsNeed::write);
  return table ? table.at(key).take(p, key) : Term::none();
}

// --- stepping
enum class Gives : std::uint8_t { key, key_and_objects };

Term found(Process& p, const ets::Store& store, const ets::Object* object, Gives gives) {
  if (object == nullptr) return atoms::end_of_table;
  const Term key = copy_to_heap(p, store.key_of(*object));
  if (gives == Gives::key) return key;
  const Term objects = store.list_from(p, object);
  return p.reserve(3).tuple({key, objects});
}

template <bool last, Gives gives>
Term end_1(Process& p, Term id) {
  EtsAccess table(p, id, EtsNeed::read);
  if (!table) return Term::none();
  return found(p, table.store(), table.end(last), gives);
}

template <bool backwards, Gives gives>
Term step_2(Process& p, Term id, Term key) {
  EtsAccess table(p, id, EtsNeed::read);
  if (!table) return Term::none();
  const ets::Store::Step step = table.step(key, backwards);
  return step.has_key ? found(p, table.store(), step.object, gives) : p.raise<Fault::badarg>();
}

Term slot_2(Process& p, Term id, Term number) {
  EtsAccess table(p, id, EtsNeed::read_all);
  if (!table) return Term::none();
  const Term objects = number.is_small() ? table.store().slot(p, number.small_value()) : Term::none();
  return objects ? objects : p.raise<Fault::badarg>();
}

constexpr Bif kRows[] = {
    bif<&lookup_2>("lookup"),
    bif<&member_2>("member"),
    bif<&lookup_element_3>("lookup_element"),
    bif<&lookup_element_4>("lookup_element"),
    bif<&delete_2>("delete"),
    bif<&delete_object_2>("delete_object"),
    bif<&take_2>("take"),
    bif<&end_1<false, Gives::key>>("first"),
    bif<&end_1<true, Gives::key>>("last"),
    bif<&end_1<false, Gives::key_and_objects>>("first_lookup"),
    bif<&end_1<true, Gives::key_and_objects>>("last_lookup"),
    bif<&step_2<false, Gives::key>>("next"),
    bif<&step_2<true, Gives::key>>("prev"),
    bif<&step_2<false, Gives::key_and_objects>>("next_lookup"),
    bif<&step_2<true, Gives::key_and_objects>>("prev_lookup"),
    bif<&slot_2>("slot"),
};

}  // namespace

extern constinit const BifModule kEts{"ets", kRows};

}  // namespace rt
