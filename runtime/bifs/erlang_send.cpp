// SPDX-License-Identifier: Apache-2.0
// erlang: sending messages.
#include "runtime/bifs/bif.hpp"
#include "runtime/process/process.hpp"
#include "runtime/vm.hpp"
#include "runtime/signal/send.hpp"

namespace rt {
namespace {

Term send_2(Process& p, Term to, Term message) { return send(p, to, message); }

// Only a busy port suspends, and nothing here ever connects.
Term send_3(Process& p, Term to, Term message, Term options) {
  bool may_suspend = true;
  const Term all_options = options;
  for (; options.is_cons(); options = options.tail()) {
    if (options.head() == atoms::nosuspend) {
      may_suspend = false;
    } else if (options.head() != atoms::noconnect) {
      return p.raise_with_cause(atoms::badarg, atoms::badopt);
    }
  }
  if (!options.is_nil()) return p.raise_with_cause(atoms::badarg, atoms::badopt);
  switch (try_send(p, to, message, may_suspend)) {
    case Sent::sent: return atoms::ok;
    case Sent::refused: return Term::none();
    case Sent::busy: return atoms::nosuspend;
    case Sent::suspended: break;
  }
  return p.trap(p.vm().exports.intern(atoms::erlang, atoms::send, 3), {to, message, all_options});
}

constexpr Bif kRows[] = {
    bif<&send_2>("!"),
    bif<&send_2>("send"),
    bif<&send_3>("send"),
};

}  // namespace

extern const BifModule kErlangSend;
constinit const BifModule kErlangSend{"erlang", kRows};

}  // namespace rt
