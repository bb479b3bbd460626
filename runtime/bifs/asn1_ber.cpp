// SPDX-License-Identifier: Apache-2.0
// asn1rt_nif: ASN.1's basic encoding rules (X.690), tag by tag. A value is {Tag, Binary}, or {Tag, [Value]} if it is made of
// others; Tag is its class times 2^16 and its number. Nesting goes on a stack of ours, so that no input is too deep (OTP
// gives up some hundred levels down).
#include <algorithm>
#include <climits>
#include <optional>
#include <span>
#include <vector>

#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/charge.hpp"
#include "runtime/bifs/long_work.hpp"
#include "runtime/ops/iolist.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/list.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

constexpr unsigned kClassBits = 0xC0, kConstructed = 0x20, kNumberBits = 0x1F, kMore = 0x80;
constexpr unsigned kClassShift = 10;  // from a byte's first two bits to 2^16 and above

enum class Wrong : std::uint8_t { tag, length, value };
constexpr const char* kReasons[] = {"invalid_tag", "invalid_length", "invalid_value"};

class BerDecoder {
 public:
  BerDecoder(Process& p, std::span<const std::uint8_t> in) : p_(p), in_(in) {}

  // {Value, Rest} | {error, {Reason, Position}}
  Term run() {
    if (!value()) return failed();
    while (!open_.empty()) {
      const bool goes_on = open_.back().is_indefinite ? next_of_indefinite() : next_of_definite();
      if (!goes_on) return failed();
    }
    const Term rest = byte_binary(p_, in_.subspan(at_));
    return p_.reserve(3).tuple({done_.back(), rest});
  }

 private:
  // A value whose parts are being read: they lie in done_ from `first`.
  struct Open {
    std::uint32_t tag;
    std::size_t first;
    std::size_t end;          // of its bytes; indefinite: of those that it lies in
    std::size_t end_outside;
    bool is_indefinite;
  };

  bool fail(Wrong why) {
    why_ = why;
    return false;
  }
  Term failed() {
    AtomTable& atoms = p_.vm().atoms;
    HeapWriter w = p_.reserve(6);
    const Term reason = w.tuple({atoms.must_intern(kReasons[static_cast<std::size_t>(why_)]), Term::small(static_cast<std::int64_t>(at_))});
    return w.tuple({atoms::error, reason});
  }

  // Reads a value, or the beginning of one that has parts.
  bool value() {
    if (at_ + 2 > end_) return fail(Wrong::value);
    const unsigned first = in_[at_];
    std::uint32_t tag = 0;
    if (!read_tag(tag)) return false;
    if (at_ >= end_) return fail(Wrong::tag);
    const bool is_constructed = (first & kConstructed) != 0;
    if (in_[at_] == kMore) {  // an indefinite length
      ++at_;
      if (at_ + 1 >= end_ || !is_constructed) return fail(Wrong::length);
      open_.push_back({tag, done_.size(), end_, end_, true});
      return true;
    }
    std::size_t length = 0;
    if (!read_length(length)) return false;
    if (is_constructed) {
      open_.push_back({tag, done_.size(), at_ + length, end_, false});
      end_ = at_ + length;
      return true;
    }
    finish(tag, byte_binary(p_, in_.subspan(at_, length)));
    at_ += length;
    return true;
  }

  bool read_tag(std::uint32_t& tag) {
    const unsigned first = in_[at_];
    tag = (first & kClassBits) << kClassShift;
    if ((first & kNumberBits) != kNumberBits) {
      tag |= first & kNumberBits;
      ++at_;
      return true;
    }
    if (at_ + 3 > end_) return fail(Wrong::value);  // there is a length, too
    ++at_;
    if (in_[at_] >= kMore) tag |= (in_[at_++] & (kMore - 1u)) << 7;
    if (in_[at_] >= kMore) return fail(Wrong::tag);  // a number of more than 14 bits
    tag |= in_[at_++];
    return true;
  }

  bool read_length(std::size_t& length) {
    length = in_[at_];
    if (length >= kMore) {
      std::size_t bytes = length & (kMore - 1u);
      if (bytes > end_ - (at_ + 1)) return fail(Wrong::length);
      length = 0;
      for (; bytes > 0; --bytes) {
        ++at_;
        if (length >= std::size_t{1} << 24) return fail(Wrong::length);  // of more than 32 bits
        length = length << 8 | in_[at_];
      }
    }
    if (length > end_ - (at_ + 1)) return fail(Wrong::value);
    ++at_;
    return true;
  }

