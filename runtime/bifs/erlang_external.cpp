// SPDX-License-Identifier: Apache-2.0
// Natives of `erlang` over the external term format.
#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/long_work.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/etf_decode.hpp"
#include "runtime/term/etf_encode.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

struct EncodeOptions {
  EtfEncodeOptions format;
  int level = 0;  // of compression; 0: none
};

constexpr int kDefaultLevel = 6;  // zlib's

std::optional<EncodeOptions> parse_encode_options(Term list) {
  EncodeOptions o;
  for (; list.is_cons(); list = list.tail()) {
    const Term option = list.head();
    if (option == atoms::compressed) {
      o.level = kDefaultLevel;
    } else if (option == atoms::deterministic) {
      o.format.deterministic = true;
    } else if (option == atoms::local) {
      o.format.local = true;
    } else if (is_tuple(option, 2) && tuple_element(option, 1).is_small()) {
      const Term name = tuple_element(option, 0);
      const std::int64_t value = tuple_element(option, 1).small_value();
      if (name == atoms::minor_version && value >= 0 && value <= 2) {
        o.format.old_floats = value == 0;
        o.format.latin1_atoms = value < 2;
      } else if (name == atoms::compressed && value >= 0 && value <= 9) {
        o.level = static_cast<int>(value);
      } else {
        return std::nullopt;
      }
    } else {
      return std::nullopt;
    }
  }
  if (!list.is_nil() || (o.format.deterministic && o.format.local)) return std::nullopt;
  return o;
}

void charge_bytes(Process& p, std::size_t bytes) { p.charge(static_cast<std::int64_t>(bytes / 32)); }

// Nothing, and a dirty thread asked for: it is too much for here.
std::optional<EtfBytes> encode(Process& p, Term t, EtfEncodeOptions format, bool keep_binaries) {
  auto encoded = etf_encode_up_to(p.vm(), must_not_block(p) ? kMostBytesHere : SIZE_MAX, t, format, keep_binaries);
  if (!encoded) (void)run_dirty(p, DirtyKind::cpu);
  return encoded;
}

Term to_binary(Process& p, Term t, const EncodeOptions& o) {
  const auto result = encode(p, t, o.format, false);
  if (!result) return Term::none();
  const EtfBytes& encoded = *result;
  charge_bytes(p, encoded.bytes.size());
  return byte_binary(p, o.level == 0 ? encoded.bytes : etf_compress(encoded.bytes, o.level));
}

Term term_to_binary_1(Process& p, Term t) { return to_binary(p, t, {}); }

Term term_to_binary_2(Process& p, Term t, Term options) {
  const auto o = parse_encode_options(options);
  if (!o) return p.raise<Fault::badarg>();
  return to_binary(p, t, *o);
}

Term to_iovec(Process& p, Term t, const EncodeOptions& o) {
  if (o.level != 0) return to_binary(p, t, o);  // a binary and no list: so does OTP 27
  const auto result = encode(p, t, o.format, true);
  if (!result) return Term::none();
  const EtfBytes& encoded = *result;
  charge_bytes(p, encoded.bytes.size());
  const std::span<const std::uint8_t> bytes = encoded.bytes;
  std::vector<Term> parts;
  std::size_t at = 0;
  for (const EtfBytes::Hole& hole : encoded.holes) {
    parts.push_back(byte_binary(p, bytes.subspan(at, hole.at - at)));
    parts.push_back(hole.binary);
    at = hole.at;
  }
  if (at < bytes.size()) parts.push_back(byte_binary(p, bytes.subspan(at)));
  return p.reserve(2 * parts.size()).list(parts);
}

Term term_to_iovec_1(Process& p, Term t) { return to_iovec(p, t, {}); }

Term term_to_iovec_2(Process& p, Term t, Term options) {
  const auto o = parse_encode_options(options);
  if (!o) return p.raise<Fault::badarg>();
  return to_iovec(p, t, *o);
}

Term size_of(Process& p, Term t, EtfEncodeOptions format) {
  const auto result = encode(p, t, format, true);
  if (!result) return Term::none();
  const EtfBytes& encoded = *result;
  std::size_t size = encoded.bytes.size();
  for (const EtfBytes::Hole& hole : encoded.holes) size += bit_size(hole.binary) / 8;
  charge_bytes(p, encoded.bytes.size());
  return p.reserve(2).unsigned_integer(size);
}

Term external_size_1(Process& p, Term t) { return size_of(p, t, {}); }

Term external_size_2(Process& p, Term t, Term options) {  // compression does not count
  const auto o = parse_encode_options(options);
  if (!o) return p.raise<Fault::badarg>();
  return size_of(p, t, o->format);
}

Term from_binary(Process& p, Term binary, EtfOptions options, bool wants_used) {
  if (!is_binary(binary)) return p.raise<Fault::badarg>();
  std::vector<std::uint8_t> scratch;
  const auto bytes = bytes_of(binary, scratch);
  if (is_long_in_bytes(p, bytes.size())) return run_dirty(p, DirtyKind::cpu);
  auto reader = EtfReader::scan(p.vm(), bytes, options);
  if (!reader) {
    if (reader.error().code == EtfErrorCode::too_many_atoms) return p.raise<Fault::system_limit>();
    return p.raise<Fault::badarg>();
  }
  charge_bytes(p, reader->used_bytes());
  const auto term = reader->build(p);
  if (!term) return p.raise<Fault::badarg>();
  if (!wants_used) return *term;
  return p.reserve(3).tuple({*term, Term::small(static_cast<std::int64_t>(reader->used_bytes()))});
}

Term binary_to_term_1(Process& p, Term binary) { return from_binary(p, binary, {}, false); }

Term binary_to_term_2(Process& p, Term binary, Term options) {
  EtfOptions read;
  bool wants_used = false;
  Term list = options;
  for (; list.is_cons(); list = list.tail()) {
    if (list.head() == atoms::safe) {
      read.safe = true;
    } else if (list.head() == atoms::used) {
      wants_used = true;
    } else {
      break;
    }
  }
  if (!list.is_nil()) return p.raise_with_cause(atoms::badarg, atoms::badopt);
  return from_binary(p, binary, read, wants_used);
}

constexpr Bif kRows[] = {
    bif<&binary_to_term_1>("binary_to_term"), bif<&binary_to_term_2>("binary_to_term"),
    bif<&external_size_1>("external_size"),   bif<&external_size_2>("external_size"),
    bif<&term_to_binary_1>("term_to_binary"), bif<&term_to_binary_2>("term_to_binary"),
    bif<&term_to_iovec_1>("term_to_iovec"),   bif<&term_to_iovec_2>("term_to_iovec"),
};

}  // namespace

extern constinit const BifModule kErlangExternal{"erlang", kRows};

}  // namespace rt
