// SPDX-License-Identifier: Apache-2.0
// Where a reporter writes: a file of its own, or standard output. One thread at a time.
#pragma once

#include <string>
#include <string_view>

#include "driver/driver_error.hpp"

namespace driver::test {

class Output {
 public:
  static Output standard() { return Output(1, false); }
  // Creates the file, and the folders it is to lie in; what was in it is gone.
  static Result<Output> file(const std::string& path);

  Output(Output&& other) noexcept;
  Output& operator=(Output&&) = delete;
  ~Output();

  // All of it, at once. After a failure (no space, a closed pipe) nothing more is written.
  void write(std::string_view text);
  bool ok() const { return ok_; }

 private:
  Output(int descriptor, bool is_owned) : descriptor_(descriptor), is_owned_(is_owned) {}
  int descriptor_;
  bool is_owned_;
  bool ok_ = true;
};

}  // namespace driver::test
