// SPDX-License-Identifier: Apache-2.0
// Natives of module persistent_term, and erts_internal:erase_persistent_terms/0. The table is process/persistent_terms.hpp.
#include "runtime/bifs/bif.hpp"
#include "runtime/ops/map_ops.hpp"
#include "runtime/process/literal_exit.hpp"
#include "runtime/process/persistent_terms.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/server_on_demand.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/term/map.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

PersistentTerms& table(Process& p) { return *p.vm().persistent_terms; }

// After a change: what the native returns. Readers take no lock: the table is changed where they may be only while they
// stand. As in Erlang/OTP a change ends the slice, and an erased key is gone when every other worker is between two slices:
// who is killed before that writes no more. What was retired begins to die in the next slice: the caller still sees it as
// a literal.
Term tidy(Process& p, Term result, bool has_erased) {
  if (has_erased || table(p).has_garbage()) {
    const Scheduler::Exclusive alone(*p.vm().scheduler, *p.worker);
    if (table(p).has_garbage()) table(p).collect_garbage();
  }
  p.end_slice();
  return p.trap(p.vm().exports.intern(atoms::erts_internal, p.vm().atoms.must_intern("persistent_term_changed"), 1), {result});
}

Term persistent_term_changed_1(Process& p, Term result) {
  wake_literal_collector(p.vm(), p.worker);
  return result;
}

// Who looks at all of them is to find those that servers which start when they are needed keep here.
Term again_with_servers(Process& p, std::string_view function) {
  return p.trap(p.vm().exports.intern(p.vm().atoms.must_intern("persistent_term"), p.vm().atoms.must_intern(function), 0), {});
}

Term get_0(Process& p) {
  if (wait_for_tables(p)) return again_with_servers(p, "get");
  const auto bindings = table(p).all();
  HeapWriter w = p.reserve(5 * bindings.size());
  Term list = Term::nil();
  for (const auto& b : bindings) list = w.cons(w.tuple({b.key, b.value}), list);
  return list;
}

Term get_1(Process& p, Term key) {
  const Term value = table(p).get(key);
  return value ? value : p.raise<Fault::badarg>();
}

Term get_2(Process& p, Term key, Term otherwise) {
  const Term value = table(p).get(key);
  return value ? value : otherwise;
}

Term put_2(Process& p, Term key, Term value) {
  switch (table(p).put(key, value)) {
    case PersistentTerms::Put::done: return tidy(p, atoms::ok, false);
    case PersistentTerms::Put::unchanged: return atoms::ok;
    case PersistentTerms::Put::no_room: break;
  }
  return p.raise<Fault::system_limit>();
}

Term erase_1(Process& p, Term key) {
  return table(p).erase(key) ? tidy(p, atoms::true_, true) : atoms::false_;
}

Term info_0(Process& p) {
  if (wait_for_tables(p)) return again_with_servers(p, "info");
  const auto [count, bytes] = table(p).usage();
  return new_map(p, {atoms::count_, Term::small(static_cast<std::int64_t>(count)), atoms::memory,
                     Term::small(static_cast<std::int64_t>(bytes))});
}

Term erase_persistent_terms_0(Process& p) {
  table(p).erase_all();
  return tidy(p, atoms::true_, true);
}

constexpr Bif kRows[] = {
    bif<&erase_1>("erase"), bif<&get_0>("get"), bif<&get_1>("get"),         bif<&get_2>("get"),
    bif<&info_0>("info"),   bif<&put_2>("put"),
};
constexpr Bif kInternalRows[] = {
    bif<&erase_persistent_terms_0>("erase_persistent_terms"),
    bif<&persistent_term_changed_1>("persistent_term_changed", BifKind::continuation),
};

}  // namespace

extern constinit const BifModule kErtsInternalPersistent{"erts_internal", kInternalRows};
extern constinit const BifModule kPersistentTerm{"persistent_term", kRows};

}  // namespace rt
