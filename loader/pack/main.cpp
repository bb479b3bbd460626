// SPDX-License-Identifier: Apache-2.0
// Packs modules for the executable; run by the build.
//   pack_otp OTP_ROOT ARCHIVE DEPENDENCIES    an OTP tree; DEPENDENCIES is a file that says what ARCHIVE was made of
//   pack_otp --modules ARCHIVE FILE.beam ...  just these
#include <cstdio>
#include <cstring>
#include <fstream>
#include <string_view>

#include "loader/bytes/whole_file.hpp"
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

int pack_modules(const char* target, const std::vector<std::string>& paths) {
  std::vector<loader::InputFile> files;
  for (const std::string& path : paths) {
    auto bytes = loader::bytes_of_file(path);
    if (!bytes) return fail({loader::PackErrorCode::unreadable, path, std::strerror(bytes.error())});
    files.push_back({"ebin/" + path.substr(path.rfind('/') + 1), std::move(*bytes)});
  }
  const auto archive = loader::write_archive(std::move(files), {"ebin"});
  if (!archive) return fail(archive.error());
  if (write_file(target, reinterpret_cast<const char*>(archive->data()), archive->size())) return 0;
  return fail({loader::PackErrorCode::unreadable, target, "it cannot be written"});
}

}  // namespace

int main(int argc, char** argv) {
  if (argc >= 4 && std::string_view(argv[1]) == "--modules") return pack_modules(argv[2], {argv + 3, argv + argc});
  if (argc != 4) {
    std::fputs("usage: pack_otp OTP_ROOT ARCHIVE DEPENDENCIES, or pack_otp --modules ARCHIVE FILE.beam ...\n", stderr);
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
