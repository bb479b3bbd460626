// SPDX-License-Identifier: Apache-2.0
// What `gleamr help` explains besides commands.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace driver::cli {

struct Topic {
  std::string_view name;
  std::string_view summary;
  std::string (*text)();
};

std::span<const Topic> topics();
const Topic* find_topic(std::string_view name);

}  // namespace driver::cli
