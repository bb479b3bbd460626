// SPDX-License-Identifier: Apache-2.0
// Zed: its Gleam extension marks tests with the tag gleam-test, and a task of that tag in the project wins over its own.
#include "driver/ide/editors.hpp"

namespace driver::ide {
namespace {

std::string task(const std::string& label, const std::string& arguments, const std::string& rest = "") {
  return R"({"label": ")" + label + R"(", "command": "gleamr", "args": [)" + arguments + "]" + rest + "}";
}

Result<Merged> merge_tasks(const OldFile& old, const Abilities& can) {
  JsonEntries wanted{"", "label", {},
                     {task("gleamr: test $ZED_SYMBOL", R"("test", "$ZED_RELATIVE_FILE:$ZED_ROW")", R"(, "tags": ["gleam-test"])"),
                      task("gleamr: test $ZED_RELATIVE_FILE", R"("test", "$ZED_RELATIVE_FILE")"), task("gleamr: test", R"("test")"),
                      task("gleamr: run", R"("run")")}};
  if (can.has_watch) wanted.entries.push_back(task("gleamr: watch tests", R"("test", "--watch")"));
  return merge_json(old, wanted);
}

}  // namespace

const Editor kZed{"zed", "Zed: tasks, and the mark beside each test",
                  [] { return std::vector<std::string_view>{".zed"}; },
                  [](const Abilities&) { return std::vector<EditorFile>{{".zed/tasks.json", &merge_tasks}}; }, true};

}  // namespace driver::ide
