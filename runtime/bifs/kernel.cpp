// SPDX-License-Identifier: Apache-2.0
// kernel:start/2, the start function of the application kernel. In a lean start its processes are there already or start
// on demand, each for itself, so what is started is only a process to stand for the supervisor.
#include "runtime/bifs/bif.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/spawn.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

Term start_2(Process& p, Term, Term) {
  SpawnRequest request;
  request.function = p.vm().exports.intern(atoms::erlang, p.vm().atoms.must_intern("node"), 0);
  request.parent = &p;
  request.link = true;
  request.stays = true;
  const Process* made = spawn(p.vm(), request);
  if (made == nullptr) return p.raise<Fault::system_limit>();
  return p.reserve(4).tuple({atoms::ok, made->pid, Term::nil()});
}

constexpr Bif kRows[] = {bif<&start_2>("start")};

}  // namespace

extern const BifModule kKernel;
constinit const BifModule kKernel{"kernel", kRows};

}  // namespace rt
