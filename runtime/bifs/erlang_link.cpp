// SPDX-License-Identifier: Apache-2.0
// erlang: links, monitors, aliases and exit signals. A process changes only its own side; the other side changes when
// the signal arrives (signal/deliver.cpp). Order of checks and results as erts/emulator/beam/bif.c.
#include "runtime/bifs/bif.hpp"
#include "runtime/port/ports.hpp"
#include "runtime/process/await.hpp"
#include "runtime/process/monitor_options.hpp"
#include "runtime/process/process_table.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/signal/deliver.hpp"
#include "runtime/signal/link.hpp"
#include "runtime/term/copy.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

void route(Process& p, Signal* s) { route_signal(p.vm(), p.worker, s); }

// --- links

// OTP: an EXIT signal for who traps, an error for who does not.
Term no_process(Process& p, Term pid) {
  if (!p.trap_exit) return p.raise<Fault::noproc>();
  p.relations().links[pid.word()] = Link{};
  route(p, Signal::create(p.vm(), SignalKind::link_exit, p.pid, pid, atoms::noproc));
  return atoms::true_;
}

Term link_1(Process& p, Term other) {
  if (other.is_local_port()) {
    if (!p.vm().ports->is_open(other)) return no_process(p, other);
    add_link(p, other);
    return atoms::true_;
  }
  if (!is_pid(other) && !is_port(other)) return p.raise<Fault::badarg>();
  if (!other.is_local_pid()) {  // of another node
    if (!p.trap_exit) return p.raise(ErrorClass::error, atoms::noconnection);
    HeapWriter w = p.reserve(4);
    const Term message = w.tuple({atoms::EXIT, other, atoms::noconnection});
    route(p, Signal::create(p.vm(), SignalKind::message, p.pid, Term::none(), message));
    return atoms::true_;
  }
  if (other == p.pid) return atoms::true_;
  if (p.vm().processes->find_alive(other) == nullptr) return no_process(p, other);
  add_link(p, other);
  return atoms::true_;
}

Term unlink_1(Process& p, Term other) {
  if (!is_pid(other) && !is_port(other)) return p.raise<Fault::badarg>();
  if ((!other.is_local_pid() && !other.is_local_port()) || !p.relations_) return atoms::true_;
  const auto found = p.relations_->links.find(other.word());
  if (found == p.relations_->links.end() || found->second.unlinking != 0) return atoms::true_;
  found->second.unlinking = p.vm().unique_number();
  route(p, Signal::create_empty(SignalKind::unlink, other, p.pid, 0, RefId{found->second.unlinking, 0}));
  return atoms::true_;
}

// --- monitors

Term add_monitor(Process& p, Monitoring m, const MonitorOptions& options) {
  const Word number = p.vm().unique_number();
  RefId id{number, 0};
  if (options.alias != AliasMode::none) {
    id = owned_reference(number, p.pid);
    p.relations().aliases[number] = options.alias;
  }
  m.high = id.high;
  m.tag_storage = copy_to_fragment(options.tag_for(m.kind), p.vm().literals, m.tag);
  const Term target = m.target;
  const Term name = m.name;
  if (target != p.pid) p.relations().monitoring[number] = std::move(m);
  HeapWriter w = p.reserve(kReferenceWords);
  const Term reference = write_reference(w, id);
  if (target == p.pid) return reference;
  if (target == atoms::clock_service) {
    p.vm().offset_watchers.add(p.pid, number);
    return reference;
  }
  if (is_boxed_kind(target, Kind::external_pid)) {
    route(p, Signal::create(p.vm(), SignalKind::down, p.pid, Term::none(), atoms::noconnection, id));
  } else {
    Signal* s = Signal::create_empty(SignalKind::monitor, target, p.pid, 0, id);
    s->term = name;
    route(p, s);
  }
  return reference;
}

Term monitor(Process& p, Term type, Term target, const MonitorOptions& options) {
  Monitoring m;
  if (type == atoms::process) {
    if (is_tuple(target, 2) && tuple_element(target, 0).is_atom() && tuple_element(target, 1) == atoms::nonode_at_nohost) {
      target = tuple_element(target, 0);
    }
    if (target.is_atom()) {
      m.name = target;
      const Term pid = p.vm().names->find(target);
      target = pid && pid.is_local_pid() ? pid : atoms::undefined;
    } else if (!is_pid(target)) {
      return p.raise<Fault::badarg>();
    }
    m.target = target;
    return add_monitor(p, std::move(m), options);
  }
  if (type == atoms::port) {
    m.kind = MonitorKind::port;
    if (target.is_atom()) {
      m.name = target;
      const Term port = p.vm().names->find(target);
      target = port && port.is_local_port() ? port : atoms::undefined;
    } else if (!target.is_local_port()) {
      return p.raise<Fault::badarg>();
    }
    m.target = target;
    return add_monitor(p, std::move(m), options);
  }
  if (type == atoms::time_offset && target == atoms::clock_service) {
    m.kind = MonitorKind::time_offset;
    m.target = target;
    return add_monitor(p, std::move(m), options);
  }
  if (type == atoms::time_offset) return p.raise<Fault::badarg>();
  return p.raise_with_cause(atoms::badarg, p.vm().atoms.must_intern("badtype"));
}

