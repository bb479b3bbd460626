// SPDX-License-Identifier: Apache-2.0
// Two tries of the same size are walked in step: what stands at the same place in both belongs to the same hash
// prefix, so a key of one can only be there in the other. Places with more than one leaf on one side are matched
// leaf by leaf.
#include "runtime/term/map_difference.hpp"

#include "runtime/base/inline_stack.hpp"
#include "runtime/term/compare.hpp"

namespace rt {

namespace {

struct Leaf {
  const Word* key;
  const Word* value;
};

class Differ {
 public:
  MapDifference run(Term a, Term b) {
    const Word* x = a.boxed_ptr();
    const Word* y = b.boxed_ptr();
    if (header_kind(*x) == Kind::map_flat) {
      flat(x, y);
    } else {
      places_.push({x, y});
      while (!places_.empty()) {
        const Place place = places_.pop();
        nodes(place.a, place.b);
      }
    }
    return {std::move(alone_.empty() ? common_ : alone_)};
  }

 private:
  struct Place {
    const Word* a;
    const Word* b;
  };

  void in_both(Leaf a, Leaf b) {
    if (*a.value != *b.value) common_.push_back({a.key, a.value, b.value, 0});
  }
  void only(Leaf leaf, int side) { alone_.push_back({leaf.key, nullptr, nullptr, side}); }
  static bool same_key(Leaf a, Leaf b) { return exact_equal(Term::from_word(*a.key), Term::from_word(*b.key)); }

  static void flat_leaves(const Word* map, std::vector<Leaf>& leaves) {
    const Word* keys = Term::from_word(map[1]).boxed_ptr();
    for (std::size_t i = 0; i + 1 < header_words(*map); ++i) leaves.push_back({keys + 1 + i, map + 2 + i});
  }

  void flat(const Word* x, const Word* y) {
    std::vector<Leaf> as, bs;
    flat_leaves(x, as);
    flat_leaves(y, bs);
    match(as, bs);
  }

  // Leaves of both sides in any order; mostly in the same.
  void match(const std::vector<Leaf>& as, const std::vector<Leaf>& bs) {
    std::vector<bool> found(bs.size());
    for (std::size_t i = 0; i < as.size(); ++i) {
      std::size_t j = 0;
      if (i < bs.size() && !found[i] && same_key(as[i], bs[i])) {
        j = i;
      } else {
        while (j < bs.size() && (found[j] || !same_key(as[i], bs[j]))) ++j;
      }
      if (j < bs.size()) {
        found[j] = true;
        in_both(as[i], bs[j]);
      } else {
        only(as[i], -1);
      }
    }
    for (std::size_t j = 0; j < bs.size(); ++j) {
      if (!found[j]) only(bs[j], 1);
    }
  }

  static std::size_t first_child(Kind kind) { return kind == Kind::map_root ? 3 : kind == Kind::map_node ? 2 : 1; }

  static void leaves_below(Term child, std::vector<Leaf>& leaves) {
    InlineStack<Word, 64> rest;
    rest.push(child.word());
    while (!rest.empty()) {
      const Term t = Term::from_word(rest.pop());
      if (t.is_cons()) {
        leaves.push_back({t.cons_ptr(), t.cons_ptr() + 1});
        continue;
      }
      const Word* node = t.boxed_ptr();
      for (std::size_t i = first_child(header_kind(*node)); i <= header_words(*node); ++i) rest.push(node[i]);
    }
  }

  void all_only(Term child, int side) {
    std::vector<Leaf> leaves;
    leaves_below(child, leaves);
    for (const Leaf leaf : leaves) only(leaf, side);
  }

  void children(Term a, Term b) {
    if (a == b) return;
    if (a.is_boxed() && b.is_boxed() && header_kind(header_of(a)) != Kind::map_collision &&
        header_kind(header_of(b)) != Kind::map_collision) {
      places_.push({a.boxed_ptr(), b.boxed_ptr()});
      return;
    }
    std::vector<Leaf> as, bs;
    leaves_below(a, as);
    leaves_below(b, bs);
    match(as, bs);
  }

  void nodes(const Word* x, const Word* y) {
    std::size_t i = first_child(header_kind(*x)), j = first_child(header_kind(*y));
    const Word bitmap_x = static_cast<Word>(Term::from_word(x[i - 1]).small_value());
    const Word bitmap_y = static_cast<Word>(Term::from_word(y[j - 1]).small_value());
    for (unsigned bit = 0; bit < 16; ++bit) {
      const bool in_x = (bitmap_x >> bit & 1) != 0, in_y = (bitmap_y >> bit & 1) != 0;
      if (in_x && in_y) {
        children(Term::from_word(x[i]), Term::from_word(y[j]));
      } else if (in_x) {
        all_only(Term::from_word(x[i]), -1);
      } else if (in_y) {
        all_only(Term::from_word(y[j]), 1);
      }
      i += in_x;
      j += in_y;
    }
  }

  InlineStack<Place, 16> places_;
  std::vector<MapCandidate> alone_, common_;
};

}  // namespace

MapDifference map_difference(Term a, Term b) { return Differ().run(a, b); }

}  // namespace rt
