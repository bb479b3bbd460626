// SPDX-License-Identifier: Apache-2.0
// A folder of byte strings under digests, shared by all gleamr of a user: any of them may read, write and clean up at any
// time. It is only ever a help: what cannot be read, is damaged or belongs elsewhere is a miss, what cannot be written (a
// full or read-only disk) is forgotten.
//
//   FOLDER/XX/REST     an entry: "gleamrCC", version, CRC-32 and size of the bytes, the digest, the bytes
//   FOLDER/XX/.tmp-*   one that is being written
//   FOLDER/counts      bytes, hits and misses so far, in lines; FOLDER/lock is held while they change
//
// When it grows beyond its limit, entries that were not used for longest go, until a fifth of it is free.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "driver/compile/sha256.hpp"

namespace driver::compile {

struct CacheStats {
  std::uint64_t entries = 0;
  std::uint64_t bytes = 0;
  std::uint64_t limit = 0;
  std::uint64_t hits = 0;
  std::uint64_t misses = 0;
};

// Where it is: GLEAMR_CACHE (`off`: nowhere), else $XDG_CACHE_HOME/gleamr, else ~/.cache/gleamr; there, a folder of its own.
// "" is nowhere.
std::string cache_path();
// GLEAMR_CACHE_SIZE: a number of bytes, or with K, M or G behind it; without it, or when it is no such number: 512M.
std::uint64_t cache_limit();
// Of a text like the above; nothing when it is none.
std::optional<std::uint64_t> size_in_bytes(std::string_view text);

class CacheFolder {
 public:
  // `path`: "" for a cache that has and keeps nothing. Makes nothing until something is put.
  CacheFolder(std::string path, std::uint64_t limit) : path_(std::move(path)), limit_(limit) {}
  CacheFolder(const CacheFolder&) = delete;
  CacheFolder& operator=(const CacheFolder&) = delete;
  ~CacheFolder() { settle(); }

  bool is_on() const { return !path_.empty(); }
  std::optional<std::string> get(const Digest& key);
  void put(const Digest& key, std::string_view bytes);
  void count(bool is_hit) { ++(is_hit ? hits_ : misses_); }
  // Writes down what was counted and added, and makes room. Also at the end.
  void settle();

  CacheStats stats() const;
  // False: something is still there.
  bool clear();

 private:
  std::string folder_of(const Digest& key) const { return path_ + "/" + hex_of(key).substr(0, 2); }
  std::string file_of(const Digest& key) const { return folder_of(key) + "/" + hex_of(key).substr(2); }
  CacheStats read_counts() const;
  std::uint64_t make_room() const;  // bytes that stay

  const std::string path_;
  const std::uint64_t limit_;
  std::uint64_t added_ = 0, hits_ = 0, misses_ = 0;
  unsigned puts_ = 0;
};

}  // namespace driver::compile
