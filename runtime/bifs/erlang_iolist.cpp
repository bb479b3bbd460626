// SPDX-License-Identifier: Apache-2.0
// Natives of `erlang` between lists and binaries: iolists flattened and measured, binaries as lists of bytes.
// Followed: OTP's binary.c and erl_iolist.c.
#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/charge.hpp"
#include "runtime/bifs/long_work.hpp"
#include "runtime/ops/iolist.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/text_terms.hpp"

namespace rt {
namespace {

Term flatten(Process& p, Term iodata) {
  const auto size = iodata_size(iodata);
  if (!size) return p.raise<Fault::badarg>();
  if (is_long_in_bytes(p, *size)) return run_dirty(p, DirtyKind::cpu);
  HeapWriter w = p.reserve(binary_words(*size));
  std::uint8_t* bytes = nullptr;
  const Term result = w.binary_uninitialised(*size, &bytes);
  copy_iodata(iodata, bytes);
  charge_bytes(p, *size);
  return result;
}

Term list_to_binary_1(Process& p, Term list) {
  if (!list.is_list()) return p.raise<Fault::badarg>();
  return flatten(p, list);
}

Term iolist_to_binary_1(Process& p, Term iodata) {
  if (is_binary(iodata)) return iodata;
  return list_to_binary_1(p, iodata);
}

Term iolist_size_1(Process& p, Term iodata) {
  const auto size = iodata_size(iodata);
  if (!size) return p.raise<Fault::badarg>();
  charge_bytes(p, *size);
  return p.reserve(2).unsigned_integer(*size);
}

Term list_to_bitstring_1(Process& p, Term list) {
  if (!list.is_list()) return p.raise<Fault::badarg>();
  std::size_t size = 0;  // bits
  const bool is_bit_list = walk_iolist(
      list, [&](std::uint8_t) { return size += 8, true; },
      [&](Term bits) { return size += bit_size(bits), true; });
  if (!is_bit_list) return p.raise<Fault::badarg>();
  if (is_long_in_bytes(p, size / 8)) return run_dirty(p, DirtyKind::cpu);
  HeapWriter w = p.reserve(bitstring_words(size));
  std::uint8_t* out = nullptr;
  const Term result = new_bitstring(w, size, &out);
  std::size_t at = 0;
  (void)walk_iolist(
      list,
      [&](std::uint8_t byte) {
        write_bits(out, at, byte, 8);
        at += 8;
        return true;
      },
      [&](Term bits) {
        const BitView v = bit_view(bits);
        copy_bits(out, at, v.bytes, v.offset, v.size);
        at += v.size;
        return true;
      });
  charge_bytes(p, size / 8);
  return result;
}

// OTP refers to binaries above this size and copies everything else together.
constexpr std::size_t kIovecCopiedBytes = 512;

Term iolist_to_iovec_1(Process& p, Term iodata) {
  std::vector<Term> parts;
  std::vector<std::uint8_t> copied;
  const auto flush = [&] {
    if (copied.empty()) return;
    parts.push_back(byte_binary(p, copied));
    copied.clear();
  };
  if (!iodata.is_list() && !is_binary(iodata)) return p.raise<Fault::badarg>();
  std::size_t total = 0;
  const bool is_iodata = walk_iolist(
      iodata, [&](std::uint8_t byte) { return copied.push_back(byte), true; },
      [&](Term bits) {
        const BitView v = bit_view(bits);
        if (v.size % 8 != 0) return false;
        const std::size_t bytes = v.size / 8;
        total += bytes;
        if (bytes > kIovecCopiedBytes) {
          flush();
          parts.push_back(bits);
        } else {
          const std::size_t at = copied.size();
          copied.resize(at + bytes);
          copy_bits(copied.data() + at, 0, v.bytes, v.offset, v.size);
        }
        return true;
      });
  if (!is_iodata) return p.raise<Fault::badarg>();
  flush();
  charge_bytes(p, total);
  return p.reserve(2 * parts.size()).list(parts);
}

// The bits [offset, offset + size) as a list of bytes in front of `tail`.
Term byte_list(Process& p, const BitView& v, std::size_t first_byte, std::size_t bytes, Term tail) {
  if (is_long(p, bytes)) return run_dirty(p, DirtyKind::cpu);
  HeapWriter w = p.reserve(2 * bytes);
  for (std::size_t i = first_byte + bytes; i-- > first_byte;) {
    tail = w.cons(Term::small(static_cast<std::int64_t>(read_bits(v.bytes, v.offset + 8 * i, 8))), tail);
  }
  charge_bytes(p, bytes * 8);
  return tail;
}

Term binary_to_list_1(Process& p, Term binary) {
  if (!is_binary(binary)) return p.raise<Fault::badarg>();
  const BitView v = bit_view(binary);
  return byte_list(p, v, 0, v.size / 8, Term::nil());
}

Term binary_to_list_3(Process& p, Term binary, Term start, Term stop) {
  if (!is_binary(binary) || !start.is_small() || !stop.is_small()) return p.raise<Fault::badarg>();
  const BitView v = bit_view(binary);
  const std::int64_t from = start.small_value(), to = stop.small_value();
  if (from < 1 || to < from || static_cast<std::uint64_t>(to) > v.size / 8) return p.raise<Fault::badarg>();
  return byte_list(p, v, static_cast<std::size_t>(from - 1), static_cast<std::size_t>(to - from + 1),
                   Term::nil());
}

Term bitstring_to_list_1(Process& p, Term bits) {
  if (!is_bitstring(bits)) return p.raise<Fault::badarg>();
  const BitView v = bit_view(bits);
  Term tail = Term::nil();
  if (v.size % 8 != 0) {
    HeapWriter w = p.reserve(kSliceMaxWords + 2);
    tail = w.cons(make_slice(w, bits, v.size / 8 * 8, v.size % 8), Term::nil());
  }
  return byte_list(p, v, 0, v.size / 8, tail);
}

constexpr Bif kRows[] = {
    bif<&binary_to_list_1>("binary_to_list"),       bif<&binary_to_list_3>("binary_to_list"),
    bif<&bitstring_to_list_1>("bitstring_to_list"), bif<&iolist_size_1>("iolist_size"),
    bif<&iolist_to_binary_1>("iolist_to_binary"),   bif<&iolist_to_iovec_1>("iolist_to_iovec"),
    bif<&list_to_binary_1>("list_to_binary"),       bif<&list_to_bitstring_1>("list_to_bitstring"),
};

// binary:list_to_bin/1 is the same under another name.
constexpr Bif kBinaryRows[] = {bif<&list_to_binary_1>("list_to_bin")};

}  // namespace

extern constinit const BifModule kErlangIolist{"erlang", kRows};
extern constinit const BifModule kBinaryIolist{"binary", kBinaryRows};

}  // namespace rt
