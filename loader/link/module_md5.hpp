// SPDX-License-Identifier: Apache-2.0
// The checksum that stands for a module: M:module_info(md5), part of what a fun of it is known by. Follows
// beamfile_read() of OTP 27: only what decides how the module behaves counts, no debug information.
#pragma once

#include "loader/decode/decoded_module.hpp"
#include "runtime/base/md5.hpp"

namespace loader {

rt::Md5::Digest md5_of(const DecodedModule& module);

}  // namespace loader
