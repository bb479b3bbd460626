// SPDX-License-Identifier: Apache-2.0
// Merging two tries: both are walked at once, at most kTrieLevels calls deep; a subtree that only one of them has, or
// that comes out as one of them has it, is shared. Facts from OTP's erl_map.c (hashmap_merge).
#include "runtime/process/process.hpp"
#include "runtime/term/compare.hpp"
#include "runtime/term/map_inl.hpp"
#include "runtime/term/map_trie.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

class Merge {
 public:
  explicit Merge(Process& p) : p_(p) {}

  Term run(const Word* a, const Word* b) {
    count_ = trie::count(a) + trie::count(b);
    const Term merged = node(Term::boxed(a), Term::boxed(b), 0);
    // Shared as a whole, it has its own count already.
    if (merged != Term::boxed(a) && merged != Term::boxed(b)) {
      merged.boxed_ptr()[trie::kRootCount] = Term::small(static_cast<std::int64_t>(count_)).word();
    }
    return merged;
  }

 private:
  // A node or a leaf at some level, as a list of children.
  struct Children {
    unsigned bitmap;
    const Word* at;
    Word leaf;
    Children(Term t, unsigned level) {
      if (t.is_cons()) {
        bitmap = trie::bit_of(map_hash(t.head()) >> (4 * level));
        leaf = t.word();
        at = &leaf;
        return;
      }
      const Word* node = t.boxed_ptr();
      const std::size_t offset = trie::child_offset(*node);
      bitmap = trie::bitmap(node[offset - 1]);
      at = node + offset;
    }
    Children(const Children&) = delete;
    Children& operator=(const Children&) = delete;
  };

  // Both are at the same place of their tries.
  Term node(Term a, Term b, unsigned level) {
    if (a == b) {
      count_ -= leaves(b);
      return b;
    }
    if (a.is_cons() && b.is_cons() && exact_equal(a.head(), b.head())) {
      --count_;
      return b;
    }
    if (level == kTrieLevels) return collision(a, b);
    Children from_a(a, level), from_b(b, level);
    Word merged[16];
    std::size_t n = 0;
    bool same_as_a = true, same_as_b = true;
    for (unsigned rest = from_a.bitmap | from_b.bitmap; rest != 0; rest &= rest - 1) {
      const unsigned bit = rest & ~(rest - 1);
      if ((from_a.bitmap & bit) == 0) {
        same_as_a = false;
        merged[n++] = *from_b.at++;
      } else if ((from_b.bitmap & bit) == 0) {
        same_as_b = false;
        merged[n++] = *from_a.at++;
      } else {
        const Word child_a = *from_a.at++, child_b = *from_b.at++;
        const Word child = node(Term::from_word(child_a), Term::from_word(child_b), level + 1).word();
        same_as_a = same_as_a && child == child_a;
        same_as_b = same_as_b && child == child_b;
        merged[n++] = child;
      }
    }
    if (same_as_b && b.is_boxed()) return b;
    if (same_as_a && a.is_boxed()) return a;
    const std::size_t offset = level == 0 ? trie::kRootChildren : trie::kNodeChildren;
    HeapWriter w = p_.reserve(offset + n);
    Word* made = w.take(offset + n);
    made[0] = make_header(level == 0 ? Kind::map_root : Kind::map_node, offset + n - 1);
    made[offset - 1] = Term::small(from_a.bitmap | from_b.bitmap).word();
    std::memcpy(made + offset, merged, n * sizeof(Word));
    return Term::boxed(made);
  }

  // Below the last level: each is a leaf or a collision node, sorted.
  Term collision(Term a, Term b) {
    const Word word_a = a.word(), word_b = b.word();
    const Word* at_a = a.is_cons() ? &word_a : a.boxed_ptr() + trie::kLeaves;
    const Word* at_b = b.is_cons() ? &word_b : b.boxed_ptr() + trie::kLeaves;
    const Word* end_a = at_a + (a.is_cons() ? 1 : header_words(header_of(a)));
    const Word* end_b = at_b + (b.is_cons() ? 1 : header_words(header_of(b)));
    const std::size_t most = static_cast<std::size_t>((end_a - at_a) + (end_b - at_b));
    HeapWriter w = p_.reserve(1 + most);
    Word* made = w.take(1);
    std::size_t n = 0;
    while (at_a < end_a || at_b < end_b) {
      int order = at_a == end_a ? 1 : -1;
      if (at_a < end_a && at_b < end_b) {
        order = compare_exact(p_.vm().atoms, Term::from_word(*at_a).head(), Term::from_word(*at_b).head());
      }
      if (order == 0) {
        ++at_a;
        --count_;
      }
      *w.take(1) = order < 0 ? *at_a++ : *at_b++;
      ++n;
    }
    made[0] = make_header(Kind::map_collision, n);
    return Term::boxed(made);
  }

  // At most kTrieLevels calls deep.
  static std::size_t leaves(Term t) {
    if (t.is_cons()) return 1;
    const Word* node = t.boxed_ptr();
    std::size_t n = 0;
    for (std::size_t i = trie::child_offset(*node); i < 1 + header_words(*node); ++i) {
      n += leaves(Term::from_word(node[i]));
    }
    return n;
  }

  Process& p_;
  std::size_t count_ = 0;
};

}  // namespace

Term trie_merge(Process& p, const Word* a, const Word* b) { return Merge(p).run(a, b); }

}  // namespace rt
