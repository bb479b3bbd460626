// SPDX-License-Identifier: Apache-2.0
#include "driver/compile/cache_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <sstream>
#include <vector>

#include "driver/compile/files.hpp"
#include "driver/process/variable.hpp"

namespace fs = std::filesystem;

namespace driver::compile {
namespace {

constexpr std::uint64_t kUsualLimit = std::uint64_t{512} << 20;
constexpr auto kUseIsNotedAfter = std::chrono::minutes(1);
constexpr auto kTemporaryFilesLive = std::chrono::hours(1);
constexpr std::string_view kTemporary = ".tmp-";

struct Header {
  char magic[8] = {'g', 'l', 'e', 'a', 'm', 'r', 'C', 'C'};
  std::uint32_t version = 1;
  std::uint32_t crc = 0;
  std::uint64_t size = 0;
  Digest key{};
};

std::uint32_t crc_of(std::string_view bytes) {
  return static_cast<std::uint32_t>(::crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

bool is_entry_folder(const fs::path& path) {
  const std::string name = path.filename().string();
  return name.size() == 2 && name.find_first_not_of("0123456789abcdef") == std::string::npos;
}

struct Entry {
  fs::path path;
  std::uint64_t bytes;
  fs::file_time_type used;
  bool is_temporary;
};

std::vector<Entry> entries_in(const std::string& path) {
  std::vector<Entry> entries;
  std::error_code error;
  for (fs::directory_iterator folder(path, error), end; !error && folder != end; folder.increment(error)) {
    if (!is_entry_folder(folder->path())) continue;
    std::error_code inner;
    for (fs::directory_iterator file(folder->path(), inner); !inner && file != end; file.increment(inner)) {
      std::error_code gone;  // somebody else's clean-up
      const std::uint64_t bytes = file->file_size(gone);
      const auto used = gone ? fs::file_time_type() : file->last_write_time(gone);
      if (!gone) entries.push_back({file->path(), bytes, used, file->path().filename().string().starts_with(kTemporary)});
    }
  }
  return entries;
}

// Held by at most one process; without a file for it, by nobody.
class FolderLock {
 public:
  explicit FolderLock(const std::string& path)
      : descriptor_(::open((path + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
    if (descriptor_ >= 0 && ::flock(descriptor_, LOCK_EX) != 0) close();
  }
  ~FolderLock() { close(); }
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  bool is_held() const { return descriptor_ >= 0; }

 private:
  void close() {
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = -1;
  }
  int descriptor_;
};

}  // namespace

std::string cache_path() {
  const std::string chosen = variable("GLEAMR_CACHE");
  if (chosen == "off") return "";
  std::error_code error;
  std::string parent = chosen;
  if (parent.empty() && variable("XDG_CACHE_HOME").starts_with('/')) parent = variable("XDG_CACHE_HOME") + "/gleamr";
  if (parent.empty() && !variable("HOME").empty()) parent = variable("HOME") + "/.cache/gleamr";
  if (parent.empty()) return "";
  const fs::path path = fs::absolute(fs::path(parent) / "compiled", error);
  return error ? "" : path.lexically_normal().string();
}

std::optional<std::uint64_t> size_in_bytes(std::string_view text) {
  int shift = 0;
  if (text.ends_with('K')) shift = 10;
  if (text.ends_with('M')) shift = 20;
  if (text.ends_with('G')) shift = 30;
  if (shift != 0) text.remove_suffix(1);
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number > (UINT64_MAX >> shift)) return std::nullopt;
  return number << shift;
}

std::uint64_t cache_limit() { return size_in_bytes(variable("GLEAMR_CACHE_SIZE")).value_or(kUsualLimit); }

std::optional<std::string> CacheFolder::get(const Digest& key) {
  if (path_.empty()) return std::nullopt;
  const std::string path = file_of(key);
  std::optional<std::string> file = read_file(path);
  Header header;
  if (!file || file->size() < sizeof header) return std::nullopt;
  std::memcpy(&header, file->data(), sizeof header);
  const Header wanted{.crc = header.crc, .size = file->size() - sizeof header, .key = key};
  if (std::memcmp(&header, &wanted, sizeof header) != 0) return std::nullopt;
  file->erase(0, sizeof header);
  if (crc_of(*file) != header.crc) return std::nullopt;
  std::error_code ignored;
  const auto now = fs::file_time_type::clock::now();
  if (now - fs::last_write_time(path, ignored) > kUseIsNotedAfter) fs::last_write_time(path, now, ignored);
  return file;
}

void CacheFolder::put(const Digest& key, std::string_view bytes) {
  if (path_.empty() || bytes.size() > limit_) return;
  if (!make_folder(folder_of(key))) return;
  std::string file(sizeof(Header), '\0');
  const Header header{.crc = crc_of(bytes), .size = bytes.size(), .key = key};
  std::memcpy(file.data(), &header, sizeof header);
  file += bytes;
  const std::string temporary =
      folder_of(key) + "/" + std::string(kTemporary) + std::to_string(::getpid()) + "-" + std::to_string(puts_++);
  if (replace_file(file_of(key), temporary, file)) added_ += file.size();
}

CacheStats CacheFolder::read_counts() const {
  CacheStats counts;
  std::istringstream lines(read_file(path_ + "/counts").value_or(""));
  std::string name;
  for (std::uint64_t number = 0; lines >> name >> number;) {
    if (name == "bytes") counts.bytes = number;
    if (name == "hits") counts.hits = number;
    if (name == "misses") counts.misses = number;
  }
  return counts;
}

void CacheFolder::settle() {
  if (path_.empty() || (added_ == 0 && hits_ == 0 && misses_ == 0)) return;
  std::error_code error;
  if (fs::is_directory(path_, error)) {
    const FolderLock lock(path_);
    if (lock.is_held()) {
      CacheStats counts = read_counts();
      counts.bytes += added_;
      if (counts.bytes > limit_) counts.bytes = make_room();
      const std::string text = "bytes " + std::to_string(counts.bytes) + "\nhits " + std::to_string(counts.hits + hits_) +
                               "\nmisses " + std::to_string(counts.misses + misses_) + "\n";
      (void)replace_file(path_ + "/counts", path_ + "/.counts", text);
    }
  }
  added_ = hits_ = misses_ = 0;
}

std::uint64_t CacheFolder::make_room() const {
  std::vector<Entry> entries = entries_in(path_);
  std::uint64_t bytes = 0;
  for (const Entry& entry : entries) bytes += entry.bytes;
  if (bytes <= limit_) return bytes;
  std::sort(entries.begin(), entries.end(), [](const Entry& left, const Entry& right) { return left.used < right.used; });
  const auto now = fs::file_time_type::clock::now();
  for (const Entry& entry : entries) {
    if (bytes <= limit_ - limit_ / 5) break;
    if (entry.is_temporary && now - entry.used < kTemporaryFilesLive) continue;
    std::error_code error;
    if (fs::remove(entry.path, error)) bytes -= entry.bytes;
  }
  return bytes;
}

CacheStats CacheFolder::stats() const {
  CacheStats stats = read_counts();
  stats.limit = limit_;
  stats.bytes = 0;
  for (const Entry& entry : entries_in(path_)) {
    stats.entries += entry.is_temporary ? 0 : 1;
    stats.bytes += entry.bytes;
  }
  return stats;
}

bool CacheFolder::clear() {
  std::error_code error;
  for (const Entry& entry : entries_in(path_)) fs::remove(entry.path, error);
  for (int byte = 0; byte < 256; ++byte) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    const std::string folder = {kDigits[static_cast<std::size_t>(byte) >> 4], kDigits[static_cast<std::size_t>(byte) & 15]};
    fs::remove(path_ + "/" + folder, error);  // one in which somebody has just put something stays
  }
  fs::remove(path_ + "/counts", error);
  return entries_in(path_).empty();
}

}  // namespace driver::compile
