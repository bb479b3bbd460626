// SPDX-License-Identifier: Apache-2.0
// Giving this process to another program.
#pragma once

#include <string>
#include <vector>

#include "driver/driver_error.hpp"

namespace driver {

// This process becomes `program` (a path) with `arguments`: same terminal, same signals, same exit status. Returns only
// when that could not be.
DriverError become(const std::string& program, const std::vector<std::string>& arguments);

}  // namespace driver
