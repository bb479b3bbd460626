// SPDX-License-Identifier: Apache-2.0
// Bytes out: whole writes to a file descriptor, and text for one that takes ISO 8859-1 only.
#pragma once

#include <string>
#include <string_view>

namespace rt {

// Everything, however many calls it takes; blocks. False: nobody reads any more, or the disk is full.
[[nodiscard]] bool write_all(int fd, std::string_view bytes);

// Whether write_all would not block: what is written is a file, or has room. What it says of others but files of more than
// PIPE_BUF bytes is no, since it cannot see how much room there is.
bool can_write_at_once(int fd, std::size_t bytes);

// Valid UTF-8 -> ISO 8859-1; what has no place there is written as \x{3BB}, as OTP does for standard output and error.
std::string latin1_of(std::string_view utf8);

}  // namespace rt
