// SPDX-License-Identifier: Apache-2.0
// How a compiler process tells us what to start: through a file that lives as long as an object here.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "driver/gleam/compiler.hpp"

namespace driver {

// The start file's text as an outcome; `Finished` with `status` when the compiler wrote nothing. `path` is for errors.
Result<RunOutcome> outcome_of_start_file(const std::string& text, const std::string& path, int status);

// A file without a name, for our own compiler: nothing is left of it wherever we end.
class NamelessStartFile {
 public:
  static Result<NamelessStartFile> create();
  ~NamelessStartFile();
  NamelessStartFile(NamelessStartFile&& other) noexcept;
  NamelessStartFile& operator=(NamelessStartFile&&) = delete;

  // As our children see it.
  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }
  Result<RunOutcome> outcome(int status) const;

 private:
  explicit NamelessStartFile(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

// One in a folder, in which there is room for more.
class StartHandover {
 public:
  static Result<StartHandover> create();
  ~StartHandover();
  StartHandover(StartHandover&& other) noexcept;
  StartHandover& operator=(StartHandover&&) = delete;

  const std::filesystem::path& folder() const { return folder_; }
  std::string file() const { return (folder_ / "start.json").string(); }
  Result<RunOutcome> outcome(int status) const;

 private:
  explicit StartHandover(std::filesystem::path folder) : folder_(std::move(folder)) {}
  std::filesystem::path folder_;
};

// The variable that makes gleamr, started under the name `erl`, write down what it was asked to run.
inline constexpr const char* kStartFileVariable = "GLEAMR_START_FILE";

// For `erl -pa .. -eval 'ROOT@@main:run(MODULE)' -noshell -extra ..`: the root and the module.
std::optional<ReadyToStart> start_from_erl_arguments(const std::vector<std::string>& arguments);

// The whole of our life as `erl`: 0 when the hand-over was written.
int answer_as_erl(const std::vector<std::string>& arguments, const std::string& start_file);

}  // namespace driver
