// SPDX-License-Identifier: Apache-2.0
// VS Code: tasks with problem matchers of their own (an extension's cannot be counted on), and F5 through its terminal.
#include "driver/ide/editors.hpp"

namespace driver::ide {
namespace {

// Gleam's compiler: a title, and below it the place. `background`: a watch prints a line when it begins and when it ends.
std::string compiler_matcher(bool background) {
  std::string text = R"({
    "owner": "gleam", "source": "gleam", "fileLocation": ["autoDetect", "${workspaceFolder}"],
    "pattern": [
      {"regexp": "^(error|warning): (.*)$", "severity": 1, "message": 2},
      {"regexp": "^\\s*┌─ (.*):(\\d+):(\\d+)$", "file": 1, "line": 2, "column": 3}
    ])";
  if (background) {
    text += R"(, "background": {
      "activeOnStart": true,
      "beginsPattern": "^\\[gleamr\\] run started$",
      "endsPattern": "^\\[gleamr\\] run finished: .*$"
    })";
  }
  return text + "}";
}

// The reporter `short`.
constexpr std::string_view kTestMatcher = R"({
    "owner": "gleamr test", "source": "gleamr test", "fileLocation": ["autoDetect", "${workspaceFolder}"],
    "pattern": {"regexp": "^(.+?):(\\d+):(\\d+): (error|warning): (.*)$", "file": 1, "line": 2, "column": 3, "severity": 4, "message": 5}
  })";

std::string task(const std::string& label, const std::string& arguments, const std::string& rest) {
  return R"({"label": ")" + label + R"(", "type": "process", "command": "gleamr", "args": [)" + arguments + "], " + rest + "}";
}

std::vector<std::string> tasks(const Abilities& can) {
  const std::string short_lines = can.has_reporters ? R"(, "--reporter", "short")" : "";
  const std::string compiler = R"("problemMatcher": [)" + compiler_matcher(false) + "]";
  const auto tests = [&](bool background) {
    return R"("problemMatcher": [)" + compiler_matcher(background) + (can.has_reporters ? ", " + std::string(kTestMatcher) : "") + "]";
  };
  std::vector<std::string> all{
      task("gleamr: build", R"("build")", R"("group": "build", )" + compiler),
      task("gleamr: run", R"("run")", compiler),
      task("gleamr: test", R"("test")" + short_lines, R"("group": "test", )" + tests(false)),
      task("gleamr: test this file", R"("test")" + short_lines + R"(, "${relativeFile}")", R"("group": "test", )" + tests(false)),
      task("gleamr: test at cursor", R"("test")" + short_lines + R"(, "${relativeFile}:${lineNumber}")", R"("group": "test", )" + tests(false)),
  };
  if (can.has_watch) {
    all.push_back(task("gleamr: watch tests", R"("test", "--watch")" + short_lines, R"("isBackground": true, )" + tests(true)));
  }
  return all;
}

Result<Merged> merge_tasks(const OldFile& old, const Abilities& can) {
  return merge_json(old, {"tasks", "label", {{"version", "\"2.0.0\""}}, tasks(can)});
}

Result<Merged> merge_launch(const OldFile& old, const Abilities&) {
  const auto launch = [](const std::string& name, const std::string& command) {
    return R"({"name": ")" + name + R"(", "type": "node-terminal", "request": "launch", "command": ")" + command +
           R"(", "cwd": "${workspaceFolder}"})";
  };
  return merge_json(old, {"configurations", "name", {{"version", "\"0.2.0\""}},
                          {launch("gleamr: run", "gleamr run"), launch("gleamr: test", "gleamr test")}});
}

}  // namespace

const Editor kVscode{
    "vscode", "Visual Studio Code: tasks with problem matchers, F5",
    [] { return std::vector<std::string_view>{".vscode"}; },
    [](const Abilities&) {
      return std::vector<EditorFile>{{".vscode/tasks.json", &merge_tasks}, {".vscode/launch.json", &merge_launch}};
    },
    true};

}  // namespace driver::ide
