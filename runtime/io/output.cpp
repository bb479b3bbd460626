// SPDX-License-Identifier: Apache-2.0
#include "runtime/io/output.hpp"

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdio>

#include "runtime/term/utf8.hpp"

namespace rt {

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(fd, bytes.data(), bytes.size());
    if (count >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno == EAGAIN) {  // somebody made it non-blocking
      pollfd wait{fd, POLLOUT, 0};
      (void)::poll(&wait, 1, -1);
    } else if (errno != EINTR) {
      return false;
    }
  }
  return true;
}

bool can_write_at_once(int fd, std::size_t bytes) {
  if (bytes <= PIPE_BUF) {
    pollfd room{fd, POLLOUT, 0};
    return ::poll(&room, 1, 0) != 0;  // an error is there at once too
  }
  struct stat info;
  return ::fstat(fd, &info) != 0 || S_ISREG(info.st_mode);
}

std::string latin1_of(std::string_view utf8) {
  std::string result;
  for (std::size_t at = 0; at < utf8.size();) {
    const Utf8Character c = get_utf8(utf8.substr(at));
    if (c.character < 0x100) {
      result += static_cast<char>(c.character);
    } else {
      char text[16];
      std::snprintf(text, sizeof text, "\\x{%X}", static_cast<unsigned>(c.character));
      result += text;
    }
    at += c.length;
  }
  return result;
}

}  // namespace rt
