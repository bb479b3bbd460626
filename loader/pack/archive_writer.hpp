// SPDX-License-Identifier: Apache-2.0
// Files -> the bytes of an archive (runtime/archive/format.hpp). The same files give the same bytes. Pure.
#pragma once

#include <string>
#include <vector>

#include "loader/pack/pack_error.hpp"

namespace loader {

struct InputFile {
  std::string path;  // relative, in the archive
  std::vector<std::uint8_t> bytes;
};

// .beam files are stripped. Of two modules of one name the search finds that of `search`, a list of folders; what lies in
// none of them is no module, but a file like others. The result was read back once.
PackResult<std::vector<std::uint8_t>> write_archive(std::vector<InputFile> files, const std::vector<std::string>& search);

}  // namespace loader
