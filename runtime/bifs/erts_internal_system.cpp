// SPDX-License-Identifier: Apache-2.0
// What OTP's own modules ask about the machine: erts_internal's questions about processes and schedulers, and what is
// monitored and profiled (nothing).
#include "runtime/bifs/bif.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/process_table.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

Term is_system_process_1(Process& p, Term pid) {
  if (!pid.is_local_pid()) return p.raise<Fault::badarg>();
  const Address* found = p.vm().processes->find(pid);
  return boolean(found != nullptr && found->is_system.load(std::memory_order_relaxed));
}

Term is_process_executing_dirty_1(Process& p, Term pid) {
  return pid.is_local_pid() ? atoms::false_ : p.raise<Fault::badarg>();
}

// Whether every scheduler still answers. Ours runs this.
Term system_check_1(Process& p, Term what) {
  return what == p.vm().atoms.must_intern("schedulers") ? atoms::ok : p.raise<Fault::badarg>();
}

Term undefined_0(Process&) { return atoms::undefined; }

// Who answers erlang:system_info({memory_internal, _, _}), and one more.
Term no_aux_work_threads_0(Process&) { return Term::small(2); }

constexpr Bif kInternalRows[] = {
    bif<&undefined_0>("get_creation"),  // of a node that has no name
    bif<&is_process_executing_dirty_1>("is_process_executing_dirty"),
    bif<&is_system_process_1>("is_system_process"),
    bif<&no_aux_work_threads_0>("no_aux_work_threads"),
    bif<&system_check_1>("system_check"),
};
constexpr Bif kErlangRows[] = {
    bif<&undefined_0>("system_monitor"),
    bif<&undefined_0>("system_profile"),
};

}  // namespace

extern const BifModule kErtsInternalSystem;
constinit const BifModule kErtsInternalSystem{"erts_internal", kInternalRows};
extern const BifModule kErlangMonitoring;
constinit const BifModule kErlangMonitoring{"erlang", kErlangRows};

}  // namespace rt
