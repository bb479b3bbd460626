// SPDX-License-Identifier: Apache-2.0
#include "driver/run/machine.hpp"

#include <algorithm>
#include <cstdlib>
#include <span>
#include <thread>

#include "driver/erl/whole_boot.hpp"
#include "driver/process/variable.hpp"
#include "driver/run/machine_words.hpp"
#include "driver/run/own_archive.hpp"
#include "driver/run/user_libraries.hpp"
#include "driver/test/runner_modules.hpp"
#include "runtime/base/pages_ahead.hpp"

namespace driver {
namespace {

// GLEAMR_STRESS is for tests, a list of words: gc collects wherever a collection may be, yield gives up the slice after
// one reduction, native makes native code of all that runs, interpreted of nothing, many has four schedulers that take
// each other's work at once.
rt::VmOptions vm_options(const StartPlan& plan, const rt::Archive* archive) {
  rt::VmOptions options;
  if (plan.erl) static_cast<rt::EmulatorSettings&>(options) = plan.erl->settings;
  options.archive = archive;
  options.native_code = plan.native_code;
  options.schedulers = plan.schedulers != 0 ? plan.schedulers : std::max(1u, std::thread::hardware_concurrency());
  options.schedulers_online = plan.schedulers_online;
  options.seed = plan.seed;
  if (plan.erl) {
    options.has_application_settings = erl::wants_whole_boot(*plan.erl);
    options.coverage_mode = plan.erl->coverage_mode;
  }
  if (const char* stress = std::getenv("GLEAMR_STRESS")) {
    const auto has = [text = std::string_view(stress)](std::string_view word) { return text.contains(word); };
    options.stress_collect = has("gc");
    options.stress_yield = has("yield");
    if (has("many") && !plan.seed) options.schedulers = 4;
    options.stress_wake = has("many");
    if (has("native")) options.calls_before_native = 1;
    if (has("interpreted")) options.native_code = false;
  }
  return options;
}

// Where modules are looked for, before the archive.
std::vector<std::string> code_path(const StartPlan& plan, const OtpTree& otp) {
  std::vector<std::string> path = plan.ebin_folders;
  path.push_back(".");
  // Kernel and stdlib are first in OTP's path, too, then the user's libraries.
  const auto& ebin = otp.ebin_folders;
  const std::ptrdiff_t kernel_and_stdlib = otp.archive ? 0 : std::min<std::ptrdiff_t>(2, std::ssize(ebin));
  const std::vector<std::string> libraries = user_library_folders(variable("ERL_LIBS"));
  path.insert(path.end(), ebin.begin(), ebin.begin() + kernel_and_stdlib);
  path.insert(path.end(), libraries.begin(), libraries.end());
  if (!otp.archive) path.insert(path.end(), ebin.begin() + kernel_and_stdlib, ebin.end());
  return path;
}

// What a project's start asks for, and what the start of its tests does: the largest first.
constexpr const char* kOfPrograms[] = {"group", "proplists", "io"};
constexpr const char* kOfTests[] = {"group", "proplists"};

// What malloc is asked for, all in all, to run hello, and one test of a long module.
constexpr std::size_t kMemoryOfPrograms = 576 << 10, kMemoryOfTests = 896 << 10;

}  // namespace

Machine::Machine(const StartPlan& plan, const OtpTree& otp)
    : modules_(otp.archive.get()), vm_(vm_options(plan, otp.archive.get()), &modules_) {}

void Machine::follow(const StartPlan& plan, const OtpTree& otp) {
  modules_.search(code_path(plan, otp), plan.ebin_folders_behind);
  vm_.options.plain_arguments = plan.arguments;
  vm_.options.emulator_arguments = emulator_arguments(plan);
}

bool Machine::load_runner(const rt::Archive& archive) {
  has_runner_ = has_runner_ || test::load_runner_modules(vm_, archive);
  return has_runner_;
}

Result<Ready> Ready::open(const std::string& otp_root, bool needs_runner) {
  Ready ready;
  if (needs_runner) {
    auto runner = open_test_runner();
    if (!runner) return std::unexpected(runner.error());
    ready.runner = *std::move(runner);
  }
  auto otp = open_otp_tree(otp_root);
  if (!otp) return std::unexpected(otp.error());
  ready.otp = *std::move(otp);
  return ready;
}

void Ready::make_machine(const StartPlan& plan, const std::vector<std::string>& files) {
  rt::make_pages_ahead(runner ? kMemoryOfTests : kMemoryOfPrograms);
  machine = std::make_unique<Machine>(plan, otp);
  const bool is_for_tests = runner && machine->load_runner(*runner);
  if (is_for_tests) test::transform_runner(machine->vm());
  for (const std::string& file : files) machine->prepare_file_ahead(file);
  if (!otp.archive) return;
  for (const char* module : is_for_tests ? std::span<const char* const>(kOfTests) : kOfPrograms) machine->prepare_ahead(module);
}

std::vector<std::string> loader_path(const StartPlan& plan, const OtpTree& otp) {
  std::vector<std::string> path = plan.ebin_folders;
  for (std::size_t i = 0; i < 2 && i < otp.ebin_folders.size(); ++i) path.push_back(otp.ebin_folders[i]);  // kernel and stdlib
  return path;
}

}  // namespace driver
