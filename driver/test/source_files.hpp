// SPDX-License-Identifier: Apache-2.0
// The project's source files, read when a failure needs them. One thread.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "driver/test/event.hpp"

namespace driver::test {

class SourceText {
 public:
  explicit SourceText(std::string text);
  std::size_t line_count() const { return starts_.size(); }
  // Lines and columns count from 1. Out of bounds: "".
  std::string_view line(std::size_t number) const;
  std::string_view slice(std::size_t start, std::size_t end) const;
  // Requires: offset <= the text's size.
  std::size_t line_at(std::size_t offset) const;
  unsigned column_at(std::size_t offset) const;  // in characters
  std::size_t line_start(std::size_t number) const { return starts_[number - 1]; }
  std::size_t size() const { return text_.size(); }

 private:
  std::string text_;
  std::vector<std::size_t> starts_;
};

class SourceFiles {
 public:
  void set_root(std::filesystem::path root) { root_ = std::move(root); }
  // nullptr when it cannot be read, or is no file that an excerpt could be of.
  const SourceText* find(const std::string& file);

  // Where the failure is, with its column where that can be known; the test's own place where it has none.
  Location location(const TestFinished& test);
  // The source of a value's expression; "" when not known.
  std::string expression(const Failure& failure, const FailureValue& value);

 private:
  std::filesystem::path root_;
  std::map<std::string, std::unique_ptr<SourceText>> texts_;
};

}  // namespace driver::test
