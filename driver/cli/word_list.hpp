// SPDX-License-Identifier: Apache-2.0
// The lists in the command table's cells: "one, two, three".
#pragma once

#include <string_view>
#include <vector>

namespace driver::cli {

inline std::vector<std::string_view> items(std::string_view list) {
  std::vector<std::string_view> result;
  while (!list.empty()) {
    const std::size_t end = list.find(", ");
    result.push_back(list.substr(0, end));
    list = end == std::string_view::npos ? std::string_view() : list.substr(end + 2);
  }
  return result;
}

}  // namespace driver::cli
