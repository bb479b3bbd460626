// SPDX-License-Identifier: Apache-2.0
// How a compiler process tells us what to start: through a file in a folder that lives as long as this object.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "driver/gleam/compiler.hpp"

namespace driver {

class StartHandover {
 public:
  static Result<StartHandover> create();
  ~StartHandover();
  StartHandover(StartHandover&& other) noexcept;
  StartHandover& operator=(StartHandover&&) = delete;

  const std::filesystem::path& folder() const { return folder_; }
  std::string file() const { return (folder_ / "start.json").string(); }
  // What the compiler wrote; `Finished` with `status` when it wrote nothing.
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
