// SPDX-License-Identifier: Apache-2.0
// What Gleam's compilers ask of the script that they give to `escript`: a line for each package, and the answer to it.
//
//   {"LIB", "EBIN", ["FILE", ..]}.     compile the files into EBIN, with LIB/*/ebin on the code path
//   gleam-compile-module:NAME          one for each module (not in old versions)
//   gleam-compile-result-ok            or -error, the last line; whatever else is printed before it is for the user
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace driver::compile {

struct Job {
  std::string lib;
  std::string ebin;
  std::vector<std::string> files;
};

// Nothing: the line is not of this form.
std::optional<Job> job_of(std::string_view line);
// The line, without a newline at its end.
std::string line_of(const Job& job);

struct Dialect {
  bool names_modules;
};
// Nothing: the script is another one.
std::optional<Dialect> dialect_of(std::string_view script);

std::string answer_line(std::string_view module);
std::string result_line(bool is_ok);

}  // namespace driver::compile
