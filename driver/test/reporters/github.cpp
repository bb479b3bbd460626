// SPDX-License-Identifier: Apache-2.0
// Workflow commands of GitHub Actions (docs.github.com, "Workflow commands for GitHub Actions"): an
// annotation per failure. GitHub shows ten of a kind in a step; the rest is counted in a line.
#include <cstdlib>
#include <filesystem>
#include <vector>

#include "driver/test/failure_text.hpp"
#include "driver/test/reporters/all.hpp"
#include "driver/test/reporters/event_writer.hpp"
#include "driver/test/text.hpp"

namespace driver::test {
namespace {

constexpr std::size_t kMost = 10;
constexpr std::size_t kLongestMessage = 4000;  // of characters: GitHub cuts longer ones anywhere

// Of data, and of a property's value, where `:` and `,` have a meaning too.
std::string escaped(std::string_view text, bool is_property) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const Character c = character_at(text, at);
    switch (c.code) {
      case '%': out += "%25"; break;
      case '\r': out += "%0D"; break;
      case '\n': out += "%0A"; break;
      case ':': out += is_property ? "%3A" : ":"; break;
      case ',': out += is_property ? "%2C" : ","; break;
      default:
        if (!c.valid || (c.code < 0x20 && c.code != '\t') || c.code == 0x7F) {
          out += "\xEF\xBF\xBD";
        } else {
          out += text.substr(at, c.length);
        }
    }
    at += c.length;
  }
  return out;
}

class GitHub final : public EventWriter {
 public:
  explicit GitHub(Output output) : EventWriter(std::move(output)) {}

 private:
  void tell(const RunStarted& run) override { root_ = run.root; }

  void tell(const TestFinished& test) override {
    if (!test.last) return;
    if (is_bad(test.status)) {
      if (++errors_ <= kMost)
        commands_ +=
            command("error", sources().location(test), readable_name(test.id), details(test, sources()));
    } else if (test.flaky && ++warnings_ <= kMost) {
      commands_ += command("warning", test.location, readable_name(test.id),
                           "flaky: it passed only at attempt " + std::to_string(test.attempt));
    }
  }

  void tell(const RunFinished&) override {
    for (const auto& [count, what] : {std::pair(errors_, "failures"), std::pair(warnings_, "flaky tests")}) {
      if (count > kMost) {
        commands_ +=
            std::to_string(count - kMost) + " more " + what + " than the annotations that GitHub shows\n";
      }
    }
    write(commands_);
  }

  std::string command(std::string_view name, const Location& place, std::string_view title,
                      std::string_view text) {
    std::string out = "::" + std::string(name) + " ";
    if (!place.file.empty()) out += "file=" + escaped(in_workspace(place.file), true) + ",";
    if (place.line != 0) out += "line=" + std::to_string(place.line) + ",";
    if (place.column != 0) out += "col=" + std::to_string(place.column) + ",";
    out += "title=" + escaped(single_line(title), true) +
           "::" + escaped(shortened(text, kLongestMessage), false);
    while (out.ends_with("%0A")) out.resize(out.size() - 3);
    return out + "\n";
  }

  // GitHub looks for files from the top of the repository, and the project may lie in a folder of it.
  std::string in_workspace(const std::string& file) const {
    const char* const workspace = std::getenv("GITHUB_WORKSPACE");
    if (workspace == nullptr || root_.empty()) return file;
    const auto relative =
        (std::filesystem::path(root_) / file).lexically_normal().lexically_relative(workspace);
    return relative.empty() || *relative.begin() == ".." ? file : relative.generic_string();
  }

  std::string root_;
  std::string commands_;
  std::size_t errors_ = 0;
  std::size_t warnings_ = 0;
};

}  // namespace

std::unique_ptr<TestReporter> make_github(Output output, const Surface&) {
  return std::make_unique<GitHub>(std::move(output));
}

}  // namespace driver::test
