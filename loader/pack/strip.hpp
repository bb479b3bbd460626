// SPDX-License-Identifier: Apache-2.0
// A .beam as it is packed: checked, without what nothing needs at run time, and with what loading would work out of it.
#pragma once

#include <string>
#include <vector>

#include "loader/bytes/byte_reader.hpp"
#include "loader/load_error.hpp"
#include "runtime/base/md5.hpp"

namespace loader {

struct StrippedBeam {
  std::string module;
  std::vector<std::uint8_t> file;      // a .beam that OTP reads as well
  std::vector<std::uint8_t> literals;  // the table in LitT, inflated; empty: none, or it lies there as it is
  rt::Md5::Digest md5;                 // module_info(md5): stripping leaves it as it was
};

Result<StrippedBeam> strip_beam(Bytes file);

}  // namespace loader
