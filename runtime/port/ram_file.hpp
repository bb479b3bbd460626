// SPDX-License-Identifier: Apache-2.0
// RamFile: a file that is only memory, behind the ports that OTP's module ram_file opens by the name ram_file_drv. It speaks
// that driver's language: a command is an operation and its arguments (numbers of 32 bits, most significant byte first), a
// reply a byte that says what follows. Follows ram_file_drv.c, OTP 27; where that reads behind a command that is too short,
// the missing bytes are 0 here. Owned by one port.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace rt {

class RamFile {
 public:
  static constexpr std::string_view kDriverName = "ram_file_drv";

  struct Reply {
    std::string header;               // always a list in the message
    std::optional<std::string> data;  // behind it, as the port's options say
  };
  // Nothing: no such operation; its caller waits for ever, as in OTP.
  std::optional<Reply> execute(std::string_view command);

 private:
  using Result = std::expected<std::int64_t, int>;  // or errno
  bool is_open() const { return mode_ != 0; }
  Result write(std::string_view bytes, std::size_t at);
  std::expected<std::string, int> read(std::int64_t size, std::size_t at) const;
  Result seek(std::int64_t offset, std::int32_t origin);

  std::uint32_t mode_ = 0;  // bits; 0: not open
  std::string bytes_;
  std::size_t position_ = 0;
};

}  // namespace rt
