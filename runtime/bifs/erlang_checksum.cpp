// SPDX-License-Identifier: Apache-2.0
// Natives of `erlang` that compute checksums of iodata: md5, crc32, adler32.
#include <zlib.h>

#include <cstring>

#include "runtime/base/md5.hpp"
#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/long_work.hpp"
#include "runtime/ops/iolist.hpp"
#include "runtime/process/process.hpp"

namespace rt {
namespace {

// The bytes of iodata; raises badarg and gives nothing for anything else, nor for so many that the native is to be called
// again on a dirty thread.
std::optional<std::vector<std::uint8_t>> take_iodata(Process& p, Term iodata) {
  auto bytes = iodata_bytes(iodata);
  if (bytes && is_long_in_bytes(p, bytes->size())) {
    (void)run_dirty(p, DirtyKind::cpu);
    return std::nullopt;
  }
  if (bytes) {
    p.charge(static_cast<std::int64_t>(bytes->size() / 64));
  } else {
    (void)p.raise<Fault::badarg>();
  }
  return bytes;
}

template <class T>
Term as_binary(Process& p, const T& data) {
  return p.reserve(binary_words(sizeof data))
      .binary({reinterpret_cast<const std::uint8_t*>(&data), sizeof data});
}

Term md5_1(Process& p, Term iodata) {
  const auto bytes = take_iodata(p, iodata);
  return bytes ? as_binary(p, Md5::of(*bytes)) : Term::none();
}

Term md5_init_0(Process& p) { return as_binary(p, Md5::State{}); }

std::optional<Md5> md5_of(Term context) {
  if (!is_binary(context)) return std::nullopt;
  std::vector<std::uint8_t> scratch;
  const auto bytes = bytes_of(context, scratch);
  if (bytes.size() != sizeof(Md5::State)) return std::nullopt;
  Md5::State state;
  std::memcpy(static_cast<void*>(&state), bytes.data(), sizeof state);
  return Md5(state);
}

Term md5_update_2(Process& p, Term context, Term iodata) {
  auto md5 = md5_of(context);
  if (!md5) return p.raise<Fault::badarg>();
  const auto bytes = take_iodata(p, iodata);
  if (!bytes) return Term::none();
  md5->update(*bytes);
  return as_binary(p, md5->state());
}

Term md5_final_1(Process& p, Term context) {
  auto md5 = md5_of(context);
  if (!md5) return p.raise<Fault::badarg>();
  return as_binary(p, md5->finish());
}

// --- crc32 and adler32 differ in the zlib function alone
using Checksum = uLong (*)(uLong, const Bytef*, z_size_t);
using Combine = uLong (*)(uLong, uLong, z_off_t);

std::optional<uLong> checksum_of(Term t) {
  if (!t.is_small() || t.small_value() < 0 || t.small_value() > 0xFFFFFFFF) return std::nullopt;
  return static_cast<uLong>(t.small_value());
}

template <Checksum F>
Term checksum_from(Process& p, uLong start, Term iodata) {
  const auto bytes = take_iodata(p, iodata);
  if (!bytes) return Term::none();
  return Term::small(
      static_cast<std::int64_t>(bytes->empty() ? start : F(start, bytes->data(), bytes->size())));
}

template <Checksum F, uLong Start>
Term checksum_1(Process& p, Term iodata) {
  return checksum_from<F>(p, Start, iodata);
}

template <Checksum F>
Term checksum_2(Process& p, Term old, Term iodata) {
  const auto start = checksum_of(old);
  if (!start) return p.raise<Fault::badarg>();
  return checksum_from<F>(p, *start, iodata);
}

template <Combine F>
Term combine_3(Process& p, Term first, Term second, Term size_of_second) {
  const auto a = checksum_of(first), b = checksum_of(second);
  if (!a || !b || !size_of_second.is_small() || size_of_second.small_value() < 0)
    return p.raise<Fault::badarg>();
  return Term::small(static_cast<std::int64_t>(F(*a, *b, size_of_second.small_value())));
}

constexpr Bif kRows[] = {
    bif<&checksum_1<&adler32_z, 1>>("adler32"),
    bif<&checksum_2<&adler32_z>>("adler32"),
    bif<&combine_3<&adler32_combine>>("adler32_combine"),
    bif<&checksum_1<&crc32_z, 0>>("crc32"),
    bif<&checksum_2<&crc32_z>>("crc32"),
    bif<&combine_3<&crc32_combine>>("crc32_combine"),
    bif<&md5_1>("md5"),
    bif<&md5_final_1>("md5_final"),
    bif<&md5_init_0>("md5_init"),
    bif<&md5_update_2>("md5_update"),
};

}  // namespace

extern constinit const BifModule kErlangChecksum{"erlang", kRows};

}  // namespace rt
