// SPDX-License-Identifier: Apache-2.0
// Sizes of OTP's objects, as erts_debug in a real OTP 27 shows them.
#include "runtime/term/otp_size.hpp"

#include <unordered_set>

#include "runtime/process/reference.hpp"
#include "runtime/term/map_inl.hpp"
#include "runtime/term/term_stack.hpp"

namespace rt {
namespace {

constexpr std::size_t kHandleWords = 8;  // BinRef and ErlSubBits
constexpr std::size_t kLocalFunWords = 3, kFunReferenceWords = 3, kExportFunWords = 2;

std::size_t heap_bits_words(std::size_t bits) { return 2 + (bits + 63) / 64; }

std::size_t immediate_words(Term t) {
  constexpr std::int64_t kOtpSmallLimit = std::int64_t{1} << 59;
  if (t.is_small()) return t.small_value() >= kOtpSmallLimit || t.small_value() < -kOtpSmallLimit ? 2 : 0;
  return t.is_immediate_float() ? 2 : 0;
}

// Of the object alone; its terms are counted by themselves.
std::size_t object_words(const Word* object) {
  const std::size_t payload = header_words(*object);
  switch (header_kind(*object)) {
    case Kind::tuple: return payload == 0 ? 0 : 1 + payload;  // {} is one literal for all
    case Kind::bignum_positive:
    case Kind::bignum_negative: return 1 + payload;
    case Kind::boxed_float: return 2;
    case Kind::heap_binary: return heap_bits_words(8 * object[1]);
    case Kind::binary_handle: return kHandleWords;
    case Kind::bit_slice:
    case Kind::match_context:
      return object[3] <= 8 * kHeapBinaryMaxBytes ? heap_bits_words(object[3]) : kHandleWords;
    case Kind::fun_local: return kLocalFunWords + payload - 2;
    case Kind::fun_export: return kExportFunWords;
    case Kind::reference: return owner_of(ref_id(Term::boxed(object))).is_none() ? 3 : 4;
    case Kind::magic_reference: return 3;
    case Kind::external_pid:
    case Kind::external_port: return 4;
    case Kind::external_reference: return 3 + (object[3] + 2) / 2;  // a count and the ids, 32 bits each
    case Kind::map_flat: return 1 + 1 + payload;  // OTP has a size word
    case Kind::map_root: return payload;          // the bitmap is in OTP's header
    case Kind::map_node: return payload;
    case Kind::map_collision: return 1 + payload;
  }
  return 0;
}

class Count {
 public:
  // With `shared`: every object once, but for what lies in `literals`.
  explicit Count(const LiteralSpace* literals) : literals_(literals) {}

  std::size_t run(Term t) {
    stack_.push(t);
    while (!stack_.empty()) {
      t = stack_.pop();
      while (t.is_cons() && !is_seen(t)) {
        words_ += 2;
        stack_.push(t.head());
        t = t.tail();
      }
      if (t.is_immediate()) {
        words_ += immediate_words(t);
      } else if (t.is_boxed() && !is_seen(t)) {
        add(t.boxed_ptr());
      }
    }
    return words_;
  }

 private:
  bool is_seen(Term t) {
    return literals_ != nullptr && (literals_->contains(t.pointer()) || !seen_.insert(t.pointer()).second);
  }
  void add(const Word* object) {
    const Kind kind = header_kind(*object);
    const std::size_t words = object_words(object);
    words_ += words;
    if (literals_ == nullptr && kind == Kind::fun_local) words_ += kFunReferenceWords;  // a literal in OTP
    // OTP 27's size_shared counts the nodes of large maps twice.
    if (literals_ != nullptr && (kind == Kind::map_root || kind == Kind::map_node)) words_ += words;
    if (literals_ != nullptr && kind == Kind::fun_export) words_ -= words;  // likewise
    if (kind == Kind::bit_slice || kind == Kind::match_context) return;
    std::size_t first = 1 + layout_of(kind).raw_words;
    if (kind == Kind::fun_local) ++first;  // the creator is no word of its own
    if (!layout_of(kind).has_terms) return;
    for (std::size_t i = first; i < 1 + header_words(*object); ++i) stack_.push(Term::from_word(object[i]));
  }

  const LiteralSpace* literals_;
  std::unordered_set<const Word*> seen_;
  TermStack stack_;
  std::size_t words_ = 0;
};

}  // namespace

std::size_t otp_flat_words(Term t) { return Count(nullptr).run(t); }
std::size_t otp_shared_words(Term t, const LiteralSpace& literals) { return Count(&literals).run(t); }

}  // namespace rt
