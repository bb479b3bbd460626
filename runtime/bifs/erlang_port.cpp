// SPDX-License-Identifier: Apache-2.0
// erlang: which ports there are, and the term that a program keeps with one.
#include "runtime/bifs/bif.hpp"
#include "runtime/port/ports.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/copy.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

Term ports_0(Process& p) {
  const std::vector<Term> ports = p.vm().ports->all();
  return p.reserve(2 * ports.size()).list(ports);
}

Term port_set_data_2(Process& p, Term name, Term data) {
  const LockedPort port = p.vm().ports->find(name, p.worker);
  if (!port) return p.raise<Fault::badarg>();
  Term copied;
  port->data_storage = copy_to_fragment(data, p.vm().literals, copied);
  port->data = copied;
  return atoms::true_;
}

Term port_get_data_1(Process& p, Term name) {
  const LockedPort port = p.vm().ports->find(name, p.worker);
  if (!port) return p.raise<Fault::badarg>();
  return copy_to_heap(p, port->data);
}

constexpr Bif kRows[] = {
    bif<&port_get_data_1>("port_get_data"),
    bif<&port_set_data_2>("port_set_data"),
    bif<&ports_0>("ports"),
};

}  // namespace

extern const BifModule kErlangPort;
constinit const BifModule kErlangPort{"erlang", kRows};

}  // namespace rt
