// SPDX-License-Identifier: Apache-2.0
// Spellings of what events are about.
#include "driver/test/event.hpp"

namespace driver::test {

std::string spelling(const TestId& id) {
  std::string text = id.file + "::" + id.function;
  if (!id.index.empty()) text += "#" + id.index;
  return text;
}

std::string readable_function(const TestId& id) {
  std::string text = id.function;
  if (!id.index.empty()) text += " #" + id.index;
  if (!id.title.empty()) text += " " + id.title;
  return text;
}

std::string readable_name(const TestId& id) { return id.module + "." + readable_function(id); }

std::string_view kind_name(FailureKind kind) {
  switch (kind) {
    case FailureKind::assert_: return "assert";
    case FailureKind::let_assert: return "let assert";
    case FailureKind::panic: return "panic";
    case FailureKind::todo: return "todo";
    case FailureKind::error: return "error";
    case FailureKind::exit: return "exit";
    case FailureKind::throw_: return "throw";
    case FailureKind::timeout: return "timeout";
    case FailureKind::linked_death: return "linked process";
  }
  return "";
}

std::string_view status_name(Status status) {
  switch (status) {
    case Status::pass: return "pass";
    case Status::fail: return "fail";
    case Status::skip: return "skip";
    case Status::timeout: return "timeout";
    case Status::crash: return "crash";
  }
  return "";
}

void Counts::add(const TestFinished& finished) {
  if (!finished.last) return;
  switch (finished.status) {
    case Status::pass: ++passed; break;
    case Status::fail: ++failed; break;
    case Status::skip: ++skipped; break;
    case Status::timeout: ++timed_out; break;
    case Status::crash: ++crashed; break;
  }
  if (finished.flaky) ++flaky;
}

}  // namespace driver::test
