// SPDX-License-Identifier: Apache-2.0
// Where OTP's modules come from.
#include "driver/run/otp_tree.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "driver/gleam/compiler.hpp"
#include "driver/run/own_archive.hpp"

namespace fs = std::filesystem;

namespace driver {
namespace {

bool is_folder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

// kernel-10.2.7 -> kernel; kernel and stdlib before the rest, since most look-ups end there.
int rank(const fs::path& application) {
  const std::string name = application.filename().string();
  const std::string base = name.substr(0, name.find('-'));
  if (base == "kernel") return 0;
  if (base == "stdlib") return 1;
  return 2;
}

Result<std::vector<fs::path>> applications_in(const std::string& root) {
  std::vector<fs::path> applications;
  std::error_code error;
  for (fs::directory_iterator entry(fs::path(root) / "lib", error), end; !error && entry != end; entry.increment(error)) {
    if (is_folder(entry->path() / "ebin")) applications.push_back(entry->path());
  }
  if (!error && !applications.empty()) return applications;
  return fail(ErrorCode::no_otp, "Erlang/OTP's modules not found", "`" + root + "` is no OTP tree: it has no lib/*/ebin.");
}

Result<std::vector<fs::path>> applications_in(const rt::Archive& archive) {
  std::vector<fs::path> applications;
  const fs::path library = fs::path(archive.root()) / "lib";
  if (const auto* folder = archive.find(library.string()).row) {
    for (const std::string_view name : archive.names_in(*folder)) applications.push_back(library / name);
  }
  return applications;
}

}  // namespace

std::string find_otp_root(const std::string& option) {
  if (!option.empty()) return option;
  if (const char* value = std::getenv("GLEAMR_OTP"); value != nullptr && *value != '\0') return value;
  if (std::string root = own_archive_root(); !root.empty()) return root;
  std::error_code ignored;
  const fs::path beside = fs::read_symlink("/proc/self/exe", ignored).parent_path() / "otp27";
  return is_folder(beside / "lib") ? beside.string() : "";
}

Result<OtpTree> open_otp_tree(const std::string& root) {
  if (root.empty()) {
    return fail(ErrorCode::no_otp, "Erlang/OTP's modules not found",
                "Hint: Give the folder of an OTP tree (it has lib/stdlib-*/ebin) with --otp or in GLEAMR_OTP.");
  }
  OtpTree tree;
  if (root == own_archive_root()) {
    auto archive = open_own_archive();
    if (!archive) return std::unexpected(archive.error());
    tree.archive = std::move(*archive);
  }
  auto applications = tree.archive ? applications_in(*tree.archive) : applications_in(root);
  if (!applications) return std::unexpected(applications.error());
  std::sort(applications->begin(), applications->end(), [](const fs::path& left, const fs::path& right) {
    return std::pair(rank(left), left) < std::pair(rank(right), right);
  });
  for (const fs::path& application : *applications) tree.ebin_folders.push_back((application / "ebin").string());
  return tree;
}

Result<std::string> toolchain_report(const std::string& otp_root) {
  const auto runner = make_command_runner();
  const ToolPaths tools = find_tools(*runner, otp_root);
  const auto line = [](const char* name, const std::string& value) {
    return std::string(name) + (value.empty() ? "none" : value) + "\n";
  };
  return line("gleamr       ", tools.self) + line("gleam        ", tools.gleam) +
         line("gleamc       ", tools.gleamc) + line("OTP modules  ", otp_root) +
         line("Erlang tools ", tools.uses_own_escript       ? "its own"
                               : tools.erlang_bin.empty() ? "those of PATH"
                                                          : tools.erlang_bin);
}

}  // namespace driver
