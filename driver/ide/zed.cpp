// SPDX-License-Identifier: Apache-2.0
// Zed: its Gleam extension marks tests with the tag gleam-test, and a task of that tag in the project wins over its own.
#include "driver/ide/editors.hpp"

namespace driver::ide {
namespace {

Result<Merged> merge_tasks(const OldFile& old, const Abilities&) {
  return merge_json(old, {"", "label", {},
                          {R"({"label": "gleamr: test $ZED_SYMBOL", "command": "gleamr", "args": ["test", "$ZED_RELATIVE_FILE:$ZED_ROW"], "tags": ["gleam-test"]})",
                           R"({"label": "gleamr: test $ZED_RELATIVE_FILE", "command": "gleamr", "args": ["test", "$ZED_RELATIVE_FILE"]})",
                           R"({"label": "gleamr: test", "command": "gleamr", "args": ["test"]})",
                           R"({"label": "gleamr: run", "command": "gleamr", "args": ["run"]})"}});
}

}  // namespace

const Editor kZed{"zed", "Zed: tasks, and the mark beside each test",
                  [] { return std::vector<std::string_view>{".zed"}; },
                  [](const Abilities&) { return std::vector<EditorFile>{{".zed/tasks.json", &merge_tasks}}; }, true};

}  // namespace driver::ide
