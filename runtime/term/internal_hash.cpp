// SPDX-License-Identifier: Apache-2.0
// OTP 27's internal hash: two lanes of MurmurHash3 (Austin Appleby, public domain) fed term by term from an
// explicit stack. The order in which words enter the lanes is OTP's, since the order of large maps follows from it.
#include "runtime/base/inline_stack.hpp"
#include "runtime/code/module.hpp"
#include "runtime/term/bignum.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/hash.hpp"
#include "runtime/term/reference_ids.hpp"

namespace rt {

namespace {

using hash_detail::is_otp_immediate;
using hash_detail::otp_word;

// What kind of thing the following words belong to; the numbers are OTP's.
enum Type : std::uint64_t {
  kImmediate = 1,
  kArrayElement,
  kCar,
  kCdr,
  kString,
  kTuple,
  kFlatMap,
  kMapHeadArray,
  kMapHeadBitmap,
  kMapNode,
  kBinary,
  kLocalFun,
  kExternalFun,
  kNegativeBignum,
  kPositiveBignum,
  kLocalReference,
  kExternalReference,
  kExternalPid,
  kExternalPort,
  kFloat,
};

constexpr std::uint64_t kC1 = 0x87C37B91114253D5u, kC2 = 0x4CF5AD432745937Fu;

class Hasher {
 public:
  std::uint64_t run(Term t) {
    for (;;) {
      if (t.is_cons()) {
        t = list(t);
      } else if (is_otp_immediate(t)) {
        immediate(t);
        t = next();
      } else {
        t = object(t);
      }
      if (t.is_none()) return finish();
    }
  }

 private:
  static constexpr Word kCdrMarker = 6;  // a header word: no value

  void alpha(std::uint64_t v) {
    alpha_ ^= std::rotl(v * kC1, 31) * kC2;
    alpha_ = std::rotl(alpha_, 27) + beta_;
    alpha_ = alpha_ * 5 + 0x52DCE729u;
    ++ticks_;
  }
  void beta(std::uint64_t v) {
    beta_ ^= std::rotl(v * kC2, 33) * kC1;
    beta_ = std::rotl(beta_, 31) + alpha_;
    beta_ = beta_ * 5 + 0x38495AB5u;
    ++ticks_;
  }
  static std::uint64_t halves(std::uint64_t low, std::uint64_t high) { return low | high << 32; }
  void immediate(Term t) {
    alpha(kImmediate);
    beta(otp_word(t));
  }

  // Immediates enter at once, the rest waits.
  void push(Word word) {
    const Term t = Term::from_word(word);
    if (is_otp_immediate(t)) {
      immediate(t);
    } else {
      alpha(kArrayElement);
      stack_.push(word);
    }
  }

  Term next() {
    if (stack_.empty()) return Term::none();
    Word word = stack_.pop();
    if (word == kCdrMarker) {
      beta(kCdr);
      word = stack_.pop();
    }
    return Term::from_word(word);
  }

  std::uint64_t finish() {
    std::uint64_t a = alpha_ ^ ticks_, b = beta_ ^ ticks_;
    a += b;
    b += a;
    a = hash_detail::mix64(a);
    b = hash_detail::mix64(b);
    a += b;
    b += a;
    return a ^ b;
  }

  static bool is_byte(Term t) { return t.is_small() && static_cast<Word>(t.small_value()) <= 255; }

  Term list(Term t) {
    std::uint64_t value = 0, bytes = 0;
    while (t.is_cons() && is_byte(t.head())) {
      value = value << 8 | static_cast<std::uint64_t>(t.head().small_value());
      if (++bytes == 4) {
        alpha(halves(kString | bytes << 8, value));
        value = bytes = 0;
      }
      t = t.tail();
    }
    if (bytes > 0) alpha(halves(kString | bytes << 8, value));
    if (!t.is_cons()) return t;
    const Term head = t.head(), tail = t.tail();
    if (is_otp_immediate(head)) {
      alpha(halves(kImmediate, kCar));
      beta(otp_word(head));
      if (!tail.is_cons()) alpha(kCdr);
      return tail;
    }
    stack_.push(tail.word());
    if (!tail.is_cons()) stack_.push(kCdrMarker);
    alpha(kCar);
    return head;
  }

  Term number(Term t) {
    if (is_float(t)) {
      alpha(kFloat);
      beta(std::bit_cast<std::uint64_t>(float_value(t)));
      return next();
    }
    const IntegerView v(t);
    const std::size_t n = v.size();
    alpha(halves(v.is_negative() ? kNegativeBignum : kPositiveBignum, n));
    std::size_t i = 0;
    for (; i + 2 <= n; i += 2) {
      alpha(v.limbs()[i]);
      beta(v.limbs()[i + 1]);
    }
    if (i < n) beta(v.limbs()[i]);
    return next();
  }

