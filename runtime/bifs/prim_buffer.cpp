// SPDX-License-Identifier: Apache-2.0
// Module prim_buffer: bytes in a queue behind a magic reference, for whoever reads ahead of files. Any process: each native
// takes the buffer's own lock, which is not the one that programs see.
#include <algorithm>
#include <atomic>
#include <mutex>
#include <vector>

#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/charge.hpp"
#include "runtime/ops/iovec.hpp"
#include "runtime/process/magic.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/bignum.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

constexpr std::size_t kPartsAtOnce = 64;

// The bytes before `start` have been read; they go when they are half of all.
struct Buffer final : MagicObject {
  std::vector<std::uint8_t> bytes;
  std::size_t start = 0;
  std::atomic<bool> is_locked{false};
  std::mutex mutex;  // of the bytes

  std::size_t size() const { return bytes.size() - start; }
  std::span<const std::uint8_t> contents() const { return std::span(bytes).subspan(start); }
  void drop(std::size_t count) {
    start += count;
    if (start * 2 < bytes.size()) return;
    bytes.erase(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(start));
    start = 0;
  }
};

Buffer* buffer_of(Term t) { return magic::object_of<Buffer>(t); }

// A count of bytes that are there.
std::optional<std::size_t> count_of(const Buffer& buffer, Term t) {
  if (!t.is_small() || t.small_value() < 0) return std::nullopt;
  const auto count = static_cast<std::size_t>(t.small_value());
  return count <= buffer.size() ? std::optional(count) : std::nullopt;
}

Term new_0(Process& p) { return magic::new_reference(p, new Buffer); }

Term size_1(Process& p, Term reference) {
  Buffer* buffer = buffer_of(reference);
  if (buffer == nullptr) return p.raise<Fault::badarg>();
  const std::scoped_lock lock(buffer->mutex);
  return Term::small(static_cast<std::int64_t>(buffer->size()));
}

Term copying_read_2(Process& p, Term reference, Term size) {
  Buffer* buffer = buffer_of(reference);
  if (buffer == nullptr) return p.raise<Fault::badarg>();
  const std::scoped_lock lock(buffer->mutex);
  const auto count = count_of(*buffer, size);
  if (!count) return p.raise<Fault::badarg>();
  charge_bytes(p, *count, kBufferedBytesPerReduction);
  const Term binary = byte_binary(p, buffer->contents().first(*count));
  buffer->drop(*count);
  return binary;
}

Term skip_2(Process& p, Term reference, Term size) {
  Buffer* buffer = buffer_of(reference);
  if (buffer == nullptr) return p.raise<Fault::badarg>();
  const std::scoped_lock lock(buffer->mutex);
  const auto count = count_of(*buffer, size);
  if (!count) return p.raise<Fault::badarg>();
  buffer->drop(*count);
  return atoms::ok;
}

Term peek_head_1(Process& p, Term reference) {
  Buffer* buffer = buffer_of(reference);
  if (buffer == nullptr) return p.raise<Fault::badarg>();
  const std::scoped_lock lock(buffer->mutex);
  if (buffer->size() == 0) return p.raise<Fault::badarg>();
  return byte_binary(p, buffer->contents());
}

Term write_2(Process& p, Term reference, Term list) {
  Buffer* buffer = buffer_of(reference);
  if (buffer == nullptr) return p.raise<Fault::badarg>();
  const std::scoped_lock lock(buffer->mutex);
  do {
    const auto vector = take_iovec(list, kPartsAtOnce);
    if (!vector) return p.raise<Fault::badarg>();
    for (const auto part : vector->parts) buffer->bytes.insert(buffer->bytes.end(), part.begin(), part.end());
    charge_bytes(p, vector->size, kBufferedBytesPerReduction);
    list = vector->rest;
  } while (!list.is_nil());
  return atoms::ok;
}

Term find_byte_index_2(Process& p, Term reference, Term byte) {
  Buffer* buffer = buffer_of(reference);
  if (buffer == nullptr || !byte.is_small() || byte.small_value() < 0 || byte.small_value() > 255) {
    return p.raise<Fault::badarg>();
  }
  const std::scoped_lock lock(buffer->mutex);
  const auto bytes = buffer->contents();
  const auto found = std::find(bytes.begin(), bytes.end(), static_cast<std::uint8_t>(byte.small_value()));
  charge_bytes(p, static_cast<std::size_t>(found - bytes.begin()), kBufferedBytesPerReduction);
  if (found == bytes.end()) return p.vm().atoms.must_intern("not_found");
  return p.reserve(3).tuple({atoms::ok, Term::small(found - bytes.begin())});
}

Term try_lock_1(Process& p, Term reference) {
  Buffer* buffer = buffer_of(reference);
  if (buffer == nullptr) return p.raise<Fault::badarg>();
  return p.vm().atoms.must_intern(buffer->is_locked.exchange(true) ? "busy" : "acquired");
}

Term unlock_1(Process& p, Term reference) {
  Buffer* buffer = buffer_of(reference);
  if (buffer == nullptr) return p.raise<Fault::badarg>();
  if (!buffer->is_locked.exchange(false)) {
    return p.raise(ErrorClass::error, p.vm().atoms.must_intern("lock_order_violation"));
  }
  return atoms::ok;
}

constexpr Bif kRows[] = {
    bif<&copying_read_2>("copying_read"),
    bif<&find_byte_index_2>("find_byte_index"),
    bif<&new_0>("new"),
    bif<&peek_head_1>("peek_head"),
    bif<&size_1>("size"),
    bif<&skip_2>("skip"),
    bif<&try_lock_1>("try_lock"),
    bif<&unlock_1>("unlock"),
    bif<&write_2>("write"),
};

}  // namespace

extern const BifModule kPrimBuffer;
constinit const BifModule kPrimBuffer{"prim_buffer", kRows};

}  // namespace rt
