// SPDX-License-Identifier: Apache-2.0
// Module kernel, the start of the application kernel. In a lean start its processes are there already or start on demand,
// each for itself, so its supervisor is one without children; what others let it start, it supervises.
#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/own_function.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/process/server_on_demand.hpp"
#include "runtime/term/map.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

// The supervisor starts on demand, too.
Term start_2(Process& p, Term type, Term arguments) {
  const auto atom = [&](const char* text) { return p.vm().atoms.must_intern(text); };
  const Term name = atom("kernel_sup");
  if (must_wait_for_server(p, name)) {
    p.reductions_left = 0;  // others run, then it is asked again
    return p.trap(p.vm().exports.intern(atom("kernel"), atom("start"), 2), {type, arguments});
  }
  const Term pid = p.vm().names->find(name);
  if (!pid) return p.reserve(3).tuple({atoms::error, atom("noproc")});
  return p.reserve(4).tuple({atoms::ok, pid, Term::nil()});
}

// Of kernel_sup: {ok, {Flags, Children}} with OTP's flags. Of other supervisors (safe): as it is.
Term init_1(Process& p, Term which) {
  if (!which.is_nil()) return call_own_function(p, "kernel", "init", {which});
  const auto atom = [&](const char* text) { return p.vm().atoms.must_intern(text); };
  Term flags;
  {
    HeapWriter w = p.reserve(kEmptyMapWords);
    flags = empty_map(w);
  }
  flags = map_put(p, flags, atom("strategy"), atom("one_for_all"));
  flags = map_put(p, flags, atom("intensity"), Term::small(0));
  flags = map_put(p, flags, atom("period"), Term::small(1));
  HeapWriter w = p.reserve(6);
  return w.tuple({atoms::ok, w.tuple({flags, Term::nil()})});
}

constexpr Bif kRows[] = {
    bif<&init_1>("init"),
    bif<&start_2>("start"),
};

}  // namespace

extern const BifModule kKernel;
constinit const BifModule kKernel{"kernel", kRows};

}  // namespace rt
