// SPDX-License-Identifier: Apache-2.0
#include "driver/process/become.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace driver {

DriverError become(const std::string& program, const std::vector<std::string>& arguments) {
  std::vector<char*> argv{const_cast<char*>(program.c_str())};
  for (const std::string& word : arguments) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  execv(program.c_str(), argv.data());
  return {ErrorCode::os, "Shell command failure",
          "The program `" + program + "` could not be started: " + std::strerror(errno)};
}

}  // namespace driver
