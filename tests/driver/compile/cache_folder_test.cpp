// SPDX-License-Identifier: Apache-2.0
#include "driver/compile/cache_folder.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <vector>

#include "driver/compile/files.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace driver::compile;
using driver::test::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

Digest key_of(std::string_view text) {
  Sha256 hash;
  hash.add(text);
  return hash.finish();
}

std::vector<fs::path> entries(const fs::path& folder) {
  std::vector<fs::path> found;
  for (const auto& file : fs::recursive_directory_iterator(folder)) {
    if (file.is_regular_file() && file.path().parent_path() != folder) found.push_back(file.path());
  }
  return found;
}

}  // namespace

TEST_CASE("what was put is there, for others too") {
  TemporaryFolder folder;
  const std::string path = folder.path() / "new" / "cache";
  const std::string text = std::string("a\0b", 3) + std::string(100000, 'x');
  CHECK_FALSE(CacheFolder(path, 1 << 20).get(key_of("k")));
  {
    CacheFolder cache(path, 1 << 20);
    cache.put(key_of("k"), text);
    cache.put(key_of("empty"), "");
    cache.count(true);
    cache.count(false);
    CHECK(cache.get(key_of("k")) == text);
  }
  CacheFolder cache(path, 1 << 20);
  CHECK(cache.get(key_of("k")) == text);
  CHECK(cache.get(key_of("empty")) == "");
  CHECK_FALSE(cache.get(key_of("other")));
  CHECK(cache.stats().entries == 2);
  CHECK(cache.stats().hits == 1);
  CHECK(cache.stats().misses == 1);
  CHECK(cache.clear());
  CHECK(cache.stats().entries == 0);
  CHECK_FALSE(cache.get(key_of("k")));
}

TEST_CASE("a damaged entry is a miss, whatever the damage, and can be put anew") {
  TemporaryFolder folder;
  CacheFolder cache(folder.path(), 1 << 20);
  cache.put(key_of("k"), "content");
  const fs::path file = entries(folder.path()).at(0);
  const std::string whole = *read_file(file);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string flipped = whole;
    flipped[i] = static_cast<char>(flipped[i] ^ 1);
    std::ofstream(file, std::ios::binary) << flipped;
    CHECK_FALSE(cache.get(key_of("k")));
    std::ofstream(file, std::ios::binary) << whole.substr(0, i);
    CHECK_FALSE(cache.get(key_of("k")));
  }
  std::ofstream(file, std::ios::binary) << whole + "x";
  CHECK_FALSE(cache.get(key_of("k")));
  cache.put(key_of("k"), "content");
  CHECK(cache.get(key_of("k")) == "content");
  fs::create_directories(folder.path() / hex_of(key_of("d")).substr(0, 2) / hex_of(key_of("d")).substr(2));
  CHECK_FALSE(cache.get(key_of("d")));
}

TEST_CASE("an entry of another key is a miss") {
  TemporaryFolder folder;
  CacheFolder cache(folder.path(), 1 << 20);
  cache.put(key_of("k"), "content");
  const fs::path file = entries(folder.path()).at(0);
  const std::string other = hex_of(key_of("o"));
  fs::create_directories(folder.path() / other.substr(0, 2));
  fs::rename(file, folder.path() / other.substr(0, 2) / other.substr(2));
  CHECK_FALSE(cache.get(key_of("o")));
}

TEST_CASE("it stays within its limit: what was not used for longest goes") {
  TemporaryFolder folder;
  constexpr std::uint64_t kLimit = 20000;
  const auto now = fs::file_time_type::clock::now();
  CacheFolder cache(folder.path(), kLimit);
  const std::string content(1000, 'x');
  for (int i = 0; i < 15; ++i) {
    cache.put(key_of(std::to_string(i)), content);
    const std::string name = hex_of(key_of(std::to_string(i)));
    fs::last_write_time(folder.path() / name.substr(0, 2) / name.substr(2), now - std::chrono::hours(100 - i));
  }
  CHECK(cache.get(key_of("0")));  // used now
  for (int i = 15; i < 25; ++i) cache.put(key_of(std::to_string(i)), content);
  cache.settle();
  CHECK(cache.stats().bytes <= kLimit);
  CHECK(cache.stats().entries >= 10);
  CHECK(cache.get(key_of("0")));
  CHECK_FALSE(cache.get(key_of("1")));
  CHECK(cache.get(key_of("24")));
  cache.put(key_of("too large"), std::string(kLimit + 1, 'x'));
  CHECK_FALSE(cache.get(key_of("too large")));
}

TEST_CASE("counts that are lost do no harm") {
  TemporaryFolder folder;
  for (const char* counts : {"", "bytes", "bytes -1\n", "noise", "bytes 99999999999999999999999"}) {
    std::ofstream(folder.path() / "counts") << counts;
    CacheFolder cache(folder.path(), 5000);
    for (int i = 0; i < 9; ++i) cache.put(key_of(std::to_string(i)), std::string(1000, 'x'));
    cache.settle();
    CHECK(cache.stats().bytes <= 5000);
  }
}

TEST_CASE("a folder that cannot be made or written is no cache") {
  TemporaryFolder folder;
  std::ofstream(folder.path() / "file") << "x";
  for (const std::string& path : {std::string(), (folder.path() / "file" / "cache").string(), std::string("/proc/nothing")}) {
    CacheFolder cache(path, 1000);
    cache.put(key_of("k"), "x");
    CHECK_FALSE(cache.get(key_of("k")));
    cache.count(true);
    cache.settle();
    CHECK(cache.stats().entries == 0);
  }
}

TEST_CASE("sizes") {
  CHECK(size_in_bytes("0") == 0);
  CHECK(size_in_bytes("3000") == 3000);
  CHECK(size_in_bytes("2K") == 2048);
  CHECK(size_in_bytes("512M") == std::uint64_t{512} << 20);
  CHECK(size_in_bytes("1G") == std::uint64_t{1} << 30);
  for (const char* bad : {"", "K", "-1", "1T", "1 M", "99999999999999999999", "18446744073709551615K"}) CHECK_FALSE(size_in_bytes(bad));
}
