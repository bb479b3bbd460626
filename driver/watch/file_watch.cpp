// SPDX-License-Identifier: Apache-2.0
// One inotify instance; a watch for each folder.
#include "driver/watch/file_watch.hpp"

#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <utility>

namespace fs = std::filesystem;

namespace driver::watch {
namespace {

constexpr std::uint32_t kEvents = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_ONLYDIR;

std::unexpected<DriverError> no_watch(const std::string& what, int error) {
  std::string text = what + ": " + std::strerror(error) + ".";
  if (error == ENOSPC || error == EMFILE) {
    text += "\nHint: The system's limits are in /proc/sys/fs/inotify; max_user_watches counts folders.";
  }
  return fail(ErrorCode::os, "Files cannot be watched", text);
}

}  // namespace

bool is_source(const fs::path& file) {
  constexpr std::array kExtensions{".gleam", ".erl", ".hrl", ".ex", ".mjs", ".js", ".ts", ".toml"};
  const std::string name = file.filename().string();
  return !name.starts_with('.') && std::ranges::find(kExtensions, file.extension()) != kExtensions.end();
}

Result<FileWatch> FileWatch::create() {
  const int fd = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (fd < 0) return no_watch("There is no inotify", errno);
  return FileWatch(fd);
}

FileWatch::FileWatch(FileWatch&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), folders_(std::move(other.folders_)) {}

FileWatch::~FileWatch() {
  if (fd_ >= 0) ::close(fd_);
}

Result<void> FileWatch::add_folder(const fs::path& folder, bool is_tree, const std::string& file) {
  const int watch = ::inotify_add_watch(fd_, folder.c_str(), kEvents);
  if (watch < 0) {
    if (errno == ENOENT || errno == ENOTDIR) return {};
    return no_watch("The folder " + folder.string() + " cannot be watched", errno);
  }
  Folder& known = folders_[watch];
  known.path = folder;
  known.is_tree |= is_tree;
  if (!file.empty()) known.files.insert(file);
  return {};
}

Result<void> FileWatch::add_tree(const fs::path& folder) {
  if (const auto added = add_folder(folder, true, ""); !added) return added;
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (!at->is_directory(error) || at->is_symlink(error)) continue;
    if (const auto added = add_folder(at->path(), true, ""); !added) return added;
  }
  return {};
}

Result<void> FileWatch::add_file(const fs::path& file) {
  return add_folder(file.parent_path(), false, file.filename().string());
}

void FileWatch::add_new_tree(const fs::path& folder, std::set<fs::path>& changed) {
  (void)add_tree(folder);  // one that cannot be watched is one less
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (at->is_regular_file(error) && is_source(at->path())) changed.insert(at->path());
  }
}

std::set<fs::path> FileWatch::take() {
  std::set<fs::path> changed;
  alignas(inotify_event) std::array<std::byte, 16 * 1024> buffer;
  for (;;) {
    const ssize_t size = ::read(fd_, buffer.data(), buffer.size());
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return changed;
    for (std::size_t at = 0; at < static_cast<std::size_t>(size);) {
      const auto* event = reinterpret_cast<const inotify_event*>(buffer.data() + at);
      at += sizeof(inotify_event) + event->len;
      if ((event->mask & IN_Q_OVERFLOW) != 0) changed.insert("");  // it may have been anything
      const auto found = folders_.find(event->wd);
      if (found == folders_.end()) continue;
      if ((event->mask & IN_IGNORED) != 0) folders_.erase(found);
      if (event->len == 0) continue;
      const Folder folder = found->second;
      const fs::path path = folder.path / event->name;
      if ((event->mask & IN_ISDIR) != 0) {
        if (folder.is_tree && (event->mask & (IN_CREATE | IN_MOVED_TO)) != 0) add_new_tree(path, changed);
        else if (folder.is_tree) changed.insert(path);
      } else if ((event->mask & IN_CREATE) == 0 && is_source(path) &&
                 (folder.is_tree || folder.files.contains(event->name))) {
        changed.insert(path);  // what is created is closed later
      }
    }
  }
}

}  // namespace driver::watch
