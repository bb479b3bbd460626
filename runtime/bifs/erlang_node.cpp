// SPDX-License-Identifier: Apache-2.0
// Natives about nodes, as on a machine that is no distributed node: its name is nonode@nohost and it knows no other.
#include "runtime/bifs/bif.hpp"
#include "runtime/ops/map_ops.hpp"
#include "runtime/process/atom_text.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/identifier.hpp"
#include "runtime/term/map.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

Term node_0(Process&) { return atoms::nonode_at_nohost; }
// External identifiers carry their node.
Term node_1(Process& p, Term t) {
  if (!is_pid(t) && !is_port(t) && !is_reference(t)) return p.raise<Fault::badarg>();
  const auto node = external_node(t);
  return node ? node->name : atoms::nonode_at_nohost;
}

// One of the kinds of nodes, or a list of them: which are there.
Term nodes_of(Process& p, Term kinds) {
  const auto name = [&](Term kind) { return atom_text(p, kind); };
  bool with_this = false;
  const auto count = [&](Term kind) {
    const std::string_view text = name(kind);
    if (text == "this" || text == "known") with_this = true;
    return text == "this" || text == "known" || text == "visible" || text == "hidden" || text == "connected";
  };
  if (kinds.is_list()) {
    for (; kinds.is_cons(); kinds = kinds.tail()) {
      if (!count(kinds.head())) return p.raise<Fault::badarg>();
    }
    if (!kinds.is_nil()) return p.raise<Fault::badarg>();
  } else if (!count(kinds)) {
    return p.raise<Fault::badarg>();
  }
  return with_this ? p.reserve(2).list({atoms::nonode_at_nohost}) : Term::nil();
}
// [{Node, Info}] with what the options ask for.
Term nodes_2(Process& p, Term kinds, Term options) {
  if (!is_map(options)) return p.raise<Fault::badarg>();
  std::vector<Term> items;
  bool is_known = true;
  MapIterator pairs(options);
  for (Term key, value; pairs.next(key, value);) {
    const std::string_view name = atom_text(p, key);
    const bool is_option = name == "connection_id" || name == "node_type";
    if (!is_option || (value != atoms::true_ && value != atoms::false_)) is_known = false;
    if (value == atoms::true_) {
      items.push_back(key);
      items.push_back(name == "node_type" ? p.vm().atoms.must_intern("this") : atoms::undefined);
    }
  }
  const Term names = nodes_of(p, kinds);
  if (!names) return names;
  if (!is_known) return p.raise<Fault::badarg>();
  if (names.is_nil()) return names;
  const Term info = new_map(p, items);
  HeapWriter w = p.reserve(5);
  return w.list({w.tuple({names.head(), info})});
}
Term nodes_0(Process&) { return Term::nil(); }
Term nodes_1(Process& p, Term kinds) { return nodes_of(p, kinds); }

Term monitor_node_2(Process& p, Term node, Term flag) {
  if (!node.is_atom()) return p.raise<Fault::badarg>();
  if (node == atoms::nonode_at_nohost) {
    return flag == atoms::true_ || flag == atoms::false_ ? atoms::true_ : p.raise<Fault::badarg>();
  }
  return p.raise(ErrorClass::error, p.vm().atoms.must_intern("notalive"));
}
Term monitor_node_3(Process& p, Term node, Term flag, Term) { return monitor_node_2(p, node, flag); }

// net_kernel:dflag_unicode_io: whether the node of a pid understands io requests with Unicode; this one does.
Term dflag_unicode_io_1(Process& p, Term pid) {
  if (!rt::is_pid(pid)) return p.raise<Fault::badarg>();
  return atoms::true_;
}

constexpr Bif kNetKernelRows[] = {bif<&dflag_unicode_io_1>("dflag_unicode_io")};
constexpr Bif kRows[] = {
    guard_bif<&node_0>("node"), guard_bif<&node_1>("node"), bif<&nodes_0>("nodes"), bif<&nodes_1>("nodes"), bif<&nodes_2>("nodes"),
    bif<&monitor_node_2>("monitor_node"), bif<&monitor_node_3>("monitor_node"),
};

}  // namespace

extern constinit const BifModule kErlangNode{"erlang", kRows};
extern constinit const BifModule kNetKernel{"net_kernel", kNetKernelRows};

}  // namespace rt
