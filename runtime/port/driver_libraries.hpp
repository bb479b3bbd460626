// SPDX-License-Identifier: Apache-2.0
// Drivers of ports as module erl_ddll knows them. This machine has those that OTP links in, under their names, and can load
// no other: a driver wants the functions of OTP's emulator (erl_driver.h). A library is opened all the same, for the error
// that OTP would tell: most programs that ask have named a file that is not there.
//
// Owned by the Vm; any thread. Errors of the dynamic linker get a number each, in the order in which they are first met.
#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace rt {

class DriverLibraries {
 public:
  // What went wrong, by OTP's numbers: of the dynamic linker's errors kFirstLinkerError and below.
  enum Error : int {
    no_error = 0,
    no_driver_init = -1,
    driver_init_failed = -2,
    bad_driver_name = -3,
    driver_name_to_long = -4,
    driver_incorrect_version = -5,
    no_ddll_available = -6,
    unspecified_error = -7,
    symbol_not_found = -8,
  };
  static constexpr int kFirstLinkerError = -10;

  static bool is_linked_in(std::string_view name);
  static const std::vector<std::string_view>& linked_in();  // in OTP's order

  // Why the library cannot be loaded as a driver: what the linker says, no_driver_init if it is none, or no_ddll_available.
  int refuse(const std::string& path);
  std::string text_of(int error) const;

  // The errors that are atoms to programs; "" for any other.
  static std::string_view name_of(int error);

 private:
  int number_of(std::string text);

  mutable std::mutex mutex_;
  std::vector<std::string> linker_errors_;
};

}  // namespace rt
