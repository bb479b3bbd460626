// SPDX-License-Identifier: Apache-2.0
// Machine: a virtual machine and where its modules come from, before its first process. Making one takes a third of the
// time of a short program, and needs little of the plan: it can be made while a compiler runs (Ready).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "driver/run/folder_modules.hpp"
#include "driver/run/otp_tree.hpp"
#include "driver/run/start_plan.hpp"
#include "runtime/vm.hpp"

namespace driver {

class Machine {
 public:
  // Of the plan, folders of modules do not count yet. `otp` outlives the machine.
  Machine(const StartPlan& plan, const OtpTree& otp);
  ~Machine() { modules_.drop_prepared(); }
  void prepare_ahead(std::string_view module) { modules_.prepare_ahead(vm_, module); }
  void prepare_file_ahead(const std::string& path) { modules_.prepare_file_ahead(vm_, path); }
  // Now they do. Once, before the first process.
  void follow(const StartPlan& plan, const OtpTree& otp);
  // Once or more, before the first process runs. False: a module is damaged.
  [[nodiscard]] bool load_runner(const rt::Archive& archive);
  rt::Vm& vm() { return vm_; }

 private:
  FolderModules modules_;
  rt::Vm vm_;
  bool has_runner_ = false;
};

// What a launch needs besides a plan.
struct Ready {
  OtpTree otp;
  std::unique_ptr<const rt::Archive> runner;  // of tests and of rich reports; null: they are not needed
  std::unique_ptr<Machine> machine;           // null: it is to be made

  // Fails where there are no modules of OTP, or of the runner.
  static Result<Ready> open(const std::string& otp_root, bool needs_runner);
  // With the runner loaded, if there is one, and ready for tests. The plan may lack its folders of modules; `files` are modules
  // that will be found in them, if they stay what they are.
  void make_machine(const StartPlan& plan, const std::vector<std::string>& files);
};

// Where OTP's erl_prim_loader looks for modules.
std::vector<std::string> loader_path(const StartPlan& plan, const OtpTree& otp);

}  // namespace driver
