// SPDX-License-Identifier: Apache-2.0
// Whether a file is still what it was when it was read, by what the file system tells of it. Any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace loader {

struct FileState {
  std::array<std::int64_t, 5> identity;  // the file itself, its size, and when its content was written
  std::int64_t changed_ns = 0;           // when it was written to or changed in another way; no program can set that
  std::int64_t seen_ns = 0;              // when this was told

  // Of the same file: whether it has not been written to since the earlier of the two was told.
  bool is_same(const FileState& later) const { return identity == later.identity && changed_ns == later.changed_ns; }
  // Whether its last change is so long ago that a further one has another time, however coarse the file system's clock is.
  bool is_settled() const;
};

// Nothing: there is no such regular file.
std::optional<FileState> state_of_file(const std::string& path);

}  // namespace loader
