// SPDX-License-Identifier: Apache-2.0
// From modules to the tests that are meant, and from what happened to an exit status.
#include "driver/test/test_run.hpp"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <set>

#include "driver/cli/exit_code.hpp"
#include "driver/project/layout.hpp"
#include "driver/project/module_name.hpp"
#include "driver/test/history_file.hpp"
#include "loader/bytes/whole_file.hpp"
#include "runtime/io/output.hpp"

namespace fs = std::filesystem;

namespace driver::test {
namespace {

// What the Gleam compiler writes is `-file(FILE, LINE).` with the function's own line, but then comes its -spec, and the
// function is in the line behind that. What stands behind expressions that became many lines is further down: a frame's line is
// never above the true one.
constexpr unsigned kLinesDown = 2;

constexpr std::string_view kTestModule = "_tests";  // EUnit runs M_tests with M

std::int64_t wall_us() {
  using namespace std::chrono;
  return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}

std::int64_t steady_us() {
  using namespace std::chrono;
  return duration_cast<microseconds>(steady_clock::now().time_since_epoch()).count();
}

bool is_file(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored);
}

// Of a program that ended while its tests ran: by a signal, or a test has stopped it.
std::string words_for_end(int status) {
  for (const auto& [signal, name] : {std::pair{SIGINT, "SIGINT"}, {SIGTERM, "SIGTERM"}, {SIGQUIT, "SIGQUIT"}}) {
    if (status == kSignalStatus + signal) return name;
  }
  return "the program ended with status " + std::to_string(status);
}

void say(const std::string& text) { (void)rt::write_all(STDERR_FILENO, "error: " + text + "\n"); }

std::size_t index_at(std::string_view id) { return std::min(id.rfind('#'), id.size()); }

}  // namespace

TestRun::TestRun(RunSettings settings, std::unique_ptr<TestReporter> reporter)
    : settings_(std::move(settings)), reporter_(std::move(reporter)) {}

// ---- which tests there are

// Gleam's compiler tells paths from the project's folder, of which it copies Erlang modules together into one folder: where
// they were is for us to find.
std::string TestRun::path_in_project(const std::string& file) {
  const auto [known, is_new] = paths_.try_emplace(file, file);
  if (!is_new) return known->second;
  const fs::path root = place_.root, path = file, build = layout::erlang_build(root) / place_.package;
  const bool is_copy = path.is_absolute() && file.starts_with(build.string() + "/");
  if (path.is_absolute() ? !is_copy : is_file(root / path)) return file;
  for (const char* folder : {"test", "src", "dev"}) {
    std::error_code error;
    for (fs::recursive_directory_iterator entry(root / folder, error), end; !error && entry != end; entry.increment(error)) {
      if (entry->path().filename() != path.filename()) continue;
      return known->second = entry->path().lexically_relative(root).string();
    }
  }
  return file;
}

const ModuleFacts* TestRun::facts_of(const std::string& module, const ReadModule& read) {
  const auto known = facts_.find(module);
  if (known != facts_.end()) return &known->second;
  std::optional<ModuleFacts> facts;
  read(module, [&](const loader::DecodedModule& code) {
    facts = module_facts(code);
    facts->file = path_in_project(facts->file);
    if (facts->file.ends_with(".gleam")) take_lines_from_source(facts->tests, loader::text_of_file(fs::path(place_.root) / facts->file).value_or(""));
    take_lines_from_code(facts->tests, code);
  });
  if (!facts) return nullptr;
  return &facts_.emplace(module, std::move(*facts)).first->second;
}

std::vector<const ModuleFacts*> TestRun::learn(const std::vector<std::string>& modules, bool exact, const ReadModule& read,
                                               std::vector<std::string>& missing) {
  std::vector<const ModuleFacts*> found;
  std::set<std::string> seen;
  for (const std::string& module : modules) {
    if (!seen.insert(module).second) continue;
    if (const ModuleFacts* facts = facts_of(module, read)) found.push_back(facts);
    else missing.push_back(module);
    if (exact || module.ends_with(kTestModule)) continue;
    const std::string more = module + std::string(kTestModule);
    if (seen.contains(more)) continue;
    if (const ModuleFacts* facts = facts_of(more, read)) {
      seen.insert(more);
      found.push_back(facts);
    }
  }
  return found;
}

