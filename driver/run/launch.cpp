// SPDX-License-Identifier: Apache-2.0
// Starts a machine for a plan, runs its root process to the end and says with which status the shell is told.
#include "driver/run/launch.hpp"

#include <cstdio>
#include <cstdlib>

#include "driver/run/folder_modules.hpp"
#include "driver/run/otp_tree.hpp"
#include "runtime/process/spawn.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/vm.hpp"

namespace driver {

Result<int> launch(const StartPlan& plan) {
  std::vector<std::string> folders = plan.ebin_folders;
  if (auto otp = otp_ebin_folders(plan.otp_root)) folders.insert(folders.end(), otp->begin(), otp->end());
  FolderModules modules(std::move(folders));
  rt::VmOptions options;
  options.plain_arguments = plan.arguments;
  if (const char* stress = std::getenv("GLEAMR_STRESS")) {
    options.stress_collect = std::string_view(stress) == "gc";
    options.stress_yield = std::string_view(stress) == "yield";
  }
  rt::Vm vm(std::move(options), &modules);
  const rt::Export* main =
      vm.exports.intern(vm.atoms.must_intern(plan.module), vm.atoms.must_intern(plan.function), 0);
  rt::SpawnRequest request;
  request.function = main;
  rt::Process* root = rt::spawn(vm, request);
  if (root == nullptr) return fail(ErrorCode::start, "No process", "The process limit is reached.");
  vm.scheduler->set_root(root->pid);
  const rt::Outcome outcome = vm.scheduler->run_until_root_exits();
  std::fflush(stdout);
  if (outcome.kind == rt::Outcome::Kind::halted) return outcome.status;
  return outcome.reason == rt::atoms::normal ? 0 : 1;
}

}  // namespace driver
