// SPDX-License-Identifier: Apache-2.0
// What the natives of module prim_file share: errors, paths as prim_file:internal_name2native/1 makes them, #file_info{}.
#pragma once

#include <sys/stat.h>

#include <optional>
#include <string>

#include "runtime/process/process.hpp"

namespace rt::prim_file {

// {error, Posix}
Term failure(Process& p, int error);
// ok, or {error, Posix} of errno.
Term outcome(Process& p, int result);

// A path: a binary that ends in zero bytes and has none before. Nothing: it is none (einval).
std::optional<std::string> path_of(Term binary);


struct Access {
  bool read, write;
};
Term file_info(Process& p, const struct stat& info, Access access);

}  // namespace rt::prim_file
