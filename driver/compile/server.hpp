// SPDX-License-Identifier: Apache-2.0
// gleamr in the place of the script that Gleam's compilers start to compile Erlang (job.hpp). What was compiled before is
// taken from the cache; when all of a build was, no Erlang is started at all.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "driver/compile/job.hpp"
#include "driver/driver_error.hpp"

namespace driver::compile {

// `words`: of `escript`. Nothing: they do not start such a script, or it is to do more than compile.
std::optional<Dialect> asked_to_compile(const std::vector<std::string>& words);

// Serves standard input until its end; the exit status. A job with other files than Erlang's is left to the script itself.
// `words`: those of `escript`; `self`: our executable.
Result<int> serve(const Dialect& dialect, const std::vector<std::string>& words, const std::string& self,
                  const std::string& otp_root);

}  // namespace driver::compile
