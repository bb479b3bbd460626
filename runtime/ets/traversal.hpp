// SPDX-License-Identifier: Apache-2.0
// Traversal: what ets:select and its kin do with a table: one slice of at most kObjectsPerSlice objects, then, if there is
// more to do, a continuation. What the natives do with both is in bifs/ets_select.cpp. Facts from erl_db_hash.c and
// erl_db_tree.c, slices included, since they show in the order of chunks.
//
// Requires of all: the table is locked (exclusively for deleting and replacing) and alive.
#pragma once

#include "runtime/ets/match_program.hpp"
#include "runtime/ets/table.hpp"

namespace rt::ets {

constexpr std::int64_t kObjectsPerSlice = 1000;

enum class Action : std::uint8_t { collect, count, remove, replace };

// The state between two slices of a traversal.
struct Progress {
  Action action = Action::collect;
  bool is_reverse = false;         // of an ordered_set
  std::int64_t chunk_size = 0;     // 0: all
  Term list = Term::nil();         // collected, the newest first
  std::int64_t got = 0;            // of this chunk
  bool is_first = true;            // no slice has been done before
  std::size_t own_fixations = 0;   // of the table, by whoever traverses
  // --- where it is: a bucket (-1: at the end), or a key
  std::int64_t bucket = 0;
  Term last_key = Term::none();    // at the beginning
  Term end_condition = Term::nil();  // a key with variables, [] for none
  bool is_done = false;            // the slice came to the end of the table or of the chunk
  std::int64_t visited = 0;        // in this slice
};

enum class Start : std::uint8_t { ready, bad_spec, nothing_matches };

// Compiles the specification and does the first slice, unless nothing can match. `program` is the caller's.
Start start_traversal(Process& p, Table& table, Term spec, Progress& progress, MatchProgram*& program);
// One more slice. False: the place is none of this table's any more.
[[nodiscard]] bool continue_traversal(Process& p, Table& table, const MatchProgram& program, Progress& progress);

// Of ordered sets: how a key with variables in it compares to a key; 0 from the first variable on.
int compare_partly_bound(const Vm& vm, Term pattern, Term key);

// --- by form of table
struct HashPlan {
  bool has_keys = true;    // all heads give the key: `buckets` is where to look
  bool can_match = false;
  std::vector<std::size_t> buckets;
};
void traverse_buckets(Process& p, Table& table, const MatchProgram& program, const HashPlan& plan, Progress& progress);
bool traverse_from_bucket(Process& p, Table& table, const MatchProgram& program, Progress& progress);

enum class KeyBoundness : std::uint8_t { unbound, partly_bound, bound, impossible };  // of several heads the first counts
struct TreePlan {
  KeyBoundness boundness = KeyBoundness::impossible;
  Term least, most;
};
void traverse_tree(Process& p, Table& table, const MatchProgram& program, const TreePlan& plan, Progress& progress);
void traverse_from_key(Process& p, Table& table, const MatchProgram& program, Progress& progress);

}  // namespace rt::ets
