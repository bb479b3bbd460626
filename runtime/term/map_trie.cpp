// SPDX-License-Identifier: Apache-2.0
// Tries: look up, put, remove. Facts from OTP's erl_map.c (erts_hashmap_get, _insert, hashmap_delete).
//
// A change goes down once, noting the path (at most kTrieLevels + 1 nodes), reserves what the new path needs, and builds
// it from the bottom up; everything beside the path is shared.
#include "runtime/term/map_trie.hpp"

#include "runtime/process/process.hpp"
#include "runtime/term/compare.hpp"
#include "runtime/term/hash.hpp"
#include "runtime/term/map_inl.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

using trie::bit_count;
using trie::bit_of;
using trie::slot_of;

struct Step {
  const Word* node;
  unsigned slot;  // of the child on the path; where it would be, if it is not there
};

// The way from the root to where `key` is or would be.
struct Path {
  enum class End { empty, leaf, other_leaf, collision };
  Step steps[kTrieLevels + 1];
  unsigned depth = 0;  // steps taken; the last one's child is what `end` is about
  End end = End::empty;
  bool found = false;
  Term leaf;                  // found: the key's own; other_leaf: the one in its place
  std::size_t collision_at;   // found or not: index in the collision node
  const Word* collision = nullptr;

  Path(const AtomTable& atoms, const Word* root, Term key, std::uint64_t hash) {
    const Word* node = root;
    unsigned bitmap = trie::bitmap(root[trie::kRootBitmap]);
    std::size_t offset = trie::kRootChildren;
    for (;;) {
      const unsigned bit = bit_of(hash);
      const unsigned slot = slot_of(bitmap, bit);
      steps[depth++] = {node, slot};
      if ((bitmap & bit) == 0) return;
      const Term child = Term::from_word(node[offset + slot]);
      if (child.is_cons()) {
        leaf = child;
        found = exact_equal(child.head(), key);
        end = found ? End::leaf : End::other_leaf;
        return;
      }
      node = child.boxed_ptr();
      if (header_kind(*node) == Kind::map_collision) {
        search_collision(atoms, node, key);
        return;
      }
      hash >>= 4;
      bitmap = trie::bitmap(node[trie::kNodeBitmap]);
      offset = trie::kNodeChildren;
    }
  }

 private:
  void search_collision(const AtomTable& atoms, const Word* node, Term key) {
    end = End::collision;
    collision = node;
    const std::size_t n = header_words(*node);
    for (collision_at = 0; collision_at < n; ++collision_at) {
      const Term candidate = Term::from_word(node[trie::kLeaves + collision_at]);
      const int order = compare_exact(atoms, candidate.head(), key);
      if (order < 0) continue;
      if (order == 0) {
        found = true;
        leaf = candidate;
      }
      return;
    }
  }
};

// The collision node with a leaf put in or replaced.
Term collision_with(HeapWriter& w, const Path& path, Term leaf) {
  const Word* old = path.collision;
  const std::size_t n = header_words(*old);
  const std::size_t new_count = path.found ? n : n + 1;
  Word* made = w.take(1 + new_count);
  made[0] = make_header(Kind::map_collision, new_count);
  std::size_t to = trie::kLeaves;
  for (std::size_t i = 0; i < path.collision_at; ++i) made[to++] = old[trie::kLeaves + i];
  made[to++] = leaf.word();
  for (std::size_t i = path.collision_at + (path.found ? 1 : 0); i < n; ++i) made[to++] = old[trie::kLeaves + i];
  return Term::boxed(made);
}

