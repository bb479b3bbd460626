// SPDX-License-Identifier: Apache-2.0
#include "driver/run/rich_report.hpp"

#include "driver/test/reporters/failure_block.hpp"

namespace driver {

std::string rich_report(const test::Failure& failure, const std::string& root, const test::Surface& surface) {
  test::SourceFiles sources;
  sources.set_root(root);
  const test::Style style(surface.colors);
  test::TestFinished crash;
  crash.failure = failure;
  const std::string block = test::failure_block(crash, 1, sources, style, surface.width);
  // The first line is a test's name; a program's crash has none.
  const std::size_t end = block.find('\n');
  return style.bold_red("runtime error") + "\n" + (end == std::string::npos ? "" : block.substr(end + 1));
}

}  // namespace driver
