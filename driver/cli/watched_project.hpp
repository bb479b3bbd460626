// SPDX-License-Identifier: Apache-2.0
// `run --watch` and `test --watch`: the project as driver/watch sees it. Of tests those modules run that depend on what has
// changed; each run is a child of this process, which has no threads of its own.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "driver/cli/commands.hpp"
#include "driver/cli/project_run.hpp"
#include "driver/cli/test_options.hpp"
#include "driver/watch/module_graph.hpp"
#include "driver/watch/watch.hpp"

namespace driver::cli {

// What a child leaves for its parent: memory that both have.
struct TurnResult {
  bool is_counted = false;
  std::size_t bad = 0;  // tests that did not pass
};

class WatchedProject final : public watch::Watched {
 public:
  // `tests`: of `gleamr test`, else null. All of these outlive this object.
  WatchedProject(Which which, const ParsedOptions& options, const TestRequest* tests, std::filesystem::path root,
                 Context& context);
  ~WatchedProject() override;

  bool is_test() const override { return tests_ != nullptr; }
  watch::Sources sources() const override;
  int compile() override;
  Result<std::optional<pid_t>> start(watch::Scope scope) override;
  std::string verdict(int status) override;

 private:
  // The tests to run; nothing when there are none of that scope.
  std::optional<TestRequest> request_for(watch::Scope scope);
  int run_in_child(const TestRequest* request);

  const Which which_;
  const ParsedOptions& options_;
  const TestRequest* const tests_;
  const std::filesystem::path root_;
  Context& context_;
  const std::string otp_root_;
  std::optional<StartPlan> plan_;
  watch::ModuleGraph modules_;
  std::set<std::string> changed_;  // since tests of the scope `changed` were chosen
  bool has_compiled_ = false;
  std::optional<TestRequest> last_;
  TurnResult* result_;
};

// Until it is told to end.
ExitCode watch_project(Which which, const ParsedOptions& options, const TestRequest* tests, Context& context);

}  // namespace driver::cli