// The place's file is the test's own.
std::vector<KnownTest> TestRun::known_tests(const std::vector<const ModuleFacts*>& modules) {
  std::vector<KnownTest> known;
  std::size_t count = 0;
  for (const ModuleFacts* module : modules) count += module->tests.size();
  known.reserve(count);
  for (const ModuleFacts* module : modules) {
    const std::string name = gleam_module_name(module->name);
    for (const TestFunction& test : module->tests) {
      known.push_back({{module->file, name, test.name, "", ""}, {"", test.line, 0}, test.last_line});
    }
  }
  return known;
}

// Tests that a generator makes are not known before it runs: what failed last is its function, then those of its tests.
std::expected<std::vector<std::size_t>, NoMatch> TestRun::choose(const std::vector<KnownTest>& known,
                                                                 Selected& selected) const {
  SelectionSettings settings = settings_.selection;
  if (!settings.only_ids) return test::select(known, settings);
  std::map<std::string, std::vector<std::string>> indices;
  std::set<std::string> whole;
  for (std::string& id : *settings.only_ids) {
    const std::size_t at = index_at(id);
    if (at == id.size()) {
      whole.insert(id);
      continue;
    }
    indices[id.substr(0, at)].push_back(id.substr(at + 1));
    id.resize(at);
  }
  for (const KnownTest& test : known) {
    const auto found = indices.find(spelling(test.id));
    if (found == indices.end() || whole.contains(found->first)) continue;
    selected.exact.push_back({{erlang_module_name(test.id.module), test.id.function}, found->second});
  }
  return test::select(known, settings);
}

std::optional<TestRun::Selected> TestRun::select(const std::vector<std::string>& modules, bool exact, bool has_others,
                                                 const ReadModule& read) {
  was_asked_ = true;
  Selected selected;
  const std::vector<const ModuleFacts*> found = learn(modules, exact, read, selected.missing);
  const std::vector<KnownTest> known = known_tests(found);
  std::vector<std::pair<const ModuleFacts*, const TestFunction*>> functions;
  functions.reserve(known.size());
  for (const ModuleFacts* module : found) {
    for (const TestFunction& test : module->tests) functions.emplace_back(module, &test);
  }
  if (settings_.list != RunSettings::List::no) {
    listed_.insert(listed_.end(), known.begin(), known.end());
    return std::nullopt;
  }
  const auto order = choose(known, selected);
  if (!order) {
    no_match_ = order.error();
    return std::nullopt;
  }
  const bool is_whole = settings_.selection.selectors.empty() && !settings_.selection.only_ids && !settings_.selection.shard;
  selected.others = is_whole && has_others;
  if (!is_whole) selected.missing.clear();
  has_matched_ = has_matched_ || !order->empty() || settings_.selection.selectors.empty();
  for (const std::size_t i : *order) {
    const auto [module, test] = functions[i];
    if (selected.modules.empty() || selected.modules.back().name != module->name) {
      selected.modules.push_back({module->name, {}, module->has_wrapper});
    }
    selected.modules.back().items.push_back({test->name, test->is_generator});
    functions_[module->name].emplace(test->name, test);
    ++selected_counts_[module->name];
  }
  begin(selected);
  is_running_ = true;
  return selected;
}

// ---- what is told

void TestRun::begin(const Selected& selected) {
  const bool has_others = selected.others || !selected.missing.empty();
  RunStarted started;
  started.modules = selected.modules.size() + (has_others ? 1 : 0);
  started.total = has_others ? 1 : 0;
  started.is_total_exact = !has_others;
  for (const Module& module : selected.modules) {
    started.total += module.items.size();
    for (const Item& item : module.items) {
      if (item.is_generator || module.has_wrapper) started.is_total_exact = false;
    }
  }
  total_ += started.total;
  if (has_begun_) return;
  has_begun_ = true;
  began_us_ = steady_us();
  started.root = place_.root;
  started.package = place_.package;
  started.parallel = settings_.parallel;
  started.seed = settings_.selection.shuffle_seed;
  started.settings = settings_.told;
  started.at = wall_us();
  reporter_->on(started);
}

TestId TestRun::id_of(const std::string& module, const std::string& function, std::string index, std::string title) {
  const auto facts = facts_.find(module);
  std::string file = facts == facts_.end() ? gleam_module_name(module) : facts->second.file;
  return {std::move(file), gleam_module_name(module), function, std::move(index), std::move(title)};
}

Location TestRun::location_of(const std::string& module, const std::string& function) const {
  const auto facts = facts_.find(module);
  if (facts == facts_.end()) return {};
  const auto functions = functions_.find(module);
  const bool is_known = functions != functions_.end() && functions->second.contains(function);
  return {facts->second.file, is_known ? functions->second.at(function)->line : 0, 0};
}

