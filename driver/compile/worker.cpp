// SPDX-License-Identifier: Apache-2.0
#include "driver/compile/worker.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <charconv>
#include <optional>

#include "driver/compile/worker_script.hpp"
#include "driver/erl/command_line.hpp"
#include "runtime/io/output.hpp"

namespace driver::compile {
namespace {

constexpr std::string_view kMark = "gleamr-compiled:";

// "NUMBER:RESULT:MODULE:SIZE"
struct Head {
  std::size_t number = 0;
  std::size_t size = 0;
  FileResult result;
};

std::optional<Head> head_of(std::string_view text) {
  Head head;
  const char* const end = text.data() + text.size();
  const auto number = std::from_chars(text.data(), end, head.number);
  if (number.ec != std::errc() || number.ptr == end) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(number.ptr - text.data()) + 1);
  const std::size_t first = text.find(':'), last = text.rfind(':');
  if (first == std::string_view::npos || last <= first) return std::nullopt;
  head.result.is_ok = text.substr(0, first) == "ok";
  head.result.module = text.substr(first + 1, last - first - 1);
  const auto size = std::from_chars(text.data() + last + 1, end, head.size);
  return size.ec == std::errc() && size.ptr == end ? std::optional(head) : std::nullopt;
}

}  // namespace

Result<Worker> Worker::start(const std::string& self) {
  // A file in memory, which the child inherits.
  const int script = ::memfd_create("compile_worker", 0);
  if (script < 0 || !rt::write_all(script, kWorkerScript)) {
    if (script >= 0) ::close(script);
    return fail(ErrorCode::os, "The Erlang compiler could not be started", "There is no memory for its script.");
  }
  std::vector<std::string> words = erl::words_for_escript({"/proc/self/fd/" + std::to_string(script)}, {});
  words.insert(words.begin(), "erl");
  Result<Child> child = Child::start(self, words, Child::Output::read_by_us, Child::Group::own);
  ::close(script);
  if (!child) return std::unexpected(child.error());
  return Worker(std::move(*child));
}

std::optional<std::vector<FileResult>> Worker::compile(const Job& job, const std::function<void(std::string_view)>& other_output) {
  if (!child_.write(line_of(job) + "\n")) return std::nullopt;
  std::vector<FileResult> results(job.files.size());
  for (std::size_t left = results.size(); left > 0;) {
    const std::optional<std::string> text = child_.line();
    if (!text) return std::nullopt;
    const auto head = text->starts_with(kMark) ? head_of(std::string_view(*text).substr(kMark.size())) : std::nullopt;
    if (!head || head->number >= results.size()) {
      other_output(*text + "\n");
      continue;
    }
    std::optional<std::string> diagnostics = child_.bytes(head->size);
    if (!diagnostics) return std::nullopt;
    results[head->number] = head->result;
    results[head->number].diagnostics = std::move(*diagnostics);
    --left;
  }
  return results;
}

}  // namespace driver::compile
