// SPDX-License-Identifier: Apache-2.0
#include "driver/test/should.hpp"

#include <algorithm>
#include <array>

namespace driver::test {
namespace {

struct Saying {
  std::string_view text;
  std::string_view operator_;  // "" : of one value
};
constexpr std::array kSayings{Saying{"should equal", "=="}, Saying{"should not equal", "!="},
                              Saying{"should be ok", ""},   Saying{"should be error", ""},
                              Saying{"should be some", ""}, Saying{"should be none", ""}};

}  // namespace

std::optional<Failure> should_failure(const TestFinished& test) {
  if (!test.failure || test.failure->kind != FailureKind::panic || !test.failure->values.empty())
    return std::nullopt;
  const std::string_view message = test.failure->message;
  const std::size_t left_end = message.find('\n', 1);
  if (!message.starts_with('\n') || left_end == std::string_view::npos) return std::nullopt;
  const std::size_t saying_end = std::min(message.find('\n', left_end + 1), message.size());
  const std::string_view said = message.substr(left_end + 1, saying_end - left_end - 1);
  const auto* saying =
      std::find_if(kSayings.begin(), kSayings.end(), [&](const Saying& row) { return row.text == said; });
  if (saying == kSayings.end() || saying->operator_.empty() != (saying_end == message.size()))
    return std::nullopt;

  Failure failure = *test.failure;
  const auto add = [&failure](std::string label, std::string_view text) {
    FailureValue value;
    value.label = std::move(label);
    value.text = std::string(text);
    failure.values.push_back(std::move(value));
  };
  const bool is_comparison = !saying->operator_.empty();
  add(is_comparison ? "left" : "value", message.substr(1, left_end - 1));
  if (is_comparison) add("right", message.substr(saying_end + 1));
  failure.operator_ = saying->operator_;
  failure.message = std::string(said);
  std::erase_if(failure.stack,
                [](const StackFrame& candidate) { return candidate.module == "gleeunit/should"; });
  const auto frame =
      std::find_if(failure.stack.begin(), failure.stack.end(),
                   [&](const StackFrame& candidate) { return candidate.file == test.id.file; });
  failure.location = frame == failure.stack.end() ? test.location : Location{frame->file, frame->line, 0};
  failure.start = failure.end = 0;
  return failure;
}

}  // namespace driver::test
