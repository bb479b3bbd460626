// SPDX-License-Identifier: Apache-2.0
// The trie form of maps, for map.cpp and ops/map_ops.cpp. Requires of all: `root` points to a map_root's header and
// `hash` is map_hash(key).
#pragma once

#include "runtime/term/map.hpp"

namespace rt {

std::uint64_t map_hash(Term key);

Term trie_get(const Word* root, Term key, std::uint64_t hash);
// Binds the key. With `only_if_present`: none when it is not there.
Term trie_put(Process& p, const Word* root, Term key, std::uint64_t hash, Term value, bool only_if_present = false);
// Without the key: flat when kFlatMapMax keys are left, the map itself when it is not there.
Term trie_remove(Process& p, const Word* root, Term key, std::uint64_t hash, Term* value);
// Both are tries (`a` or `b` may be smaller than a map would have it).
Term trie_merge(Process& p, const Word* a, const Word* b);

}  // namespace rt
