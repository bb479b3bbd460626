// SPDX-License-Identifier: Apache-2.0
#include "driver/process/command_runner.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace driver {
namespace {

TEST_CASE("what is to be done meanwhile is done while the child runs") {
  std::string folder = (std::filesystem::temp_directory_path() / "gleamr-test-XXXXXX").string();
  REQUIRE(mkdtemp(folder.data()) != nullptr);
  const std::string path = folder + "/fifo";
  REQUIRE(mkfifo(path.c_str(), 0600) == 0);
  ChildCommand command{"timeout", {"20", "cat", path}, {}, true};
  command.meanwhile = [&] { std::ofstream(path) << "from its parent"; };
  const auto result = make_command_runner()->run(command);
  std::filesystem::remove_all(folder);
  REQUIRE(result);
  CHECK(result->output == "from its parent");
}

TEST_CASE("nothing is done meanwhile if there is no child") {
  bool is_done = false;
  ChildCommand command{"/nowhere/no-such-program", {}, {}, false};
  command.meanwhile = [&] { is_done = true; };
  CHECK_FALSE(make_command_runner()->run(command));
  CHECK_FALSE(is_done);
}

}  // namespace
}  // namespace driver
