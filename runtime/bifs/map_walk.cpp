// SPDX-License-Identifier: Apache-2.0
// erts_internal's natives on maps: map_next/3, the engine of maps:iterator, maps:to_list and comprehensions, and what
// erts_debug:size/1 uses to look inside. Facts from OTP's erl_map.c.
//
// A place in a trie is a path: which child to take, 4 bits a level, the root's lowest. One call gives a bounded number of
// pairs and, if some are left, the path of the next one with the map: [Path | Map].
#include <algorithm>

#include "runtime/bifs/bif.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/map_inl.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

enum class Result { iterator, list };

// What is returned: for an iterator {K1, V1, {K2, V2, Rest}}; for a list the pairs in reverse before what was given.
class Output {
 public:
  Output(Process& p, Result kind, Term list) : p_(p), kind_(kind), list_(list) {}

  void add(Term key, Term value) {
    if (kind_ == Result::list) {
      HeapWriter w = p_.reserve(5);
      list_ = w.cons(w.tuple({key, value}), list_);
      return;
    }
    const Term link = p_.reserve(4).tuple({key, value, atoms::none});
    *open_ = link.word();
    open_ = link.boxed_ptr() + 3;
  }
  // `path` is none when nothing is left.
  Term finish(Term path, Term map) {
    if (path.is_none()) return kind_ == Result::list ? list_ : Term::from_word(first_);
    HeapWriter w = p_.reserve(4);
    if (kind_ == Result::list) return w.cons(path, w.cons(map, list_));
    *open_ = w.cons(path, map).word();
    return Term::from_word(first_);
  }

 private:
  Process& p_;
  Result kind_;
  Term list_;
  Word first_ = atoms::none.word();
  Word* open_ = &first_;
};

struct Place {
  const Word* children;
  std::size_t at, size;
  bool is_collision;
  explicit Place(Term node) {
    const Word* n = node.boxed_ptr();
    const std::size_t offset = trie::child_offset(*n);
    children = n + offset;
    at = 0;
    size = 1 + header_words(*n) - offset;
    is_collision = header_kind(*n) == Kind::map_collision;
  }
  Place() = default;
  Term child() const { return Term::from_word(children[at]); }
};

// A path needs up to 17 * 4 bits.
using PathBits = unsigned __int128;

bool read_path(Term t, PathBits& path) {
  if (t.is_small()) {
    // OTP takes the bits of a small as they are.
    constexpr Word kOtpSmallMask = (Word{1} << 60) - 1;
    const std::int64_t v = t.small_value();
    path = v < 0 ? static_cast<Word>(v) & kOtpSmallMask : static_cast<Word>(v);
    return v >= -(std::int64_t{1} << 59);
  }
  if (!is_boxed_kind(t, Kind::bignum_positive)) return false;
  const Word* big = t.boxed_ptr();
  path = big[1];
  if (header_words(big[0]) > 1) path |= static_cast<PathBits>(big[2]) << 64;
  return true;
}

Term write_path(Process& p, PathBits path) {
  const auto low = static_cast<Word>(path), high = static_cast<Word>(path >> 64);
  HeapWriter w = p.reserve(3);
  if (high == 0) return w.unsigned_integer(low);
  Word* big = w.take(3);
  big[0] = make_header(Kind::bignum_positive, 2);
  big[1] = low;
  big[2] = high;
  return Term::boxed(big);
}

Term next_of_trie(Process& p, Term start, Term map, Result kind, Term list) {
  const std::size_t budget = static_cast<std::size_t>(std::max(p.reductions_left / 4, 1));
  std::size_t wanted = std::min(budget, map_size(map));
  PathBits path;
  if (!read_path(start, path)) return p.raise<Fault::badarg>();
  if (path == 0) wanted = std::min(wanted, kFlatMapMax);

  Place above[kTrieLevels + 1];
  unsigned depth = 0;
  Place here(map);
  for (;; path >>= 4) {
    here.at = static_cast<std::size_t>(path & 15);
    if (here.at >= here.size) return p.raise<Fault::badarg>();
    if (here.child().is_cons()) break;
    above[depth++] = here;
    here = Place(here.child());
  }

  Output out(p, kind, list);
  std::int64_t given = 0;
  bool more = false;
  for (;;) {
    // The path has no room for a place in a large collision node, so such a node is given as a whole.
    if (here.at == 0 && here.is_collision) wanted = std::max(wanted, here.size);
    for (; here.at < here.size && wanted > 0 && here.child().is_cons(); ++here.at, --wanted, ++given) {
      out.add(here.child().head(), here.child().tail());
    }
    if (here.at < here.size) {
      above[depth++] = here;
      if (wanted == 0) {
        more = true;
        break;
      }
      here = Place(here.child());
    } else if (depth > 0) {
      here = above[--depth];
      ++here.at;
    } else {
      break;
    }
  }
  p.charge(4 * given);
  if (!more) return out.finish(Term::none(), map);
  PathBits rest = 0;
  while (depth > 0) rest = rest << 4 | above[--depth].at;
  return out.finish(write_path(p, rest), map);
}

