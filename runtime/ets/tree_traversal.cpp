// SPDX-License-Identifier: Apache-2.0
// Traversal of ordered sets: the place between two slices is the last key. All go from the greatest key down, so that the
// list that they collect ascends; chunks and reversed results go up. Of a concurrent table a base node after the other is
// held, each for as long as it is walked over.
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

// Where a traversal is: in the one tree of a plain table, or in one of the many of a concurrent table.
class Walk {
 public:
  Walk(Table& table, bool goes_up, bool changes)
      : goes_up_(goes_up), changes_(changes), parts_(table.concurrent()),
        only_(parts_ == nullptr ? static_cast<TreeStore*>(table.store.get()) : nullptr) {}

  TreeStore& tree() const { return parts_ == nullptr ? *only_ : part_.tree(); }

  // The object to begin with, or null: of all,
  Object* begin() {
    if (parts_ != nullptr) parts_->hold_end(part_, changes_, goes_up_);
    return or_behind(goes_up_ ? tree().first() : tree().last());
  }
  // from a key with variables in it on,
  Object* begin_at(const SoughtKey& sought) {
    if (parts_ != nullptr) parts_->hold(part_, &SoughtKey::order, &sought, changes_, goes_up_);
    return or_behind(goes_up_ ? tree().first_not_below(&SoughtKey::order, &sought)
                              : tree().last_not_above(&SoughtKey::order, &sought));
  }
  // behind this key,
  Object* begin_behind(Term key) {
    hold(key);
    return or_behind(goes_up_ ? tree().above(key) : tree().below(key));
  }
  // in the next part.
  Object* go_on() { return parts_ == nullptr ? nullptr : parts_->beyond(part_, goes_up_); }

  Object* find(Term key) {
    hold(key);
    return tree().find(key);
  }

 private:
  void hold(Term key) {
    if (parts_ != nullptr) parts_->hold(part_, key, changes_);
  }
  Object* or_behind(Object* object) { return object != nullptr ? object : go_on(); }

  const bool goes_up_, changes_;
  CaTree* const parts_;
  TreeStore* const only_;
  CaTree::Hold part_;
};

class Visitor {
 public:
  Visitor(Process& p, Table& table, const MatchProgram& program, Progress& progress)
      : p_(p), keypos_(table.options.keypos), progress_(progress),
        run_(p, program, progress.action == Action::collect ? MatchRun::Result::copy : MatchRun::Result::borrow),
        goes_up_(progress.action == Action::collect && (progress.chunk_size > 0) != progress.is_reverse),
        walk_(table, goes_up_, progress.action == Action::remove || progress.action == Action::replace) {}

  bool goes_up() const { return goes_up_; }
  Walk& walk() { return walk_; }

  void act(Object* object) {
    const OpenObject open(p_.vm(), *object);
    const Term result = run_.run(open->tuple(), &*open);
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
      case Action::replace: fresh_ = walk_.tree().create(result); break;
    }
    ++progress_.got;
  }

  // From `start`, where the walk is, until the slice is over.
  void go_on(const Object* start) {
    TreeCursor cursor(walk_.tree(), start, goes_up_);
    const Object* last = nullptr;
    progress_.is_done = true;
    Term key;
    for (;;) {
      Object* object = cursor.take();
      if (object == nullptr) {
        last = nullptr;  // is the next part's or nobody's any more
        object = walk_.go_on();
        if (object == nullptr) break;
        cursor = TreeCursor(walk_.tree(), object, goes_up_);
        (void)cursor.take();
      }
      last = object;
      if (is_behind_end(key_of(*object))) break;
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
    if (last != nullptr) progress_.last_key = kept(key_of(*last));
    if (last == nullptr && key) progress_.last_key = key;
  }

  void visit_only(Object* object) {
    act(object);
    Term key;
    const Object* last = object;
    if (doomed_ != nullptr || fresh_ != nullptr) (void)changed(object, key, last);
  }

 private:
  Term key_of(const Object& object) const { return object.element(keypos_); }
  Term kept(Term key) { return copy_to_heap(p_, key, LiteralPolicy::copy); }

  bool is_behind_end(Term key) const {
    if (progress_.end_condition.is_nil()) return false;
    const int order = compare_partly_bound(p_.vm(), progress_.end_condition, key);
    return goes_up_ ? order < 0 : order > 0;
  }

  // Takes `object` out or puts another in its place; where to go on.
  TreeCursor changed(Object* object, Term& key, const Object*& last) {
    TreeStore& tree = walk_.tree();
    if (fresh_ != nullptr) {
      tree.replace(object, fresh_);
      last = fresh_;
      fresh_ = nullptr;
      return TreeCursor(tree, tree.below(key_of(*last)), false);
    }
    key = kept(key_of(*object));
    tree.erase(key);
    doomed_ = nullptr;
    last = nullptr;
    return TreeCursor(tree, tree.below(key), false);
  }

  Process& p_;
  const std::size_t keypos_;
  Progress& progress_;
  MatchRun run_;
  const bool goes_up_;
  Walk walk_;
  Object* doomed_ = nullptr;
  Object* fresh_ = nullptr;
};

}  // namespace

void traverse_tree(Process& p, Table& table, const MatchProgram& program, const TreePlan& plan, Progress& progress) {
  Visitor visitor(p, table, program, progress);
  switch (plan.boundness) {
    case KeyBoundness::impossible: break;
    case KeyBoundness::unbound: return visitor.go_on(visitor.walk().begin());
    case KeyBoundness::bound:
      if (Object* only = visitor.walk().find(plan.least)) visitor.visit_only(only);
      break;
    case KeyBoundness::partly_bound: {
      const SoughtKey sought{p.vm(), visitor.goes_up() ? plan.least : plan.most};
      progress.end_condition = visitor.goes_up() ? plan.most : plan.least;
      return visitor.go_on(visitor.walk().begin_at(sought));
    }
  }
  progress.is_done = true;
  progress.bucket = -1;
}

void traverse_from_key(Process& p, Table& table, const MatchProgram& program, Progress& progress) {
  Visitor visitor(p, table, program, progress);
  visitor.go_on(visitor.walk().begin_behind(progress.last_key));
}

}  // namespace rt::ets