// Two leaves whose ways have been the same for `level` levels: nodes with one child until they part.
struct Fork {
  std::uint64_t hash_a, hash_b;  // from `level` on
  unsigned chain = 0;            // nodes with one child
  bool collides = false;
  Fork(std::uint64_t a, std::uint64_t b, unsigned level) : hash_a(a), hash_b(b) {
    while (level + chain < kTrieLevels && ((a ^ b) & 15) == 0) {
      a >>= 4;
      b >>= 4;
      ++chain;
    }
    collides = level + chain == kTrieLevels;
  }
  Term build(HeapWriter& w, const AtomTable& atoms, Term leaf_a, Term leaf_b) const {
    Term made;
    if (collides) {
      const bool in_order = compare_exact(atoms, leaf_a.head(), leaf_b.head()) < 0;
      Word* node = w.take(3);
      node[0] = make_header(Kind::map_collision, 2);
      node[1] = (in_order ? leaf_a : leaf_b).word();
      node[2] = (in_order ? leaf_b : leaf_a).word();
      made = Term::boxed(node);
    } else {
      const unsigned bit_a = bit_of(hash_a >> (4 * chain)), bit_b = bit_of(hash_b >> (4 * chain));
      Word* node = w.take(4);
      node[0] = make_header(Kind::map_node, 3);
      node[1] = Term::small(bit_a | bit_b).word();
      node[2] = (bit_a < bit_b ? leaf_a : leaf_b).word();
      node[3] = (bit_a < bit_b ? leaf_b : leaf_a).word();
      made = Term::boxed(node);
    }
    for (unsigned i = chain; i-- > 0;) {
      Word* node = w.take(3);
      node[0] = make_header(Kind::map_node, 2);
      node[1] = Term::small(bit_of(hash_a >> (4 * i))).word();
      node[2] = made.word();
      made = Term::boxed(node);
    }
    return made;
  }
};

// A copy of the step's node with `child` in its slot: replacing what is there, or put in under `new_bit`.
Term node_with(HeapWriter& w, const Step& step, Term child, unsigned new_bit = 0) {
  const Word* old = step.node;
  const std::size_t offset = trie::child_offset(*old);
  const std::size_t old_words = 1 + header_words(*old);
  const std::size_t words = old_words + (new_bit != 0 ? 1 : 0);
  Word* made = w.take(words);
  const std::size_t at = offset + step.slot;
  std::memcpy(made, old, at * sizeof(Word));
  made[at] = child.word();
  const std::size_t rest = at + (new_bit != 0 ? 0 : 1);
  if (rest < old_words) std::memcpy(made + at + 1, old + rest, (old_words - rest) * sizeof(Word));
  if (new_bit != 0) {
    made[0] = make_header(header_kind(*old), words - 1);
    Word& bitmap = made[offset - 1];
    bitmap = Term::small(trie::bitmap(bitmap) | new_bit).word();
  }
  return Term::boxed(made);
}

// A copy of the step's node without its slot's child.
Term node_without(HeapWriter& w, const Step& step, unsigned bit) {
  const Word* old = step.node;
  const std::size_t offset = trie::child_offset(*old);
  const std::size_t old_words = 1 + header_words(*old);
  Word* made = w.take(old_words - 1);
  const std::size_t at = offset + step.slot;
  std::memcpy(made, old, at * sizeof(Word));
  std::memcpy(made + at, old + at + 1, (old_words - at - 1) * sizeof(Word));
  made[0] = make_header(header_kind(*old), old_words - 2);
  Word& bitmap = made[offset - 1];
  bitmap = Term::small(trie::bitmap(bitmap) & ~bit).word();
  return Term::boxed(made);
}

std::size_t path_words(const Path& path) {
  std::size_t words = 0;
  for (unsigned i = 0; i < path.depth; ++i) words += 1 + header_words(*path.steps[i].node);
  return words;
}

void set_count(Term root, std::size_t count) {
  root.boxed_ptr()[trie::kRootCount] = Term::small(static_cast<std::int64_t>(count)).word();
}

// What is left when few keys are: the flat form.
Term flat_without(Process& p, const Word* root, Term leaf) {
  MapBuilder builder(p.vm().atoms, kFlatMapMax);
  MapIterator it(Term::boxed(root));
  for (Term key, value; it.next(key, value);) {
    if (!exact_equal(key, leaf.head())) builder.add(key, value);
  }
  HeapWriter w = p.reserve(builder.words());
  return builder.build(w);
}

}  // namespace

std::uint64_t map_hash(Term key) { return internal_hash(key); }

Term trie_get(const Word* root, Term key, std::uint64_t hash) {
  unsigned bitmap = trie::bitmap(root[trie::kRootBitmap]);
  const Word* children = root + trie::kRootChildren;
  for (;;) {
    const unsigned bit = bit_of(hash);
    if ((bitmap & bit) == 0) return Term::none();
    const Term child = Term::from_word(children[slot_of(bitmap, bit)]);
    if (child.is_cons()) return exact_equal(child.head(), key) ? child.tail() : Term::none();
    const Word* node = child.boxed_ptr();
    if (header_kind(*node) == Kind::map_collision) {
      for (std::size_t i = 0; i < header_words(*node); ++i) {
        const Term leaf = Term::from_word(node[trie::kLeaves + i]);
        if (exact_equal(leaf.head(), key)) return leaf.tail();
      }
      return Term::none();
    }
    hash >>= 4;
    bitmap = trie::bitmap(node[trie::kNodeBitmap]);
    children = node + trie::kNodeChildren;
  }
}

