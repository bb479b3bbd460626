// SPDX-License-Identifier: Apache-2.0
// Module prim_file: operations on paths. Each is one system call and the errors that OTP makes of its errors, but for paths of
// the archive (prim_file_packed.hpp). But for large folders they run on the caller's worker (prim_file.cpp says why).
#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>
#include <utime.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>
#include <vector>

#include "runtime/base/posix_error.hpp"
#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/prim_file.hpp"
#include "runtime/bifs/prim_file_packed.hpp"
#include "runtime/process/dirty.hpp"
#include "runtime/term/bignum.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace prim_file {

Term failure(Process& p, int error) {
  const Term name = p.vm().atoms.must_intern(posix_error_name(error));
  return p.reserve(3).tuple({atoms::error, name});
}

Term outcome(Process& p, int result) { return result < 0 ? failure(p, errno) : atoms::ok; }

std::optional<std::string> path_of(Term t) {
  if (!is_binary(t)) return std::nullopt;
  std::vector<std::uint8_t> scratch;
  const auto bytes = bytes_of(t, scratch);
  const auto zero = std::find(bytes.begin(), bytes.end(), 0);
  if (zero == bytes.end() || std::any_of(zero, bytes.end(), [](std::uint8_t c) { return c != 0; })) return std::nullopt;
  return std::string(bytes.begin(), zero);
}

namespace {

const char* type_name(mode_t mode) {
  if (S_ISCHR(mode) || S_ISBLK(mode)) return "device";
  if (S_ISDIR(mode)) return "directory";
  if (S_ISREG(mode)) return "regular";
  return S_ISLNK(mode) ? "symlink" : "other";
}

const char* access_name(Access access) {
  if (access.read) return access.write ? "read_write" : "read";
  return access.write ? "write" : "none";
}

}  // namespace

// OTP has room for 32 bits of what only tells files apart.
Term file_info(Process& p, const struct stat& s, Access access) {
  HeapWriter w = p.reserve(15 + 4 * bignum_words(1));
  const auto atom = [&](const char* text) { return p.vm().atoms.must_intern(text); };
  const auto number = [](auto n) { return Term::small(static_cast<std::int64_t>(static_cast<std::uint32_t>(n))); };
  const Term size = w.integer(s.st_size);
  constexpr std::int64_t kEarliest = -2145916800, kLatest = 253402300799;  // 1902 to 9999, as OTP has it
  const auto time = [&](std::int64_t t) { return w.integer(std::clamp(t, kEarliest, kLatest)); };
  const Term times[] = {time(s.st_atime), time(s.st_mtime), time(s.st_ctime)};
  return w.tuple({atom("file_info"), size, atom(type_name(s.st_mode)), atom(access_name(access)), times[0], times[1],
                  times[2], number(s.st_mode), number(s.st_nlink), number(s.st_dev), number(s.st_rdev),
                  number(s.st_ino), number(s.st_uid), number(s.st_gid)});
}

