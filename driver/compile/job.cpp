// SPDX-License-Identifier: Apache-2.0
#include "driver/compile/job.hpp"

namespace driver::compile {
namespace {

constexpr std::string_view kModule = "gleam-compile-module:";
constexpr std::string_view kOk = "gleam-compile-result-ok";
constexpr std::string_view kError = "gleam-compile-result-error";

// Reads one term of strings; after a failure nothing more succeeds.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool ok() const { return ok_; }
  bool take(char c) {
    skip_blanks();
    const bool is_there = ok_ && text_.starts_with(c);
    if (is_there) text_.remove_prefix(1);
    return is_there;
  }
  void need(char c) { ok_ = take(c) && ok_; }
  std::string string() {
    need('"');
    std::string content;
    while (ok_) {
      ok_ = !text_.empty();
      if (!ok_) break;
      char c = text_.front();
      text_.remove_prefix(1);
      if (c == '"') break;
      if (c == '\\') {
        ok_ = text_.starts_with('\\') || text_.starts_with('"');
        if (!ok_) break;
        c = text_.front();
        text_.remove_prefix(1);
      }
      content += c;
    }
    return content;
  }
  bool at_end() {
    skip_blanks();
    return ok_ && text_.empty();
  }

 private:
  void skip_blanks() {
    while (!text_.empty() && (text_.front() == ' ' || text_.front() == '\r' || text_.front() == '\n')) text_.remove_prefix(1);
  }

  std::string_view text_;
  bool ok_ = true;
};

std::string quoted(std::string_view text) {
  std::string literal = "\"";
  for (const char c : text) {
    if (c == '\\' || c == '"') literal += '\\';
    literal += c;
  }
  return literal + "\"";
}

}  // namespace

std::optional<Job> job_of(std::string_view line) {
  Reader reader(line);
  Job job;
  reader.need('{');
  job.lib = reader.string();
  reader.need(',');
  job.ebin = reader.string();
  reader.need(',');
  reader.need('[');
  if (!reader.take(']')) {
    do job.files.push_back(reader.string());
    while (reader.take(','));
    reader.need(']');
  }
  reader.need('}');
  reader.need('.');
  if (!reader.at_end()) return std::nullopt;
  return job;
}

std::string line_of(const Job& job) {
  std::string line = "{" + quoted(job.lib) + ", " + quoted(job.ebin) + ", [";
  for (std::size_t i = 0; i < job.files.size(); ++i) line += (i == 0 ? "" : ", ") + quoted(job.files[i]);
  return line + "]}.";
}

std::optional<Dialect> dialect_of(std::string_view script) {
  if (!script.contains(kOk) || !script.contains(kError) || !script.contains("compile:file")) return std::nullopt;
  return Dialect{script.contains(kModule)};
}

std::string answer_line(std::string_view module) { return std::string(kModule) + std::string(module) + "\n"; }

std::string result_line(bool is_ok) { return std::string(is_ok ? kOk : kError) + "\n"; }

}  // namespace driver::compile
