// SPDX-License-Identifier: Apache-2.0
#include "runtime/port/driver_libraries.hpp"

#include <doctest/doctest.h>

using rt::DriverLibraries;

namespace {
std::string library(const char* name) { return std::string(TEST_LIBRARIES) + "/" + name; }
}  // namespace

TEST_CASE("a library with a driver's init function is refused: drivers cannot be loaded here, whatever they ask for") {
  DriverLibraries libraries;
  CHECK(libraries.refuse(library("bound_driver")) == DriverLibraries::no_ddll_available);
  CHECK(libraries.refuse(library("unbound_driver")) == DriverLibraries::no_ddll_available);
  CHECK(libraries.text_of(DriverLibraries::no_ddll_available) == "DDLL functionality not available on this platform");
  CHECK(libraries.text_of(DriverLibraries::kFirstLinkerError) == "Unknown dlload error");
}

TEST_CASE("errors of the linker have numbers in the order in which they come up, without the file's name") {
  DriverLibraries libraries;
  constexpr int kFirst = DriverLibraries::kFirstLinkerError;
  CHECK(libraries.refuse(library("unbound_library")) == kFirst);
  CHECK(libraries.text_of(kFirst) == "undefined symbol: function_of_nobody");
  CHECK(libraries.refuse("/none/x") == kFirst - 1);
  CHECK(libraries.refuse("/none/y") == kFirst - 1);
  CHECK(libraries.text_of(kFirst - 1) == "cannot open shared object file: No such file or directory");
  CHECK(libraries.refuse(library("unbound_library")) == kFirst);
}
