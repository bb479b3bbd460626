// SPDX-License-Identifier: Apache-2.0
// What happens in a test run, as plain values: the seam between what runs tests and what tells of them.
// Nothing here knows the virtual machine.
//
// Text is bytes: UTF-8 where all is well, anything where a program printed anything. Whoever writes it
// somewhere cares for what that place can hold (test/text.hpp).
//
// Order of events, which whoever emits them keeps:
//   RunStarted, then per module ModuleStarted .. ModuleFinished, then RunFinished, which comes even when the
//   run was cut short. Within a module, per attempt at a test: TestStarted, any number of SlowTest,
//   TestFinished. Modules overlap only when RunStarted::parallel > 1; then what runs at the same time has
//   different slots.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace driver::test {

using Microseconds = std::int64_t;

// A test, by what stays the same from run to run. `index` tells apart the tests that one generator (fn_test_)
// made: their place in what it gave, "1", or "2.1" in a nested list; "" for a plain test. `title` is the
// description that the program gave it, or "": for readers only, never a part of the name.
struct TestId {
  std::string file;      // relative to the project: "test/sub/mod_test.gleam"
  std::string module;    // as Gleam spells it: "sub/mod_test"
  std::string function;  // "fn_test"
  std::string index;
  std::string title;
};

// The stable spelling: "test/sub/mod_test.gleam::fn_test", with "#INDEX" behind it for a test that a
// generator made. It is what histories, shards and editors keep.
std::string spelling(const TestId& id);
// For people: "sub/mod_test.fn_test", "sub/mod_test.fn_test_ #1 TITLE".
std::string readable_name(const TestId& id);
// The same without the module: "fn_test", "fn_test_ #1 TITLE".
std::string readable_function(const TestId& id);

struct Location {
  std::string file;     // relative to the project where it lies in it
  unsigned line = 0;    // 0: not known
  unsigned column = 0;  // in characters, from 1; 0: not known
};

enum class FailureKind : std::uint8_t {
  assert_,  // Gleam's assert
  let_assert,
  panic,
  todo,
  error,  // any other Erlang error
  exit,
  throw_,
  timeout,
  linked_death,  // a process linked to the test died
};
std::string_view kind_name(FailureKind kind);  // "assert", "let assert", .. "linked process"

enum class ValueKind : std::uint8_t {
  expression,
  literal,      // stands in the source as it is: `text` repeats `source`
  unevaluated,  // the other operand of && or || decided
};

// A value that the failure is about.
struct FailureValue {
  std::string label;  // "left", "right", "value", or the number of an argument: "0"
  ValueKind kind = ValueKind::expression;
  std::string text;  // inspected
  // Where its expression stands in Failure::location.file, in bytes from the file's start; both 0: not known.
  // `source` is that text; it may be left empty, then reporters read the file.
  std::size_t start = 0;
  std::size_t end = 0;
  std::string source;
};

struct StackFrame {
  std::string module;  // as Gleam spells it
  std::string function;
  unsigned arity = 0;
  std::string file;  // "" and 0 where there is none
  unsigned line = 0;
};

struct Failure {
  FailureKind kind = FailureKind::error;
  std::string message;  // without the kind; may have many lines
  Location location;    // of the failing expression; the test's own where there is none. file "" : not known
  // The failing expression in location.file, in bytes; both 0: not known. A column that is 0 is worked out
  // from `start`.
  std::size_t start = 0;
  std::size_t end = 0;
  std::string operator_;  // of an assert over two operands: "=="; else ""
  std::vector<FailureValue> values;
  std::vector<StackFrame> stack;  // innermost first
};

enum class Status : std::uint8_t {
  pass,
  fail,
  skip,
  timeout,
  crash,  // what ran the test died: a linked process, or a kill
};
std::string_view status_name(Status status);  // "pass", "fail", ..
constexpr bool is_bad(Status status) { return status != Status::pass && status != Status::skip; }

struct RunStarted {
  std::string root;  // the project's folder, absolute
  std::string package;
  std::size_t total = 0;  // tests that will run, each counted once
  bool is_total_exact = true;  // false: of what generators make nobody knows before they run how much it is
  std::size_t modules = 0;
  std::size_t parallel = 1;
  std::optional<std::uint64_t> seed;  // of --shuffle
  std::vector<std::pair<std::string, std::string>>
      settings;         // what else differs from the defaults: {"shard", "1/3"}
  std::int64_t at = 0;  // microseconds since 1970
};

struct ModuleStarted {
  std::string file;
  std::string module;
  std::size_t total = 0;
  unsigned slot = 0;
  std::int64_t at = 0;
};

struct ModuleFinished {
  std::string file;
  std::string module;
  unsigned slot = 0;
  Microseconds duration = 0;
};

struct TestStarted {
  TestId id;
  Location location;
  unsigned slot = 0;  // which of the parallel lanes, from 0
  unsigned attempt = 1;
};

// Still running after the time that --slow-timeout gives; comes again for each further such time.
struct SlowTest {
  TestId id;
  Location location;
  unsigned slot = 0;
  Microseconds so_far = 0;
};

// One per attempt. Only the one with `last` decides: an attempt that failed and is tried again has last ==
// false, and the one that then passes has `flaky`.
struct TestFinished {
  TestId id;
  Location location;
  unsigned slot = 0;
  Status status = Status::pass;
  unsigned attempt = 1;
  bool last = true;
  bool flaky = false;
  bool slow = false;  // took longer than --slow-timeout
  Microseconds duration = 0;
  std::string output;              // what it wrote to standard output
  std::optional<Failure> failure;  // there exactly when is_bad(status)
  std::string skip_reason;
};

struct Counts {
  std::size_t passed = 0;  // flaky ones among them
  std::size_t failed = 0;
  std::size_t skipped = 0;
  std::size_t timed_out = 0;
  std::size_t crashed = 0;
  std::size_t flaky = 0;
  std::size_t not_run = 0;  // after --fail-fast or a signal

  std::size_t bad() const { return failed + timed_out + crashed; }
  std::size_t run() const { return passed + bad() + skipped; }
  void add(const TestFinished& finished);  // a finish that is not the last attempt counts nothing
};

struct RunFinished {
  Counts counts;
  Microseconds duration = 0;
  std::string stopped;  // why before its end: "fail-fast", "SIGINT"; "" when it came to its end
};

using Event =
    std::variant<RunStarted, ModuleStarted, TestStarted, SlowTest, TestFinished, ModuleFinished, RunFinished>;

}  // namespace driver::test
