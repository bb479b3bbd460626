// SPDX-License-Identifier: Apache-2.0
// First pass of reading the external term format: EtfReader::scan. Walks the bytes with a count of the terms
// still to come (no stack: the order of the bytes is enough), checks every length against what is left before
// believing it, and adds up the words that build() will need at most. After it, only a key that occurs twice
// in a map can be wrong.
#include <zlib.h>

#include <bit>
#include <cmath>

#include "runtime/base/bits.hpp"
#include "runtime/term/etf_decode.hpp"
#include "runtime/term/etf_float.hpp"
#include "runtime/term/etf_local.hpp"
#include "runtime/term/etf_map.hpp"
#include "runtime/term/etf_tags.hpp"
#include "runtime/term/identifier.hpp"
#include "runtime/term/utf8.hpp"
#include "runtime/vm.hpp"

namespace rt {

using etf::Tag;

class EtfScanner {
 public:
  EtfScanner(EtfReader& reader, EtfOptions options)
      : reader_(reader), vm_(*reader.vm_), bytes_(reader.bytes_), options_(options), inside_local_(reader.kept_ != nullptr) {}

  // Bytes of the term at the start of the input.
  std::expected<std::size_t, EtfError> run() {
    std::uint64_t local_end = kNoLocal;
    std::size_t local_start = 0;
    while (terms_ > 0) {
      if (!need(1)) return failed();
      const auto tag = static_cast<Tag>(bytes_[at_++]);
      if (tag == Tag::local) {
        if (inside_local_ || !need(4)) return fail(EtfErrorCode::bad_tag), failed();
        inside_local_ = true;
        local_start = at_;
        at_ += 4;
        local_end = terms_ - 1;
        continue;
      }
      if (!one(tag)) return failed();
      --terms_;
      if (terms_ > kMaxTerms) return fail(EtfErrorCode::bad_value), failed();
      if (terms_ == local_end) {
        const auto term = bytes_.subspan(local_start + 4, at_ - local_start - 4);
        if (peek32(local_start) != local_etf_hash(vm_, term)) return fail(EtfErrorCode::bad_value), failed();
        inside_local_ = false;
        local_end = kNoLocal;
      }
    }
    return at_;
  }

 private:
  static constexpr std::uint64_t kMaxTerms = 0xFFFFFFFF;  // OTP's limit
  static constexpr std::uint64_t kNoLocal = ~std::uint64_t{0};

  bool fail(EtfErrorCode code) {
    error_ = EtfError{code, at_ + reader_.offset_base_};
    return false;
  }
  std::unexpected<EtfError> failed() const { return std::unexpected(error_); }
  bool need(std::uint64_t bytes) { return bytes <= bytes_.size() - at_ || fail(EtfErrorCode::truncated); }
  std::uint32_t peek32(std::size_t i) const {
    return static_cast<std::uint32_t>(load_big_endian(&bytes_[i], 4));
  }
  bool skip(std::uint64_t bytes) {
    if (!need(bytes)) return false;
    at_ += bytes;
    return true;
  }
  bool length8(std::uint64_t& n) {
    if (!need(1)) return false;
    n = bytes_[at_++];
    return true;
  }
  bool length16(std::uint64_t& n) {
    if (!need(2)) return false;
    n = static_cast<std::uint64_t>(bytes_[at_]) << 8 | bytes_[at_ + 1];
    at_ += 2;
    return true;
  }
  bool length32(std::uint64_t& n) {
    if (!need(4)) return false;
    n = peek32(at_);
    at_ += 4;
    return true;
  }

  bool one(Tag tag);
  bool atom(Tag tag);
  bool atom_number(Tag tag);
  bool atom_term();
  bool kept(std::size_t words, std::size_t bytes);
  bool small_term();
  bool float_text();
  bool bignum(std::uint64_t bytes);
  bool bytes_of_binary(std::uint64_t bytes);
  bool elements(std::uint64_t count, std::uint64_t words);
  bool pairs(std::uint64_t count);
  bool node();
  bool pid(Tag tag);
  bool reference(std::uint64_t ids, bool tiny_creation, bool creation_first);
  bool fun();
  bool external_fun();

