// SPDX-License-Identifier: Apache-2.0
// erlang: registered names, and which processes there are.
#include <algorithm>

#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/long_work.hpp"
#include "runtime/bifs/trap.hpp"
#include "runtime/port/ports.hpp"
#include "runtime/process/await.hpp"
#include "runtime/process/address.hpp"
#include "runtime/process/process_table.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/process/server_on_demand.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

Term register_2(Process& p, Term name, Term pid) {
  Vm& vm = p.vm();
  // While it is locked a port does not end, and with it the name.
  const LockedPort port = pid.is_local_port() ? vm.ports->find(pid, p.worker) : LockedPort();
  if (!name.is_atom() || name == atoms::undefined || !(pid.is_local_pid() || port)) {
    return p.raise_with_cause(atoms::badarg, atoms::none);
  }
  if (port) {
    if (vm.names->name_of(pid)) return p.raise_with_cause(atoms::badarg, atoms::registered_name);
    return vm.names->add(name, pid) ? atoms::true_ : p.raise_with_cause(atoms::badarg, atoms::none);
  }
  if (pid != p.pid && vm.processes->find_alive(pid) == nullptr) return p.raise_with_cause(atoms::badarg, atoms::notalive);
  if (vm.names->name_of(pid)) return p.raise_with_cause(atoms::badarg, atoms::registered_name);
  if (!vm.names->add(name, pid)) return p.raise_with_cause(atoms::badarg, atoms::none);
  if (pid != p.pid && vm.processes->find_alive(pid) == nullptr) {  // it dies, and may have given up its names before
    vm.names->remove_pid(pid);
    return p.raise_with_cause(atoms::badarg, atoms::notalive);
  }
  tell_stand_in(p, name);
  return atoms::true_;
}

Term unregister_1(Process& p, Term name) {
  if (!name.is_atom() || !p.vm().names->remove(name)) return p.raise<Fault::badarg>();
  return atoms::true_;
}

Term whereis_1(Process& p, Term name) {
  if (!name.is_atom()) return p.raise<Fault::badarg>();
  const Term pid = p.vm().names->find(name);
  if (!pid) return atoms::undefined;
  if (!wait_for_server(p, name)) {
    const Term now = p.vm().names->running(name);  // who starts the server looks whether there is one already
    return now ? now : atoms::undefined;
  }
  return trap_to_erlang(p, "whereis", {name});
}

Term registered_0(Process& p) {
  if (wait_for_all_servers(p)) return trap_to_erlang(p, "registered", {});
  std::vector<Term> names = p.vm().names->names();
  std::sort(names.begin(), names.end(), [](Term a, Term b) { return a.atom_index() < b.atom_index(); });
  HeapWriter w = p.reserve(2 * names.size());
  return w.list(names);
}

// The system's own processes see everybody, and wait for nobody: the code server waits for erts_code_purger, which looks at
// all processes, and whatever starts waits for the code server.
Term processes_0(Process& p) {
  const bool is_system = p.address->is_system.load(std::memory_order_relaxed);
  if (!is_system && wait_for_all_servers(p)) return trap_to_erlang(p, "processes", {});
  if (is_long(p, p.vm().processes->count())) return run_dirty(p, DirtyKind::cpu);
  const std::vector<Term> pids = is_system ? p.vm().processes->pids() : visible_processes(p.vm());
  p.charge(static_cast<std::int64_t>(pids.size()));
  HeapWriter w = p.reserve(2 * pids.size());
  const Term list = w.list(pids);
  if (p.reductions_left > 0) return list;
  p.end_slice();  // the answer is as of before
  return trap_to_erlang(p, "ptab_list_continue", {list, atoms::ok});
}

// Where OTP's is that has looked at a part of the table.
Term ptab_list_continue_2(Process&, Term list, Term) { return list; }

Term is_process_alive_1(Process& p, Term pid) {
  if (pid == p.pid) return atoms::true_;
  if (!pid.is_local_pid()) return p.raise<Fault::badarg>();
  const Address* a = p.vm().processes->find_alive(pid);
  if (a == nullptr) return atoms::false_;
  if (a->lives_and_is_idle(pid.word())) return atoms::true_;  // no signal of ours is under way
  return request_and_await(p, Signal::create_empty(SignalKind::is_alive, pid, p.pid, 0));
}

constexpr Bif kRows[] = {
    bif<&is_process_alive_1>("is_process_alive"),
    bif<&processes_0>("processes"),
    bif<&ptab_list_continue_2>("ptab_list_continue", BifKind::continuation),
    bif<&register_2>("register"),
    bif<&registered_0>("registered"),
    bif<&unregister_1>("unregister"),
    bif<&whereis_1>("whereis"),
};

}  // namespace

extern const BifModule kErlangRegistry;
constinit const BifModule kErlangRegistry{"erlang", kRows};

}  // namespace rt
