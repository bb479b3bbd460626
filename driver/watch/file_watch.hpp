// SPDX-License-Identifier: Apache-2.0
// FileWatch: which sources have changed, by inotify. Folders are watched with all that is below them, also what is made later.
// Only names that a compiler reads count: no dot files, no backup files of editors. Owned and used by one thread.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <unordered_map>

#include "driver/driver_error.hpp"

namespace driver::watch {

class FileWatch {
 public:
  static Result<FileWatch> create();
  FileWatch(FileWatch&& other) noexcept;
  FileWatch& operator=(FileWatch&&) = delete;
  ~FileWatch();

  // A folder that does not exist is no error: it is none that has sources.
  Result<void> add_tree(const std::filesystem::path& folder);
  // One file, which may be replaced by another of its name.
  Result<void> add_file(const std::filesystem::path& file);

  int descriptor() const { return fd_; }  // readable when there may be something to take
  // What has changed since the last call, without waiting.
  std::set<std::filesystem::path> take();

 private:
  explicit FileWatch(int fd) : fd_(fd) {}
  struct Folder {
    std::filesystem::path path;
    bool is_tree = false;
    std::set<std::string> files;  // if it is none: those that count
  };
  Result<void> add_folder(const std::filesystem::path& folder, bool is_tree, const std::string& file);
  // Folders and files in a new folder may be older than its watch.
  void add_new_tree(const std::filesystem::path& folder, std::set<std::filesystem::path>& changed);

  int fd_;
  std::unordered_map<int, Folder> folders_;  // by watch descriptor
};

// Whether a compiler reads a file of that name.
bool is_source(const std::filesystem::path& file);

}  // namespace driver::watch
