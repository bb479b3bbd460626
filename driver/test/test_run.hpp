// SPDX-License-Identifier: Apache-2.0
// TestRun: one `gleamr test` with options of our own: which tests there are and which are meant, what is told of them, and
// what the exit status is. Knows no virtual machine: test/events_process stands between.
//
// A program may call eunit:test/2 several times: that is one run, which begins with the first call and ends with the program.
// One thread at a time.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "driver/test/event.hpp"
#include "driver/test/facts.hpp"
#include "driver/test/reporter.hpp"
#include "driver/test/selection.hpp"

namespace driver::test {

struct RunSettings {
  SelectionSettings selection;
  enum class List : std::uint8_t { no, text, json } list = List::no;
  unsigned parallel = 1;
  bool isolate = false;
  unsigned retries = 0;
  unsigned fail_fast = 0;                  // 0: never
  std::optional<std::int64_t> timeout_ms;  // none: EUnit's
  std::int64_t slow_ms = 5000;             // 0: no test is slow
  std::vector<std::pair<std::string, std::string>> told;  // RunStarted::settings
};

// Of the project, known when it is built.
struct ProjectPlace {
  std::string root;     // absolute
  std::string package;
  std::string module;   // whose main runs, as Erlang spells it: tests that are no function of a module count as its own
};

class TestRun {
 public:
  TestRun(RunSettings settings, std::unique_ptr<TestReporter> reporter);

  const RunSettings& settings() const { return settings_; }
  const ProjectPlace& place() const { return place_; }
  void set_place(ProjectPlace place) { place_ = std::move(place); }

  // What is to run of the modules that a program gives to EUnit.
  struct Item {
    std::string function;
    bool is_generator;
  };
  struct Module {
    std::string name;  // as Erlang spells it
    std::vector<Item> items;
    bool has_wrapper;
  };
  struct Selected {
    std::vector<Module> modules;
    std::vector<std::string> missing;  // there is no such module
    bool others = false;  // whether what is no function of a module is meant too
    std::vector<std::pair<std::pair<std::string, std::string>, std::vector<std::string>>> exact;  // of generators: their tests
  };
  // Calls `use` with the module, if there is one.
  using ReadModule = std::function<void(std::string_view name, const std::function<void(const loader::DecodedModule&)>& use)>;
  // Begins the run if it has not begun. Nothing: there is nothing to run. `exact`: EUnit's exact_execution.
  std::optional<Selected> select(const std::vector<std::string>& modules, bool exact, bool has_others, const ReadModule& read);

  // Names are Erlang's here.
  TestId id_of(const std::string& module, const std::string& function, std::string index, std::string title);
  Location location_of(const std::string& module, const std::string& function) const;
  ModuleStarted module_started(const std::string& module) const;
  void on(Event event);
  // A call of eunit:test/2 has come to its end: whether all was well.
  bool call_ended();

  // Of the run so far, or all of it.
  const Counts& counts() const { return counts_; }
  // The program has ended with this status: tells of the end, and says which status the shell is to get.
  int finish(int status);

 private:
  std::vector<const ModuleFacts*> learn(const std::vector<std::string>& modules, bool exact, const ReadModule& read,
                                        std::vector<std::string>& missing);
  const ModuleFacts* facts_of(const std::string& module, const ReadModule& read);
  std::string path_in_project(const std::string& file);
  static std::vector<KnownTest> known_tests(const std::vector<const ModuleFacts*>& modules);
  std::expected<std::vector<std::size_t>, NoMatch> choose(const std::vector<KnownTest>& known, Selected& selected) const;
  void begin(const Selected& selected);
  void complete(Failure& failure, const TestFinished& test);
  int conclude(int status);

  RunSettings settings_;
  std::unique_ptr<TestReporter> reporter_;
  ProjectPlace place_;
  std::map<std::string, ModuleFacts> facts_;  // of all modules that were asked for
  std::map<std::string, std::unordered_map<std::string_view, const TestFunction*>> functions_;  // those selected; names lie in facts_
  std::map<std::string, std::size_t> selected_counts_;  // tests by module
  std::vector<KnownTest> listed_;
  std::map<std::string, std::string> paths_;  // as compilers tell them -> in the project
  bool was_asked_ = false, has_begun_ = false, has_matched_ = false;
  bool is_running_ = false;  // within a call of eunit:test/2
  std::optional<NoMatch> no_match_;
  std::int64_t began_us_ = 0, ended_us_ = 0;
  std::size_t total_ = 0;
  Counts counts_;
  std::vector<TestFinished> finished_;  // the last attempts, without what they wrote
};

}  // namespace driver::test
