// SPDX-License-Identifier: Apache-2.0
// From a source file to a key that stands for everything its compilation depends on but for where the file lies: its text and
// name, the headers that it includes (and that nothing is where they are looked for first), the modules that the compiler
// would load and call, the compiler itself. Made anew from the files each time; nothing is remembered.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "driver/compile/sha256.hpp"
#include "driver/run/otp_tree.hpp"

namespace driver::compile {

struct Place {
  std::string lib;   // LIB/*/ebin are on the code path, behind OTP's folders
  std::string ebin;  // where the .beam goes
  std::vector<std::string> include_folders = {};  // where headers are looked for behind the usual ones
};

class Inputs {
 public:
  // `otp` must outlive it.
  Inputs(const OtpTree& otp, const std::string& otp_root);

  // Nothing: it is not known what the compilation depends on.
  std::optional<Digest> key_of(const std::string& source, const Place& place) const;

 private:
  struct Walk;
  bool add_source(Walk& walk, const std::string& path, std::string_view text) const;
  bool add_include(Walk& walk, const std::string& folder, const std::string& name, bool is_lib) const;
  bool add_module(Walk& walk, const std::string& name) const;
  bool is_in_otp(const std::string& module) const;
  bool is_application(std::string_view name) const;

  const OtpTree& otp_;
  std::string compiler_;  // what stands for this gleamr and OTP's modules; "": nothing can be known
};

}  // namespace driver::compile
