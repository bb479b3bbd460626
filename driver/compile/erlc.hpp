// SPDX-License-Identifier: Apache-2.0
// `erlc` with the cache: a command line that compiles one Erlang source to a .beam, and nothing else, is answered with what it gave
// before, if nothing that it depends on has changed since (inputs.hpp).
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "driver/compile/sha256.hpp"
#include "driver/driver_error.hpp"
#include "driver/process/command_runner.hpp"

namespace driver::compile {

struct ErlcJob {
  std::string source;  // these are absolute
  std::string out;     // the folder of the .beam
  std::vector<std::string> include_folders;

  std::string beam() const;
};

// Nothing: the words may ask for more than that, or for what this does not know. `here`: the current folder.
std::optional<ErlcJob> erlc_job(const std::vector<std::string>& words, const std::filesystem::path& here);

// Does what the words of `erlc` ask for, and gives the exit status. Nothing, and nothing was done: the job is none for the cache.
// `self`: our executable, which is the compiler.
std::optional<Result<int>> compile_by_cache(const std::vector<std::string>& words, const std::string& self, const std::string& otp_root,
                                            CommandRunner& runner);

}  // namespace driver::compile
