// SPDX-License-Identifier: Apache-2.0
#include "driver/cli/watched_project.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include "driver/project/layout.hpp"
#include "driver/project/manifest_toml.hpp"
#include "driver/project/module_name.hpp"
#include "driver/run/otp_tree.hpp"
#include "driver/test/history_file.hpp"

namespace fs = std::filesystem;

namespace driver::cli {
namespace {

// In the child: signals as a fresh process has them, a process group that a terminal's keys do not reach, and the end when the
// parent ends. Keys are the parent's.
void leave_the_parent() {
  (void)::setpgid(0, 0);
  (void)::prctl(PR_SET_PDEATHSIG, SIGTERM);
  for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGCHLD}) std::signal(number, SIG_DFL);
  if (::isatty(STDIN_FILENO) == 0) return;
  const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (nothing >= 0) (void)::dup2(nothing, STDIN_FILENO);
}

// The modules whose sources are below test/, as Erlang spells them: those that runners give to EUnit.
std::set<std::string> test_modules(const fs::path& root) {
  std::set<std::string> names;
  const fs::path folder = root / "test";
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    const fs::path& file = at->path();
    if (file.extension() == ".erl") names.insert(file.stem().string());
    if (file.extension() != ".gleam") continue;
    names.insert(erlang_module_name(fs::relative(file, folder, error).replace_extension().generic_string()));
  }
  return names;
}

test::Filter only(const std::set<std::string>& modules) {
  std::string text;
  for (const std::string& name : modules) {
    text += (text.empty() ? "module:=\"" : " | module:=\"") + gleam_module_name(name) + '"';
  }
  return *test::Filter::parse(text.empty() ? "none()" : text);
}

}  // namespace

WatchedProject::WatchedProject(Which which, const ParsedOptions& options, const TestRequest* tests, fs::path root,
                               Context& context)
    : which_(which), options_(options), tests_(tests), root_(std::move(root)), context_(context),
      otp_root_(find_otp_root(options.value("otp"))) {
  void* memory = ::mmap(nullptr, sizeof(TurnResult), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  result_ = memory == MAP_FAILED ? nullptr : new (memory) TurnResult;
}

WatchedProject::~WatchedProject() {
  if (result_ != nullptr) (void)::munmap(result_, sizeof(TurnResult));
}

// Of the project, and of what it takes from folders beside it.
watch::Sources WatchedProject::sources() const {
  std::vector<fs::path> packages{root_};
  if (const auto locked = read_manifest_toml(root_)) {
    for (const LockedPackage& package : *locked) {
      if (!package.path.empty()) packages.push_back((root_ / package.path).lexically_normal());
    }
  }
  watch::Sources sources{{root_ / "test", root_ / "dev"}, {}};
  for (const fs::path& folder : packages) {
    sources.trees.push_back(folder / "src");
    sources.files.push_back(layout::config(folder));
  }
  return sources;
}

int WatchedProject::compile() {
  plan_.reset();
  auto prepared = prepare_project(which_, options_, otp_root_, {});  // a child of ours has the machine
  if (!prepared) {
    context_.reporter.error(prepared.error());
    return static_cast<int>(exit_code_for(prepared.error().code));
  }
  if (const auto* finished = std::get_if<Finished>(&*prepared)) return finished->status == 0 ? 1 : finished->status;
  plan_ = std::get<BuiltProject>(*std::move(prepared)).plan;
  if (!is_test()) return 0;
  const std::vector<fs::path> folders(plan_->ebin_folders.begin(), plan_->ebin_folders.end());
  std::set<std::string> changed = modules_.update(folders);
  // At first all of them are.
  if (std::exchange(has_compiled_, true)) changed_.merge(changed);
  return 0;
}

std::optional<TestRequest> WatchedProject::request_for(watch::Scope scope) {
  TestRequest request = scope == watch::Scope::same && last_ ? *last_ : *tests_;
  if (scope == watch::Scope::changed) {
    std::set<std::string> affected = modules_.dependents_of(std::exchange(changed_, {}));
    const std::set<std::string> tests = test_modules(root_);
    std::erase_if(affected, [&](const std::string& name) { return !tests.contains(name); });
    if (affected.empty()) return std::nullopt;
    request.settings.selection.selectors.filters.push_back(only(affected));
  }
  if (scope == watch::Scope::failed) {
    request.settings.selection.only_ids = test::failed_ids(test::read_history(root_));
    if (request.settings.selection.only_ids->empty()) return std::nullopt;
  }
  return request;
}

int WatchedProject::run_in_child(const TestRequest* request) {
  BuiltProject project{*plan_, std::nullopt};
  if (request == nullptr) return static_cast<int>(start_program(std::move(project), otp_root_, context_));
  auto reporter = test::make_reporters(request->reporters, test::surface_of(STDOUT_FILENO));
  if (!reporter) return static_cast<int>(report(reporter.error(), context_));
  const TestEnd end = start_tests(std::move(project), *request, *std::move(reporter), otp_root_, context_);
  if (result_ != nullptr && end.counts) *result_ = {true, end.counts->bad()};
  return static_cast<int>(end.code);
}

Result<std::optional<pid_t>> WatchedProject::start(watch::Scope scope) {
  if (result_ != nullptr) *result_ = {};
  std::optional<TestRequest> request;
  if (is_test()) {
    request = request_for(scope);
    if (!request) return std::optional<pid_t>();
    last_ = request;
  }
  const pid_t child = ::fork();
  if (child < 0) return fail(ErrorCode::os, "No process", std::string("The program cannot be started: ") + std::strerror(errno));
  if (child > 0) {
    (void)::setpgid(child, child);  // whoever is first
    return std::optional(child);
  }
  leave_the_parent();
  const int status = run_in_child(request ? &*request : nullptr);
  std::fflush(nullptr);
  ::_exit(status);
}

std::string WatchedProject::verdict(int status) {
  if (is_test() && result_ != nullptr && result_->is_counted) return std::to_string(result_->bad) + " failed";
  if (is_test() && status == 0) return "0 failed";
  return "exit code " + std::to_string(status);
}

ExitCode watch_project(Which which, const ParsedOptions& options, const TestRequest* tests, Context& context) {
  const Result<fs::path> root = project_root();
  if (!root) return report(root.error(), context);
  WatchedProject project(which, options, tests, *root, context);
  return exit_code_of_status(watch::watch(project, context.reporter));
}

}  // namespace driver::cli