  void finish(std::uint32_t tag, Term content) {
    done_.push_back(p_.reserve(3).tuple({Term::small(tag), content}));
  }
  void close() {
    const Open last = open_.back();
    open_.pop_back();
    const std::span<const Term> parts = std::span(done_).subspan(last.first);
    const Term list = p_.reserve(2 * parts.size()).list(parts);
    done_.resize(last.first);
    end_ = last.end_outside;
    finish(last.tag, list);
  }
  bool next_of_definite() {
    if (at_ < open_.back().end) return value();
    close();
    return true;
  }
  bool next_of_indefinite() {
    if (at_ + 1 >= end_) return fail(Wrong::length);
    if (in_[at_] != 0 || in_[at_ + 1] != 0) return value();
    at_ += 2;
    close();
    return true;
  }

  Process& p_;
  std::span<const std::uint8_t> in_;
  std::size_t at_ = 0, end_ = in_.size();
  std::vector<Term> done_;
  std::vector<Open> open_;
  Wrong why_ = Wrong::value;
};

// Writes from the end to the beginning, since lengths come before what they count.
class BerEncoder {
 public:
  // Nothing: it is no value.
  std::optional<std::vector<std::uint8_t>> run(Term value) {
    if (!begin(value)) return std::nullopt;
    while (!open_.empty()) {
      Open& last = open_.back();
      if (last.parts.empty()) {
        length(out_.size() - last.start);
        tag(last.tag, kConstructed);
        open_.pop_back();
        continue;
      }
      const Term part = last.parts.back();
      last.parts.pop_back();
      if (!begin(part)) return std::nullopt;
    }
    std::reverse(out_.begin(), out_.end());
    return std::move(out_);
  }

 private:
  struct Open {
    std::uint32_t tag;
    std::size_t start;
    std::vector<Term> parts;  // the last one is next
  };

  bool begin(Term value) {
    if (!is_tuple(value) || tuple_arity(value) < 2) return false;
    const Term number = tuple_element(value, 0), content = tuple_element(value, 1);
    if (!number.is_small() || number.small_value() < 0 || number.small_value() > UINT_MAX) return false;
    const auto tag_number = static_cast<std::uint32_t>(number.small_value());
    if (content.is_list()) {
      const auto count = list_length(content);
      if (!count) return false;
      open_.push_back({tag_number, out_.size(), {}});
      open_.back().parts.reserve(*count);
      for (Term t = content; t.is_cons(); t = t.tail()) open_.back().parts.push_back(t.head());
      return true;
    }
    if (!is_binary(content)) return false;
    std::vector<std::uint8_t> scratch;
    const auto bytes = bytes_of(content, scratch);
    out_.insert(out_.end(), bytes.rbegin(), bytes.rend());
    length(bytes.size());
    tag(tag_number, 0);
    return true;
  }

  void length(std::size_t n) {
    if (n < kMore) return out_.push_back(static_cast<std::uint8_t>(n));
    std::uint8_t bytes = 0;
    for (; n > 0; n >>= 8, ++bytes) out_.push_back(static_cast<std::uint8_t>(n));
    out_.push_back(static_cast<std::uint8_t>(kMore | bytes));
  }

  void tag(std::uint32_t tag, unsigned form) {
    const unsigned head = form | (tag >> kClassShift & kClassBits);
    std::uint32_t number = tag & 0xFFFF;
    if (number < kNumberBits) return out_.push_back(static_cast<std::uint8_t>(head | number));
    out_.push_back(static_cast<std::uint8_t>(number & (kMore - 1u)));
    for (number >>= 7; number > 0; number >>= 7) out_.push_back(static_cast<std::uint8_t>(number | kMore));
    out_.push_back(static_cast<std::uint8_t>(head | kNumberBits));
  }

  std::vector<std::uint8_t> out_;
  std::vector<Open> open_;
};

Term decode_ber_tlv_1(Process& p, Term data) {
  const auto bytes = iodata_bytes(data);
  if (!bytes) return p.raise<Fault::badarg>();
  if (is_long_in_bytes(p, bytes->size())) return run_dirty(p, DirtyKind::cpu);
  charge_bytes(p, bytes->size());
  return BerDecoder(p, *bytes).run();
}

Term encode_ber_tlv_1(Process& p, Term value) {
  const auto bytes = BerEncoder().run(value);
  if (!bytes) return p.reserve(3).tuple({atoms::error, Term::small(-1)});
  charge_bytes(p, bytes->size());
  return byte_binary(p, *bytes);
}

constexpr Bif kRows[] = {bif<&decode_ber_tlv_1>("decode_ber_tlv_raw"), bif<&encode_ber_tlv_1>("encode_ber_tlv")};

}  // namespace

extern const BifModule kAsn1Ber;
constinit const BifModule kAsn1Ber{"asn1rt_nif", kRows};

}  // namespace rt
