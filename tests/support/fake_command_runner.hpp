// SPDX-License-Identifier: Apache-2.0
// A command runner that starts nothing: it notes what it was asked for and answers from a list.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "driver/process/command_runner.hpp"

namespace driver::test {

class FakeCommandRunner final : public CommandRunner {
 public:
  std::map<std::string, std::string> programs;  // name -> path, for find_program
  std::vector<ChildResult> answers;             // taken from the front; none left means status 0
  std::vector<ChildCommand> commands;           // what was run

  Result<ChildResult> run(const ChildCommand& command) override {
    commands.push_back(command);
    if (answers.empty()) return ChildResult{};
    ChildResult answer = answers.front();
    answers.erase(answers.begin());
    return answer;
  }
  std::string find_program(const std::string& name) override {
    const auto found = programs.find(name);
    return found == programs.end() ? "" : found->second;
  }
};

}  // namespace driver::test