namespace {

constexpr mode_t kDirectoryMode = 0777;

template <int (*F)(const char*), Change kChange>
Term on_path(Process& p, Term name) {
  const auto path = path_of(name);
  if (!path) return failure(p, EINVAL);
  if (const Archive* archive = archive_with(p, *path)) return failure(p, error_of_change(*archive, *path, kChange));
  return outcome(p, F(path->c_str()));
}
template <int (*F)(const char*, const char*)>
Term on_paths(Process& p, Term from, Term to) {
  const auto a = path_of(from), b = path_of(to);
  if (!a || !b) return failure(p, EINVAL);
  const Archive *from_archive = archive_with(p, *a), *to_archive = archive_with(p, *b);
  if (from_archive != nullptr || to_archive != nullptr) return failure(p, error_between(from_archive, *a, to_archive, *b));
  return outcome(p, F(a->c_str(), b->c_str()));
}

Term make_soft_link_2(Process& p, Term target, Term name) {
  const auto to = path_of(target), path = path_of(name);
  if (!to || !path) return failure(p, EINVAL);
  if (const Archive* archive = archive_with(p, *path)) {
    return failure(p, error_of_change(*archive, *path, Change::of_what_is_not));
  }
  return outcome(p, symlink(to->c_str(), path->c_str()));
}

Term set_cwd_1(Process& p, Term name) {
  const auto path = path_of(name);
  if (!path) return failure(p, EINVAL);
  if (const Archive* archive = archive_with(p, *path)) return failure(p, error_of_entering(*archive, *path));
  return outcome(p, chdir(path->c_str()));
}

// {error, Posix} if it is a path of the archive: nothing there changes.
Term refusal(Process& p, const std::string& path) {
  const Archive* archive = archive_with(p, path);
  return archive == nullptr ? Term::none() : failure(p, error_of_change(*archive, path, Change::of_what_is_there));
}

int make_dir(const char* path) { return mkdir(path, kDirectoryMode); }

int del_file(const char* path) {
  const int result = unlink(path);
  if (result < 0 && errno == EISDIR) errno = EPERM;
  return result;
}

bool is_working_directory(const char* path) {
  struct stat a, b;
  return stat(path, &a) == 0 && stat(".", &b) == 0 && a.st_ino == b.st_ino && a.st_dev == b.st_dev;
}

int del_dir(const char* path) {
  const int result = rmdir(path);
  if (result == 0) return 0;
  if (errno == ENOTEMPTY) errno = EEXIST;
  if (errno == EEXIST) errno = is_working_directory(path) ? EINVAL : EEXIST;
  return -1;
}

int rename_path(const char* from, const char* to) {
  const int result = rename(from, to);
  if (result == 0) return 0;
  if (errno == ENOTEMPTY) {
    errno = EEXIST;
  } else if (std::strcmp(from, "/") == 0) {
    errno = EINVAL;
  }
  return -1;
}

Term read_info_2(Process& p, Term name, Term follow) {
  const auto follows = int_of(follow);
  if (!follows) return p.raise<Fault::badarg>();
  const auto path = path_of(name);
  if (!path) return failure(p, EINVAL);
  if (const Archive* archive = archive_with(p, *path)) {
    const PackedInfo packed = packed_info(*archive, *path);
    return packed.error != 0 ? failure(p, packed.error) : file_info(p, packed.info, kPackedAccess);
  }
  struct stat info;
  if ((*follows ? stat(path->c_str(), &info) : lstat(path->c_str(), &info)) < 0) return failure(p, errno);
  return file_info(p, info, {access(path->c_str(), R_OK) == 0, access(path->c_str(), W_OK) == 0});
}

Term set_permissions_2(Process& p, Term name, Term mode) {
  constexpr mode_t kMutable = S_ISUID | S_ISGID | S_IRWXU | S_IRWXG | S_IRWXO;
  if (!mode.is_small() || mode.small_value() < 0 || mode.small_value() > UINT_MAX) return p.raise<Fault::badarg>();
  const auto path = path_of(name);
  if (!path) return failure(p, EINVAL);
  if (const Term refused = refusal(p, *path)) return refused;
  const mode_t wanted = static_cast<mode_t>(mode.small_value()) & kMutable;
  if (chmod(path->c_str(), wanted) == 0) return atoms::ok;
  return outcome(p, chmod(path->c_str(), wanted & ~static_cast<mode_t>(S_ISUID | S_ISGID)));
}

Term set_owner_3(Process& p, Term name, Term uid, Term gid) {
  const auto u = int_of(uid), g = int_of(gid);
  if (!u || !g) return p.raise<Fault::badarg>();
  const auto path = path_of(name);
  if (!path) return failure(p, EINVAL);
  if (const Term refused = refusal(p, *path)) return refused;
  return outcome(p, chown(path->c_str(), static_cast<uid_t>(*u), static_cast<gid_t>(*g)));
}

// There is no time of creation to set.
Term set_time_4(Process& p, Term name, Term accessed, Term modified, Term created) {
  for (const Term t : {accessed, modified, created}) {
    if (!is_integer(t) || !integer_to_int64(t)) return p.raise<Fault::badarg>();
  }
  const auto path = path_of(name);
  if (!path) return failure(p, EINVAL);
  if (const Term refused = refusal(p, *path)) return refused;
  const utimbuf times{static_cast<time_t>(*integer_to_int64(accessed)), static_cast<time_t>(*integer_to_int64(modified))};
  return outcome(p, utime(path->c_str(), &times));
}

Term read_link_1(Process& p, Term name) {
  const auto path = path_of(name);
  if (!path) return failure(p, EINVAL);
  if (const Archive* archive = archive_with(p, *path)) {
    const int error = archive->find(*path).error;
    return failure(p, error != 0 ? error : EINVAL);  // it has no links
  }
  for (std::string target(256, '\0');; target.resize(2 * target.size())) {
    const ssize_t n = readlink(path->c_str(), target.data(), target.size());
    if (n <= 0) return failure(p, errno);
    if (static_cast<std::size_t>(n) == target.size()) continue;
    const Term result = byte_binary(p, std::string_view(target).substr(0, static_cast<std::size_t>(n)));
    return p.reserve(3).tuple({atoms::ok, result});
  }
}

Term list_packed(Process& p, const Archive& archive, const std::string& path) {
  const Archive::Lookup found = archive.find(path);
  if (found.row == nullptr) return failure(p, found.error);
  if (!found.row->is_folder) return failure(p, ENOTDIR);
  Term list = Term::nil();
  for (const std::string_view text : archive.names_in(*found.row)) {
    const Term item = byte_binary(p, text);
    list = p.reserve(2).cons(item, list);
    p.charge(1);
  }
  return p.reserve(3).tuple({atoms::ok, list});
}

// A folder of more names is read on a dirty thread: some tenths of a millisecond.
constexpr std::size_t kNamesHere = 1000;

Term list_dir_1(Process& p, Term name) {
  const auto path = path_of(name);
  if (!path) return failure(p, EINVAL);
  if (const Archive* archive = archive_with(p, *path)) return list_packed(p, *archive, *path);
  std::vector<std::string> names;
  int error = 0;
  const bool is_here = must_not_block(p);  // not to be asked while the process is lent
  bool is_large = false;
  {
    const Lent lent(p);
    DIR* stream = opendir(path->c_str());
    if (stream == nullptr) error = errno;
    while (const dirent* entry = error == 0 && !is_large ? readdir(stream) : nullptr) {
      const std::string_view text = entry->d_name;
      if (text != "." && text != "..") names.emplace_back(text);
      is_large = is_here && names.size() > kNamesHere;
    }
    if (stream != nullptr) closedir(stream);
  }
  if (error != 0) return failure(p, error);
  if (is_large) return run_dirty(p, DirtyKind::io);
  Term list = Term::nil();
  for (const std::string& text : names) {
    const Term item = byte_binary(p, text);
    list = p.reserve(2).cons(item, list);
    p.charge(1);
  }
  return p.reserve(3).tuple({atoms::ok, list});
}

Term get_cwd_0(Process& p) {
  std::string path(256, '\0');
  while (getcwd(path.data(), path.size()) == nullptr) {
    if (errno != ERANGE) return failure(p, errno);
    path.resize(2 * path.size());
  }
  const Term result = byte_binary(p, path.c_str());
  return p.reserve(3).tuple({atoms::ok, result});
}

Term get_device_cwd_1(Process& p, Term device) { return int_of(device) ? failure(p, ENOTSUP) : p.raise<Fault::badarg>(); }

Term altname_1(Process& p, Term name) { return failure(p, path_of(name) ? ENOTSUP : EINVAL); }

constexpr Bif kRows[] = {
    bif<&altname_1>("altname_nif"),
    bif<&on_path<&del_dir, Change::of_what_is_there>>("del_dir_nif"),
    bif<&on_path<&del_file, Change::of_what_is_there>>("del_file_nif"),
    bif<&get_cwd_0>("get_cwd_nif"),
    bif<&get_device_cwd_1>("get_device_cwd_nif"),
    bif<&list_dir_1>("list_dir_nif"),
    bif<&on_path<&make_dir, Change::of_what_is_not>>("make_dir_nif"),
    bif<&on_paths<&link>>("make_hard_link_nif"),
    bif<&make_soft_link_2>("make_soft_link_nif"),
    bif<&read_info_2>("read_info_nif"),
    bif<&read_link_1>("read_link_nif"),
    bif<&on_paths<&rename_path>>("rename_nif"),
    bif<&set_cwd_1>("set_cwd_nif"),
    bif<&set_owner_3>("set_owner_nif"),
    bif<&set_permissions_2>("set_permissions_nif"),
    bif<&set_time_4>("set_time_nif"),
};

}  // namespace
}  // namespace prim_file

extern const BifModule kPrimFilePath;
constinit const BifModule kPrimFilePath{"prim_file", prim_file::kRows};

}  // namespace rt
