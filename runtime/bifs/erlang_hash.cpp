// SPDX-License-Identifier: Apache-2.0
// erlang:phash2/1,2 and phash/2: a hash folded into the range that the caller gives, at most 2^32.
#include "runtime/bifs/bif.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/hash.hpp"
#include "runtime/vm.hpp"

namespace rt {

namespace {

constexpr std::int64_t kDefaultRange = std::int64_t{1} << 27, kMaxRange = std::int64_t{1} << 32;

bool is_range(Term t) { return t.is_small() && t.small_value() > 0 && t.small_value() <= kMaxRange; }

Term phash2_1(Process& p, Term t) { return Term::small(portable_hash2(p.vm().atoms, t) % kDefaultRange); }

Term phash2_2(Process& p, Term t, Term range) {
  if (!is_range(range)) return p.raise<Fault::badarg>();
  return Term::small(portable_hash2(p.vm().atoms, t) % range.small_value());
}

Term phash_2(Process& p, Term t, Term range) {  // from 1 on
  if (!is_range(range)) return p.raise<Fault::badarg>();
  return Term::small(1 + portable_hash(p.vm().atoms, t) % range.small_value());
}

constexpr Bif kRows[] = {
    bif<&phash2_1>("phash2"),
    bif<&phash2_2>("phash2"),
    bif<&phash_2>("phash"),
};

}  // namespace

extern constinit const BifModule kErlangHash;
constinit const BifModule kErlangHash{"erlang", kRows};

}  // namespace rt
