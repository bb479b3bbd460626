// SPDX-License-Identifier: Apache-2.0
// What travels in this executable when it was built with an OTP tree (meson option otp_root): that tree, and modules of our
// own that only `gleamr test` uses.
#pragma once

#include <memory>
#include <string>

#include "driver/driver_error.hpp"
#include "runtime/archive/archive.hpp"

namespace driver {

// The path at which programs see it: under the executable itself, where no real file can be. "": there is none.
std::string own_archive_root();

// Requires: there is one. Fails with `no_otp` when it is damaged or of another version.
Result<std::unique_ptr<const rt::Archive>> open_own_archive();

// The Erlang half of the test runner (driver/test/runner/). Fails with `no_otp` when this executable has none.
Result<std::unique_ptr<const rt::Archive>> open_test_runner();

}  // namespace driver
