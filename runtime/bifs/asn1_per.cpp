// SPDX-License-Identifier: Apache-2.0
// asn1rt_nif: the last step of ASN.1's packed encoding rules (X.691). OTP's Erlang code gives a list of commands about bits,
// and this puts the bits together.
#include <optional>
#include <span>
#include <vector>

#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/charge.hpp"
#include "runtime/bifs/long_work.hpp"
#include "runtime/ops/iolist.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

class PerWriter {
 public:
  explicit PerWriter(std::span<const std::uint8_t> commands) : in_(commands) {}

  // At least one byte; nothing: a command is none, or lacks something.
  std::optional<std::vector<std::uint8_t>> run() {
    while (at_ < in_.size()) {
      if (!command(in_[at_++])) return std::nullopt;
    }
    if (out_.empty()) out_.push_back(0);
    return std::move(out_);
  }

 private:
  bool command(std::uint8_t code) {
    switch (code) {
      case 0:
      case 1: bit(code != 0); return true;
      case 2: used_ = 8; return true;  // the next bit begins a byte
      case 10: return low_bits();
      case 20: return octets(1);
      case 21: return octets(2);
      case 30: return bits_but(1);
      case 31: return bits_but(2);
      case 40: return bytes_as_bits(1, 1);
      case 41: return bytes_as_bits(1, 2);
      case 42: return bytes_as_bits(2, 1);
      case 43: return bytes_as_bits(2, 2);
      case 45: return first_bits(1, 1);
      case 46: return first_bits(2, 1);
      case 47: return first_bits(2, 2);
      default: return false;
    }
  }

  void bit(bool is_set) {
    if (used_ == 8) {
      out_.push_back(0);
      used_ = 0;
    }
    if (is_set) out_.back() |= static_cast<std::uint8_t>(0x80 >> used_);
    ++used_;
  }
  void byte(std::uint8_t value, unsigned bits = 8) {  // its first bits
    for (unsigned i = 0; i < bits; ++i) bit((value & 0x80 >> i) != 0);
  }

  // A number of one or two bytes.
  bool number(std::size_t bytes, std::size_t& n) {
    n = 0;
    if (in_.size() - at_ < bytes) return false;
    for (std::size_t i = 0; i < bytes; ++i) n = n << 8 | in_[at_++];
    return true;
  }
  bool take(std::size_t bytes, std::span<const std::uint8_t>& taken) {
    if (in_.size() - at_ < bytes) return false;
    taken = in_.subspan(at_, bytes);
    at_ += bytes;
    return true;
  }

  bool low_bits() {
    std::size_t count = 0, value = 0;
    if (!number(1, count) || !number(1, value) || count > 8) return false;
    for (; count > 0; --count) bit((value >> (count - 1) & 1) != 0);
    return true;
  }
  bool octets(std::size_t size) {  // aligned
    std::size_t count = 0;
    std::span<const std::uint8_t> bytes;
    if (!number(size, count) || !take(count, bytes)) return false;
    out_.insert(out_.end(), bytes.begin(), bytes.end());
    used_ = 8;
    return true;
  }
  bool bits_but(std::size_t size) {  // all but so many of the last byte
    std::size_t unused = 0, count = 0;
    std::span<const std::uint8_t> bytes;
    if (!number(1, unused) || !number(size, count) || !take(count, bytes) || unused > 8) return false;
    for (std::size_t i = 0; i < count; ++i) byte(bytes[i], i + 1 == count ? 8 - static_cast<unsigned>(unused) : 8);
    return true;
  }
  // So many bits, a byte each; zeros if there are less.
  bool bytes_as_bits(std::size_t wanted_size, std::size_t size) {
    std::size_t wanted = 0, count = 0;
    std::span<const std::uint8_t> bytes;
    if (!number(wanted_size, wanted) || !number(size, count) || !take(count, bytes)) return false;
    for (std::size_t i = 0; i < wanted; ++i) {
      if (i < count && bytes[i] > 1) return false;
      bit(i < count && bytes[i] == 1);
    }
    return true;
  }
  // So many bits of the bytes; zeros if there are less.
  bool first_bits(std::size_t wanted_size, std::size_t size) {
    std::size_t wanted = 0, count = 0;
    std::span<const std::uint8_t> bytes;
    if (!number(wanted_size, wanted) || !number(size, count) || !take(count, bytes)) return false;
    for (std::size_t i = 0; i < wanted; ++i) bit(i / 8 < count && (bytes[i / 8] & 0x80 >> i % 8) != 0);
    return true;
  }

  std::span<const std::uint8_t> in_;
  std::size_t at_ = 0;
  std::vector<std::uint8_t> out_;
  unsigned used_ = 8;  // bits of the last byte
};

Term encode_per_complete_1(Process& p, Term commands) {
  const auto bytes = iodata_bytes(commands);
  if (!bytes) return p.raise<Fault::badarg>();
  if (is_long_in_bytes(p, bytes->size())) return run_dirty(p, DirtyKind::cpu);
  charge_bytes(p, bytes->size());
  if (bytes->empty()) return byte_binary(p, std::string_view());
  const auto out = PerWriter(*bytes).run();
  return out ? byte_binary(p, *out) : p.reserve(3).tuple({atoms::error, Term::small('1')});
}

constexpr Bif kRows[] = {bif<&encode_per_complete_1>("encode_per_complete")};

}  // namespace

extern const BifModule kAsn1Per;
constinit const BifModule kAsn1Per{"asn1rt_nif", kRows};

}  // namespace rt
