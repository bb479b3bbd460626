// SPDX-License-Identifier: Apache-2.0
#include "runtime/process/relation_records.hpp"

#include "runtime/process/process.hpp"
#include "runtime/process/reference.hpp"
#include "runtime/vm.hpp"

namespace rt {

Term link_records(Process& p) {
  if (!p.relations_) return Term::nil();
  AtomTable& atoms = p.vm().atoms;
  const Term tag = atoms.must_intern("erl_link"), linked = atoms.must_intern("linked"), unlinking = atoms.must_intern("unlinking");
  Term list = Term::nil();
  for (const auto& [other, link] : p.relations_->links) {
    const Term target = Term::from_word(other);
    HeapWriter w = p.reserve(6 + 2 + 2);
    const Term id = w.unsigned_integer(other);
    list = w.cons(w.tuple({tag, target.is_local_port() ? atoms::port : atoms::process, target,
                           link.unlinking == 0 ? linked : unlinking, id}),
                  list);
  }
  return list;
}

Term monitor_records(Process& p) {
  if (!p.relations_) return Term::nil();
  AtomTable& atoms = p.vm().atoms;
  const Term tag = atoms.must_intern("erl_monitor"), origin = atoms.must_intern("origin"), target = atoms.must_intern("target");
  Term list = Term::nil();
  const auto add = [&](Term type, Term direction, RefId reference, Term other, Term name) {
    HeapWriter w = p.reserve(kReferenceWords + 7 + 2);
    const Term number = write_reference(w, reference);
    list = w.cons(w.tuple({tag, type, direction, number, other, name ? name : Term::nil()}), list);
  };
  for (const auto& [low, m] : p.relations_->monitoring) {
    const Term type = m.kind == MonitorKind::process ? atoms::process
                      : m.kind == MonitorKind::port  ? atoms::port
                                                     : atoms.must_intern("time_offset");
    add(type, origin, RefId{low, m.high}, m.target ? m.target : Term::nil(), m.name);
  }
  for (const auto& [low, watcher] : p.relations_->watchers) {
    add(atoms::process, target, RefId{low, watcher.high}, watcher.pid, watcher.name);
  }
  return list;
}

}  // namespace rt
