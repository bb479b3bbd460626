// SPDX-License-Identifier: Apache-2.0
// The Erlang compiler in a child, which runs a script of ours (worker_script.hpp). It lives as long as the object, and compiles
// as many files at once as it has schedulers, with the options that Gleam's script has.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "driver/compile/child.hpp"
#include "driver/compile/job.hpp"

namespace driver::compile {

struct FileResult {
  bool is_ok = false;
  std::string module;
  std::string diagnostics;
};

class Worker {
 public:
  static Result<Worker> start(const std::string& self);
  Worker(Worker&&) = default;
  Worker& operator=(Worker&&) = delete;
  // Between jobs it has nothing to finish: a machine with the compiler in it takes longer to end in order than a file takes to
  // compile.
  ~Worker() { child_.kill(); }

  pid_t pid() const { return child_.pid(); }

  // One result for each of the job's files, in their order. `other_output` gets the lines that the child prints besides.
  // Nothing: the child has ended.
  std::optional<std::vector<FileResult>> compile(const Job& job, const std::function<void(std::string_view)>& other_output);

 private:
  explicit Worker(Child child) : child_(std::move(child)) {}
  Child child_;
};

}  // namespace driver::compile
