// SPDX-License-Identifier: Apache-2.0
// gleamr under the names `erl`, `erlc` and `escript`: command line -> what to start.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "driver/run/start_plan.hpp"

namespace driver::erl {

struct Said {  // all there is to do, with exit code 0
  std::string text;  // for standard error
};

// Sets what -env asks for in our own environment; with -detached the calling process ends here, with 0, and one without
// a terminal comes back.
Result<std::variant<Said, StartPlan>> start(const std::vector<std::string>& words);

// The words of `erl` for those of `escript`. Reads the first lines of the script; tells it its name.
Result<std::vector<std::string>> words_of_escript(const std::vector<std::string>& words);

}  // namespace driver::erl
