// SPDX-License-Identifier: Apache-2.0
// erlang: sending messages.
#include "runtime/bifs/bif.hpp"
#include "runtime/process/process.hpp"
#include "runtime/signal/send.hpp"

namespace rt {
namespace {

Term send_2(Process& p, Term to, Term message) { return send(p, to, message); }

// Nothing here ever suspends or connects: both options are checked and always kept.
Term send_3(Process& p, Term to, Term message, Term options) {
  for (; options.is_cons(); options = options.tail()) {
    if (options.head() != atoms::nosuspend && options.head() != atoms::noconnect) {
      return p.raise_with_cause(atoms::badarg, atoms::badopt);
    }
  }
  if (!options.is_nil()) return p.raise_with_cause(atoms::badarg, atoms::badopt);
  return send(p, to, message) ? atoms::ok : Term::none();
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