  Term object(Term t) {
    if (is_number(t)) return number(t);
    const Word* x = t.boxed_ptr();
    const std::size_t n = header_words(*x);
    switch (header_kind(*x)) {
      case Kind::tuple:
      case Kind::map_collision:
        alpha(kTuple);
        beta(n);
        if (n == 0) return next();
        for (std::size_t i = 1; i < n; ++i) push(x[i]);
        return Term::from_word(x[n]);
      case Kind::map_flat: {
        const std::size_t size = n - 1;
        alpha(kFlatMap);
        beta(size);
        if (size == 0) return next();
        const Word* keys = Term::from_word(x[1]).boxed_ptr() + 1;
        for (std::size_t i = 0; i + 1 < size; ++i) {
          push(x[2 + i]);
          push(keys[i]);
        }
        push(x[1 + size]);
        return Term::from_word(keys[size - 1]);
      }
      case Kind::map_root: {
        const Word children = n - 2;
        alpha(children == 16 ? kMapHeadArray : kMapHeadBitmap);
        beta(static_cast<std::uint64_t>(Term::from_word(x[1]).small_value()));
        trie_children(x + 3, children);
        return next();
      }
      case Kind::map_node:
        alpha(kMapNode);
        trie_children(x + 2, n - 1);
        return next();
      case Kind::heap_binary:
      case Kind::binary_handle:
      case Kind::bit_slice:
      case Kind::match_context:
        bitstring(t);
        return next();
      case Kind::fun_local: {
        const auto* entry = reinterpret_cast<const FunEntry*>(x[1]);
        const std::size_t free_count = n - 2;
        alpha(halves(kLocalFun, free_count));
        beta(halves(entry->index, entry->old_uniq));
        immediate(entry->module_name);
        if (free_count == 0) return next();
        for (std::size_t i = 0; i + 1 < free_count; ++i) push(x[3 + i]);
        return Term::from_word(x[n]);
      }
      case Kind::fun_export: {
        const auto* target = reinterpret_cast<const Export*>(x[1]);
        alpha(kExternalFun);
        beta(halves(target->module.atom_index(), target->function.atom_index()));
        beta(target->arity);
        return next();
      }
      case Kind::reference:
      case Kind::magic_reference: {
        const ReferenceIds ids = reference_ids(t);
        alpha(halves(kLocalReference, ids.word(0) & 0xffffffff));
        beta(halves(ids.word(0) >> 32, ids.word(1) & 0xffffffff));
        if (const Word rest = ids.word(1) >> 32; rest != 0) alpha(rest);
        return next();
      }
      case Kind::external_reference: {
        const ReferenceIds ids = reference_ids(t);
        std::size_t used = ids.words;  // leading zeros do not tell references apart
        while (used > 0 && ids.ids[used - 1] == 0) --used;
        alpha(halves(kExternalReference, used));
        for (std::size_t i = 0; i < used; ++i) beta(ids.ids[i]);
        alpha(halves(ids.node.atom_index(), ids.creation));
        return next();
      }
      case Kind::external_pid:
      case Kind::external_port:
        alpha(header_kind(*x) == Kind::external_pid ? kExternalPid : kExternalPort);
        for (std::size_t i = 1; i <= n; ++i) beta(x[i]);
        return next();
      case Kind::bignum_positive:
      case Kind::bignum_negative:
      case Kind::boxed_float: return number(t);
    }
    return next();
  }

  void trie_children(const Word* children, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      const Term child = Term::from_word(children[i]);
      if (child.is_cons()) {
        push(child.tail().word());
        push(child.head().word());
      } else {
        stack_.push(children[i]);
      }
    }
  }

  void bitstring(Term t) {
    const BitView view = bit_view(t);
    alpha(kBinary);
    beta(view.size);
    if (view.size == 0) return;
    const std::uint8_t* bytes = view.first();
    std::vector<std::uint8_t> aligned;
    if (!view.is_aligned()) {
      aligned.resize(bytes_for_bits(view.size));
      copy_bits(aligned.data(), 0, view.bytes, view.offset, view.size);
      bytes = aligned.data();
    }
    std::size_t left = view.size / 8;
    for (; left >= 16; left -= 16, bytes += 16) {
      std::uint64_t words[2];
      std::memcpy(words, bytes, 16);
      alpha(words[0]);
      beta(words[1]);
    }
    std::uint64_t low = 0, high = 0;
    std::memcpy(&low, bytes, left < 8 ? left : 8);
    if (left > 8) {
      std::memcpy(&high, bytes + 8, left - 8);
      beta_ ^= std::rotl(high * kC2, 33) * kC1;
    }
    if (left > 0) alpha_ ^= std::rotl(low * kC1, 31) * kC2;
    if (const unsigned tail = view.size % 8; tail != 0) alpha(bytes[left] >> (8 - tail));
  }

  std::uint64_t alpha_ = 0, beta_ = 0, ticks_ = 0;
  InlineStack<Word, 64> stack_;
};

}  // namespace

std::uint64_t hash_detail::internal_hash_slow(Term t) { return Hasher().run(t); }

}  // namespace rt
