// SPDX-License-Identifier: Apache-2.0
// Term order. A walk over pairs of word ranges on an explicit stack: the first pair that differs decides, unless
// it lies inside a map, whose entries are not stored in term order. Then the difference is delivered to the map's
// own record (MapOrder), which looks for the least key that decides and lets the walk go on.
#include <algorithm>
#include <cmath>
#include <vector>

#include "runtime/base/inline_stack.hpp"
#include "runtime/code/module.hpp"
#include "runtime/term/bignum.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/compare.hpp"
#include "runtime/term/map_difference.hpp"
#include "runtime/term/reference_ids.hpp"

namespace rt {

namespace {

template <class T>
int order_of(T a, T b) {
  return a < b ? -1 : b < a;
}

int compare_atoms(const AtomTable& atoms, Term a, Term b) {
  const int order = atoms.text(a).compare(atoms.text(b));
  return order < 0 ? -1 : order > 0;
}

enum class Rank : std::uint8_t { number, atom, reference, fun, port, pid, tuple, map, nil, list, bitstring };

Rank rank_of(Term t) {
  if (t.is_small()) return Rank::number;
  if (t.is_cons()) return Rank::list;
  if (!t.is_boxed()) {
    if (t.is_atom()) return Rank::atom;
    if (t.is_nil()) return Rank::nil;
    if (t.is_local_pid()) return Rank::pid;
    if (t.is_local_port()) return Rank::port;
    return Rank::number;
  }
  switch (header_kind(header_of(t))) {
    case Kind::tuple: return Rank::tuple;
    case Kind::bignum_positive:
    case Kind::bignum_negative:
    case Kind::boxed_float: return Rank::number;
    case Kind::heap_binary:
    case Kind::binary_handle:
    case Kind::bit_slice:
    case Kind::match_context: return Rank::bitstring;
    case Kind::fun_local:
    case Kind::fun_export: return Rank::fun;
    case Kind::reference:
    case Kind::magic_reference:
    case Kind::external_reference: return Rank::reference;
    case Kind::external_pid: return Rank::pid;
    case Kind::external_port: return Rank::port;
    case Kind::map_flat:
    case Kind::map_root:
    case Kind::map_node:
    case Kind::map_collision: return Rank::map;
  }
  return Rank::bitstring;
}

int compare_floats(double a, double b, bool exact) {
  if (a != b) return a < b ? -1 : 1;
  return exact ? order_of(!std::signbit(a), !std::signbit(b)) : 0;  // -0.0 before 0.0
}

int compare_numbers(Term a, Term b, bool exact) {
  if (is_float(a)) {
    if (is_float(b)) return compare_floats(float_value(a), float_value(b), exact);
    return exact ? 1 : -compare_integer_float(b, float_value(a));
  }
  if (is_float(b)) return exact ? -1 : compare_integer_float(a, float_value(b));
  return compare_integers(a, b);
}

class Comparison {
 public:
  explicit Comparison(const AtomTable& atoms) : atoms_(atoms) {}

  int run(Term a, Term b, bool exact) {
    int order = step(a, b, exact);
    for (;;) {
      if (order != 0) {  // decided, unless a map waits for it
        while (!frames_.empty() && frames_.top().n != kMap) frames_.pop();
        if (frames_.empty()) return order;
      }
      if (frames_.empty()) return 0;
      Frame& f = frames_.top();
      if (f.n == kMap) {
        order = advance_map(order);
        continue;
      }
      const Term x = Term::from_word(*f.a++), y = Term::from_word(*f.b++);
      const bool mode = f.exact;
      if (--f.n == 0) frames_.pop();
      order = x == y ? 0 : step(x, y, mode);
    }
  }

 private:
  struct Frame {
    const Word* a;
    const Word* b;
    std::size_t n;  // words to compare; kMap: maps_.back() waits here
    bool exact;
  };
  static constexpr std::size_t kMap = 0;

  struct MapOrder {
    MapDifference difference;
    bool exact;
    std::size_t next = 0;                 // candidate being looked at
    const MapCandidate* best = nullptr;   // least key so far that decides
    int best_order = 0;
    enum class Waiting : std::uint8_t { nothing, key, value } waiting = Waiting::nothing;
  };

