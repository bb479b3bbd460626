// SPDX-License-Identifier: Apache-2.0
// What module prim_file answers about paths of the archive (runtime/archive): as of a file system that is mounted
// read-only, whose owner and times are those of the executable.
#pragma once

#include <sys/stat.h>

#include <string>

#include "runtime/archive/archive.hpp"
#include "runtime/bifs/prim_file.hpp"

namespace rt::prim_file {

// The machine's archive, if `path` is one of its paths; otherwise null.
const Archive* archive_with(Process& p, const std::string& path);

struct PackedInfo {
  int error = 0;  // errno; 0: there is such a path
  struct stat info {};
};
PackedInfo packed_info(const Archive& archive, const std::string& path);

inline constexpr Access kPackedAccess = {.read = true, .write = false};

// The bytes of a file, or an errno.
struct PackedBytes {
  int error = 0;
  Archive::Bytes bytes{};
};
PackedBytes packed_bytes(const Archive& archive, const std::string& path);

// A descriptor that reads like one of the file (of a folder: like one of some folder), or a negative errno.
int open_packed(const Archive& archive, const std::string& path);

// The errno of what would change something. Never 0.
enum class Change { of_what_is_there, of_what_is_not };  // chmod, unlink ...; mkdir, symlink ...
int error_of_change(const Archive& archive, const std::string& path, Change change);
// Of entering a folder: the system knows none of them.
int error_of_entering(const Archive& archive, const std::string& path);
// Of moving or linking `from` to `to`: null where it is a path of the system's.
int error_between(const Archive* from_archive, const std::string& from, const Archive* to_archive, const std::string& to);

}  // namespace rt::prim_file