  EtfReader& reader_;
  Vm& vm_;
  std::span<const std::uint8_t> bytes_;
  EtfOptions options_;
  std::size_t at_ = 0;
  std::uint64_t terms_ = 1;  // still to be read
  bool inside_local_;  // or in a packed term: identifiers may be without node
  EtfError error_{EtfErrorCode::truncated, 0};
};

bool EtfScanner::one(Tag tag) {
  std::uint64_t n = 0;
  switch (tag) {
    case Tag::small_integer: return skip(1);
    case Tag::integer: return skip(4);
    case Tag::small_big: return length8(n) && bignum(n);
    case Tag::large_big: return length32(n) && bignum(n);
    case Tag::new_float: {
      if (!need(8)) return false;
      const std::uint64_t bits = static_cast<std::uint64_t>(peek32(at_)) << 32 | peek32(at_ + 4);
      if (!std::isfinite(std::bit_cast<double>(bits))) return fail(EtfErrorCode::bad_value);
      reader_.words_ += 2;
      return skip(8);
    }
    case Tag::float_text: return float_text();
    case Tag::atom_latin1:
    case Tag::small_atom_latin1:
    case Tag::atom_utf8:
    case Tag::small_atom_utf8: return atom(tag);
    case Tag::nil: return true;
    case Tag::string:
      if (!length16(n)) return false;
      reader_.words_ += 2 * n;
      return skip(n);
    case Tag::list: return length32(n) && elements(n, 2 * n) && (++terms_, true);
    case Tag::small_tuple: return length8(n) && elements(n, 1 + n);
    case Tag::large_tuple:
      if (!length32(n)) return false;
      return n <= etf::kMaxTupleArity ? elements(n, 1 + n) : fail(EtfErrorCode::bad_value);
    case Tag::map: return length32(n) && pairs(n);
    case Tag::binary: return length32(n) && bytes_of_binary(n);
    case Tag::bit_binary: {
      if (!length32(n) || !need(1)) return false;
      const unsigned last = bytes_[at_++];
      if (n == 0 || last == 0 || last > 8) return fail(EtfErrorCode::bad_value);
      reader_.words_ += kBitSliceWords;
      return bytes_of_binary(n);
    }
    case Tag::new_pid:
    case Tag::pid: return pid(tag);
    case Tag::v4_port: return node() && skip(12) && (reader_.words_ += kExternalPortWords, true);
    case Tag::new_port: return node() && skip(8) && (reader_.words_ += kExternalPortWords, true);
    case Tag::port:
      if (!node() || !need(5)) return false;
      if (bytes_[at_ + 4] > etf::kMaxTinyCreation) return fail(EtfErrorCode::bad_value);
      reader_.words_ += kExternalPortWords;
      return skip(5);
    case Tag::reference: return reference(1, true, false);
    case Tag::new_reference: return length16(n) && reference(n, true, true);
    case Tag::newer_reference: return length16(n) && reference(n, false, true);
    case Tag::new_fun: return fun();
    case Tag::export_: return external_fun();
    case Tag::atom_number_2:
    case Tag::atom_number_3:
      if (reader_.kept_ != nullptr) return atom_number(tag);
      break;
    case Tag::kept_binary:
      if (reader_.kept_ != nullptr) return kept(kBinaryHandleWords, 4);
      break;
    case Tag::kept_bits:
      if (reader_.kept_ != nullptr) return kept(kBinaryHandleWords + kBitSliceWords, 4 + 16);
      break;
    case Tag::kept_reference:
      if (reader_.kept_ != nullptr) return kept(magic::kWords, 4);
      break;
    case Tag::fun:
    case Tag::compressed:
    case Tag::atom_cache_ref:
    case Tag::local: break;
  }
  --at_;
  return fail(EtfErrorCode::bad_tag);
}

bool EtfScanner::atom(Tag tag) {
  const bool is_small = tag == Tag::small_atom_latin1 || tag == Tag::small_atom_utf8;
  const bool is_latin1 = tag == Tag::atom_latin1 || tag == Tag::small_atom_latin1;
  std::uint64_t n = 0;
  if (!(is_small ? length8(n) : length16(n)) || !need(n)) return false;
  const std::string_view raw(reinterpret_cast<const char*>(bytes_.data()) + at_, n);
  std::string converted;
  std::string_view text = raw;
  if (is_latin1 && !is_seven_bit(raw)) {
    converted = latin1_to_utf8(raw);
    text = converted;
  }
  if (options_.safe) {
    const auto found = vm_.atoms.find(text);
    if (!found) return fail(EtfErrorCode::unknown_atom);
    reader_.atoms_.push_back(*found);
  } else {
    const auto made = vm_.atoms.intern(text);
    if (!made)
      return fail(made.error() == AtomError::table_full ? EtfErrorCode::too_many_atoms
                                                        : EtfErrorCode::bad_value);
    reader_.atoms_.push_back(*made);
  }
  return skip(n);
}

bool EtfScanner::atom_number(Tag tag) {
  const unsigned bytes = tag == Tag::atom_number_2 ? 2 : 3;
  if (!need(bytes)) return false;
  reader_.atoms_.push_back(Term::atom(static_cast<std::uint32_t>(load_big_endian(&bytes_[at_], bytes))));
  return skip(bytes);
}

bool EtfScanner::kept(std::size_t words, std::size_t bytes) {
  reader_.words_ += words;
  return skip(bytes);
}

// An atom where nothing else may stand.
bool EtfScanner::atom_term() {
  if (!need(1)) return false;
  const auto tag = static_cast<Tag>(bytes_[at_]);
  if (reader_.kept_ != nullptr && (tag == Tag::atom_number_2 || tag == Tag::atom_number_3)) {
    ++at_;
    return atom_number(tag);
  }
  if (tag != Tag::atom_latin1 && tag != Tag::small_atom_latin1 && tag != Tag::atom_utf8 &&
      tag != Tag::small_atom_utf8) {
    return fail(EtfErrorCode::bad_tag);
  }
  ++at_;
  return atom(tag);
}

// An integer of at most 32 bits where nothing else may stand.
bool EtfScanner::small_term() {
  if (!need(1)) return false;
  const auto tag = static_cast<Tag>(bytes_[at_]);
  if (tag != Tag::small_integer && tag != Tag::integer) return fail(EtfErrorCode::bad_tag);
  return skip(tag == Tag::integer ? 5 : 2);
}

bool EtfScanner::float_text() {
  if (!need(31)) return false;
  if (!parse_float_text(bytes_.subspan(at_, 31))) return fail(EtfErrorCode::bad_value);
  reader_.words_ += 2;
  return skip(31);
}

bool EtfScanner::bignum(std::uint64_t bytes) {
  if (bytes > etf::kMaxBignumBytes) return fail(EtfErrorCode::bad_value);
  if (bytes > 7) reader_.words_ += 1 + (bytes + 7) / 8;
  return skip(1 + bytes);
}

bool EtfScanner::bytes_of_binary(std::uint64_t bytes) {
  if (!skip(bytes)) return false;
  reader_.words_ += binary_words(bytes);
  return true;
}

bool EtfScanner::elements(std::uint64_t count, std::uint64_t words) {
  if (!need(count)) return false;
  terms_ += count;
  reader_.words_ += words;
  return true;
}

bool EtfScanner::pairs(std::uint64_t count) {
  if (!need(2 * count)) return false;
  terms_ += 2 * count;
  (count <= kFlatMapMax ? reader_.words_ : reader_.large_map_words_) += map_words_at_most(count);
  return true;
}

bool EtfScanner::node() {
  if (!need(1)) return false;
  if (inside_local_ && static_cast<Tag>(bytes_[at_]) == Tag::nil) return skip(1);
  return atom_term();
}

bool EtfScanner::pid(Tag tag) {
  const std::size_t atoms_before = reader_.atoms_.size();
  if (!node()) return false;
  const bool is_named = reader_.atoms_.size() > atoms_before;
  const bool tiny = tag == Tag::pid;
  if (!need(tiny ? 9 : 12)) return false;
  if (tiny && bytes_[at_ + 8] > etf::kMaxTinyCreation) return fail(EtfErrorCode::bad_value);
  const std::uint32_t creation = tiny ? bytes_[at_ + 8] : peek32(at_ + 8);
  const bool own = !is_named || is_own_node({reader_.atoms_[atoms_before], creation});
  if (own && peek32(at_) >> kPidNumberBits != 0) return fail(EtfErrorCode::bad_value);
  reader_.words_ += kExternalPidWords;
  return skip(tiny ? 9 : 12);
}

bool EtfScanner::reference(std::uint64_t ids, bool tiny_creation, bool creation_first) {
  if (ids > etf::kMaxReferenceIds || ids == 0) return fail(EtfErrorCode::bad_value);
  const std::size_t atoms_before = reader_.atoms_.size();
  if (!node()) return false;
  const std::size_t creation_bytes = tiny_creation ? 1 : 4;
  if (!need(creation_bytes + 4 * ids)) return false;
  const std::size_t creation_at = creation_first ? at_ : at_ + 4 * ids;
  const std::uint32_t creation = tiny_creation ? bytes_[creation_at] : peek32(creation_at);
  if (tiny_creation && creation > etf::kMaxTinyCreation) return fail(EtfErrorCode::bad_value);
  const bool is_named = reader_.atoms_.size() > atoms_before;
  const bool own = !is_named || is_own_node({reader_.atoms_[atoms_before], creation});
  const std::size_t ids_at = creation_first ? at_ + creation_bytes : at_;
  if ((own || tiny_creation) && peek32(ids_at) >= etf::kReferenceIdLimit)
    return fail(EtfErrorCode::bad_value);
  if (own && ids == 5 && peek32(ids_at + 16) >> 14 != 0) return fail(EtfErrorCode::bad_value);
  reader_.words_ += external_reference_words(static_cast<unsigned>(ids));
  return skip(creation_bytes + 4 * ids);
}

bool EtfScanner::fun() {
  if (!need(4 + 1 + 16 + 4 + 4)) return false;
  const std::uint32_t free_count = peek32(at_ + 25);
  if (free_count > etf::kMaxFunArity || bytes_[at_ + 4] + free_count > etf::kMaxFunArity)
    return fail(EtfErrorCode::bad_value);
  at_ += 29;
  if (!atom_term() || !small_term() || !small_term() || !need(1)) return false;
  const auto tag = static_cast<Tag>(bytes_[at_]);
  if (tag != Tag::new_pid && tag != Tag::pid) return fail(EtfErrorCode::bad_tag);
  ++at_;
  if (!pid(tag)) return false;
  terms_ += free_count;
  reader_.words_ += 3 + free_count;
  return true;
}

bool EtfScanner::external_fun() {
  const std::size_t first = reader_.atoms_.size();
  if (!atom_term() || !atom_term() || !need(2)) return false;
  if (static_cast<Tag>(bytes_[at_]) != Tag::small_integer) return fail(EtfErrorCode::bad_value);
  if (options_.safe) {
    const Export* e = vm_.exports.find(reader_.atoms_[first], reader_.atoms_[first + 1], bytes_[at_ + 1]);
    if (e == nullptr || !e->is_defined()) return fail(EtfErrorCode::unknown_atom);
  }
  reader_.words_ += 2;
  return skip(2);
}

namespace {

struct Inflated {
  std::vector<std::uint8_t> bytes;
  std::size_t consumed;
};

// Everything the stream holds, provided that it is exactly `size` bytes. The vector grows with what really
// comes out.
std::expected<Inflated, EtfErrorCode> inflate_exactly(std::span<const std::uint8_t> in, std::size_t size) {
  constexpr std::size_t kChunk = 64 * 1024;
  constexpr std::size_t kMaxRatio = 1032;  // zlib's
  if (size / kMaxRatio > in.size()) return std::unexpected(EtfErrorCode::bad_compression);
  z_stream z{};
  if (inflateInit(&z) != Z_OK) return std::unexpected(EtfErrorCode::bad_compression);
  Inflated out{};
  z.next_in = const_cast<Bytef*>(in.data());
  std::size_t left_in = in.size();
  int status = Z_OK;
  while (status == Z_OK) {
    if (z.avail_in == 0 && left_in > 0) {
      z.avail_in = static_cast<uInt>(std::min<std::size_t>(left_in, 1u << 30));
      left_in -= z.avail_in;
    }
    const std::size_t done = out.bytes.size();
    out.bytes.resize(
        std::min(size + 1, done + kChunk + done / 2));  // one more than allowed tells a longer stream
    z.next_out = out.bytes.data() + done;
    z.avail_out = static_cast<uInt>(std::min<std::size_t>(out.bytes.size() - done, 1u << 30));
    const uInt room = z.avail_out;
    status = inflate(&z, Z_NO_FLUSH);
    out.bytes.resize(done + (room - z.avail_out));
    if (out.bytes.size() > size) status = Z_DATA_ERROR;
  }
  out.consumed = in.size() - left_in - z.avail_in;
  inflateEnd(&z);
  if (status != Z_STREAM_END || out.bytes.size() != size)
    return std::unexpected(EtfErrorCode::bad_compression);
  return out;
}

}  // namespace

std::expected<EtfReader, EtfError> EtfReader::scan(Vm& vm, std::span<const std::uint8_t> bytes,
                                                   EtfOptions options) {
  if (bytes.empty()) return std::unexpected(EtfError{EtfErrorCode::truncated, 0});
  if (bytes[0] != etf::kVersion) return std::unexpected(EtfError{EtfErrorCode::bad_version, 0});
  EtfReader reader(vm, bytes.subspan(1));
  reader.offset_base_ = 1;
  const bool is_compressed = bytes.size() >= 6 && static_cast<Tag>(bytes[1]) == Tag::compressed;
  if (is_compressed) {
    const std::size_t size = load_big_endian(&bytes[2], 4);
    auto inflated = inflate_exactly(bytes.subspan(6), size);
    if (!inflated) return std::unexpected(EtfError{inflated.error(), 6});
    reader.inflated_ = std::move(inflated->bytes);
    reader.bytes_ = reader.inflated_;
    reader.offset_base_ = 0;
    reader.used_bytes_ = 6 + inflated->consumed;
  }
  const auto used = EtfScanner(reader, options).run();
  if (!used) return std::unexpected(used.error());
  if (!is_compressed) reader.used_bytes_ = 1 + *used;
  return reader;
}

EtfReader EtfReader::scan_packed(Vm& vm, std::span<const std::uint8_t> bytes, const Word* kept) {
  EtfReader reader(vm, bytes);
  reader.kept_ = kept;
  const auto used = EtfScanner(reader, {}).run();
  VM_CHECK(used.has_value(), "what was packed can be read");
  reader.used_bytes_ = *used;
  return reader;
}

std::string_view text_of(EtfErrorCode code) {
  switch (code) {
    case EtfErrorCode::bad_version: return "not a term in external format (the first byte is not 131)";
    case EtfErrorCode::truncated: return "the data end inside a term";
    case EtfErrorCode::bad_tag: return "a byte that is no tag, or may not stand here";
    case EtfErrorCode::bad_value: return "a value that its tag does not allow";
    case EtfErrorCode::bad_compression:
      return "the compressed data are broken or of another size than announced";
    case EtfErrorCode::unknown_atom: return "an atom or function that does not exist yet";
    case EtfErrorCode::too_many_atoms: return "the atom table is full";
    case EtfErrorCode::duplicate_key: return "a key occurs twice in a map";
  }
  return "";
}

}  // namespace rt
