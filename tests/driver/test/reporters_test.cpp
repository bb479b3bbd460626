// SPDX-License-Identifier: Apache-2.0
// What each reporter makes of single events. Whole reports, and their other readers, are in
// tests/driver/reporters.
#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "driver/test/reporter.hpp"
#include "driver/test/reporters/failure_block.hpp"
#include "tests/support/recorded_runs.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace driver::test;

namespace {

std::string read(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::string report(const std::string& reporter, const Events& events, const TemporaryFolder& folder) {
  const std::filesystem::path path = folder.path() / "reports" / "report";
  const auto reporters = make_reporters({{reporter, path.string()}}, {});
  REQUIRE(reporters.has_value());
  for (const Event& event : events) (*reporters)->on(event);
  REQUIRE((*reporters)->ok());
  return read(path);
}

TestFinished finished(std::string function, Status status) {
  TestFinished test;
  test.id = {"test/a_test.gleam", "a_test", std::move(function), "", ""};
  test.location = {"test/a_test.gleam", 3, 1};
  test.status = status;
  test.duration = 2'000;
  return test;
}

Events run_of(const TestFinished& test) {
  RunStarted run;
  run.total = 1;
  Counts counts;
  counts.add(test);
  return {run,
          ModuleStarted{"test/a_test.gleam", "a_test", 1, 0, 0},
          TestStarted{test.id, test.location, 0, 1},
          test,
          ModuleFinished{"test/a_test.gleam", "a_test", 0, 2'000},
          RunFinished{counts, 3'000, ""}};
}

TestFinished failing() {
  TestFinished test = finished("one_test", Status::fail);
  test.failure.emplace();
  test.failure->kind = FailureKind::assert_;
  test.failure->message = "100% [wrong], really";
  test.failure->location = {"test/a_test.gleam", 5, 3};
  return test;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a test that passed is told by each reporter in its way") {
  const TemporaryFolder folder;
  const Events run = run_of(finished("one_test", Status::pass));
  CHECK(report("pretty", run, folder) == "a_test\n  ✓ one_test\n\n1 passed, 0 failed  in 3 ms\n");
  CHECK(report("dots", run, folder) == ".\n\n1 passed, 0 failed  in 3 ms\n");
  CHECK(report("short", run, folder) == "1 passed, 0 failed\n");
  CHECK(report("tap", run, folder) == "TAP version 14\n1..1\nok 1 - a_test.one_test\n");
  CHECK(report("github", run, folder).empty());
  CHECK(has(report("junit", run, folder),
            "<testcase name=\"one_test\" classname=\"a_test\" time=\"0.002000\">\n    </testcase>"));
  CHECK(has(report("jsonl", run, folder),
            "\"status\":\"pass\",\"flaky\":false,\"slow\":false,\"ms\":2.000}\n"));
  CHECK(has(report("teamcity", run, folder),
            "##teamcity[testFinished name='one_test' duration='2' flowId='0']\n"));
}

TEST_CASE("a test that failed is told by each reporter in its way") {
  const TemporaryFolder folder;
  const Events run = run_of(failing());
  CHECK(report("short", run, folder) ==
        "test/a_test.gleam:5:3: error: a_test.one_test: assert: 100% [wrong], really\n0 passed, 1 failed\n");
  CHECK(report("github", run, folder) ==
        "::error file=test/a_test.gleam,line=5,col=3,title=a_test.one_test::assert: 100%25 [wrong], "
        "really%0Aat test/a_test.gleam:5:3\n");
  CHECK(has(report("pretty", run, folder),
            "  ✗ one_test  test/a_test.gleam:5:3  assert: 100% [wrong], really\n"));
  CHECK(has(report("pretty", run, folder),
            "\n1) a_test.one_test\n  assert test/a_test.gleam:5:3\n  100% [wrong], really\n"));
  CHECK(has(report("dots", run, folder), "F\n\n1) a_test.one_test\n"));
  CHECK(has(report("tap", run, folder),
            "not ok 1 - a_test.one_test\n  ---\n  message: \"assert: 100% [wrong], really\"\n"));
  CHECK(has(report("junit", run, folder),
            "<failure message=\"assert: 100% [wrong], really\" type=\"assert\">"));
  CHECK(has(report("teamcity", run, folder), "message='assert: 100% |[wrong|], really'"));
  CHECK(has(report("jsonl", run, folder), "\"message\":\"assert: 100% [wrong], really\""));
}

TEST_CASE("what went wrong on the way is JUnit's error, not its failure") {
  const TemporaryFolder folder;
  TestFinished test = failing();
  test.failure->kind = FailureKind::timeout;
  test.status = Status::timeout;
  CHECK(has(report("junit", run_of(test), folder), "failures=\"0\" errors=\"1\""));
}

TEST_CASE("each status has its sign among dots") {
  const TemporaryFolder folder;
  Events events{RunStarted{}};
  for (const Status status : {Status::pass, Status::fail, Status::skip, Status::timeout, Status::crash}) {
    events.push_back(finished("x_test", status));
  }
  events.push_back(RunFinished{});
  CHECK(report("dots", events, folder).starts_with(".FsTC\n"));
}

TEST_CASE("an attempt that is not the last counts nothing") {
  const TemporaryFolder folder;
  TestFinished first = failing(), second = finished("one_test", Status::pass);
  first.last = false;
  second.attempt = 2;
  second.flaky = true;
  Events run = run_of(second);
  run.insert(run.begin() + 3, first);
  CHECK(has(report("pretty", run, folder), "1 passed, 0 failed (1 flaky)"));
  CHECK(has(report("junit", run, folder), "tests=\"1\" failures=\"0\" errors=\"0\""));
  CHECK(has(report("junit", run, folder), "<flakyFailure "));
  CHECK(
      has(report("tap", run, folder), "# a_test.one_test: attempt 1: assert: 100% [wrong], really\nok 1 - "));
  CHECK(has(report("short", run, folder),
            "test/a_test.gleam:3:1: warning: a_test.one_test: passed only at attempt 2\n"));
}

TEST_CASE("where generators may make more tests, no count is promised") {
  const TemporaryFolder folder;
  Events run = run_of(finished("one_test", Status::pass));
  CHECK(has(report("teamcity", run, folder), "testCount count='1'"));
  std::get<RunStarted>(run.front()).is_total_exact = false;
  CHECK(!has(report("teamcity", run, folder), "testCount"));
  CHECK(report("tap", run, folder) == "TAP version 14\nok 1 - a_test.one_test\n1..1\n");
  CHECK(has(report("jsonl", run, folder), "\"total_is_exact\":false"));
}

TEST_CASE("with colours two short values are marked where they differ") {
  TestFinished test = failing();
  test.failure->operator_ = "==";
  test.failure->values.resize(2);
  test.failure->values[0].label = "left";
  test.failure->values[0].text = "[1, 2]";
  test.failure->values[1].label = "right";
  test.failure->values[1].text = "[1, 3]";
  SourceFiles sources;
  CHECK(values_text(*test.failure, sources, Style(false), 80) == "   left: [1, 2]\n  right: [1, 3]\n");
  CHECK(has(values_text(*test.failure, sources, Style(true), 80),
            "\x1b[31m[1, \x1b[0m\x1b[41;30m2\x1b[0m\x1b[31m]\x1b[0m\n"));
}

TEST_CASE("in a long run a module that is fine is one line") {
  const TemporaryFolder folder;
  const std::string text = report("pretty", long_run(folder.path().string(), 1'000), folder);
  CHECK(has(text, "✓ long/m0_test  100 tests, 12 ms\n"));
  CHECK(!has(text, "case_0_test"));
  CHECK(has(text, "long/m9_test\n  ✗ case_999_test"));
}

TEST_CASE("the values of gleeunit/should stand apart, in the test's own line") {
  const TemporaryFolder folder;
  TestFinished test = failing();
  test.failure->kind = FailureKind::panic;
  test.failure->message = "\n[1]\nshould equal\n[2]";
  test.failure->location = {"src/gleeunit/should.gleam", 10, 0};
  CHECK(has(report("short", run_of(test), folder),
            "test/a_test.gleam:3:1: error: a_test.one_test: panic: should equal (left: [1], right: [2])\n"));
  test.failure->stack = {{"a_test", "one_test", 0, "test/a_test.gleam", 7}};
  CHECK(has(report("short", run_of(test), folder), "test/a_test.gleam:7:1: error: "));
  CHECK(has(report("teamcity", run_of(test), folder),
            "type='comparisonFailure' expected='|[2|]' actual='|[1|]'"));
  for (const std::string_view other : {"\n1\nshould equal", "\n1\nshould be ok\n2", "1\nshould equal\n2",
                                       "\nshould equal\n2", "\n1\nshould be\n2"}) {
    test.failure->message = other;
    CHECK(!has(report("teamcity", run_of(test), folder), "comparisonFailure"));
  }
  test.failure->message = "\nError(Nil)\nshould be ok";
  CHECK(has(report("short", run_of(test), folder), "panic: should be ok (value: Error(Nil))"));
}

TEST_CASE("reporters are chosen by name, with a file or none") {
  CHECK(parse_reporter("pretty")->path.empty());
  CHECK(parse_reporter("junit=a=b.xml")->path == "a=b.xml");
  CHECK(parse_reporter("prety").error().starts_with("there is no reporter `prety`; did you mean `pretty`?"));
  CHECK(parse_reporter("").error().starts_with("there is no reporter ``\n"));
  CHECK(!parse_reporter("junit=").has_value());
  CHECK(reporter_table().size() == 8);
  for (const ReporterInfo& info : reporter_table()) CHECK(parse_reporter(info.name).has_value());
}

TEST_CASE("what cannot work is said before the run") {
  const TemporaryFolder folder;
  folder.write("file", "");
  const auto unwritable = make_reporters({{"tap", (folder.path() / "file" / "report").string()}}, {});
  REQUIRE(!unwritable.has_value());
  CHECK(has(unwritable.error().text, "Not a directory"));
  CHECK(!make_reporters({{"tap", ""}, {"dots", ""}}, {}).has_value());
  CHECK(
      !make_reporters({{"tap", (folder.path() / "a").string()}, {"dots", (folder.path() / "a").string()}}, {})
           .has_value());
  CHECK(make_reporters({{"pretty", ""}, {"github", ""}, {"tap", (folder.path() / "a").string()}}, {})
            .has_value());
}
