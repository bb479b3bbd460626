// SPDX-License-Identifier: Apache-2.0
// == and =:= of two terms that are not the same word: a walk over pairs of word ranges on an explicit stack.
// Tries of equal maps have the same shape (map.hpp), so maps are walked in step as well.
#include "runtime/base/inline_stack.hpp"
#include "runtime/code/module.hpp"
#include "runtime/term/bignum.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/compare.hpp"
#include "runtime/term/reference_ids.hpp"

namespace rt {

namespace {

// Words [a, a + n) against [b, b + n). `exact` is the mode; keys of maps are always exact.
struct Range {
  const Word* a;
  const Word* b;
  std::size_t n;
  bool exact;
};

class Equality {
 public:
  bool run(Term a, Term b, bool exact) {
    if (!step(a, b, exact)) return false;
    while (!ranges_.empty()) {
      Range& r = ranges_.top();
      const Term x = Term::from_word(*r.a++), y = Term::from_word(*r.b++);
      const bool mode = r.exact;
      if (--r.n == 0) ranges_.pop();
      if (x == y) continue;
      if (!step(x, y, mode)) return false;
    }
    return true;
  }

 private:
  void push(const Word* a, const Word* b, std::size_t n, bool exact) {
    if (n != 0) ranges_.push({a, b, n, exact});
  }

  bool step(Term a, Term b, bool exact) {
    if (a.is_cons()) {
      if (!b.is_cons()) return false;
      return list(a, b, exact);
    }
    if (a.is_boxed() && b.is_boxed()) return boxed(a, b, exact);
    return !exact && numbers(a, b);
  }

  bool list(Term a, Term b, bool exact) {
    for (;;) {
      const Word* x = a.cons_ptr();
      const Word* y = b.cons_ptr();
      if (x[0] != y[0]) {
        const Term head_a = Term::from_word(x[0]), head_b = Term::from_word(y[0]);
        if (!head_a.is_pointer() || !head_b.is_pointer()) {
          if (exact || !numbers(head_a, head_b)) return false;
        } else {
          push(x, y, 2, exact);
          return true;
        }
      }
      a = Term::from_word(x[1]);
      b = Term::from_word(y[1]);
      if (a == b) return true;
      if (!a.is_cons() || !b.is_cons()) return step(a, b, exact);
    }
  }

  bool numbers(Term a, Term b) {  // by value; false if one is no number
    if (is_float(a)) {
      if (is_float(b)) return float_value(a) == float_value(b);
      return is_integer(b) && compare_integer_float(b, float_value(a)) == 0;
    }
    if (!is_integer(a)) return false;
    if (is_float(b)) return compare_integer_float(a, float_value(b)) == 0;
    return is_integer(b) && compare_integers(a, b) == 0;
  }

  bool boxed(Term a, Term b, bool exact) {
    const Word* x = a.boxed_ptr();
    const Word* y = b.boxed_ptr();
    const Kind kind = header_kind(*x);
    switch (kind) {
      case Kind::tuple:
      case Kind::map_flat:
        if (*x != *y) return false;
        if (kind == Kind::map_flat) {
          push(x + 2, y + 2, header_words(*x) - 1, exact);
          if (x[1] != y[1]) push(x + 1, y + 1, 1, true);
        } else {
          push(x + 1, y + 1, header_words(*x), exact);
        }
        return true;
      case Kind::map_root:
      case Kind::map_node:
      case Kind::map_collision: return *x == *y && trie_node(x, y, kind, exact);
      case Kind::bignum_positive:
      case Kind::bignum_negative:
        if (*x == *y) return std::memcmp(x + 1, y + 1, header_words(*x) * sizeof(Word)) == 0;
        return !exact && numbers(a, b);
      case Kind::boxed_float:
        if (exact) return *x == *y && x[1] == y[1];
        return numbers(a, b);
      case Kind::heap_binary:
      case Kind::binary_handle:
      case Kind::bit_slice: return is_bitstring(b) && equal_bits(bit_view(a), bit_view(b));
      case Kind::fun_local: return *x == *y && local_fun(x, y, exact);
      case Kind::fun_export:
      case Kind::external_pid:
      case Kind::external_port: return *x == *y && std::memcmp(x + 1, y + 1, header_words(*x) * sizeof(Word)) == 0;
      case Kind::reference:
      case Kind::magic_reference:
      case Kind::external_reference: return is_reference(b) && reference_ids(a) == reference_ids(b);
      case Kind::match_context: return false;
    }
    return false;
  }

  // Same header: same kind and number of words. A child that is a cons is a leaf [Key | Value].
  bool trie_node(const Word* x, const Word* y, Kind kind, bool exact) {
    std::size_t first = 1;
    if (kind == Kind::map_root && x[first++] != y[1]) return false;  // count
    if (kind != Kind::map_collision) {
      if (x[first] != y[first]) return false;  // bitmap
      ++first;
    }
    for (std::size_t i = header_words(*x); i >= first; --i) {
      if (x[i] == y[i]) continue;
      const Term child_x = Term::from_word(x[i]), child_y = Term::from_word(y[i]);
      if (child_x.is_cons() != child_y.is_cons()) return false;
      if (child_x.is_cons()) {
        push(child_x.cons_ptr() + 1, child_y.cons_ptr() + 1, 1, exact);
        push(child_x.cons_ptr(), child_y.cons_ptr(), 1, true);
      } else {
        push(x + i, y + i, 1, exact);
      }
    }
    return true;
  }

  bool local_fun(const Word* x, const Word* y, bool exact) {
    const auto* f = reinterpret_cast<const FunEntry*>(x[1]);
    const auto* g = reinterpret_cast<const FunEntry*>(y[1]);
    if (f != g && (f->module_name != g->module_name || f->index != g->index || f->old_uniq != g->old_uniq)) return false;
    push(x + 3, y + 3, header_words(*x) - 2, exact);
    return true;
  }

  InlineStack<Range, 16> ranges_;
};

}  // namespace

bool compare_detail::equal_slow(Term a, Term b, bool exact) { return Equality().run(a, b, exact); }

}  // namespace rt
