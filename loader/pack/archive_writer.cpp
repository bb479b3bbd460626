// SPDX-License-Identifier: Apache-2.0
// Collects rows and contents in sorted maps, lays them out, and opens the result as the reader will.
#include "loader/pack/archive_writer.hpp"

#include <cstring>
#include <limits>
#include <map>

#include "loader/pack/strip.hpp"
#include "runtime/archive/archive.hpp"
#include "runtime/base/check.hpp"

namespace loader {
namespace {

using rt::archive::FileRow;
using rt::archive::ModuleRow;

std::unexpected<PackError> refuse(PackErrorCode code, std::string path, std::string text) {
  return std::unexpected(PackError{code, std::move(path), std::move(text)});
}

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == path.npos ? std::string_view() : path.substr(0, slash);
}

bool is_sound(std::string_view path) {
  if (path.empty() || path.starts_with('/') || path.ends_with('/') || path.contains("//")) return false;
  return !("/" + std::string(path) + "/").contains("/../") && !("/" + std::string(path) + "/").contains("/./");
}

struct Entry {
  bool is_folder = true;
  std::vector<std::uint8_t> bytes{};
  std::uint32_t number = 0;  // of its row
};

struct ModuleEntry {
  std::string path;
  std::size_t rank;  // of its folder in the search
  std::vector<std::uint8_t> literals;
  rt::Md5::Digest md5;
};

class Writer {
 public:
  explicit Writer(const std::vector<std::string>& search) {
    for (std::size_t i = 0; i < search.size(); ++i) ranks_.emplace(search[i], i);
  }

  PackResult<void> add(InputFile file) {
    if (!is_sound(file.path)) return refuse(PackErrorCode::bad_path, file.path, "no path for an archive");
    if (file.path.ends_with(".beam")) {
      if (auto ok = strip(file); !ok) return ok;
    }
    for (std::string_view folder = folder_of(file.path);; folder = folder_of(folder)) {
      if (!entries_[std::string(folder)].is_folder) return refuse(PackErrorCode::bad_path, file.path, "it lies in a file");
      if (folder.empty()) break;
    }
    const bool is_new = entries_.emplace(file.path, Entry{false, std::move(file.bytes)}).second;
    return is_new ? PackResult<void>() : refuse(PackErrorCode::bad_path, file.path, "it is there twice");
  }

  PackResult<std::vector<std::uint8_t>> write() {
    entries_[""];
    std::uint32_t number = 0;
    for (auto& [path, entry] : entries_) entry.number = number++;
    for (auto& [path, entry] : entries_) add_row(path, entry);
    for (const auto& [name, module] : modules_) add_row(name, module);
    const std::size_t index_size = sizeof(rt::archive::Header) + files_.size() * sizeof(FileRow) +
                                   rows_.size() * sizeof(ModuleRow) + text_.size();
    const std::size_t start = aligned(index_size);
    if (start + contents_.size() > std::numeric_limits<std::uint32_t>::max()) {
      return refuse(PackErrorCode::too_large, "", "more than 4 GiB");
    }
    for (FileRow& row : files_) row.at = row.is_folder ? 0 : row.at + start;
    for (ModuleRow& row : rows_) row.literals_at = row.literals_size == 0 ? 0 : row.literals_at + start;
    const rt::archive::Header header{rt::archive::kMagic, rt::archive::kVersion, static_cast<std::uint32_t>(files_.size()),
                                     static_cast<std::uint32_t>(rows_.size()), static_cast<std::uint32_t>(text_.size()),
                                     start + contents_.size()};
    std::vector<std::uint8_t> out;
    put(out, &header, sizeof header);
    put(out, files_.data(), files_.size() * sizeof(FileRow));
    put(out, rows_.data(), rows_.size() * sizeof(ModuleRow));
    put(out, text_.data(), text_.size());
    out.resize(start);
    put(out, contents_.data(), contents_.size());
    VM_CHECK(rt::Archive::open(out, "/archive").has_value(), "the reader must take what is written");
    return out;
  }

 private:
  static std::size_t aligned(std::size_t n) {
    constexpr std::size_t kUnit = rt::archive::kAlignment;
    return (n + kUnit - 1) / kUnit * kUnit;
  }
  static void put(std::vector<std::uint8_t>& out, const void* bytes, std::size_t size) {
    const std::size_t at = out.size();
    out.resize(at + size);
    if (size > 0) std::memcpy(out.data() + at, bytes, size);
  }

  PackResult<void> strip(InputFile& file) {
    auto stripped = strip_beam(file.bytes);
    if (!stripped) return refuse(PackErrorCode::bad_module, file.path, to_string(stripped.error()));
    if (!("/" + file.path).ends_with("/" + stripped->module + ".beam")) {
      return refuse(PackErrorCode::bad_module, file.path, "it holds module " + stripped->module);
    }
    file.bytes = std::move(stripped->file);
    const auto rank = ranks_.find(folder_of(file.path));
    if (rank == ranks_.end()) return {};
    ModuleEntry entry{file.path, rank->second, std::move(stripped->literals), stripped->md5};
    const auto [at, is_new] = modules_.try_emplace(std::move(stripped->module), entry);
    if (!is_new && entry.rank < at->second.rank) at->second = std::move(entry);
    return {};
  }

  std::uint32_t add_text(std::string_view text) {
    text_ += text;
    return static_cast<std::uint32_t>(text_.size() - text.size());
  }
  // Where it lies among the contents.
  std::uint64_t add_content(const std::vector<std::uint8_t>& bytes) {
    contents_.resize(aligned(contents_.size()));
    put(contents_, bytes.data(), bytes.size());
    return contents_.size() - bytes.size();
  }

  void add_row(const std::string& path, const Entry& entry) {
    files_.push_back({add_text(path), static_cast<std::uint32_t>(path.size()), entries_.find(folder_of(path))->second.number,
                      entry.is_folder ? 1u : 0u, add_content(entry.bytes), entry.bytes.size()});
  }
  void add_row(const std::string& name, const ModuleEntry& module) {
    rows_.push_back({add_text(name), static_cast<std::uint32_t>(name.size()), entries_.find(module.path)->second.number,
                     static_cast<std::uint32_t>(module.literals.size()), add_content(module.literals), module.md5});
  }

  std::map<std::string, std::size_t, std::less<>> ranks_;
  std::map<std::string, Entry, std::less<>> entries_;
  std::map<std::string, ModuleEntry> modules_;
  std::vector<FileRow> files_;
  std::vector<ModuleRow> rows_;
  std::string text_;
  std::vector<std::uint8_t> contents_;
};

}  // namespace

PackResult<std::vector<std::uint8_t>> write_archive(std::vector<InputFile> files, const std::vector<std::string>& search) {
  Writer writer(search);
  for (InputFile& file : files) {
    if (auto ok = writer.add(std::move(file)); !ok) return std::unexpected(ok.error());
  }
  return writer.write();
}

}  // namespace loader
