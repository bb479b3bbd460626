// SPDX-License-Identifier: Apache-2.0
// Store: the objects of one table, in one of three forms: HashStore (set, bag, duplicate_bag), TreeStore (ordered_set) and
// CaTree (ordered_set with write_concurrency: many TreeStores). Not locked: whoever calls holds the table's lock, exclusively
// for what is not const, and of a CaTree for everything here.
//
// Fixation: while fix_count > 0 no object moves, and a deleted one stays as a mark (is_deleted) in a hash table, so that
// its key leads to the next one. Marks are not seen by any function but next(), and do not count.
#pragma once

#include <atomic>
#include <cstddef>

#include "runtime/ets/compressed.hpp"
#include "runtime/term/compare.hpp"
#include "runtime/vm.hpp"

namespace rt {
class Process;
}  // namespace rt

namespace rt::ets {

class Store {
 public:
  Store(Vm& vm, ObjectForm form) : vm_(vm), form_(form) {}
  virtual ~Store() = default;
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  virtual std::size_t size() const { return size_; }
  std::size_t keypos() const { return form_.keypos; }
  const ObjectForm& form() const { return form_; }
  Object* create(Term tuple) const { return create_object(vm_, form_, tuple); }
  Term key_of(const Object& object) const { return object.element(keypos()); }
  virtual std::size_t memory_words() const = 0;

  // What is to be inserted: a term; or an object made of one already, which the store takes over.
  struct Offer {
    Term tuple;
    Object* prepared = nullptr;
    Offer(Term t) : tuple(t) {}
    explicit Offer(Object* object) : tuple(object->tuple()), prepared(object) {}  // compressed, too
  };
  // Requires of all tuples: at least keypos() elements.
  // False: only_new, and the key is there. `work` gets what was compared beside the key.
  virtual bool insert(const Offer& offer, bool only_new, std::size_t& work) = 0;
  virtual Object* find(Term key) const = 0;  // the first one with the key, or null
  virtual void erase(Term key) = 0;
  virtual void erase_object(Term tuple) = 0;
  // All with the key, removed: a list.
  virtual Term take(Process& p, Term key) = 0;
  // Takes over `fresh`, which has the same key, instead of `old`, which is gone.
  virtual void replace(Object* old, Object* fresh) = 0;

  virtual Object* first() const = 0;
  virtual Object* last() const = 0;
  struct Step {
    bool has_key = false;  // false: there is no such key to step from
    Object* object = nullptr;
  };
  virtual Step next(Term key) const = 0;
  virtual Step prev(Term key) const = 0;
  // Includes marks, for ets:info(T, binary).
  virtual Object* raw_first() const = 0;
  virtual Step raw_next(Term key) const = 0;
  // The list of all objects with the key of `object`, beginning with it.
  virtual Term list_from(Process& p, const Object* object) const = 0;
  // '$end_of_table' behind the last, none where there is no such slot.
  virtual Term slot(Process& p, std::int64_t number) const = 0;
  // Calls visit for every object with the key, marks too.
  using Visit = void (*)(void* context, const Object& object);
  virtual void for_each_with(Term key, Visit visit, void* context) const = 0;

  // Marks all as deleted; only while fixed.
  virtual void mark_all_deleted() = 0;
  virtual void unfixed() = 0;  // called when fix_count has become 0
  // Frees about so many objects; true when none is left. For a store that is no table's any more.
  virtual bool free_some(std::size_t count) = 0;

  // Fixed under any lock, unfixed under the exclusive one.
  std::atomic<std::size_t> fix_count{0};
  bool is_fixed() const { return fix_count.load(std::memory_order_relaxed) > 0; }

 protected:
  Vm& vm_;
  const ObjectForm form_;
  std::size_t size_ = 0;
  std::size_t object_words_ = 0;  // with the header that OTP has

  static constexpr std::size_t kHeaderWords = 4;  // in OTP
  static std::size_t words_in_otp(const Object& object) {
    if (object.is_compressed) return kHeaderWords + compressed_words(object);
    return kHeaderWords + object.words + static_cast<std::size_t>(static_cast<std::ptrdiff_t>(object.excess));
  }
  void count_in(const Object& object) { object_words_ += words_in_otp(object); }
  void count_out(const Object& object) { object_words_ -= words_in_otp(object); }
  void destroy(Object* object) {
    count_out(*object);
    Object::destroy(object);
  }
  // The object for an offer, counted; its links are not set.
  Object* accept(const Offer& offer) {
    Object* object = offer.prepared != nullptr ? offer.prepared : create(offer.tuple);
    count_in(*object);
    return object;
  }
  // The same with the links of `old`, which is gone.
  Object* accept_for(Object* old, const Offer& offer);
  bool is_same(Term tuple, const Object& object) const {
    const OpenObject open(vm_, object);
    return exact_equal(tuple, open->tuple());
  }
  static void refuse(const Offer& offer) {
    if (offer.prepared != nullptr) Object::destroy(offer.prepared);
  }
};

// A list with a copy of this object in front of `tail`.
Term cons_copy(Process& p, const Object& object, Term tail);

}  // namespace rt::ets
