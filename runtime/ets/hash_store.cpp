// SPDX-License-Identifier: Apache-2.0
// Looking up, inserting and deleting in a hash table. How it grows is in hash_growth.cpp.
#include "runtime/ets/hash_store.hpp"

#include <cmath>
#include <optional>

#include "runtime/process/process.hpp"
#include "runtime/term/hash.hpp"
#include "runtime/vm.hpp"

namespace rt::ets {

Term cons_copy(Process& p, const Object& object, Term tail) {
  const OpenObject open(p.vm(), object);
  HeapWriter w = p.reserve(open->words + 2);
  const Term copy = copy_out(*open, w);
  return w.cons(copy, tail);
}

HashStore::HashStore(Vm& vm, ObjectForm form, HashKind kind, std::size_t stride, bool estimates)
    : Store(vm, form), kind_(kind), stride_(stride), estimates_(estimates) {
  segments_.push_back(std::make_unique<Object*[]>(kFirstSegment));
  if (estimates_) parts_.resize(kParts);
  while (slots_ < stride_) {
    add_segment();
    active_ = slots_;
  }
  while (mask_ + 1 < active_) mask_ = mask_ << 1 | 1;
}

HashStore::~HashStore() { (void)free_some(SIZE_MAX); }

std::uint32_t HashStore::hash_of(Term key) const {
  if (key.is_atom()) return vm_.atoms.text_hash(key);
  return static_cast<std::uint32_t>(internal_hash(key));
}

Object** HashStore::link_to_key(Term key, std::uint32_t hash) const {
  Object** link = &bucket(index_of(hash));
  while (*link != nullptr && !has_key(**link, key, hash)) link = &(*link)->next;
  return link;
}

Object* HashStore::find(Term key) const {
  const std::uint32_t hash = hash_of(key);
  for (Object* o = bucket(index_of(hash)); o != nullptr; o = o->next) {
    if (!o->is_deleted && has_key(*o, key, hash)) return o;
  }
  return nullptr;
}

void HashStore::changed(std::uint32_t hash, std::ptrdiff_t by) {
  size_ += static_cast<std::size_t>(by);
  if (estimates_) parts_[hash % kParts] += static_cast<std::size_t>(by);
}

Object* Store::accept_for(Object* old, const Offer& offer) {
  count_out(*old);
  Object* object = offer.prepared;
  if (object == nullptr && !form_.is_compressed) {
    object = Object::recreate(old, offer.tuple, vm_.literals);
  } else {
    if (object == nullptr) object = create(offer.tuple);
    object->take_links(*old);
    Object::destroy(old);
  }
  count_in(*object);
  return object;
}

void HashStore::insert_at(Object** link, const Offer& offer, std::uint32_t hash) {
  Object* object = accept(offer);
  object->hash = hash;
  object->next = *link;
  *link = object;
  changed(hash, 1);
  if (estimate(hash) > active_ && !is_fixed()) grow(estimate(hash));
}

bool HashStore::insert(const Offer& offer, bool only_new, std::size_t& work) {
  const Term key = tuple_element(offer.tuple, keypos() - 1);
  const std::uint32_t hash = hash_of(key);
  Object** link = link_to_key(key, hash);
  if (*link == nullptr) {
    insert_at(link, offer, hash);
    return true;
  }
  if (kind_ == HashKind::set) {
    Object* object = *link;
    if (object->is_deleted) {
      object->is_deleted = false;
      changed(hash, 1);
    } else if (only_new) {
      refuse(offer);
      return false;
    }
    *link = accept_for(object, offer);
    return true;
  }
  if (only_new) {
    for (Object* o = *link; o != nullptr && has_key(*o, key, hash); o = o->next) {
      if (o->is_deleted) continue;
      refuse(offer);
      return false;
    }
  } else if (kind_ == HashKind::bag && insert_beside(link, offer, hash, work)) {
    return true;
  }
  insert_at(link, offer, hash);
  return true;
}

// Of a bag: is the object there already? A mark comes to life, as the newest with its key.
bool HashStore::insert_beside(Object** link, const Offer& offer, std::uint32_t hash, std::size_t& work) {
  Object* const newest = *link;
  std::optional<OpenObject> prepared;
  if (offer.prepared != nullptr) prepared.emplace(vm_, *offer.prepared);
  const Term tuple = prepared ? (*prepared)->tuple() : offer.tuple;
  const Term key = key_of(*newest);
  Object** at = link;
  for (Object* o = newest; o != nullptr && has_key(*o, key, hash); at = &o->next, o = *at, ++work) {
    if (!is_same(tuple, *o)) continue;
    refuse(offer);
    if (o->is_deleted) {
      o->is_deleted = false;
      changed(hash, 1);
      if (o != newest) {
        *at = o->next;
        o->next = newest;
        *link = o;
      }
    }
    return true;
  }
  return false;
}

void HashStore::erase(Term key) {
  const std::uint32_t hash = hash_of(key);
  const std::size_t i = index_of(hash);
  std::ptrdiff_t removed = 0;
  for (Object** link = &bucket(i); *link != nullptr;) {
    Object* o = *link;
    if (!o->is_deleted && has_key(*o, key, hash)) {
      if (++removed == 1 && is_fixed()) {  // one mark with this key is enough
        note_mark(i);
        o->is_deleted = true;
      } else {
        *link = o->next;
        destroy(o);
        continue;
      }
    } else if (removed > 0 && !o->is_deleted) {
      break;
    }
    link = &o->next;
  }
  if (removed == 0) return;
  changed(hash, -removed);
  shrink(estimate(hash));
}

void HashStore::erase_object(Term tuple) {
  const Term key = tuple_element(tuple, keypos() - 1);
  const std::uint32_t hash = hash_of(key);
  const std::size_t i = index_of(hash);
  std::ptrdiff_t removed = 0;
  std::size_t with_key = 0;
  for (Object** link = &bucket(i); *link != nullptr;) {
    Object* o = *link;
    if (!o->is_deleted && has_key(*o, key, hash)) {
      ++with_key;
      if (is_same(tuple, *o)) {
        ++removed;
        if (with_key == 1 && is_fixed()) {
          note_mark(i);
          o->is_deleted = true;
          link = &o->next;
        } else {
          *link = o->next;
          destroy(o);
        }
        if (kind_ == HashKind::duplicate_bag) continue;
        break;
      }
    } else if (removed > 0 && !o->is_deleted) {
      break;
    }
    link = &o->next;
  }
  if (removed == 0) return;
  changed(hash, -removed);
  shrink(estimate(hash));
}

Term HashStore::take(Process& p, Term key) {
  const Object* object = find(key);
  if (object == nullptr) return Term::nil();
  const Term list = list_from(p, object);
  erase(key);
  return list;
}

void HashStore::replace(Object* old, Object* fresh) {
  Object** link = &bucket(index_of(old->hash));
  while (*link != old) link = &(*link)->next;
  replace_at(link, fresh);
}

void HashStore::replace_at(Object** link, Object* fresh) {
  Object* old = *link;
  fresh->next = old->next;
  fresh->hash = old->hash;
  *link = fresh;
  count_in(*fresh);
  destroy(old);
}

void HashStore::remove_at(Object** link, std::size_t bucket_index, std::size_t own_fixations) {
  Object* o = *link;
  changed(o->hash, -1);
  if (fix_count > own_fixations) {
    if (marked_buckets_.empty() || marked_buckets_.back() != bucket_index) note_mark(bucket_index);
    o->is_deleted = true;
    return;
  }
  *link = o->next;
  destroy(o);
}

Object* HashStore::first_from(std::size_t i) const {
  do {
    for (Object* o = bucket(i); o != nullptr; o = o->next) {
      if (!o->is_deleted) return o;
    }
    i = after(i);
  } while (i != 0);
  return nullptr;
}

Object* HashStore::live_after(Object* object, std::size_t i) const {
  for (Object* o = object->next; o != nullptr; o = o->next) {
    if (!o->is_deleted) return o;
  }
  i = after(i);
  return i == 0 ? nullptr : first_from(i);
}

Object* HashStore::first() const { return first_from(0); }

Store::Step HashStore::next(Term key) const {
  const std::uint32_t hash = hash_of(key);
  Object* o = *link_to_key(key, hash);
  if (o == nullptr) return {};
  do {
    o = live_after(o, index_of(o->hash));
  } while (o != nullptr && kind_ != HashKind::set && has_key(*o, key, hash));
  return {true, o};
}

Object* HashStore::raw_first() const {
  std::size_t i = 0;
  do {
    if (Object* o = bucket(i)) return o;
    i = after(i);
  } while (i != 0);
  return nullptr;
}

Store::Step HashStore::raw_next(Term key) const {
  const std::uint32_t hash = hash_of(key);
  Object* o = *link_to_key(key, hash);
  if (o == nullptr) return {};
  while (o != nullptr && has_key(*o, key, hash)) o = o->next;
  for (std::size_t i = index_of(hash); o == nullptr;) {
    i = after(i);
    if (i == 0) break;
    o = bucket(i);
  }
  return {true, o};
}

Term HashStore::list_from(Process& p, const Object* object) const {
  Term list = cons_copy(p, *object, Term::nil());
  if (kind_ == HashKind::set) return list;
  const Term key = key_of(*object);
  for (const Object* o = object->next; o != nullptr && has_key(*o, key, object->hash); o = o->next) {
    if (!o->is_deleted) list = cons_copy(p, *o, list);
  }
  return list;
}

Term HashStore::slot(Process& p, std::int64_t number) const {
  const auto i = static_cast<std::size_t>(number);
  if (number < 0 || i > active_) return Term::none();
  if (i == active_) return atoms::end_of_table;
  Term list = Term::nil();
  for (const Object* o = bucket(i); o != nullptr; o = o->next) {
    if (!o->is_deleted) list = cons_copy(p, *o, list);
  }
  return list;
}

void HashStore::for_each_with(Term key, Visit visit, void* context) const {
  const std::uint32_t hash = hash_of(key);
  for (const Object* o = *link_to_key(key, hash); o != nullptr && has_key(*o, key, hash); o = o->next) visit(context, *o);
}

HashStore::Statistics HashStore::statistics() const {
  Statistics s{.average = 0, .deviation = 0, .expected_deviation = 0, .shortest = SIZE_MAX, .longest = 0, .marks = 0};
  std::size_t sum = 0, squares = 0;
  for (std::size_t i = 0; i < active_; ++i) {
    std::size_t length = 0;
    for (const Object* o = bucket(i); o != nullptr; o = o->next) {
      ++length;
      s.marks += o->is_deleted;
    }
    sum += length;
    squares += length * length;
    s.shortest = std::min(s.shortest, length);
    s.longest = std::max(s.longest, length);
  }
  // OTP keeps these in floats.
  const auto buckets = static_cast<double>(active_);
  const auto average = static_cast<float>(sum) / static_cast<float>(active_);
  s.average = static_cast<double>(average);
  s.deviation = static_cast<float>(
      std::sqrt((static_cast<double>(static_cast<float>(squares) - average * static_cast<float>(sum))) / buckets));
  s.expected_deviation = static_cast<float>(std::sqrt(s.average * (1 - 1.0 / buckets)));
  return s;
}

}  // namespace rt::ets
