// SPDX-License-Identifier: Apache-2.0
// Archive: the files of an OTP tree inside the executable, seen under a path that no real file has. Read-only.
//
// Borrows its bytes, which stay mapped and unchanged. Immutable: any thread. open() checks every row, so that no content
// of the index can lead outside of the bytes afterwards; what the files hold is checked by who reads them.
#pragma once

#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/archive/format.hpp"

namespace rt {

enum class ArchiveErrorCode {
  not_an_archive,
  other_version,
  truncated,   // or longer than it says
  bad_index,   // a row leads outside, or the order is wrong
};
struct ArchiveError {
  ArchiveErrorCode code;
  std::string text;
};

class Archive {
 public:
  using Bytes = std::span<const std::uint8_t>;

  // `root`: an absolute path without a slash at its end, whose parent is a file: so nothing real can be there.
  // Requires: `bytes` are aligned as format.hpp has it.
  static std::expected<Archive, ArchiveError> open(Bytes bytes, std::string root);

  const std::string& root() const { return root_; }
  std::string host() const { return root_.substr(0, root_.rfind('/')); }  // the file that the archive lies in
  std::string path_of(const archive::FileRow& row) const;                 // absolute

  // Whether an absolute path belongs to the archive: it is the root or begins with it.
  bool holds(std::string_view path) const;

  // Where a path of the archive leads, with its ".", ".." and double slashes.
  struct Lookup {
    const archive::FileRow* row = nullptr;
    int error = 0;                    // ENOENT, ENOTDIR; 0: there is a row
    bool could_be_made = false;       // there is nothing, but its folder is there
  };
  // Requires: holds(path).
  Lookup find(std::string_view path) const;

  Bytes bytes_of(const archive::FileRow& file) const { return bytes_.subspan(file.at, file.size); }
  std::uint32_t number_of(const archive::FileRow& row) const { return static_cast<std::uint32_t>(&row - files_.data()); }
  // The names in a folder, sorted by path.
  std::vector<std::string_view> names_in(const archive::FileRow& folder) const;

  struct Module {
    const archive::FileRow* file;
    Bytes beam;
    Bytes literals;  // inflated; empty: none
    std::array<std::uint8_t, 16> md5;
  };
  // Null file: there is no such module.
  Module find_module(std::string_view name) const;
  std::span<const archive::ModuleRow> modules() const { return modules_; }
  Module module_at(const archive::ModuleRow& row) const;

 private:
  Archive() = default;
  bool are_files_sound() const;
  bool are_modules_sound() const;
  bool is_inside(std::uint64_t at, std::uint64_t size) const { return at <= bytes_.size() && size <= bytes_.size() - at; }
  std::string_view text(std::uint32_t at, std::uint32_t size) const { return text_.substr(at, size); }
  std::string_view relative(const archive::FileRow& row) const { return text(row.path_at, row.path_size); }
  const archive::FileRow* row_of(std::string_view relative_path) const;

  std::string root_;
  Bytes bytes_;
  std::span<const archive::FileRow> files_;
  std::span<const archive::ModuleRow> modules_;
  std::string_view text_;
};

}  // namespace rt
