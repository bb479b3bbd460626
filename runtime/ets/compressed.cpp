// SPDX-License-Identifier: Apache-2.0
#include "runtime/ets/compressed.hpp"

#include <cstring>
#include <vector>

#include "runtime/term/copy.hpp"
#include "runtime/term/etf_decode.hpp"
#include "runtime/term/etf_encode.hpp"
#include "runtime/term/hash.hpp"
#include "runtime/term/otp_size.hpp"

namespace rt::ets {
namespace {

constexpr std::size_t kKeptWords = EtfReader::kKeptWords;
static_assert(kKeptWords >= kBinaryHandleWords && kKeptWords >= magic::kWords);

// The word behind the elements.
struct PackedSize {
  std::uint32_t otp_words;  // that the object takes in OTP, from its tuple on
  std::uint32_t bytes;      // that follow the key
};
static_assert(sizeof(PackedSize) == sizeof(Word));

Word packed_at(std::size_t byte) { return make_header(Kind::tuple, byte); }
bool is_packed(Word element) { return Term::from_word(element).is_header(); }
std::size_t byte_of(Word element) { return header_words(element); }

PackedSize size_of(const Object& object) {
  PackedSize size;
  std::memcpy(&size, object.data() + 1 + object.arity(), sizeof size);
  return size;
}

// Builds one compressed object.
class Packing {
 public:
  Packing(const Vm& vm, Term tuple, std::size_t keypos)
      : vm_(vm), from_(tuple.boxed_ptr()), arity_(header_words(*from_)), keypos_(keypos), key_(Term::from_word(from_[keypos])),
        elements_(from_, from_ + 1 + arity_) {
    for (std::size_t i = 1; i <= arity_; ++i) {
      if (i != keypos) pack(elements_[i]);
    }
  }

  Object* finish() {
    const std::size_t key_words = copied_words(key_, vm_.literals, LiteralPolicy::copy);
    const std::size_t before_bytes = 1 + arity_ + 1 + kKeptWords * kept_.size() + key_words;
    Object* object = Object::allocate(before_bytes + words_for(bytes_.size()));
    Word* to = object->data();
    OffHeapList off_heap;
    for (std::size_t i = 0; i < kept_.size(); ++i) {
      HeapWriter w(to + arity_ + 2 + kKeptWords * i, kKeptWords, &off_heap, nullptr);
      (void)copy(kept_[i], w, vm_.literals, LiteralPolicy::copy);
    }
    HeapWriter w(to + before_bytes - key_words, key_words, &off_heap, nullptr);
    elements_[keypos_] = copy(key_, w, vm_.literals, LiteralPolicy::copy).word();
    for (std::size_t i = 1; i <= arity_; ++i) {
      if (is_packed(elements_[i])) elements_[i] = packed_at(byte_of(elements_[i]) + before_bytes * sizeof(Word));
    }
    std::memcpy(to, elements_.data(), elements_.size() * sizeof(Word));
    const PackedSize size = packed_size();
    std::memcpy(to + 1 + arity_, &size, sizeof size);
    if (!bytes_.empty()) std::memcpy(to + before_bytes, bytes_.data(), bytes_.size());
    object->off_heap = off_heap.first();
    off_heap.set_first(nullptr);
    object->is_compressed = true;
    return object;
  }

 private:
  static std::size_t words_for(std::size_t bytes) { return (bytes + sizeof(Word) - 1) / sizeof(Word); }

  void pack(Word& element) {
    const Term t = Term::from_word(element);
    if (hash_detail::is_otp_immediate(t)) return;
    element = packed_at(bytes_.size());
    const EtfPacked packed = etf_pack(vm_, t, kept_);
    bytes_.insert(bytes_.end(), packed.bytes.begin(), packed.bytes.end());
    otp_bytes_ += packed.otp_size;
  }

  PackedSize packed_size() const {
    const std::size_t words = 1 + arity_ + 1 + otp_flat_words(key_) + words_for(otp_bytes_);
    VM_CHECK(words <= UINT32_MAX && bytes_.size() <= UINT32_MAX, "an object of a table takes less than 4 GiB");
    return {static_cast<std::uint32_t>(words), static_cast<std::uint32_t>(bytes_.size())};
  }

  const Vm& vm_;
  const Word* const from_;
  const std::size_t arity_, keypos_;
  const Term key_;
  std::vector<Word> elements_;  // with the header; of packed ones the place in bytes_, for now
  std::vector<Term> kept_;
  std::vector<std::uint8_t> bytes_;
  std::size_t otp_bytes_ = 0;
};

// Reads a compressed object.
class Opening {
 public:
  Opening(Vm& vm, const Object& object) : vm_(vm), from_(object.data()), arity_(object.arity()) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(from_);
    for (std::size_t i = 1; i <= arity_; ++i) {
      if (!is_packed(from_[i])) continue;
      if (end_ == 0) end_ = byte_of(from_[i]) + size_of(object).bytes;  // the first one begins the bytes
      const std::size_t at = byte_of(from_[i]);
      readers_.push_back(EtfReader::scan_packed(vm, {bytes + at, end_ - at}, from_ + arity_ + 2));
    }
  }

  // The words that write() takes at most.
  std::size_t words() const {
    std::size_t words = 1 + arity_;
    for (const EtfReader& reader : readers_) words += reader.words();
    for (std::size_t i = 1; i <= arity_; ++i) {
      if (!is_packed(from_[i])) words += copied_words(Term::from_word(from_[i]), vm_.literals, LiteralPolicy::copy);
    }
    return words;
  }
  // The tuple, first in `w`.
  void write(HeapWriter& w) {
    Word* to = w.take(1 + arity_);
    to[0] = from_[0];
    std::size_t next = 0;
    for (std::size_t i = 1; i <= arity_; ++i) to[i] = element(from_[i], next, w).word();
  }

 private:
  Term element(Word from, std::size_t& next, HeapWriter& w) {
    if (!is_packed(from)) return copy(Term::from_word(from), w, vm_.literals, LiteralPolicy::copy);
    const auto built = readers_[next++].build(w);
    VM_CHECK(built.has_value(), "what was packed can be read");
    return *built;
  }

  Vm& vm_;
  const Word* const from_;
  const std::size_t arity_;
  std::size_t end_ = 0;
  std::vector<EtfReader> readers_;
};

}  // namespace

Object* create_object(const Vm& vm, const ObjectForm& form, Term tuple) {
  if (!form.is_compressed) return Object::create(tuple, vm.literals);
  return Packing(vm, tuple, form.keypos).finish();
}

std::size_t compressed_words(const Object& object) { return size_of(object).otp_words; }

const Object* OpenObject::open(Vm& vm, const Object& object) {
  Opening opening(vm, object);
  const std::size_t words = opening.words();
  Object* copy = Object::allocate(words);
  OffHeapList off_heap;
  HeapWriter w(copy->data(), words, &off_heap, nullptr);
  opening.write(w);
  copy->words = static_cast<std::uint32_t>(words - w.words_left()) & Object::kMaxWords;
  copy->off_heap = off_heap.first();
  off_heap.set_first(nullptr);
  return copy;
}

}  // namespace rt::ets
