// SPDX-License-Identifier: Apache-2.0
// Natives of erts_debug that look at terms, and erts_internal:term_type/1, by which erts_debug:size/1 finds its way.
// Sizes are those of OTP's representation (term/otp_size.hpp).
#include <array>

#include "runtime/bifs/bif.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/map_inl.hpp"
#include "runtime/term/otp_size.hpp"
#include "runtime/term/sharing.hpp"
#include "runtime/term/term_stack.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

Term same_2(Process&, Term a, Term b) { return boolean(a == b); }

Term flat_size_1(Process& p, Term t) { return p.reserve(2).unsigned_integer(otp_flat_words(t)); }

Term size_shared_1(Process& p, Term t) {
  return p.reserve(2).unsigned_integer(otp_shared_words(t, p.vm().literals));
}

Term copy_shared_2(Process& p, Term t, Term copies_literals) {
  if (copies_literals != atoms::true_ && copies_literals != atoms::false_) return p.raise<Fault::badarg>();
  SharingCopy copy(p.vm().literals, copies_literals == atoms::true_ ? LiteralPolicy::copy : LiteralPolicy::keep);
  copy.add(t);
  HeapWriter w = p.reserve(copy.words());
  return copy.copy(t, w);
}

// How a trie is built: leaves by depth, nodes by how many children they have.
struct TrieCensus {
  std::array<std::size_t, kTrieLevels + 2> leaves_at{};
  std::array<std::size_t, 16> nodes_of{}, collisions_of{};
  std::size_t leaves = 0, nodes = 0, arrays = 0, collisions = 0, depth = 0;

  // At most kTrieLevels calls deep.
  void visit(Term t, std::size_t level) {
    if (t.is_cons()) {
      ++leaves;
      ++leaves_at[level];
      return;
    }
    const Word* node = t.boxed_ptr();
    const std::size_t first = trie::child_offset(*node), n = 1 + header_words(*node) - first;
    switch (header_kind(*node)) {
      case Kind::map_collision:
        ++collisions;
        ++collisions_of[(n > 16 ? 16 : n) - 1];
        break;
      case Kind::map_root:
        if (n == 16) {
          ++arrays;
          break;
        }
        [[fallthrough]];
      default: ++nodes; ++nodes_of[n - 1];
    }
    depth = std::max(depth, level + 1);
    for (std::size_t i = 0; i < n; ++i) visit(Term::from_word(node[first + i]), level + 1);
  }
};

template <std::size_t N>
Term numbers(HeapWriter& w, const std::array<std::size_t, N>& values) {
  std::array<Term, N> terms;
  for (std::size_t i = 0; i < N; ++i) terms[i] = Term::small(static_cast<std::int64_t>(values[i]));
  return w.tuple(terms);
}

Term map_info_1(Process& p, Term map) {
  if (!is_map(map)) return p.raise<Fault::badmap>(map);
  if (is_flat_map(map)) return p.raise<Fault::badarg>();
  TrieCensus census;
  census.visit(map, 0);
  HeapWriter w = p.reserve(19 + 17 + 17 + 4 * 4 + 3 + 5 * 2);
  const auto row = [&](Term name, std::size_t count, Term usage) {
    return w.tuple({name, Term::small(static_cast<std::int64_t>(count)), usage});
  };
  const Term leaves = row(atoms::leafs, census.leaves, numbers(w, census.leaves_at));
  const Term bitmaps = row(atoms::bitmaps, census.nodes, numbers(w, census.nodes_of));
  const Term collisions = row(atoms::collisions, census.collisions, numbers(w, census.collisions_of));
  const Term arrays = row(atoms::arrays, census.arrays, Term::nil());
  const Term depth = w.tuple({atoms::depth, Term::small(static_cast<std::int64_t>(census.depth))});
  return w.list({depth, arrays, collisions, bitmaps, leaves});
}

Term boxed_type(Term t) {
  switch (header_kind(header_of(t))) {
    case Kind::tuple: return atoms::tuple;
    case Kind::bignum_positive:
    case Kind::bignum_negative: return atoms::bignum;
    case Kind::boxed_float: return atoms::hfloat;
    case Kind::heap_binary: return atoms::heap_binary;
    case Kind::binary_handle: return atoms::sub_binary;  // OTP 27 has no whole reference-counted ones
    case Kind::bit_slice:
    case Kind::match_context:
      return t.boxed_ptr()[3] <= 8 * kHeapBinaryMaxBytes ? atoms::heap_binary : atoms::sub_binary;
    case Kind::fun_local: return atoms::fun;
    case Kind::fun_export: return atoms::export_;
    case Kind::reference:
    case Kind::magic_reference: return atoms::reference;
    case Kind::external_pid: return atoms::external_pid;
    case Kind::external_port: return atoms::external_port;
    case Kind::external_reference: return atoms::external_reference;
    case Kind::map_flat: return atoms::flatmap;
    case Kind::map_root: return atoms::hashmap;
    case Kind::map_node:
    case Kind::map_collision: return atoms::hashmap_node;
  }
  return atoms::undefined;
}

Term term_type_1(Process&, Term t) {
  if (t.is_boxed()) return boxed_type(t);
  if (t.is_cons()) return atoms::list;
  if (t.is_small()) return otp_flat_words(t) == 0 ? atoms::fixnum : atoms::bignum;
  if (t.is_immediate_float()) return atoms::hfloat;
  if (t.is_atom()) return atoms::atom;
  if (t.is_local_pid()) return atoms::pid;
  return t.is_local_port() ? atoms::port : atoms::nil_atom;
}

constexpr Bif kDebugRows[] = {
    bif<&copy_shared_2>("copy_shared"), bif<&flat_size_1>("flat_size"),     bif<&map_info_1>("map_info"),
    bif<&same_2>("same"),               bif<&size_shared_1>("size_shared"),
};
constexpr Bif kInternalRows[] = {bif<&term_type_1>("term_type")};

}  // namespace

extern constinit const BifModule kErtsDebug{"erts_debug", kDebugRows};
extern constinit const BifModule kErtsInternalTermType{"erts_internal", kInternalRows};

}  // namespace rt
