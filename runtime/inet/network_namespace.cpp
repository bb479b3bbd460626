// SPDX-License-Identifier: Apache-2.0
#include "runtime/inet/network_namespace.hpp"

#include <fcntl.h>
#include <sched.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <thread>

namespace rt {

int run_in_namespace(const std::string& path, const std::function<void()>& work) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return errno;
  int error = 0;
  std::thread([&] {
    if (::setns(fd, CLONE_NEWNET) == 0) {
      work();
    } else {
      error = errno;
    }
  }).join();
  ::close(fd);
  return error;
}

std::expected<int, int> open_descriptor(const std::string& path, int family, int type, int protocol) {
  int fd = -1, error = 0;
  const auto open = [&] {
    fd = ::socket(family, type, protocol);
    error = fd < 0 ? errno : 0;
  };
  if (path.empty()) {
    open();
  } else if (const int refused = run_in_namespace(path, open)) {
    return std::unexpected(refused);
  }
  if (fd < 0) return std::unexpected(error);
  return fd;
}

}  // namespace rt
