// SPDX-License-Identifier: Apache-2.0
// The bytes come with the linked executable (driver/run/own_archive.S); other programs that use this library have none.
#include "driver/run/own_archive.hpp"

#include <filesystem>

extern "C" {
[[gnu::weak]] extern const std::uint8_t gleamr_otp_archive[];
[[gnu::weak]] extern const std::uint8_t gleamr_otp_archive_end[];
[[gnu::weak]] extern const std::uint8_t gleamr_test_runner_archive[];
[[gnu::weak]] extern const std::uint8_t gleamr_test_runner_archive_end[];
}

namespace driver {
namespace {

std::string path_under_self(const char* name) {
  std::error_code error;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
  return (error ? "/proc/self/exe" : self.string()) + "/" + name;
}

Result<std::unique_ptr<const rt::Archive>> open_archive(rt::Archive::Bytes bytes, std::string root, std::string title) {
  auto archive = rt::Archive::open(bytes, std::move(root));
  if (!archive) {
    return fail(ErrorCode::no_otp, std::move(title),
                "The archive of them in this executable is damaged: " + archive.error().text + ".");
  }
  return std::make_unique<const rt::Archive>(std::move(*archive));
}

}  // namespace

std::string own_archive_root() { return gleamr_otp_archive == nullptr ? "" : path_under_self("otp"); }

Result<std::unique_ptr<const rt::Archive>> open_own_archive() {
  return open_archive({gleamr_otp_archive, gleamr_otp_archive_end}, own_archive_root(), "Erlang/OTP's modules cannot be used");
}

Result<std::unique_ptr<const rt::Archive>> open_test_runner() {
  const std::string title = "The test runner's modules cannot be used";
  if (gleamr_test_runner_archive == nullptr) {
    return fail(ErrorCode::no_otp, title, "This gleamr was built without an OTP tree (meson option otp_root), and so without them.");
  }
  return open_archive({gleamr_test_runner_archive, gleamr_test_runner_archive_end}, path_under_self("test_runner"), title);
}

}  // namespace driver
