// SPDX-License-Identifier: Apache-2.0
// `gleam run` knows everything about finding and checking the module to run, and ends by starting `erl`. So we put
// ourselves into its PATH under that name, note what it asks for, and let it end: its texts and checks, our virtual
// machine, and no process in between that would swallow signals.
#include "driver/gleam/start_handover.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <utility>

#include "driver/manifest/json.hpp"
#include "loader/bytes/whole_file.hpp"

namespace fs = std::filesystem;

namespace driver {

Result<RunOutcome> outcome_of_start_file(const std::string& text, const std::string& path, int status) {
  if (text.empty()) return RunOutcome{Finished{status}};
  return and_then(start_file_from_json(text, path), [](const StartFile& start) -> Result<RunOutcome> {
    return ReadyToStart{start.root, start.module};
  });
}

// Its descriptor is none of standard input and output, which may be closed, and children inherit it.
Result<NamelessStartFile> NamelessStartFile::create() {
  const int first = ::memfd_create("gleamr-start", MFD_CLOEXEC);
  const int descriptor = first < 0 ? -1 : ::fcntl(first, F_DUPFD, STDERR_FILENO + 1);
  if (first >= 0) ::close(first);
  if (descriptor < 0) return fail(ErrorCode::os, "File IO failure", "A file in memory could not be made");
  return NamelessStartFile(descriptor);
}

NamelessStartFile::NamelessStartFile(NamelessStartFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

NamelessStartFile::~NamelessStartFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<RunOutcome> NamelessStartFile::outcome(int status) const {
  return outcome_of_start_file(loader::text_of_file(path()).value_or(""), path(), status);
}

Result<StartHandover> StartHandover::create() {
  std::error_code error;
  std::string path = (fs::temp_directory_path(error) / "gleamr-XXXXXX").string();
  if (error || mkdtemp(path.data()) == nullptr) {
    return fail(ErrorCode::os, "File IO failure", "A temporary folder could not be made: " + path);
  }
  return StartHandover(path);
}

StartHandover::StartHandover(StartHandover&& other) noexcept : folder_(std::move(other.folder_)) {
  other.folder_.clear();
}

StartHandover::~StartHandover() {
  std::error_code ignored;
  if (!folder_.empty()) fs::remove_all(folder_, ignored);
}

Result<RunOutcome> StartHandover::outcome(int status) const {
  return outcome_of_start_file(loader::text_of_file(file()).value_or(""), file(), status);
}

std::optional<ReadyToStart> start_from_erl_arguments(const std::vector<std::string>& arguments) {
  constexpr std::string_view kCall = "@@main:run(";
  for (std::size_t i = 0; i + 1 < arguments.size(); ++i) {
    if (arguments[i] == "-extra") return std::nullopt;
    if (arguments[i] != "-eval") continue;
    const std::string& call = arguments[i + 1];
    const std::size_t at = call.find(kCall);
    if (at == std::string::npos || !call.ends_with(')')) return std::nullopt;
    const std::size_t module = at + kCall.size();
    return ReadyToStart{call.substr(0, at), call.substr(module, call.size() - module - 1)};
  }
  return std::nullopt;
}

int answer_as_erl(const std::vector<std::string>& arguments, const std::string& start_file) {
  const auto start = start_from_erl_arguments(arguments);
  if (!start) return 1;
  std::ofstream output(start_file, std::ios::binary);
  output << start_file_to_json({start->root, start->module});
  output.close();
  return output ? 0 : 1;
}

}  // namespace driver
