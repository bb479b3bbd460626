// SPDX-License-Identifier: Apache-2.0
// ets:update_element and ets:update_counter: all of a list of changes or none. A change of one immediate element to another
// is made in place; otherwise the object is made anew.
#include <optional>
#include <vector>

#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/ets_access.hpp"
#include "runtime/ops/arith.hpp"
#include "runtime/term/compare.hpp"
#include "runtime/term/hash.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

// What takes no words but its own in OTP either, so that the size of an object does not change with it; nor is it packed.
bool is_simple(Term t) { return !t.is_header() && hash_detail::is_otp_immediate(t); }

// An object under change: the one in the table, or a default that becomes one.
class Draft {
 public:
  // `otherwise`: a tuple that gets `key`, for when there is no such object; or none.
  Draft(Vm& vm, ets::Store& store, Term key, Term otherwise, bool leaves_marks)
      : store_(store), object_(store.find(key)), leaves_marks_(leaves_marks) {
    if (object_ != nullptr) {
      is_plain_ = !object_->is_compressed;
      open_.emplace(vm, *object_);
      fill((*open_)->tuple());
    } else if (otherwise) {
      fill(otherwise);
      words_[store.keypos()] = key.word();
    }
  }
  // A default that came to nothing leaves a mark in a fixed hash table, as in OTP, where it was in the table for a moment.
  ~Draft() {
    if (is_committed_ || object_ != nullptr || !exists() || !leaves_marks_) return;
    std::size_t work = 0;
    (void)store_.insert(Term::boxed(words_.data()), true, work);
    store_.erase(element(store_.keypos()));
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  bool exists() const { return !words_.empty(); }
  std::size_t arity() const { return words_.size() - 1; }
  Term element(std::size_t i) const { return Term::from_word(words_[i]); }
  void set_element(std::size_t i, Term value) {
    is_plain_ = is_plain_ && is_simple(value) && is_simple(element(i));
    words_[i] = value.word();
  }
  void commit() {
    std::size_t work = 0;
    is_committed_ = true;
    if (object_ == nullptr) {
      (void)store_.insert(Term::boxed(words_.data()), true, work);
    } else if (is_plain_) {
      for (std::size_t i = 1; i < words_.size(); ++i) object_->set_element(i, element(i));
    } else {
      store_.replace(object_, store_.create(Term::boxed(words_.data())));
    }
  }

 private:
  void fill(Term tuple) { words_.assign(tuple.boxed_ptr(), tuple.boxed_ptr() + 1 + tuple_arity(tuple)); }

  ets::Store& store_;
  ets::Object* const object_;
  std::optional<ets::OpenObject> open_;
  std::vector<Word> words_;
  const bool leaves_marks_;
  bool is_plain_ = true, is_committed_ = false;
};

bool leaves_marks(const ets::Table& table) { return !table.is_ordered() && table.store->is_fixed(); }
bool is_set(const ets::Table& table) { return !table.is_bag(); }

Term check_position(Process& p, const EtsAccess& table, const Draft& draft, Term position) {
  const std::int64_t at = position.small_value();
  if (static_cast<std::uint64_t>(at) == table.store().keypos()) return p.raise_with_cause(atoms::badarg, atoms::keypos);
  if (at < 1 || static_cast<std::uint64_t>(at) > draft.arity()) return p.raise_with_cause(atoms::badarg, atoms::position);
  return atoms::ok;
}

// The usual case: one immediate for another, in an object that is there.
bool set_in_place(ets::Store& store, Term key, Term change) {
  if (!is_tuple(change, 2) || !tuple_element(change, 0).is_small() || !is_simple(tuple_element(change, 1))) return false;
  const std::int64_t at = tuple_element(change, 0).small_value();
  ets::Object* object = store.find(key);
  if (object == nullptr || at < 1 || static_cast<std::size_t>(at) > object->arity()) return false;
  const auto i = static_cast<std::size_t>(at);
  if (i == store.keypos() || !is_simple(object->element(i))) return false;
  object->set_element(i, tuple_element(change, 1));
  return true;
}

Term update_element(Process& p, Term id, Term key, Term changes, Term otherwise) {
  EtsAccess table(p, id, EtsNeed::write);
  if (!table) return Term::none();
  if (otherwise && !is_object_of(*table, otherwise)) return p.raise<Fault::badarg>();
  if (!is_set(*table)) return p.raise<Fault::badarg>();
  ets::Store& store = table.at(key);
  if (set_in_place(store, key, changes)) return atoms::true_;
  Draft draft(p.vm(), store, key, otherwise, leaves_marks(*table));
  if (!draft.exists()) return atoms::false_;
  HeapWriter w = p.reserve(2);
  if (is_tuple(changes)) changes = w.cons(changes, Term::nil());
  for (Term rest = changes; !rest.is_nil(); rest = rest.tail()) {
    if (!rest.is_cons() || !is_tuple(rest.head(), 2) || !tuple_element(rest.head(), 0).is_small()) {
      return p.raise<Fault::badarg>();
    }
    if (!check_position(p, table, draft, tuple_element(rest.head(), 0))) return Term::none();
  }
  for (; changes.is_cons(); changes = changes.tail()) {
    draft.set_element(static_cast<std::size_t>(tuple_element(changes.head(), 0).small_value()),
                      tuple_element(changes.head(), 1));
  }
  draft.commit();
  return atoms::true_;
}

Term update_element_3(Process& p, Term id, Term key, Term changes) {
  return update_element(p, id, key, changes, Term::none());
}
Term update_element_4(Process& p, Term id, Term key, Term changes, Term otherwise) {
  return update_element(p, id, key, changes, otherwise);
}

// --- counters: {Position, Increment} or {Position, Increment, Threshold, SetValue}
Term check_operation(Process& p, const EtsAccess& table, const Draft& draft, Term op) {
  const bool is_short = is_tuple(op, 2);
  if (!is_short && !is_tuple(op, 4)) return p.raise<Fault::badarg>();
  if (!is_short && (!is_integer(tuple_element(op, 2)) || !is_integer(tuple_element(op, 3)))) return p.raise<Fault::badarg>();
  if (!tuple_element(op, 0).is_small() || !is_integer(tuple_element(op, 1))) return p.raise<Fault::badarg>();
  if (!check_position(p, table, draft, tuple_element(op, 0))) return Term::none();
  const auto at = static_cast<std::size_t>(tuple_element(op, 0).small_value());
  return is_integer(draft.element(at)) ? atoms::ok : p.raise<Fault::badarg>();
}

Term counted(Process& p, Term old, Term op) {
  const Term increment = tuple_element(op, 1);
  const Term value = add(p, old, increment);
  if (!value || !is_tuple(op, 4)) return value;
  const int order = compare(p.vm().atoms, value, tuple_element(op, 2));
  const bool falls = compare(p.vm().atoms, increment, Term::small(0)) < 0;
  return (falls ? order < 0 : order > 0) ? tuple_element(op, 3) : value;
}

// The usual case: one small integer that stays one, of an object that is there.
Term count_in_place(ets::Store& store, Term key, std::size_t at, Term increment) {
  ets::Object* object = store.find(key);
  if (object == nullptr || at > object->arity() || at == store.keypos()) return Term::none();
  const Term old = object->element(at);
  if (!Term::both_small(old, increment)) return Term::none();
  const std::int64_t sum = old.small_value() + increment.small_value();
  if (!Term::fits_small(sum) || !is_simple(old) || !is_simple(Term::small(sum))) return Term::none();
  object->set_element(at, Term::small(sum));
  return Term::small(sum);
}

Term update_counter(Process& p, Term id, Term key, Term ops, Term otherwise) {
  EtsAccess table(p, id, EtsNeed::write);
  if (!table) return Term::none();
  if (otherwise && !is_object_of(*table, otherwise)) return p.raise<Fault::badarg>();
  if (!is_set(*table)) return p.raise_with_cause(atoms::badarg, atoms::table_type);
  ets::Store& store = table.at(key);
  const bool is_pair = is_tuple(ops, 2) && tuple_element(ops, 0).is_small() && tuple_element(ops, 0).small_value() > 0;
  if (ops.is_small() || is_pair) {
    const auto at = is_pair ? static_cast<std::size_t>(tuple_element(ops, 0).small_value()) : table.store().keypos() + 1;
    const Term counted_value = count_in_place(store, key, at, is_pair ? tuple_element(ops, 1) : ops);
    if (counted_value) return counted_value;
  }
  HeapWriter w = p.reserve(5);
  const bool is_single = is_integer(ops) || is_tuple(ops);
  if (is_integer(ops)) {
    ops = w.tuple({Term::small(static_cast<std::int64_t>(table.store().keypos()) + 1), ops});
  }
  if (is_single) ops = w.cons(ops, Term::nil());
  Draft draft(p.vm(), store, key, otherwise, leaves_marks(*table));
  if (!draft.exists()) return p.raise_with_cause(atoms::badarg, atoms::badkey);
  for (Term rest = ops; !rest.is_nil(); rest = rest.tail()) {
    if (!rest.is_cons()) return p.raise<Fault::badarg>();
    if (!check_operation(p, table, draft, rest.head())) return Term::none();
  }
  std::vector<Term> values;
  for (; ops.is_cons(); ops = ops.tail()) {
    const auto at = static_cast<std::size_t>(tuple_element(ops.head(), 0).small_value());
    const Term value = counted(p, draft.element(at), ops.head());
    if (!value) return Term::none();
    draft.set_element(at, value);
    values.push_back(value);
  }
  // A bignum that came out may be an argument, which stays what it is, or new on the heap.
  draft.commit();
  return is_single ? values.front() : p.reserve(2 * values.size()).list(values);
}

Term update_counter_3(Process& p, Term id, Term key, Term ops) { return update_counter(p, id, key, ops, Term::none()); }
Term update_counter_4(Process& p, Term id, Term key, Term ops, Term otherwise) {
  return update_counter(p, id, key, ops, otherwise);
}

constexpr Bif kRows[] = {
    bif<&update_element_3>("update_element"),
    bif<&update_element_4>("update_element"),
    bif<&update_counter_3>("update_counter"),
    bif<&update_counter_4>("update_counter"),
};

}  // namespace

extern constinit const BifModule kEtsUpdate{"ets", kRows};

}  // namespace rt