  void push(const Word* a, const Word* b, std::size_t n, bool exact) {
    if (n != 0) frames_.push({a, b, n, exact});
  }

  // The order of two terms by what can be seen of them; pushes the rest.
  int step(Term a, Term b, bool exact) {
    if (Term::both_small(a, b)) return order_of(a.small_value(), b.small_value());
    const Rank rank = rank_of(a);
    const Rank other = rank_of(b);
    if (rank != other) return rank < other ? -1 : 1;
    switch (rank) {
      case Rank::number: return compare_numbers(a, b, exact);
      case Rank::atom: return compare_atoms(atoms_, a, b);
      case Rank::reference: return compare_references(a, b);
      case Rank::fun: return compare_funs(a, b, exact);
      case Rank::port:
      case Rank::pid: return compare_identifiers(a, b, rank);
      case Rank::tuple: {
        const std::size_t n = tuple_arity(a);
        if (n != tuple_arity(b)) return order_of(n, tuple_arity(b));
        push(a.boxed_ptr() + 1, b.boxed_ptr() + 1, n, exact);
        return 0;
      }
      case Rank::map: return compare_maps(a, b, exact);
      case Rank::nil: return 0;
      case Rank::list: return compare_lists(a, b, exact);
      case Rank::bitstring: {
        const int order = compare_bits(bit_view(a), bit_view(b));
        return order < 0 ? -1 : order > 0;
      }
    }
    return 0;
  }

  int compare_lists(Term a, Term b, bool exact) {
    for (;;) {
      const Word* x = a.cons_ptr();
      const Word* y = b.cons_ptr();
      if (x[0] != y[0]) {
        const Term head_a = Term::from_word(x[0]), head_b = Term::from_word(y[0]);
        if (Term::both_small(head_a, head_b)) return order_of(head_a.small_value(), head_b.small_value());
        push(x, y, 2, exact);  // not by a call: no compiler must make it a jump
        return 0;
      }
      a = Term::from_word(x[1]);
      b = Term::from_word(y[1]);
      if (a == b) return 0;
      if (!a.is_cons() || !b.is_cons()) return step(a, b, exact);
    }
  }

  int compare_nodes(Term node_a, Word creation_a, Term node_b, Word creation_b) {
    if (node_a != node_b) return compare_atoms(atoms_, node_a, node_b);
    return order_of(creation_a, creation_b);
  }

  int compare_references(Term a, Term b) {
    const ReferenceIds x = reference_ids(a), y = reference_ids(b);
    if (const int order = compare_nodes(x.node, x.creation, y.node, y.creation)) return order;
    for (std::size_t i = std::max(x.words, y.words); i-- > 0;) {
      if (x.word(i) != y.word(i)) return order_of(x.word(i), y.word(i));
    }
    return 0;
  }

  struct Identifier {
    Term node = atoms::nonode_at_nohost;
    Word creation = 0;
    Word number = 0;
    Word serial = 0;
  };
  static Identifier identifier(Term t) {
    if (t.is_local_pid()) return {atoms::nonode_at_nohost, 0, t.local_id() & kPidNumberMask, t.local_id() >> 28};
    if (t.is_local_port()) return {atoms::nonode_at_nohost, 0, t.local_id(), 0};
    const Word* x = t.boxed_ptr();
    return {Term::from_word(x[1]), x[2], x[3], header_words(*x) > 3 ? x[4] : 0};
  }
  static constexpr Word kPidNumberMask = (Word{1} << 28) - 1;

  int compare_identifiers(Term a, Term b, Rank rank) {
    const Identifier x = identifier(a), y = identifier(b);
    const int nodes = compare_nodes(x.node, x.creation, y.node, y.creation);
    if (rank == Rank::port) return nodes != 0 ? nodes : order_of(x.number, y.number);
    if (x.serial != y.serial) return order_of(x.serial, y.serial);
    return x.number != y.number ? order_of(x.number, y.number) : nodes;
  }

