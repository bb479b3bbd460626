// SPDX-License-Identifier: Apache-2.0
// The layout of an archive: an OTP tree as one block of bytes that is mapped with the executable and read where it lies.
// Shared by the reader (archive.hpp) and the packer (loader/pack/). Numbers are little-endian, places count from the start.
//
//   Header | FileRow[file_count] | ModuleRow[module_count] | text: paths and names | contents, each aligned to 8 bytes
//
//  1. Files and folders are rows sorted by path (bytes, no leading or trailing slash). Row 0 is the root: a folder, path "".
//  2. A folder has a row of its own, and every row's parent is the row of the folder that it lies in (the root's is itself).
//  3. A module's row names the .beam that a search of the code path finds first. Sorted by name.
//  4. A .beam is a whole file as OTP reads it, without the chunks that nothing needs at run time. Its literals lie inflated
//     elsewhere once more, and its checksum (module_info(md5)) is in its row: loading neither inflates nor hashes.
#pragma once

#include <array>
#include <bit>
#include <cstdint>

namespace rt::archive {

static_assert(std::endian::native == std::endian::little, "rows are read where they lie");

inline constexpr std::array<char, 8> kMagic = {'g', 'l', 'e', 'a', 'm', 'r', 'O', 'A'};
inline constexpr std::uint32_t kVersion = 1;
inline constexpr std::size_t kAlignment = 8;

struct Header {
  std::array<char, 8> magic;
  std::uint32_t version;
  std::uint32_t file_count;
  std::uint32_t module_count;
  std::uint32_t text_size;
  std::uint64_t size;  // of the archive
};

struct FileRow {
  std::uint32_t path_at;  // in the text
  std::uint32_t path_size;
  std::uint32_t parent;
  std::uint32_t is_folder;
  std::uint64_t at;  // of a file
  std::uint64_t size;
};

struct ModuleRow {
  std::uint32_t name_at;  // in the text
  std::uint32_t name_size;
  std::uint32_t file;
  std::uint32_t literals_size;  // 0: none
  std::uint64_t literals_at;
  std::array<std::uint8_t, 16> md5;
};

static_assert(sizeof(Header) == 32 && sizeof(FileRow) == 32 && sizeof(ModuleRow) == 40);

}  // namespace rt::archive
