// SPDX-License-Identifier: Apache-2.0
// Where gleam, gleamc and an Erlang are. GLEAMR_COMPILER=gleam|gleamc leaves out the other one (for tests, and for
// who wants the compiler that came with gleamr although Gleam is installed).
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "driver/gleam/compiler.hpp"
#include "driver/process/variable.hpp"

namespace fs = std::filesystem;

namespace driver {
namespace {

bool is_file(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored);
}

// The user's `gleam`. It may be a link to ourselves, for gleamr can stand wherever gleam does: then it is another one, further
// down PATH.
std::string find_gleam(CommandRunner& runner, const std::string& self) {
  std::error_code ignored;
  const std::string first = runner.find_program("gleam");
  if (first.empty() || !fs::equivalent(first, self, ignored)) return first;
  const std::string path = variable("PATH");
  for (std::size_t start = 0; start <= path.size();) {
    const std::size_t end = std::min(path.find(':', start), path.size());
    const fs::path candidate = fs::path(path.substr(start, end - start)) / "gleam";
    if (is_file(candidate) && access(candidate.c_str(), X_OK) == 0 && !fs::equivalent(candidate, self, ignored)) {
      return candidate.string();
    }
    start = end + 1;
  }
  return "";
}

}  // namespace

std::string own_path() {
  std::error_code ignored;
  return fs::read_symlink("/proc/self/exe", ignored).string();
}

ToolPaths find_tools(CommandRunner& runner, const std::string& otp_root) {
  ToolPaths tools;
  tools.self = own_path();
  const std::string wanted = variable("GLEAMR_COMPILER");
  if (wanted != "gleamc") tools.gleam = find_gleam(runner, tools.self);
  const fs::path beside = fs::path(tools.self).parent_path() / "gleamc";
  if (wanted != "gleam" && is_file(beside)) tools.gleamc = beside.string();
  tools.erlang_bin = variable("GLEAMR_ERLANG_BIN");
  tools.otp_root = otp_root;
  tools.uses_own_escript = tools.erlang_bin.empty() && !otp_root.empty();
  return tools;
}

}  // namespace driver