  int compare_funs(Term a, Term b, bool exact) {
    const Word* x = a.boxed_ptr();
    const Word* y = b.boxed_ptr();
    const bool x_local = header_kind(*x) == Kind::fun_local, y_local = header_kind(*y) == Kind::fun_local;
    if (x_local != y_local) return x_local ? -1 : 1;  // external ones are greater
    if (!x_local) {
      const auto* e = reinterpret_cast<const Export*>(x[1]);
      const auto* f = reinterpret_cast<const Export*>(y[1]);
      if (e->module != f->module) return compare_atoms(atoms_, e->module, f->module);
      if (e->function != f->function) return compare_atoms(atoms_, e->function, f->function);
      return order_of(e->arity, f->arity);
    }
    const auto* e = reinterpret_cast<const FunEntry*>(x[1]);
    const auto* f = reinterpret_cast<const FunEntry*>(y[1]);
    if (e != f) {
      if (e->module_name != f->module_name) return compare_atoms(atoms_, e->module_name, f->module_name);
      if (e->index != f->index) return order_of(e->index, f->index);
      if (e->old_uniq != f->old_uniq) return order_of(e->old_uniq, f->old_uniq);
    }
    if (*x != *y) return order_of(header_words(*x), header_words(*y));
    push(x + 3, y + 3, header_words(*x) - 2, exact);
    return 0;
  }

  int compare_maps(Term a, Term b, bool exact) {
    const std::size_t n = map_key_count(a);
    if (n != map_key_count(b)) return order_of(n, map_key_count(b));
    MapOrder order{map_difference(a, b), exact};
    if (order.difference.candidates.empty()) return 0;
    maps_.push_back(std::move(order));
    frames_.push({nullptr, nullptr, kMap, false});
    return 0;
  }

  // The map record on top of the stack goes on; `order` is the result of what it waited for. Its result is 0 while
  // there is something to compare first.
  int advance_map(int order) {
    MapOrder& m = maps_.back();
    const auto& candidates = m.difference.candidates;
    if (m.waiting == MapOrder::Waiting::key && order >= 0) {
      ++m.next;  // not less than the best
    } else if (m.waiting == MapOrder::Waiting::key) {
      if (begin_value(m)) return 0;
    } else if (m.waiting == MapOrder::Waiting::value) {
      if (order != 0) take_best(m, order);
      ++m.next;
    }
    while (m.next < candidates.size()) {
      const MapCandidate& c = candidates[m.next];
      if (m.best != nullptr) {
        const Term key = Term::from_word(*c.key), best = Term::from_word(*m.best->key);
        if (key.is_atom() && best.is_atom()) {
          if (compare_atoms(atoms_, key, best) > 0) {
            ++m.next;
            continue;
          }
        } else {
          m.waiting = MapOrder::Waiting::key;
          push(c.key, m.best->key, 1, true);
          return 0;
        }
      }
      if (begin_value(m)) return 0;
    }
    const int result = m.best_order;
    maps_.pop_back();
    frames_.pop();
    return result;
  }

  void take_best(MapOrder& m, int order) {
    m.best = &m.difference.candidates[m.next];
    m.best_order = order;
  }

  // The candidate has the least key so far: its side or, if both maps have the key, its values decide.
  // True when values must be compared first.
  bool begin_value(MapOrder& m) {
    const MapCandidate& c = m.difference.candidates[m.next];
    if (c.side != 0) {
      take_best(m, c.side);
      m.waiting = MapOrder::Waiting::nothing;
      ++m.next;
      return false;
    }
    m.waiting = MapOrder::Waiting::value;
    push(c.value_a, c.value_b, 1, m.exact);
    return true;
  }

  const AtomTable& atoms_;
  InlineStack<Frame, 16> frames_;
  std::vector<MapOrder> maps_;
};

}  // namespace

int compare_detail::compare_slow(const AtomTable& atoms, Term a, Term b, bool exact) {
  if (a.is_atom() && b.is_atom()) return compare_atoms(atoms, a, b);
  if (a.is_immediate_float() && b.is_immediate_float()) return compare_floats(float_value(a), float_value(b), exact);
  return Comparison(atoms).run(a, b, exact);
}

}  // namespace rt