ModuleStarted TestRun::module_started(const std::string& module) const {
  const auto facts = facts_.find(module);
  const auto count = selected_counts_.find(module);
  return {facts == facts_.end() ? gleam_module_name(module) : facts->second.file, gleam_module_name(module),
          count == selected_counts_.end() ? 1 : count->second, 0, wall_us()};
}

// A failure whose place nobody told is where the innermost frame in the test's own file says, if that lies in the test.
// Otherwise it is the test.
void TestRun::complete(Failure& failure, const TestFinished& test) {
  for (StackFrame& frame : failure.stack) {
    frame.module = gleam_module_name(frame.module);
    if (frame.file.ends_with(".erl") && frame.file.starts_with('/')) frame.file = path_in_project(frame.file);
    if (frame.file.ends_with(".gleam") && frame.line > kLinesDown) frame.line -= kLinesDown;
  }
  if (!failure.location.file.empty()) {
    // The place is known better than that of the frame that it happened in.
    const auto frame = std::find_if(failure.stack.begin(), failure.stack.end(), [](const StackFrame& f) { return f.line != 0; });
    if (frame != failure.stack.end() && frame->file == failure.location.file && frame->line >= failure.location.line) {
      frame->line = failure.location.line;
    }
    return;
  }
  failure.location = test.location;
  if (!test.id.file.ends_with(".gleam")) {
    for (const StackFrame& frame : failure.stack) {
      if (frame.module != test.id.module || frame.line == 0) continue;
      failure.location.line = frame.line;
      return;
    }
    return;
  }
  const auto facts = functions_.find(erlang_module_name(test.id.module));
  if (facts == functions_.end() || !facts->second.contains(test.id.function)) return;
  const TestFunction& function = *facts->second.at(test.id.function);
  for (const StackFrame& frame : failure.stack) {
    if (frame.module != test.id.module || frame.line < function.line || frame.line > function.last_line) continue;
    failure.location.line = frame.line;
    return;
  }
}

void TestRun::on(Event event) {
  if (auto* finished = std::get_if<TestFinished>(&event)) {
    finished->flaky = finished->status == Status::pass && finished->attempt > 1;
    finished->slow = settings_.slow_ms > 0 && finished->duration >= settings_.slow_ms * 1000;
    if (finished->failure) complete(*finished->failure, *finished);
    counts_.add(*finished);
    if (finished->last) {
      finished_.push_back({});
      finished_.back().id = finished->id;
      finished_.back().status = finished->status;
    }
  }
  reporter_->on(event);
}

bool TestRun::call_ended() {
  is_running_ = false;
  ended_us_ = steady_us();
  return counts_.bad() == 0;
}

// ---- the end

int TestRun::finish(int status) {
  const int result = conclude(status);
  if (has_begun_) write_history(place_.root, finished_);
  return result;
}

int TestRun::conclude(int status) {
  constexpr int kFailure = static_cast<int>(ExitCode::failure), kNoTest = static_cast<int>(ExitCode::no_test);
  if (!was_asked_) {
    if (status != 0) return status;
    say("The tests were not run by EUnit\n\nThe program ended without a call of eunit:test, so what was asked for with the options of "
        "`gleamr test` did not\nhappen.");
    return kFailure;
  }
  if (settings_.list != RunSettings::List::no) {
    Selected ignored;
    const auto order = choose(listed_, ignored);
    if (order) {
      const bool as_json = settings_.list == RunSettings::List::json;
      const bool is_written =
          rt::write_all(STDOUT_FILENO, as_json ? list_as_json(listed_, *order) : list_as_text(listed_, *order));
      return is_written ? status : kFailure;
    }
    no_match_ = order.error();
  }
  if (no_match_ && !has_matched_) {
    std::string text = no_match_->text;
    if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
    if (!no_match_->nearest.empty()) text += "\n\nHint: There are:";
    for (const std::string& name : no_match_->nearest) text += "\n    " + name;
    say(text);
    return kNoTest;
  }
  RunFinished finished;
  finished.counts = counts_;
  finished.counts.not_run = total_ > counts_.run() ? total_ - counts_.run() : 0;
  finished.duration = (is_running_ ? steady_us() : ended_us_) - began_us_;
  if (is_running_) finished.stopped = words_for_end(status);
  else if (settings_.fail_fast > 0 && counts_.bad() >= settings_.fail_fast) finished.stopped = "fail-fast";
  reporter_->on(finished);
  if (!reporter_->ok()) {
    say("A report could not be written to its end");
    return kFailure;
  }
  return status == 0 && (counts_.bad() > 0 || is_running_) ? kFailure : status;
}

}  // namespace driver::test
