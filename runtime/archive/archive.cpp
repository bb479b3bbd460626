// SPDX-License-Identifier: Apache-2.0
// Opening checks the index once; every look-up is a binary search in it. Paths are walked as the system walks them: what
// is not there or is no folder ends the walk, even where a ".." would lead back.
#include "runtime/archive/archive.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace rt {
namespace {

using archive::FileRow;
using archive::Header;
using archive::ModuleRow;

std::unexpected<ArchiveError> refuse(ArchiveErrorCode code, std::string text) {
  return std::unexpected(ArchiveError{code, std::move(text)});
}

std::string_view parent_path(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == path.npos ? std::string_view() : path.substr(0, slash);
}

}  // namespace

std::expected<Archive, ArchiveError> Archive::open(Bytes bytes, std::string root) {
  Header header;
  if (bytes.size() < sizeof header) return refuse(ArchiveErrorCode::truncated, "it ends before its header does");
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.magic != archive::kMagic) return refuse(ArchiveErrorCode::not_an_archive, "it does not begin as one");
  if (header.version != archive::kVersion) {
    return refuse(ArchiveErrorCode::other_version, "its version is " + std::to_string(header.version));
  }
  const std::uint64_t files_size = std::uint64_t{header.file_count} * sizeof(FileRow);
  const std::uint64_t modules_size = std::uint64_t{header.module_count} * sizeof(ModuleRow);
  const std::uint64_t text_at = sizeof header + files_size + modules_size;
  if (header.size != bytes.size() || text_at + header.text_size > bytes.size()) {
    return refuse(ArchiveErrorCode::truncated, "it has " + std::to_string(bytes.size()) + " bytes and should have " +
                                                   std::to_string(std::max(header.size, text_at + header.text_size)));
  }
  Archive result;
  result.root_ = std::move(root);
  result.bytes_ = bytes;
  const std::uint8_t* at = bytes.data() + sizeof header;
  result.files_ = {reinterpret_cast<const FileRow*>(at), header.file_count};
  result.modules_ = {reinterpret_cast<const ModuleRow*>(at + files_size), header.module_count};
  result.text_ = {reinterpret_cast<const char*>(bytes.data()) + text_at, header.text_size};
  if (!result.are_files_sound()) return refuse(ArchiveErrorCode::bad_index, "its list of files is damaged");
  if (!result.are_modules_sound()) return refuse(ArchiveErrorCode::bad_index, "its list of modules is damaged");
  return result;
}

bool Archive::are_files_sound() const {
  if (files_.empty() || files_[0].path_size != 0 || files_[0].parent != 0 || !files_[0].is_folder) return false;
  for (std::size_t i = 0; i < files_.size(); ++i) {
    const FileRow& row = files_[i];
    if (row.path_at > text_.size() || row.path_size > text_.size() - row.path_at) return false;
    if (i > 0) {
      if (relative(files_[i - 1]) >= relative(row)) return false;
      // Parents sort before what is in them.
      if (row.parent >= i || !files_[row.parent].is_folder) return false;
      if (relative(files_[row.parent]) != parent_path(relative(row))) return false;
    }
    if (!row.is_folder && !is_inside(row.at, row.size)) return false;
  }
  return true;
}

bool Archive::are_modules_sound() const {
  std::string_view previous;
  for (const ModuleRow& row : modules_) {
    if (row.name_at > text_.size() || row.name_size > text_.size() - row.name_at) return false;
    const std::string_view name = text(row.name_at, row.name_size);
    if (name <= previous || row.file >= files_.size() || files_[row.file].is_folder) return false;
    if (!is_inside(row.literals_at, row.literals_size)) return false;
    previous = name;
  }
  return true;
}

std::string Archive::path_of(const FileRow& row) const {
  return row.path_size == 0 ? root_ : root_ + "/" + std::string(relative(row));
}

bool Archive::holds(std::string_view path) const {
  return path.starts_with(root_) && (path.size() == root_.size() || path[root_.size()] == '/');
}

const FileRow* Archive::row_of(std::string_view path) const {
  const auto at = std::lower_bound(files_.begin(), files_.end(), path,
                                   [&](const FileRow& row, std::string_view wanted) { return relative(row) < wanted; });
  return at != files_.end() && relative(*at) == path ? &*at : nullptr;
}

Archive::Lookup Archive::find(std::string_view path) const {
  path.remove_prefix(root_.size());
  const FileRow* row = &files_[0];
  while (!path.empty()) {
    if (!row->is_folder) return {.error = ENOTDIR};
    const std::size_t slashes = path.find_first_not_of('/');
    if (slashes == path.npos) break;
    path.remove_prefix(slashes);
    const std::string_view part = path.substr(0, path.find('/'));
    path.remove_prefix(part.size());
    if (part == ".") continue;
    if (part == "..") {
      if (row == &files_[0]) return {.error = ENOTDIR};  // the file that the archive lies in
      row = &files_[row->parent];
      continue;
    }
    const std::string_view folder = relative(*row);
    row = row_of(folder.empty() ? std::string(part) : std::string(folder) + "/" + std::string(part));
    if (row == nullptr) return {.error = ENOENT, .could_be_made = path.find_first_not_of('/') == path.npos};
  }
  return {.row = row};
}

std::vector<std::string_view> Archive::names_in(const FileRow& folder) const {
  const std::uint32_t number = number_of(folder);
  std::vector<std::string_view> names;
  for (std::size_t i = number + 1; i < files_.size(); ++i) {
    if (files_[i].parent != number) continue;
    const std::string_view path = relative(files_[i]);
    names.push_back(path.substr(path.rfind('/') + 1));
  }
  return names;
}

Archive::Module Archive::module_at(const ModuleRow& row) const {
  const FileRow& file = files_[row.file];
  return {&file, bytes_of(file), bytes_.subspan(row.literals_at, row.literals_size), row.md5};
}

Archive::Module Archive::find_module(std::string_view name) const {
  const auto at = std::lower_bound(
      modules_.begin(), modules_.end(), name,
      [&](const ModuleRow& row, std::string_view wanted) { return text(row.name_at, row.name_size) < wanted; });
  if (at == modules_.end() || text(at->name_at, at->name_size) != name) return {};
  return module_at(*at);
}

}  // namespace rt
