// SPDX-License-Identifier: Apache-2.0
// Two walks: the first finds what is no chardata (OTP measures first, so such a thing wins over any wrong character
// before it); the second decodes. The stack holds the tails still to do, also empty ones: they show in `rest`.
#include "runtime/ops/chardata.hpp"

#include <algorithm>
#include <vector>

#include "runtime/process/process.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/bignum.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/term/utf8.hpp"

namespace rt {
namespace {

bool is_whole_binary(Term t) { return is_bitstring(t) && bit_size(t) % 8 == 0; }

bool is_chardata(Term t) {
  std::vector<Term> tails;
  for (;;) {
    while (t.is_cons()) {
      const Term head = t.head();
      if (head.is_cons()) {
        tails.push_back(t.tail());
        t = head;
        continue;
      }
      if (!head.is_nil() && !is_integer(head) && !is_whole_binary(head)) return false;
      t = t.tail();
    }
    if (!t.is_nil() && !is_whole_binary(t)) return false;
    if (tails.empty()) return true;
    t = tails.back();
    tails.pop_back();
  }
}

// What the first byte of a character promises, whether or not there is such a character; 0: it begins none.
std::size_t length_by_lead(std::uint8_t b) {
  if (b < 0x80) return 1;
  if (b < 0xC0 || b >= 0xF8) return 0;
  return b < 0xE0 ? 2 : b < 0xF0 ? 3 : 4;
}

class Decoder {
 public:
  Decoder(Process& p, ChardataEncoding encoding) : p_(p), encoding_(encoding) {}

  Chardata run(Term t) {
    for (;;) {
      while (t.is_cons()) {
        const Term head = t.head();
        if (head.is_cons() || head.is_nil()) {
          if (head.is_cons()) tails_.push_back(t.tail());
          t = head.is_cons() ? head : t.tail();
          continue;
        }
        if (is_bitstring(head)) {
          const Term left = binary(head);
          if (left) return failed(p_.reserve(2).cons(left, t.tail()));
        } else if (!character(head)) {
          return failed(t);
        }
        t = t.tail();
      }
      if (!t.is_nil()) {
        const Term left = binary(t);
        if (left) return failed(left);
      }
      if (tails_.empty()) break;
      t = tails_.back();
      tails_.pop_back();
    }
    if (pending_.empty()) return {Chardata::Status::ok, std::move(text_)};
    const bool can_go_on = std::all_of(pending_.begin() + 1, pending_.end(), [](char c) { return (c & 0xC0) == 0x80; });
    return {can_go_on ? Chardata::Status::incomplete : Chardata::Status::error, std::move(text_), byte_binary(p_, pending_)};
  }

 private:
  bool character(Term t) {
    if (!t.is_small() || t.small_value() < 0 || !pending_.empty()) return false;
    const auto c = static_cast<std::uint64_t>(t.small_value());
    if (encoding_ == ChardataEncoding::latin1 ? c > 0xFF : !is_character(c)) return false;
    append_utf8(text_, static_cast<std::uint32_t>(c));
    return true;
  }
  // None, or what is left of the binary from a wrong byte on.
  Term binary(Term t) {
    const BitView view = bit_view(t);
    const std::size_t size = view.size / 8;
    std::vector<std::uint8_t> copy;
    if (!view.is_aligned()) {
      copy.resize(size);
      copy_bits(copy.data(), 0, view.bytes, view.offset, view.size);
    }
    const std::uint8_t* bytes = view.is_aligned() ? view.first() : copy.data();
    if (encoding_ == ChardataEncoding::latin1) {
      for (std::size_t i = 0; i < size; ++i) append_utf8(text_, bytes[i]);
      return Term::none();
    }
    std::size_t at = 0;
    if (!pending_.empty()) {
      const std::size_t wanted = length_by_lead(static_cast<std::uint8_t>(pending_[0])) - pending_.size();
      const std::string with = pending_ + std::string(reinterpret_cast<const char*>(bytes), std::min(wanted, size));
      if (size < wanted) {
        pending_ = with;
        return Term::none();
      }
      if (get_utf8(with).status != Utf8Status::ok) return t;
      text_ += with;
      pending_.clear();
      at = wanted;
    }
    const std::size_t start = at;
    while (at < size) {
      if (bytes[at] < 0x80) {
        ++at;
        continue;
      }
      const std::size_t length = length_by_lead(bytes[at]);
      const bool is_here = length != 0 && length <= size - at;
      if (is_here && get_utf8(bytes + at, length).status == Utf8Status::ok) {
        at += length;
        continue;
      }
      text_.append(reinterpret_cast<const char*>(bytes + start), at - start);
      const std::string left(reinterpret_cast<const char*>(bytes + at), size - at);
      if (is_here || length == 0) return byte_binary(p_, left);
      pending_ = left;  // looked at when all of it is there
      return Term::none();
    }
    text_.append(reinterpret_cast<const char*>(bytes + start), at - start);
    return Term::none();
  }
  Chardata failed(Term rest) {
    while (!tails_.empty()) {
      rest = p_.reserve(2).cons(rest, tails_.back());
      tails_.pop_back();
    }
    if (!pending_.empty()) {
      const Term begun = byte_binary(p_, pending_);
      rest = p_.reserve(4).list({begun, rest});
    }
    return {Chardata::Status::error, std::move(text_), rest};
  }

  Process& p_;
  ChardataEncoding encoding_;
  std::string text_;
  std::string pending_;  // the bytes of a character that has begun
  std::vector<Term> tails_;
};

}  // namespace

Chardata decode_chardata(Process& p, Term chardata, ChardataEncoding encoding) {
  if (!is_chardata(chardata)) return {Chardata::Status::bad, {}};
  return Decoder(p, encoding).run(chardata);
}

}  // namespace rt
