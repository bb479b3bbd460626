// SPDX-License-Identifier: Apache-2.0
// The bytes come with the linked executable (driver/run/own_archive.S); other programs that use this library have none.
#include "driver/run/own_archive.hpp"

#include <filesystem>

extern "C" {
[[gnu::weak]] extern const std::uint8_t gleamr_otp_archive[];
[[gnu::weak]] extern const std::uint8_t gleamr_otp_archive_end[];
}

namespace driver {

std::string own_archive_root() {
  if (gleamr_otp_archive == nullptr) return "";
  std::error_code error;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
  return (error ? "/proc/self/exe" : self.string()) + "/otp";
}

Result<std::unique_ptr<const rt::Archive>> open_own_archive() {
  auto archive = rt::Archive::open({gleamr_otp_archive, gleamr_otp_archive_end}, own_archive_root());
  if (!archive) {
    return fail(ErrorCode::no_otp, "Erlang/OTP's modules cannot be used",
                "The archive of them in this executable is damaged: " + archive.error().text + ".");
  }
  return std::make_unique<const rt::Archive>(std::move(*archive));
}

}  // namespace driver
