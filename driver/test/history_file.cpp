// SPDX-License-Identifier: Apache-2.0
#include "driver/test/history_file.hpp"

#include <fstream>

#include "driver/project/layout.hpp"
#include "driver/test/selection.hpp"
#include "loader/bytes/whole_file.hpp"

namespace driver::test {

std::string read_history(const std::filesystem::path& root) {
  return loader::text_of_file(layout::failed_tests(root)).value_or("");
}

void write_history(const std::filesystem::path& root, const std::vector<TestFinished>& finished) {
  const std::string before = read_history(root), history = updated_history(before, finished);
  if (history == before) return;  // as a rule
  const std::filesystem::path path = layout::failed_tests(root);
  std::error_code error;
  std::filesystem::create_directories(path.parent_path(), error);
  std::ofstream(path, std::ios::binary) << history;
}

}  // namespace driver::test