Term trie_put(Process& p, const Word* root, Term key, std::uint64_t hash, Term value, bool only_if_present) {
  const AtomTable& atoms = p.vm().atoms;
  const Path path(atoms, root, key, hash);
  if (path.found) {
    if (path.leaf.tail() == value) return Term::boxed(root);
  } else if (only_if_present) {
    return Term::none();
  }

  const unsigned last = path.depth - 1;
  std::size_t words = trie::kLeafWords + path_words(path);
  unsigned new_bit = 0;
  Term child;
  switch (path.end) {
    case Path::End::empty: ++words; break;
    case Path::End::leaf: break;
    case Path::End::collision: words += 1 + header_words(*path.collision) + 1; break;
    case Path::End::other_leaf: words += (kTrieLevels - last) * 3 + 4; break;  // over-reserved
  }
  HeapWriter w = p.reserve(words);
  const Term leaf = w.cons(key, value);
  switch (path.end) {
    case Path::End::empty:
      child = leaf;
      new_bit = bit_of(hash >> (4 * last));
      break;
    case Path::End::leaf: child = leaf; break;
    case Path::End::collision: child = collision_with(w, path, leaf); break;
    case Path::End::other_leaf: {
      const unsigned level = last + 1;
      const std::uint64_t other = map_hash(path.leaf.head());
      const bool exhausted = level == kTrieLevels;
      const Fork fork(exhausted ? 0 : hash >> (4 * level), exhausted ? 0 : other >> (4 * level), level);
      child = fork.build(w, atoms, leaf, path.leaf);
      break;
    }
  }
  child = node_with(w, path.steps[last], child, new_bit);
  for (unsigned i = last; i-- > 0;) child = node_with(w, path.steps[i], child);
  if (!path.found) set_count(child, trie::count(root) + 1);
  return child;
}

Term trie_remove(Process& p, const Word* root, Term key, std::uint64_t hash, Term* value) {
  const Path path(p.vm().atoms, root, key, hash);
  if (value != nullptr) *value = path.found ? path.leaf.tail() : Term::none();
  if (!path.found) return Term::boxed(root);
  const std::size_t left = trie::count(root) - 1;
  if (left <= kFlatMapMax) return flat_without(p, root, path.leaf);

  HeapWriter w = p.reserve(path_words(path) + (path.collision != nullptr ? 1 + header_words(*path.collision) : 0));
  // What takes the place of the child: none (nothing is left there), a leaf that moves up, or a node.
  Term child;
  if (path.end == Path::End::collision) {
    const std::size_t n = header_words(*path.collision);
    if (n == 2) {
      child = Term::from_word(path.collision[trie::kLeaves + (1 - path.collision_at)]);
    } else {
      Word* made = w.take(n);
      made[0] = make_header(Kind::map_collision, n - 1);
      std::size_t to = trie::kLeaves;
      for (std::size_t i = 0; i < n; ++i) {
        if (i != path.collision_at) made[to++] = path.collision[trie::kLeaves + i];
      }
      child = Term::boxed(made);
    }
  }
  for (unsigned i = path.depth; i-- > 0;) {
    const Step& step = path.steps[i];
    const bool is_root = i == 0;
    const std::size_t offset = trie::child_offset(*step.node);
    const std::size_t n = 1 + header_words(*step.node) - offset;
    if (!is_root) {
      if (child.is_cons() && n == 1) continue;  // the leaf moves up
      if (child.is_none() && n == 2) {
        const Term other = Term::from_word(step.node[offset + 1 - step.slot]);
        if (other.is_cons()) {
          child = other;
          continue;
        }
      }
    }
    child = child.is_none() ? node_without(w, step, bit_of(hash >> (4 * i))) : node_with(w, step, child);
  }
  set_count(child, left);
  return child;
}

}  // namespace rt
