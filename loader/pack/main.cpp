// SPDX-License-Identifier: Apache-2.0
// pack_otp OTP_ROOT ARCHIVE DEPENDENCIES - packs an OTP tree for the executable; run by the build. DEPENDENCIES is a file
// for it that says which files ARCHIVE was made of.
#include <cstdio>
#include <fstream>

#include "loader/pack/otp_files.hpp"

namespace {

int fail(const loader::PackError& error) {
  std::fprintf(stderr, "pack_otp: %s: %s\n", error.path.c_str(), error.text.c_str());
  return 1;
}

// A rule of make: blanks in a name need a backslash.
std::string dependencies(const std::string& target, const std::vector<std::string>& sources) {
  std::string text = target + ":";
  for (const std::string& source : sources) {
    text += " ";
    for (const char c : source) text += c == ' ' ? "\\ " : c == '$' ? "$$" : std::string(1, c);
  }
  return text + "\n";
}

bool write_file(const char* path, const char* bytes, std::size_t size) {
  std::ofstream file(path, std::ios::binary);
  file.write(bytes, static_cast<std::streamsize>(size));
  file.close();
  return !file.fail();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fputs("usage: pack_otp OTP_ROOT ARCHIVE DEPENDENCIES\n", stderr);
    return 2;
  }
  auto otp = loader::read_otp_files(argv[1]);
  if (!otp) return fail(otp.error());
  const auto archive = loader::write_archive(std::move(otp->files), otp->search);
  if (!archive) return fail(archive.error());
  const std::string rule = dependencies(argv[2], otp->sources);
  if (!write_file(argv[2], reinterpret_cast<const char*>(archive->data()), archive->size()) ||
      !write_file(argv[3], rule.data(), rule.size())) {
    return fail({loader::PackErrorCode::unreadable, argv[2], "it cannot be written"});
  }
  return 0;
}
