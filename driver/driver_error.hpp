// SPDX-License-Identifier: Apache-2.0
// Why something in the driver did not work: a typed code to branch on, and what to tell the user.
#pragma once

#include <expected>
#include <functional>
#include <string>
#include <utility>

namespace driver {

enum class ErrorCode {
  usage,            // the command line is wrong
  no_project,       // no gleam.toml here or above
  bad_config,       // gleam.toml or manifest.toml cannot be used
  no_compiler,      // neither gleam nor gleamc
  compiler_too_old,
  no_otp,           // no OTP tree to load modules from
  no_such_module,
  no_program,       // a program that is needed is not installed
  os,               // the operating system refused; the text has its words
  start,            // the virtual machine could not start the program
};

// `title` is one line without "error: "; `text` is a paragraph or more, without a newline at its end. `excerpt`: the place in
// a file that is to blame, as project/excerpt.hpp shows it, or "".
struct DriverError {
  ErrorCode code;
  std::string title;
  std::string text;
  std::string excerpt = {};
};

template <typename T>
using Result = std::expected<T, DriverError>;

inline std::unexpected<DriverError> fail(ErrorCode code, std::string title, std::string text) {
  return std::unexpected(DriverError{code, std::move(title), std::move(text)});
}

// f(value), or the error passed on. `f` answers a Result. (std::expected of GCC 12 has no and_then.)
template <typename T, typename F>
auto and_then(Result<T> result, F&& f) -> decltype(std::invoke(f, std::move(*result))) {
  if (!result) return std::unexpected(std::move(result.error()));
  return std::invoke(std::forward<F>(f), std::move(*result));
}

}  // namespace driver
