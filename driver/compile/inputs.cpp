// SPDX-License-Identifier: Apache-2.0
// Follows epp:parse_file/2, code:lib_dir/1 and the order of the code path.
#include "driver/compile/inputs.hpp"

#include <elf.h>
#include <link.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <vector>

#include "driver/compile/files.hpp"
#include "driver/compile/mentions.hpp"
#include "driver/process/variable.hpp"

namespace fs = std::filesystem;

namespace driver::compile {
namespace {

constexpr std::size_t kMostFiles = 1000;

// The linker's hash of this executable, with OTP's archive and the script that calls the compiler: any other gleamr is another
// compiler.
std::string build_id() {
  std::string id;
  ::dl_iterate_phdr(
      [](dl_phdr_info* program, std::size_t, void* result) {
        for (int i = 0; i < program->dlpi_phnum; ++i) {
          const auto& header = program->dlpi_phdr[i];
          if (header.p_type != PT_NOTE) continue;
          const char* at = reinterpret_cast<const char*>(program->dlpi_addr + header.p_vaddr);
          const char* const end = at + header.p_memsz;
          const std::size_t align = header.p_align == 8 ? 8 : 4;
          const auto rounded = [&](std::size_t size) { return (size + align - 1) / align * align; };
          while (at + sizeof(ElfW(Nhdr)) <= end) {
            ElfW(Nhdr) note;
            std::memcpy(&note, at, sizeof note);
            const char* name = at + sizeof note;
            const char* content = name + rounded(note.n_namesz);
            if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 && std::memcmp(name, "GNU", 4) == 0) {
              static_cast<std::string*>(result)->assign(content, note.n_descsz);
            }
            at = content + rounded(note.n_descsz);
          }
        }
        return 1;  // the first is the program itself
      },
      &id);
  return id;
}

bool is_there(const std::string& path) {
  struct stat ignored {};
  return ::lstat(path.c_str(), &ignored) == 0;
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash);
}

