// SPDX-License-Identifier: Apache-2.0
// Module prim_file: open files. A file is a descriptor behind a magic reference; Erlang's side sees to it that only its owner
// uses it, and a native that finds it in use by another process raises badarg, as OTP's. It is closed when it is no longer referred to (OTP: when its owner dies), so at the end of its owner's heap.
//
// Which calls run on a dirty thread (process/dirty.hpp): those that would wait, as far as that can be seen, and large ones.
//   open      of what is there and is no file or folder (FIFOs, devices): the system waits for its other end, or for hardware
//   read      of what is no file; of a file whose bytes are not in memory (Waits); of more than kBytesHere
//   write     to what is no file and has no room; to a file opened with `sync`; of more than kBytesHere
//   sync, datasync, allocate, and close of what is no file
// The others (position, truncate, advise, read_handle_info, and calls on paths) take a microsecond or two and run on the
// caller's worker. On a slow disk or over a network they take longer and the worker waits: OTP, which runs each of them on a
// dirty scheduler, does not, and pays for that with some microseconds a call.
#include "runtime/bifs/prim_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdlib>

#include "runtime/base/bits.hpp"
#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/prim_file_packed.hpp"
#include "runtime/bifs/prim_file_read.hpp"
#include "runtime/io/output.hpp"
#include "runtime/ops/iovec.hpp"
#include "runtime/process/atom_text.hpp"
#include "runtime/process/dirty.hpp"
#include "runtime/process/magic.hpp"
#include "runtime/term/bignum.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace prim_file {
namespace {

struct OpenFile final : MagicObject {
  OpenFile(int d, bool is_file) : descriptor(d), may_wait(!is_file), waits(is_file ? Waits::told : Waits::always) {}
  ~OpenFile() override {
    if (descriptor >= 0) ::close(descriptor);
  }
  int descriptor;  // -1: closed
  const bool may_wait;           // it is no file
  bool is_synchronous = false;   // opened with `sync`
  Waits waits;                   // reading it
  std::atomic<bool> is_in_use{false};  // by a native: what follows and the descriptor are its own
  std::optional<struct stat> packed_info{};  // of a file of the archive, in place of the descriptor's
};

// What a worker reads from a file in memory, or writes: some tens of microseconds.
constexpr std::size_t kBytesHere = 1 << 20;

OpenFile* file_of(Term t) { return magic::object_of<OpenFile>(t); }

// A native of an open file: without the reference to it, which `F` gets as OpenFile.
template <auto F, class... Rest>
Term with_file(Process& p, Term reference, Rest... rest) {
  OpenFile* file = file_of(reference);
  if (file == nullptr) return p.raise<Fault::badarg>();
  if (file->is_in_use.exchange(true, std::memory_order_acquire)) return p.raise<Fault::badarg>();
  const Term result = file->descriptor < 0 ? failure(p, EINVAL) : F(p, *file, rest...);
  file->is_in_use.store(false, std::memory_order_release);
  return result;
}

std::optional<std::int64_t> int64_of(Term t) { return is_integer(t) ? integer_to_int64(t) : std::nullopt; }

// ok or {error, Posix} for a call that may take long.
template <class Call>
Term lent_outcome(Process& p, Call call) {
  int error;
  {
    const Lent lent(p);
    error = call() < 0 ? errno : 0;
  }
  return error == 0 ? atoms::ok : failure(p, error);
}

Term ok_with(Process& p, Term value) { return p.reserve(3).tuple({atoms::ok, value}); }

// --- opening and closing

struct Modes {
  bool read = false, write = false, exclusive = false, append = false, sync = false, any_type = false, directory = false;
};

Modes modes_of(Process& p, Term list) {
  Modes m;
  for (; list.is_cons(); list = list.tail()) {
    if (!list.head().is_atom()) continue;
    const std::string_view name = p.vm().atoms.text(list.head());
    m.read |= name == "read";
    m.write |= name == "write";
    m.exclusive |= name == "exclusive";
    m.append |= name == "append";
    m.sync |= name == "sync";
    m.any_type |= name == "skip_type_check";
    m.directory |= name == "directory";
  }
  m.write |= m.append || m.exclusive;
  m.read |= !m.write;
  return m;
}

int flags_of(const Modes& m) {
  int flags = O_CLOEXEC;
  if (!m.write) {
    flags |= O_RDONLY;
  } else {
    flags |= m.read ? O_RDWR | O_CREAT : O_WRONLY | O_CREAT | O_TRUNC;
  }
  if (m.append) flags = (flags & ~O_TRUNC) | O_APPEND;
  if (m.exclusive) flags |= O_EXCL;
  if (m.sync) flags |= O_SYNC;
  if (m.directory) flags |= O_DIRECTORY;
  return flags;
}

bool is_file(const struct stat& info) { return S_ISREG(info.st_mode) || S_ISDIR(info.st_mode); }

struct Opened {
  int descriptor = -1;
  int error = 0;
  struct stat info {};
};

Opened open_path(Process& p, const char* path, const Modes& m) {
  const Lent lent(p);
  Opened file;
  do {
    file.descriptor = ::open(path, flags_of(m), m.directory ? 0777 : 0666);
  } while (file.descriptor < 0 && errno == EINTR);
  if (file.descriptor < 0) {
    file.error = errno;
  } else if (fstat(file.descriptor, &file.info) == 0 && !m.any_type && !m.directory && S_ISDIR(file.info.st_mode)) {
    ::close(file.descriptor);
    file.error = EISDIR;
  }
  return file;
}

Term reference_to(Process& p, int descriptor, const struct stat& info, bool is_synchronous) {
  auto* file = new OpenFile(descriptor, is_file(info));
  file->is_synchronous = is_synchronous;
  return ok_with(p, magic::new_reference(p, file));
}

Term open_in_archive(Process& p, const Archive& archive, const std::string& path, const Modes& m) {
  const PackedInfo packed = packed_info(archive, path);
  const bool is_folder = packed.error == 0 && S_ISDIR(packed.info.st_mode);
  if (m.write && is_folder) return failure(p, EISDIR);
  if (m.write) {
    const bool is_new = m.exclusive || packed.error != 0;
    return failure(p, error_of_change(archive, path, is_new ? Change::of_what_is_not : Change::of_what_is_there));
  }
  if (packed.error != 0) return failure(p, packed.error);
  if (is_folder && !m.directory && !m.any_type) return failure(p, EISDIR);
  if (!is_folder && m.directory) return failure(p, ENOTDIR);
  const int descriptor = open_packed(archive, path);
  if (descriptor < 0) return failure(p, -descriptor);
  auto* file = new OpenFile(descriptor, true);
  file->packed_info = packed.info;
  return ok_with(p, magic::new_reference(p, file));
}

Term open_2(Process& p, Term name, Term modes) {
  if (!modes.is_list()) return p.raise<Fault::badarg>();
  const auto path = path_of(name);
  if (!path) return failure(p, EINVAL);
  const Modes m = modes_of(p, modes);
  if (const Archive* archive = archive_with(p, *path)) return open_in_archive(p, *archive, *path, m);
  struct stat info;
  if (must_not_block(p) && stat(path->c_str(), &info) == 0 && !is_file(info)) return run_dirty(p, DirtyKind::io);
  const Opened file = open_path(p, path->c_str(), m);
  return file.error != 0 ? failure(p, file.error) : reference_to(p, file.descriptor, file.info, m.sync);
}

Term file_desc_to_ref_1(Process& p, Term number) {
  const auto descriptor = int_of(number);
  if (!descriptor) return p.raise<Fault::badarg>();
  if (fcntl(*descriptor, F_GETFL) < 0 && errno == EBADF) return failure(p, EBADF);
  struct stat info;
  return fstat(*descriptor, &info) < 0 ? failure(p, errno) : reference_to(p, *descriptor, info, false);
}

Term close_1(Process& p, OpenFile& file) {
  if (file.may_wait && must_not_block(p)) return run_dirty(p, DirtyKind::io);
  const int descriptor = std::exchange(file.descriptor, -1);
  return lent_outcome(p, [descriptor] { return ::close(descriptor); });
}

// --- reading

struct Bytes {
  Term binary = Term::none();  // none: nothing was read, or `error`
  int error = 0;
  bool would_wait = false;     // to be read on a dirty thread; nothing has changed
};

// At `at`, or where the file is.
ReadResult read_to(Process& p, OpenFile& file, std::uint8_t* to, std::size_t size, std::int64_t at) {
  if (must_not_block(p)) return read_here(file.descriptor, to, size, at, file.waits);
  const Lent lent(p);
  return read_all(file.descriptor, to, size, at);
}

Bytes read_binary(Process& p, OpenFile& file, std::size_t size, std::int64_t at = kOwnPosition) {
  if (must_not_block(p) && (file.waits == Waits::always || size > kBytesHere)) return {.would_wait = true};
  if (!is_memory_for(size)) return {.error = ENOMEM};
  SharedBinary* shared = SharedBinary::create(size);
  const ReadResult read = read_to(p, file, shared->bytes(), size, at);
  if (read.size == 0) {
    shared->release();
    return {.error = read.error, .would_wait = read.would_wait};
  }
  if (read.size <= kHeapBinaryMaxBytes) {
    const Term small = byte_binary(p, {shared->bytes(), read.size});
    shared->release();
    return {small};
  }
  if (read.size < size) shared = SharedBinary::resize(shared, read.size);
  return {p.reserve(kBinaryHandleWords).binary_handle(shared, read.size)};
}

Term answer(Process& p, const Bytes& bytes) {
  if (bytes.would_wait) return run_dirty(p, DirtyKind::io);
  if (bytes.error != 0) return failure(p, bytes.error);
  return bytes.binary ? ok_with(p, bytes.binary) : atoms::eof;
}

Term read_2(Process& p, OpenFile& file, Term size) {
  if (!is_number(size)) return p.raise<Fault::badarg>();
  const auto count = int64_of(size);
  if (!count || *count < 0) return failure(p, EINVAL);
  return answer(p, read_binary(p, file, static_cast<std::size_t>(*count)));
}

Term pread_3(Process& p, OpenFile& file, Term offset, Term size) {
  if (!is_number(offset) || !is_number(size)) return p.raise<Fault::badarg>();
  const auto at = int64_of(offset), count = int64_of(size);
  if (!at || !count || *at < 0 || *count < 0) return failure(p, EINVAL);
  return answer(p, read_binary(p, file, static_cast<std::size_t>(*count), *at));
}

// A file whose size is not known (a pipe, /proc) is read until it ends.
Bytes read_to_the_end(Process& p, int descriptor) {
  std::vector<std::uint8_t> bytes;
  int error;
  {
    const Lent lent(p);
    error = read_rest(descriptor, bytes);
  }
  return error != 0 ? Bytes{.error = error} : Bytes{byte_binary(p, {bytes.data(), bytes.size()})};
}

Term read_file_1(Process& p, Term name) {
  const auto path = path_of(name);
  if (!path) return failure(p, EINVAL);
  if (const Archive* archive = archive_with(p, *path)) {
    const PackedBytes packed = packed_bytes(*archive, *path);
    if (packed.error != 0) return failure(p, packed.error);
    return ok_with(p, byte_binary(p, {packed.bytes.data(), packed.bytes.size()}));
  }
  struct stat info;
  if (must_not_block(p) && stat(path->c_str(), &info) == 0 && !is_file(info)) return run_dirty(p, DirtyKind::io);
  const Opened opened = open_path(p, path->c_str(), Modes{.read = true});
  if (opened.error != 0) return failure(p, opened.error);
  OpenFile file(opened.descriptor, is_file(opened.info));
  Bytes bytes = opened.info.st_size > 0 ? read_binary(p, file, static_cast<std::size_t>(opened.info.st_size))
                                        : read_to_the_end(p, file.descriptor);
  if (bytes.error == 0 && !bytes.would_wait && !bytes.binary) bytes.binary = byte_binary(p, "");
  return answer(p, bytes);
}

// A pointer to a block and the block: prim_file:ipread_s32bu_p32bu/3.
Term ipread_3(Process& p, OpenFile& file, Term offset, Term most) {
  if (!is_number(offset) || !is_number(most)) return p.raise<Fault::badarg>();
  const auto at = int64_of(offset), limit = int64_of(most);
  if (!at || !limit || *at < 0 || *limit >= std::int64_t{1} << 31) return failure(p, EINVAL);
  std::uint8_t pointer[8];
  const ReadResult read = read_to(p, file, pointer, sizeof pointer, *at);
  if (read.would_wait) return run_dirty(p, DirtyKind::io);
  if (read.error != 0) return failure(p, read.error);
  if (read.size < sizeof pointer) return atoms::eof;
  const auto size = static_cast<std::int64_t>(load_big_endian(pointer, 4)), start = static_cast<std::int64_t>(load_big_endian(pointer + 4, 4));
  if (size > *limit) return atoms::eof;
  const Bytes bytes = read_binary(p, file, static_cast<std::size_t>(size), start);
  if (bytes.would_wait || bytes.error != 0) return answer(p, bytes);
  const Term data = bytes.binary ? bytes.binary : atoms::eof;
  const Term block = p.reserve(4).tuple({Term::small(size), Term::small(start), data});
  return ok_with(p, block);
}

// --- writing

constexpr std::size_t kPartsAtOnce = 64;

// Whether a worker may write so much.
bool takes_here(const OpenFile& file, std::size_t bytes) {
  if (file.is_synchronous || bytes > kBytesHere) return false;
  return !file.may_wait || can_write_at_once(file.descriptor, bytes);
}

// How much was written, or -1. `offset` < 0: at the file's own position.
ssize_t write_parts(int descriptor, const IoVector& vector, std::int64_t offset) {
  std::size_t total = 0;
  for (const auto part : vector.parts) {
    for (std::size_t done = 0; done < part.size();) {
      const auto left = part.subspan(done);
      const ssize_t n = offset < 0 ? ::write(descriptor, left.data(), left.size())
                                   : ::pwrite(descriptor, left.data(), left.size(), offset + static_cast<std::int64_t>(total));
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return -1;
      done += static_cast<std::size_t>(n);
      total += static_cast<std::size_t>(n);
    }
  }
  return static_cast<ssize_t>(total);
}

Term write_2(Process& p, OpenFile& file, Term list) {
  const auto vector = take_iovec(list, kPartsAtOnce);
  if (!vector) return p.raise<Fault::badarg>();
  if (must_not_block(p) && !takes_here(file, vector->size)) return run_dirty(p, DirtyKind::io);
  const Term written = lent_outcome(p, [&] { return write_parts(file.descriptor, *vector, kOwnPosition); });
  if (written != atoms::ok) return written;
  if (vector->rest.is_nil()) return atoms::ok;
  return p.reserve(3).tuple({p.vm().atoms.must_intern("continue"), vector->rest});
}

Term pwrite_3(Process& p, OpenFile& file, Term offset, Term list) {
  const auto vector = take_iovec(list, kPartsAtOnce);
  if (!is_number(offset) || !vector) return p.raise<Fault::badarg>();
  const auto at = int64_of(offset);
  if (!at || *at < 0) return failure(p, EINVAL);
  if (must_not_block(p) && !takes_here(file, vector->size)) return run_dirty(p, DirtyKind::io);
  ssize_t n = 0;
  const Term written = lent_outcome(p, [&] { return n = write_parts(file.descriptor, *vector, *at); });
  if (written != atoms::ok) return written;
  if (vector->rest.is_nil()) return atoms::ok;
  return p.reserve(4).tuple({p.vm().atoms.must_intern("continue"), Term::small(n), vector->rest});
}

// --- the rest

Term seek_3(Process& p, OpenFile& file, Term mark, Term offset) {
  const auto by = int64_of(offset);
  if (!by || !mark.is_atom()) return p.raise<Fault::badarg>();
  const std::string_view name = p.vm().atoms.text(mark);
  const int whence = name == "bof" ? SEEK_SET : name == "cur" ? SEEK_CUR : name == "eof" ? SEEK_END : -1;
  if (whence < 0) return p.raise<Fault::badarg>();
  const off_t position = lseek(file.descriptor, *by, whence);
  if (position < 0) return failure(p, errno);
  const Term result = p.reserve(2).integer(position);
  return ok_with(p, result);
}

Term sync_2(Process& p, OpenFile& file, Term only_data) {
  if (!only_data.is_small()) return p.raise<Fault::badarg>();
  if (must_not_block(p)) return run_dirty(p, DirtyKind::io);
  return lent_outcome(p, [&] { return only_data.small_value() != 0 ? fdatasync(file.descriptor) : fsync(file.descriptor); });
}

Term truncate_1(Process& p, OpenFile& file) {
  const off_t position = lseek(file.descriptor, 0, SEEK_CUR);
  return position < 0 ? failure(p, errno) : outcome(p, ftruncate(file.descriptor, position));
}

// Both numbers of a range; otherwise badarg or einval.
bool range_of(Term offset, Term length, std::int64_t& at, std::int64_t& count) {
  const auto a = int64_of(offset), b = int64_of(length);
  if (!a || !b || *a < 0 || *b < 0) return false;
  at = *a;
  count = *b;
  return true;
}

Term allocate_3(Process& p, OpenFile& file, Term offset, Term length) {
  if (!is_number(offset) || !is_number(length)) return p.raise<Fault::badarg>();
  std::int64_t at, count;
  if (!range_of(offset, length, at, count)) return failure(p, EINVAL);
  if (must_not_block(p)) return run_dirty(p, DirtyKind::io);
  return lent_outcome(p, [&] {
    if (fallocate(file.descriptor, 0, at, count) == 0) return 0;
    errno = posix_fallocate(file.descriptor, at, count);
    return errno == 0 ? 0 : -1;
  });
}

Term advise_4(Process& p, OpenFile& file, Term offset, Term length, Term advice) {
  constexpr struct {
    std::string_view name;
    int value;
  } kAdvice[] = {{"normal", POSIX_FADV_NORMAL},      {"random", POSIX_FADV_RANDOM},
                 {"sequential", POSIX_FADV_SEQUENTIAL}, {"will_need", POSIX_FADV_WILLNEED},
                 {"dont_need", POSIX_FADV_DONTNEED},  {"no_reuse", POSIX_FADV_NOREUSE}};
  if (!is_number(offset) || !is_number(length)) return p.raise<Fault::badarg>();
  std::int64_t at, count;
  if (!range_of(offset, length, at, count)) return failure(p, EINVAL);
  const std::string_view name = atom_text(p, advice);
  for (const auto& row : kAdvice) {
    // Whether the system minds is not looked at (posix_fadvise gives a positive number then), as in OTP.
    if (row.name == name) return outcome(p, posix_fadvise(file.descriptor, at, count, row.value));
  }
  return failure(p, EINVAL);
}

// By the file's permissions, not by trying: the effective user's.
Access access_by_mode(const struct stat& s) {
  if (s.st_uid == geteuid()) return {(s.st_mode & S_IRUSR) != 0, (s.st_mode & S_IWUSR) != 0};
  if (s.st_gid == getegid()) return {(s.st_mode & S_IRGRP) != 0, (s.st_mode & S_IWGRP) != 0};
  return {(s.st_mode & S_IROTH) != 0, (s.st_mode & S_IWOTH) != 0};
}

Term read_handle_info_1(Process& p, OpenFile& file) {
  if (file.packed_info) return file_info(p, *file.packed_info, kPackedAccess);
  struct stat info;
  if (fstat(file.descriptor, &info) < 0) return failure(p, errno);
  return file_info(p, info, access_by_mode(info));
}

Term get_handle_1(Process& p, OpenFile& file) {
  return byte_binary(p, {reinterpret_cast<const char*>(&file.descriptor), sizeof file.descriptor});
}

constexpr Bif kRows[] = {
    bif<&with_file<&advise_4, Term, Term, Term>>("advise_nif"),
    bif<&with_file<&allocate_3, Term, Term>>("allocate_nif"),
    bif<&with_file<&close_1>>("close_nif"),
    bif<&file_desc_to_ref_1>("file_desc_to_ref_nif"),
    bif<&with_file<&get_handle_1>>("get_handle_nif"),
    bif<&with_file<&ipread_3, Term, Term>>("ipread_s32bu_p32bu_nif"),
    bif<&open_2>("open_nif"),
    bif<&with_file<&pread_3, Term, Term>>("pread_nif"),
    bif<&with_file<&pwrite_3, Term, Term>>("pwrite_nif"),
    bif<&with_file<&read_2, Term>>("read_nif"),
    bif<&read_file_1>("read_file_nif"),
    bif<&with_file<&read_handle_info_1>>("read_handle_info_nif"),
    bif<&with_file<&seek_3, Term, Term>>("seek_nif"),
    bif<&with_file<&sync_2, Term>>("sync_nif"),
    bif<&with_file<&truncate_1>>("truncate_nif"),
    bif<&with_file<&write_2, Term>>("write_nif"),
};

}  // namespace
}  // namespace prim_file

extern const BifModule kPrimFile;
constinit const BifModule kPrimFile{"prim_file", prim_file::kRows};

}  // namespace rt
