// SPDX-License-Identifier: Apache-2.0
// What a run makes of events and of a program's status. What it makes of modules is tested from outside (tests/driver/test_runner).
#include "driver/test/test_run.hpp"

#include <doctest/doctest.h>

#include <unistd.h>

#include <filesystem>

using namespace driver::test;

namespace {

class Recorder final : public TestReporter {
 public:
  explicit Recorder(std::vector<Event>& events) : events_(events) {}
  void on(const Event& event) override { events_.push_back(event); }
  bool ok() const override { return true; }

 private:
  std::vector<Event>& events_;
};

struct Fixture {
  explicit Fixture(RunSettings settings = {}) : run(std::move(settings), std::make_unique<Recorder>(events)) {
    std::filesystem::create_directories(root);
    run.set_place({root.string(), "demo", "demo_test"});
  }
  ~Fixture() { std::filesystem::remove_all(root); }

  bool begin() {
    const auto nothing = [](std::string_view, const auto&) {};
    return run.select({"gone"}, false, false, nothing).has_value();
  }
  void finish_test(Status status, unsigned attempt, bool last) {
    TestFinished test;
    test.id = {"test/demo_test.gleam", "demo_test", "a_test", "", ""};
    test.status = status;
    test.attempt = attempt;
    test.last = last;
    if (is_bad(status)) test.failure.emplace();
    run.on(std::move(test));
  }
  const RunFinished& last() const { return std::get<RunFinished>(events.back()); }

  std::filesystem::path root = std::filesystem::temp_directory_path() / ("gleamr_test_run_" + std::to_string(getpid()));
  std::vector<Event> events;
  TestRun run;
};

}  // namespace

TEST_CASE("a run that EUnit was never asked for is a failure, and a program's own failure stays what it is") {
  Fixture fixture;
  CHECK(fixture.run.finish(0) == 1);
  CHECK(Fixture().run.finish(7) == 7);
  CHECK(fixture.events.empty());
}

TEST_CASE("only last attempts count; one that passed late is flaky") {
  Fixture fixture;
  REQUIRE(fixture.begin());
  fixture.finish_test(Status::fail, 1, false);
  fixture.finish_test(Status::pass, 2, true);
  CHECK(fixture.run.call_ended());
  CHECK(fixture.run.finish(0) == 0);
  CHECK(fixture.last().counts.flaky == 1);
  CHECK(fixture.last().counts.failed == 0);
}

TEST_CASE("a failure makes the status 1 whatever the program says, unless it has a worse one") {
  for (const auto& [status, expected] : {std::pair{0, 1}, {1, 1}, {130, 130}}) {
    Fixture fixture;
    REQUIRE(fixture.begin());
    fixture.finish_test(Status::crash, 1, true);
    CHECK(!fixture.run.call_ended());
    CHECK(fixture.run.finish(status) == expected);
    CHECK(fixture.last().stopped.empty());
  }
}

TEST_CASE("a program that ends within its tests says so, and has failed") {
  for (const auto& [status, expected, words] :
       {std::tuple{0, 1, "the program ended with status 0"}, {130, 130, "SIGINT"}, {143, 143, "SIGTERM"}}) {
    Fixture fixture;
    REQUIRE(fixture.begin());
    CHECK(fixture.run.finish(status) == expected);
    CHECK(fixture.last().stopped == words);
    CHECK(fixture.last().counts.not_run == 1);
  }
}

TEST_CASE("selectors that match none of the tests give status 4") {
  RunSettings settings;
  settings.selection.selectors.names = {"nothing"};
  Fixture fixture(settings);
  CHECK(!fixture.begin());
  CHECK(fixture.run.finish(0) == 4);
  CHECK(fixture.events.empty());
}
