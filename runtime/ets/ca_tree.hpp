// SPDX-License-Identifier: Apache-2.0
// CaTree: ordered_set with write_concurrency: a contention-adapting search tree. The objects are in many TreeStores, its
// base nodes, each under a lock of its own and each with the keys of one range; route nodes above lead to them:
//
//   route 50 -- keys less than 50 ----> base 1..49
//       `------ the others --> route 80 -- less than 80 --> base 50..79
//                                  `------ the others ----> base 80..
//
// A base node counts how often somebody had to wait for its lock (ca_tree_adapt.cpp): one that is much waited for is
// split in two, one that is not, or empty, is joined with its neighbour. Both put new base nodes into the place of the
// old ones, which are no longer valid: who has waited for the lock of such a one looks for its key again. Route nodes are
// read without a lock. After Sagonas and Winblad, "Contention adapting search trees" (2015); what is seen from outside
// (limits, numbers of nodes) is as in OTP's erl_db_catree.c.
//
// Threads. Whoever has the table's lock, shared, may use what takes a Hold, one Hold at a time. The members of Store are for
// who has it exclusively. Order of locks: the table, then a base node, then `structure_`; a second base node is only tried.
//
// Invariants:
// 1. A key is in the base node that its way from the root leads to.
// 2. A valid base node is in the tree, and with it its parent, and the two route nodes whose keys border it: to take one of
//    those out, the base node must be held. (A way down that goes by a route node which is taken out meanwhile may still
//    end at a valid base node: the last step is right, those before need not be. So base nodes know their borders.)
// 3. What is taken out (nodes, keys of route nodes) is freed when all who had the table's lock then are gone.
#pragma once

#include <climits>
#include <vector>

#include "runtime/base/published.hpp"
#include "runtime/base/spread_lock.hpp"
#include "runtime/ets/tree_store.hpp"

namespace rt::ets {

class CaTree final : public OrderedStore {
  struct Node {
    explicit Node(bool base) : is_base(base) {}
    const bool is_base;
  };
  struct alignas(64) Base : Node {
    Base(Vm& vm, const ObjectForm& form, int first_contention, Term lower_border, Term upper_border)
        : Node(true), contention(first_contention), tree(vm, form), borders{lower_border, upper_border} {}
    ShortLock lock;
    bool is_valid = true;         // under the lock
    std::atomic<int> contention;  // about: nobody minds if a change is lost
    TreeStore tree;
    const Term borders[2];  // keys of route nodes: the least that it may have, the least that it may not; none: no border
  };
  struct Route : Node {
    Route(Object* key_holder, Node* l, Node* r) : Node(false), holder(key_holder), key(key_holder->element(1)), left(l), right(r) {}
    ~Route() { Object::destroy(holder); }
    Object* const holder;  // of a copy of the key: {Key}
    const Term key;
    Published<Node> left, right;
    Published<Node>& side(bool is_right) { return is_right ? right : left; }
  };

 public:
  struct Traits {
    bool is_much_read = false;      // read_concurrency, which takes words in OTP
    bool is_decentralized = false;  // its counters, too
  };
  // `table_lock`: of the table that this is made for.
  CaTree(Vm& vm, ObjectForm form, SpreadLock& table_lock, Traits traits);
  ~CaTree() override;

  // A base node, locked, until the end of scope; then it adapts.
  class Hold {
   public:
    Hold() = default;
    ~Hold() { release(); }
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;
    TreeStore& tree() const { return base_->tree; }
    void release() {
      if (base_ != nullptr) release_last();
    }

   private:
    friend class CaTree;
    void release_held();  // to go on with another one
    void release_last();
    Base* base_ = nullptr;
    CaTree* of_;
    Route* parent_;
    int level_;
    bool is_exclusive_;
  };
  // Each releases what is held before. The base node of the key:
  void hold(Hold& h, Term key, bool exclusively);
  void hold_end(Hold& h, bool exclusively, bool upwards);  // where a walk upwards (or downwards) begins
  // The same from a key with variables in it on (TreeStore::Order).
  void hold(Hold& h, TreeStore::Order order, const void* context, bool exclusively, bool upwards);
  // The next object behind what is held, in the base node which is held then. Null: there is none.
  Object* beyond(Hold& h, bool upwards);
  Object* end(Hold& h, bool last);
  Step step(Hold& h, Term key, bool backwards);

  // --- Store
  std::size_t size() const override;
  std::size_t memory_words() const override;
  bool insert(const Offer& offer, bool only_new, std::size_t& work) override;
  Object* find(Term key) const override;
  void erase(Term key) override;
  void erase_object(Term tuple) override;
  Term take(Process& p, Term key) override;
  void replace(Object* old, Object* fresh) override;
  Object* first() const override;
  Object* last() const override;
  Step next(Term key) const override;
  Step prev(Term key) const override;
  Term slot(Process& p, std::int64_t number) const override;
  void for_each_with(Term key, Visit visit, void* context) const override;
  bool free_some(std::size_t count) override;

  // --- for tests, under the exclusive lock
  void force_split(bool is_on);  // every change of a base node splits it, and none are joined
  void split_and_join_at_random(bool is_on) { is_random_ = is_on; }
  void take_settings(const CaTree& other);
  struct Statistics {
    std::size_t routes, bases, depth;
  };
  Statistics statistics() const;

 private:
  template <class GoesRight>
  void descend(Hold& h, bool exclusively, GoesRight goes_right);
  Hold& whole(Hold& h, Term key) const;  // for members of Store, which are const in name
  template <class OnRoute, class OnBase>
  void for_each_node(OnRoute on_route, OnBase on_base) const;

  // --- ca_tree_adapt.cpp
  static constexpr int kSplitForced = INT_MAX;  // contention that does not end
  Base* new_base(Term lower_border, Term upper_border);
  static void lock_exclusively(Base& base);
  static void lock_shared(Base& base);
  void unlock_and_adapt(Base& base, Route* parent, int level);
  void split(Base& base, Route* parent);
  void join(Base& base, Route* parent);
  void seem_less_wanted();
  Route* parent_of(const Route* route) const;
  void put_in_place(Route* parent, const Node* old, Node* fresh);
  void retire(std::initializer_list<Node*> nodes);  // Requires: structure_ is held
  static void destroy_node(Node* node);
  static std::size_t words_of_key(const Object& holder);

  SpreadLock& table_lock_;
  const Traits traits_;
  bool is_split_forced_ = false, is_random_ = false;  // changed under the table's exclusive lock
  Published<Node> root_;
  ShortLock structure_;       // of links between nodes, for who changes them, and of what follows
  std::size_t route_words_ = 0;  // of keys of route nodes, in OTP
  std::vector<Node*> retired_;   // taken out since those were that wait
  std::vector<Node*> waiting_;   // for all readers of the parts in `unseen_` to leave
  std::uint64_t unseen_ = 0;
};

}  // namespace rt::ets