Term next_of_flat(Process& p, Term start, Term map, Result kind, Term list) {
  const std::size_t n = map_size(map);
  if (!start.is_small() || static_cast<Word>(start.small_value()) > n) return p.raise<Fault::badarg>();
  const Word* keys = flat::key_words(map.boxed_ptr());
  const Word* values = map.boxed_ptr() + flat::kValues;
  if (kind == Result::iterator) {
    Output out(p, kind, list);
    for (std::size_t i = 0; i < n; ++i) out.add(Term::from_word(keys[i]), Term::from_word(values[i]));
    return out.finish(Term::none(), map);
  }
  HeapWriter w = p.reserve(5 * n);
  for (std::size_t i = n; i-- > 0;) {
    list = w.cons(w.tuple({Term::from_word(keys[i]), Term::from_word(values[i])}), list);
  }
  return list;
}

// The iterator of maps:iterator(Map, Order): a list of the keys that are left.
Term next_of_ordered(Process& p, Term keys, Term map) {
  constexpr int kReductionsPerKey = 32;
  int left = std::max(p.reductions_left / kReductionsPerKey, 1);
  Output out(p, Result::iterator, Term::nil());
  for (; keys.is_cons() && left > 0; keys = keys.tail(), --left) {
    const Term value = map_get(map, keys.head());
    if (value.is_none()) return p.raise<Fault::badarg>();
    out.add(keys.head(), value);
    p.charge(kReductionsPerKey);
  }
  if (keys.is_cons()) return out.finish(keys, map);
  return keys.is_nil() ? out.finish(Term::none(), map) : p.raise<Fault::badarg>();
}

Term map_next_3(Process& p, Term path, Term map, Term wanted) {
  const bool is_iterator = wanted == atoms::iterator;
  if (!is_map(map) || !(is_iterator || wanted.is_list())) return p.raise<Fault::badarg>();
  if (is_iterator && path.is_list()) return next_of_ordered(p, path, map);
  const Result kind = is_iterator ? Result::iterator : Result::list;
  return is_flat_map(map) ? next_of_flat(p, path, map, kind, wanted) : next_of_trie(p, path, map, kind, wanted);
}

Term map_to_tuple_keys_1(Process& p, Term map) {
  if (!is_map(map)) return p.raise<Fault::badmap>(map);
  return is_flat_map(map) ? flat::keys(map.boxed_ptr()) : p.raise<Fault::badarg>();
}

// Leaves and inner nodes, which only erts_debug:size/1 may see.
Term map_hashmap_children_1(Process& p, Term node) {
  if (!is_map(node) && !is_boxed_kind(node, Kind::map_node) && !is_boxed_kind(node, Kind::map_collision)) {
    return p.raise<Fault::badmap>(node);
  }
  if (is_flat_map(node)) return p.raise<Fault::badarg>();
  Place place(node);
  HeapWriter w = p.reserve(2 * place.size);
  Term list = Term::nil();
  for (; place.at < place.size; ++place.at) list = w.cons(place.child(), list);
  return list;
}

constexpr Bif kRows[] = {
    bif<&map_hashmap_children_1>("map_hashmap_children"),
    bif<&map_next_3>("map_next"),
    bif<&map_to_tuple_keys_1>("map_to_tuple_keys"),
};

}  // namespace

extern constinit const BifModule kErtsInternalMaps{"erts_internal", kRows};

}  // namespace rt