std::vector<std::string> names_in(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    names.push_back(entry->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

// Names, sizes and times of the modules that the compiler consists of.
void add_tree(Sha256& hash, const OtpTree& otp) {
  for (const std::string& folder : otp.ebin_folders) {
    hash.add_field(folder);
    const std::string application = fs::path(folder).parent_path().filename().string();
    if (!application.starts_with("compiler") && !application.starts_with("stdlib") && !application.starts_with("kernel")) continue;
    for (const std::string& name : names_in(folder)) {
      struct stat status {};
      if (::stat((folder + "/" + name).c_str(), &status) != 0) continue;
      hash.add_field(name);
      const std::int64_t facts[] = {status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
      hash.add({reinterpret_cast<const char*>(facts), sizeof facts});
    }
  }
}

// Variables that change what the compiler does or where it looks. Who sets one gets no cache.
bool is_environment_usual() {
  for (const char* name : {"ERL_COMPILER_OPTIONS", "ERL_LIBS", "ERL_FLAGS", "ERL_AFLAGS", "ERL_ZFLAGS"}) {
    if (is_variable_set(name)) return false;
  }
  return true;
}

}  // namespace

struct Inputs::Walk {
  Sha256 hash;
  const Place& place;
  std::string source_folder;
  std::vector<std::string> applications;  // names in LIB with an ebin, in the order of the code path
  std::set<std::string> seen;             // headers and modules that are in the hash already

  void fact(std::string_view what, std::string_view about, std::string_view content) {
    hash.add_field(what);
    hash.add_field(about);
    hash.add_field(content);
  }
  bool is_new(const std::string& what) { return seen.insert(what).second; }
};

Inputs::Inputs(const OtpTree& otp, const std::string& otp_root) : otp_(otp) {
  const std::string own = build_id();
  if (own.empty() || !is_environment_usual()) return;
  Sha256 hash;
  hash.add_field(own);
  hash.add_field(otp_root);  // it is in the names of OTP's headers
  if (!otp.archive) add_tree(hash, otp);
  compiler_ = hex_of(hash.finish());
}

std::optional<Digest> Inputs::key_of(const std::string& source, const Place& place) const {
  if (compiler_.empty() || !source.starts_with('/') || !source.ends_with(".erl")) return std::nullopt;
  const std::optional<std::string> text = read_file(source);
  if (!text) return std::nullopt;
  Walk walk{.hash = {}, .place = place, .source_folder = folder_of(source), .applications = {}, .seen = {}};
  for (const std::string& name : names_in(place.lib)) {
    if (!name.starts_with('.') && is_there(place.lib + "/" + name + "/ebin")) walk.applications.push_back(name);
  }
  walk.hash.add_field(compiler_);
  walk.fact("source", source.substr(source.rfind('/') + 1), *text);
  if (!add_source(walk, source, *text)) return std::nullopt;
  return walk.hash.finish();
}

// What `text`, the file at `path`, drags in.
bool Inputs::add_source(Walk& walk, const std::string& path, std::string_view text) const {
  const Mentions mentions = mentions_in(text);
  if (mentions.is_unclear || walk.seen.size() > kMostFiles) return false;
  for (const auto& [name, is_lib] : mentions.includes) {
    if (!add_include(walk, folder_of(path), name, is_lib)) return false;
  }
  for (const std::string& module : mentions.modules) {
    if (!add_module(walk, module)) return false;
  }
  return true;
}

bool Inputs::add_include(Walk& walk, const std::string& folder, const std::string& name, bool is_lib) const {
  std::vector<std::pair<const char*, std::string>> folders{
      {"beside", folder}, {"in current folder", "."}, {"beside source", walk.source_folder}};
  for (const std::string& more : walk.place.include_folders) folders.emplace_back("in next folder", more);
  const bool is_absolute = name.starts_with('/');
  for (const auto& [where, candidate] : folders) {
    const std::string path = is_absolute ? name : candidate + "/" + name;
    if (!is_there(path)) {
      walk.fact("no header", where, name);
      continue;
    }
    const std::optional<std::string> text = read_file(path);
    if (!text) return false;
    walk.fact(where, name, *text);
    return !walk.is_new(path) || add_source(walk, path, *text);
  }
  const std::size_t slash = name.find('/');
  if (!is_lib || is_absolute || slash == std::string::npos) return true;  // there is none: the compiler will say so
  const std::string application = name.substr(0, slash);
  // OTP's own headers are part of what stands for OTP; they include only each other.
  if (is_application(application)) return walk.fact("header of OTP", name, ""), true;
  const auto& mine = walk.applications;
  for (const std::string& candidate : mine) {  // with a version behind its name, another one may come first
    if (candidate.starts_with(application + "-")) return false;
  }
  if (std::find(mine.begin(), mine.end(), application) == mine.end()) return walk.fact("no application", application, ""), true;
  const std::string path = walk.place.lib + "/" + name;
  const std::optional<std::string> text = read_file(path);
  if (!text) return !is_there(path) && (walk.fact("no header", "in application", name), true);
  walk.fact("in application", name, *text);
  return !walk.is_new(path) || add_source(walk, path, *text);
}

// A module that the compiler calls may call its neighbours: all of its folder counts.
bool Inputs::add_module(Walk& walk, const std::string& name) const {
  if (!walk.is_new("module " + name)) return true;
  if (name.find('/') != std::string::npos || is_there(name + ".beam")) return false;  // the current folder comes first
  if (is_in_otp(name)) return walk.fact("module of OTP", name, ""), true;
  for (const std::string& application : walk.applications) {
    const std::string folder = walk.place.lib + "/" + application + "/ebin";
    if (!is_there(folder + "/" + name + ".beam")) continue;
    std::error_code error;
    if (fs::equivalent(folder, walk.place.ebin, error)) return false;  // it is being compiled at the same time
    walk.fact("module", name, application);
    for (const std::string& file : names_in(folder)) {
      if (file.ends_with(".beam")) walk.fact("beside it", file, read_file(folder + "/" + file).value_or(""));
    }
    return true;
  }
  walk.fact("no module", name, "");
  return true;
}

bool Inputs::is_in_otp(const std::string& module) const {
  if (otp_.archive) return otp_.archive->find_module(module).file != nullptr;
  return std::any_of(otp_.ebin_folders.begin(), otp_.ebin_folders.end(),
                     [&](const std::string& folder) { return is_there(folder + "/" + module + ".beam"); });
}

bool Inputs::is_application(std::string_view name) const {
  return std::any_of(otp_.ebin_folders.begin(), otp_.ebin_folders.end(), [&](const std::string& folder) {
    const std::string application = fs::path(folder).parent_path().filename().string();
    return application.substr(0, application.find('-')) == name;
  });
}

}  // namespace driver::compile