Term monitor_2(Process& p, Term type, Term target) { return monitor(p, type, target, MonitorOptions{}); }

Term monitor_3(Process& p, Term type, Term target, Term list) {
  const auto options = parse_monitor_options(list);
  if (!options) return p.raise_with_cause(atoms::badarg, atoms::badopt);
  return monitor(p, type, target, *options);
}

// True: there was one. Requires: is_local_reference.
bool demonitor(Process& p, RefId id) {
  if (!p.relations_) return false;
  Relations& r = *p.relations_;
  const auto found = r.monitoring.find(id.low);
  if (found == r.monitoring.end()) return false;
  if (const auto alias = r.aliases.find(id.low);
      alias != r.aliases.end() && alias->second != AliasMode::explicit_unalias) {
    r.aliases.erase(alias);
  }
  end_monitoring(p, id.low, found->second);
  r.monitoring.erase(found);
  return true;
}

Term demonitor_1(Process& p, Term reference) {
  if (!is_local_reference(reference)) return p.raise<Fault::badarg>();
  demonitor(p, ref_id(reference));
  return atoms::true_;
}

Term demonitor_2(Process& p, Term reference, Term options) {
  bool flush = false, info = false;
  for (; options.is_cons(); options = options.tail()) {
    if (options.head() == atoms::flush) {
      flush = true;
    } else if (options.head() == atoms::info) {
      info = true;
    } else {
      return p.raise<Fault::badarg>();
    }
  }
  if (!options.is_nil()) return p.raise<Fault::badarg>();
  if (!is_local_reference(reference)) return p.raise<Fault::badarg>();
  if (demonitor(p, ref_id(reference))) return atoms::true_;
  const Term result = boolean(!info);
  if (!flush) return result;
  // A DOWN that is in the inbox does not count any more either (its monitor is gone), but one in the mailbox does.
  const Export* flusher = p.vm().exports.intern(atoms::erts_internal, atoms::flush_monitor_messages, 3);
  return p.trap(flusher, {reference, atoms::false_, result});
}

// --- aliases

Term alias_1(Process& p, Term options) {
  AliasMode mode = AliasMode::explicit_unalias;
  for (; options.is_cons(); options = options.tail()) {
    if (options.head() == atoms::explicit_unalias) {
      mode = AliasMode::explicit_unalias;
    } else if (options.head() == atoms::reply) {
      mode = AliasMode::reply;
    } else {
      return p.raise<Fault::badarg>();
    }
  }
  if (!options.is_nil()) return p.raise<Fault::badarg>();
  const RefId id = owned_reference(p.vm().unique_number(), p.pid);
  p.relations().aliases[id.low] = mode;
  HeapWriter w = p.reserve(kReferenceWords);
  return write_reference(w, id);
}

Term unalias_1(Process& p, Term reference) {
  if (!is_reference(reference)) return p.raise<Fault::badarg>();
  if (!is_local_reference(reference) || !p.relations_) return atoms::false_;
  const RefId id = ref_id(reference);
  if (owner_of(id) != p.pid) return atoms::false_;
  return boolean(p.relations_->aliases.erase(id.low) > 0);
}

// --- exit signals

Term exit_signal(Process& p, Term to, Term reason, bool ends_caller) {
  if (to.is_local_pid()) {
    const bool is_suicide = ends_caller && to == p.pid && (reason == atoms::kill || !p.trap_exit);
    route(p, Signal::create(p.vm(), SignalKind::exit, to, p.pid, reason, RefId{0, is_suicide}));
    return is_suicide ? await_own_end(p) : atoms::true_;
  }
  if (to.is_local_port()) {
    route(p, Signal::create(p.vm(), SignalKind::exit, to, p.pid, reason));
    return atoms::true_;
  }
  if (is_pid(to) || is_port(to)) return atoms::true_;  // of another node
  return p.raise<Fault::badarg>();
}
Term exit_2(Process& p, Term to, Term reason) { return exit_signal(p, to, reason, true); }
Term exit_signal_2(Process& p, Term to, Term reason) { return exit_signal(p, to, reason, false); }

constexpr Bif kRows[] = {
    bif<&alias_1>("alias"),
    bif<&demonitor_1>("demonitor"),
    bif<&demonitor_2>("demonitor"),
    bif<&exit_2>("exit"),
    bif<&exit_signal_2>("exit_signal"),
    bif<&link_1>("link"),
    bif<&monitor_2>("monitor"),
    bif<&monitor_3>("monitor"),
    bif<&unalias_1>("unalias"),
    bif<&unlink_1>("unlink"),
};

}  // namespace

extern const BifModule kErlangLink;
constinit const BifModule kErlangLink{"erlang", kRows};

}  // namespace rt
