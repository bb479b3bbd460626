// SPDX-License-Identifier: Apache-2.0
// Traversal of ordered sets: the place between two slices is the last key. All go from the greatest key down, so that the
// list that they collect ascends; chunks and reversed results go up.
#include "runtime/ets/traversal.hpp"
#include "runtime/ets/tree_store.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/copy.hpp"
#include "runtime/vm.hpp"

namespace rt::ets {
namespace {

struct SoughtKey {
  const Vm& vm;
  Term pattern;
  static int order(const void* self, Term key) {
    const auto& k = *static_cast<const SoughtKey*>(self);
    return compare_partly_bound(k.vm, k.pattern, key);
  }
};

class Visitor {
 public:
  Visitor(Process& p, Table& table, const MatchProgram& program, Progress& progress)
      : p_(p), store_(static_cast<TreeStore&>(*table.store)), progress_(progress),
        run_(p, program, progress.action == Action::collect ? MatchRun::Result::copy : MatchRun::Result::borrow),
        goes_up_(progress.action == Action::collect && (progress.chunk_size > 0) != progress.is_reverse) {}

  bool goes_up() const { return goes_up_; }

  void act(Object* object) {
    const Term result = run_.run(object->tuple(), object);
    if (!result) return;
    switch (progress_.action) {
      case Action::collect: progress_.list = p_.reserve(2).cons(result, progress_.list); break;
      case Action::count:
        if (result != atoms::true_) return;
        break;
      case Action::remove:
        if (result != atoms::true_) return;
        doomed_ = object;
        break;
      case Action::replace: fresh_ = Object::create(result, p_.vm().literals); break;
    }
    ++progress_.got;
  }

  // From `start` on until the slice is over.
  void go_on(const Object* start) {
    TreeCursor cursor(store_, start, goes_up_);
    const Object* last = nullptr;
    progress_.is_done = true;
    Term key;
    while (Object* object = cursor.take()) {
      last = object;
      if (is_behind_end(store_.key_of(*object))) break;
      ++progress_.visited;
      act(object);
      if (doomed_ != nullptr || fresh_ != nullptr) cursor = changed(object, key, last);
      if (progress_.chunk_size > 0 && progress_.got == progress_.chunk_size) break;
      if (progress_.visited >= kObjectsPerSlice) {
        progress_.is_done = false;
        break;
      }
    }
    // A whole chunk: it goes on behind the last object, if only to find that there are no more.
    const bool is_chunk = progress_.chunk_size > 0;
    progress_.bucket = is_chunk && progress_.is_done && (progress_.got < progress_.chunk_size || last == nullptr) ? -1 : 0;
    if (last != nullptr) progress_.last_key = kept(store_.key_of(*last));
    if (last == nullptr && key) progress_.last_key = key;
  }

  void visit_only(Object* object) {
    act(object);
    Term key;
    const Object* last = object;
    if (doomed_ != nullptr || fresh_ != nullptr) (void)changed(object, key, last);
  }

 private:
  Term kept(Term key) { return copy_to_heap(p_, key, LiteralPolicy::copy); }

  bool is_behind_end(Term key) const {
    if (progress_.end_condition.is_nil()) return false;
    const int order = compare_partly_bound(p_.vm(), progress_.end_condition, key);
    return goes_up_ ? order < 0 : order > 0;
  }

  // Takes `object` out or puts another in its place; where to go on.
  TreeCursor changed(Object* object, Term& key, const Object*& last) {
    if (fresh_ != nullptr) {
      store_.replace(object, fresh_);
      last = fresh_;
      fresh_ = nullptr;
      return TreeCursor(store_, store_.below(store_.key_of(*last)), false);
    }
    key = kept(store_.key_of(*object));
    store_.erase(key);
    doomed_ = nullptr;
    last = nullptr;
    return TreeCursor(store_, store_.below(key), false);
  }

  Process& p_;
  TreeStore& store_;
  Progress& progress_;
  MatchRun run_;
  const bool goes_up_;
  Object* doomed_ = nullptr;
  Object* fresh_ = nullptr;
};

}  // namespace

void traverse_tree(Process& p, Table& table, const MatchProgram& program, const TreePlan& plan, Progress& progress) {
  auto& store = static_cast<TreeStore&>(*table.store);
  Visitor visitor(p, table, program, progress);
  const Object* start = nullptr;
  switch (plan.boundness) {
    case KeyBoundness::impossible: break;
    case KeyBoundness::unbound: start = visitor.goes_up() ? store.first() : store.last(); break;
    case KeyBoundness::bound: {
      if (Object* only = store.find(plan.least)) visitor.visit_only(only);
      progress.is_done = true;
      progress.bucket = -1;
      return;
    }
    case KeyBoundness::partly_bound: {
      const SoughtKey sought{p.vm(), visitor.goes_up() ? plan.least : plan.most};
      progress.end_condition = visitor.goes_up() ? plan.most : plan.least;
      if (visitor.goes_up()) {
        const Object* before = store.below(&SoughtKey::order, &sought);
        start = before == nullptr ? store.first() : store.above(store.key_of(*before));
      } else {
        const Object* behind = store.above(&SoughtKey::order, &sought);
        start = behind == nullptr ? store.last() : store.below(store.key_of(*behind));
      }
      break;
    }
  }
  visitor.go_on(start);
}

void traverse_from_key(Process& p, Table& table, const MatchProgram& program, Progress& progress) {
  const auto& store = static_cast<const TreeStore&>(*table.store);
  Visitor visitor(p, table, program, progress);
  visitor.go_on(visitor.goes_up() ? store.above(progress.last_key) : store.below(progress.last_key));
}

}  // namespace rt::ets
