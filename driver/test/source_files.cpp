// SPDX-License-Identifier: Apache-2.0
#include "driver/test/source_files.hpp"

#include <algorithm>

#include "driver/test/text.hpp"
#include "loader/bytes/whole_file.hpp"

namespace driver::test {
namespace {

constexpr std::uintmax_t kLargestFile = 16u << 20;

}  // namespace

SourceText::SourceText(std::string text) : text_(std::move(text)), starts_{0} {
  for (std::size_t at = text_.find('\n'); at != std::string::npos && at + 1 < text_.size();
       at = text_.find('\n', at + 1)) {
    starts_.push_back(at + 1);
  }
}

std::string_view SourceText::line(std::size_t number) const {
  if (number == 0 || number > starts_.size()) return "";
  const std::string_view rest = std::string_view(text_).substr(starts_[number - 1]);
  std::string_view found = rest.substr(0, rest.find('\n'));
  if (found.ends_with('\r')) found.remove_suffix(1);
  return found;
}

std::string_view SourceText::slice(std::size_t start, std::size_t end) const {
  if (start >= end || end > text_.size()) return "";
  return std::string_view(text_).substr(start, end - start);
}

std::size_t SourceText::line_at(std::size_t offset) const {
  return static_cast<std::size_t>(std::upper_bound(starts_.begin(), starts_.end(), offset) - starts_.begin());
}

unsigned SourceText::column_at(std::size_t offset) const {
  unsigned column = 1;
  for (std::size_t at = line_start(line_at(offset)); at < offset; ++column)
    at += character_at(text_, at).length;
  return column;
}

const SourceText* SourceFiles::find(const std::string& file) {
  if (file.empty()) return nullptr;
  const auto [entry, is_new] = texts_.try_emplace(file);
  if (is_new) {
    const std::filesystem::path path = root_ / file;
    std::error_code error;
    const bool is_readable = std::filesystem::is_regular_file(path, error) &&
                             std::filesystem::file_size(path, error) <= kLargestFile && !error;
    if (!is_readable) return nullptr;
    if (auto text = loader::text_of_file(path)) entry->second = std::make_unique<SourceText>(std::move(*text));
  }
  return entry->second.get();
}

Location SourceFiles::location(const TestFinished& test) {
  if (!test.failure || test.failure->location.file.empty()) return test.location;
  Location location = test.failure->location;
  if (test.failure->start >= test.failure->end) return location;
  const SourceText* text = location.column == 0 || location.line == 0 ? find(location.file) : nullptr;
  if (text == nullptr || test.failure->end > text->size()) return location;
  const std::size_t line = text->line_at(test.failure->start);
  if (location.line == 0) location.line = static_cast<unsigned>(line);
  if (location.line == line) location.column = text->column_at(test.failure->start);
  return location;
}

std::string SourceFiles::expression(const Failure& failure, const FailureValue& value) {
  if (!value.source.empty() || value.start >= value.end) return value.source;
  const SourceText* text = find(failure.location.file);
  return text == nullptr ? "" : std::string(text->slice(value.start, value.end));
}

}  // namespace driver::test
