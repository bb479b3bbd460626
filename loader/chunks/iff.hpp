// SPDX-License-Identifier: Apache-2.0
// The IFF container of a .beam file: "FOR1", size, "BEAM", then chunks padded to four bytes.
#pragma once

#include <vector>

#include "loader/decode/decoded_module.hpp"

namespace loader {

// All chunks in file order. Bytes after the form are ignored, as OTP does.
Result<std::vector<Chunk>> read_container(Bytes file);

}  // namespace loader
