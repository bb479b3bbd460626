// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include "driver/cli/commands.hpp"

int main(int argc, char** argv) {
  return static_cast<int>(driver::cli::run(std::vector<std::string>(argv, argv + argc)));
}
