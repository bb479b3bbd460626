// SPDX-License-Identifier: Apache-2.0
#include "driver/cli/complete.hpp"

#include <doctest/doctest.h>

#include "driver/cli/commands.hpp"

using namespace driver::cli;
using Words = std::vector<std::string>;

namespace {

Words candidates(const Words& words) {
  Words result;
  const std::string lines = completion_lines(words);
  for (std::size_t start = 0; start < lines.size();) {
    const std::size_t end = lines.find('\n', start);
    const std::string line = lines.substr(start, end - start);
    result.push_back(line.substr(0, line.find('\t')));
    start = end + 1;
  }
  return result;
}

}  // namespace

TEST_CASE("every command of the table and each of its options is completed from its first letters") {
  for (const Command& command : commands()) {
    CAPTURE(command.name);
    Words words;
    std::string name(command.name);
    if (const std::size_t space = name.find(' '); space != std::string::npos) {
      words = {name.substr(0, space)};
      name = name.substr(space + 1);
    }
    words.push_back(name.substr(0, 2));
    const Words found = candidates(words);
    CHECK(std::find(found.begin(), found.end(), name) != found.end());
    words.back() = name;
    for (const OptionSpec& option : command.options) {
      const std::string spelled = "--" + std::string(option.name);
      words.push_back(spelled.substr(0, 4));
      const Words options = candidates(words);
      CHECK(std::find(options.begin(), options.end(), spelled) != options.end());
      words.pop_back();
    }
  }
}

TEST_CASE("the last word is completed by what stands before it") {
  struct Row {
    Words words;
    Words expected;
  };
  for (const Row& row : {
           Row{{"comp"}, {"completions", "compile-package"}},
           Row{{"completions", ""}, {"bash", "zsh", "fish"}},
           Row{{"completions", "z"}, {"zsh"}},
           Row{{"run", "--target", ""}, {"erlang", "javascript"}},
           Row{{"run", "-t", "j"}, {"javascript"}},
           Row{{"run", "--target=j"}, {"--target=javascript"}},
           Row{{"run", "--no-jit", "--targ"}, {"--target"}},
           Row{{"run", "--schedulers", ""}, {}},
           Row{{"run", "--otp", ""}, {":folders"}},
           Row{{"run", "x", "--targ"}, {":files"}},
           Row{{"run", "--", "--targ"}, {":files"}},
           Row{{"build", "--frob"}, {}},
           Row{{"help", "exit"}, {"exit-codes"}},
           Row{{"erlc", "x"}, {":files"}},
           Row{{"format", "s"}, {":files"}},
           Row{{"--v"}, {"--version"}},
           Row{{"test", "--reporter", "t"}, {"tap", "teamcity"}},
           Row{{"test", "--shuffle", "--rer"}, {"--rerun-failed"}},
           Row{{"init", ""}, {"ide"}},
           Row{{"init", "ide", "vs"}, {"vscode"}},
           Row{{"init", "ide", "zed", "v"}, {"vscode", "vim"}},
           Row{{"cache", "st"}, {"stats"}},
       }) {
    CAPTURE(row.words);
    CHECK(candidates(row.words) == row.expected);
  }
}
