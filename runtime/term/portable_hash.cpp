// SPDX-License-Identifier: Apache-2.0
// erlang:phash2 and erlang:phash. Both feed a 32-bit state term by term from an explicit stack; the first with Bob
// Jenkins's mixing function, the second with a multiplication by a prime for every byte. Constants and order are
// OTP's: the values are stored in files and sent between machines.
#include "runtime/base/inline_stack.hpp"
#include "runtime/code/module.hpp"
#include "runtime/term/bignum.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/hash.hpp"
#include "runtime/term/reference_ids.hpp"

namespace rt {

std::uint32_t atom_text_hash(std::string_view utf8) {
  std::uint32_t h = 0;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    std::uint8_t v = static_cast<std::uint8_t>(utf8[i]);
    if (i + 1 < utf8.size() && (v & 0xfe) == 0xc2 && (utf8[i + 1] & 0xc0) == 0x80) {  // a Latin-1 character
      v = static_cast<std::uint8_t>(v << 6 | (utf8[++i] & 0x3f));
    }
    h = (h << 4) + v;
    if (const std::uint32_t g = h & 0xf0000000; g != 0) h = (h ^ g >> 24) ^ g;
  }
  return h;
}

namespace {

bool is_byte(Term t) { return t.is_small() && static_cast<Word>(t.small_value()) <= 255; }
std::uint32_t low_half(Word w) { return static_cast<std::uint32_t>(w); }
std::uint32_t high_half(Word w) { return static_cast<std::uint32_t>(w >> 32); }
double with_one_zero(double d) { return d == 0.0 ? 0.0 : d; }

Word identifier_number(Term t) {  // of a pid or port
  if (t.is_local_pid()) return t.local_id() & 0xfffffff;
  return t.is_local_port() ? t.local_id() : t.boxed_ptr()[3];
}

// The bytes of a bitstring from its first bit on, in place if they are aligned.
const std::uint8_t* aligned_bytes(BitView view, std::vector<std::uint8_t>& scratch) {
  if (view.is_aligned()) return view.first();
  scratch.resize(bytes_for_bits(view.size));
  copy_bits(scratch.data(), 0, view.bytes, view.offset, view.size);
  return scratch.data();
}

void mix(std::uint32_t& a, std::uint32_t& b, std::uint32_t& c) {
  a = (a - b - c) ^ c >> 13;
  b = (b - c - a) ^ a << 8;
  c = (c - a - b) ^ b >> 13;
  a = (a - b - c) ^ c >> 12;
  b = (b - c - a) ^ a << 16;
  c = (c - a - b) ^ b >> 5;
  a = (a - b - c) ^ c >> 3;
  b = (b - c - a) ^ a << 10;
  c = (c - a - b) ^ b >> 15;
}

constexpr std::uint32_t golden(std::uint32_t n) { return 0x9e3779b9u * n; }

class Hasher2 {
 public:
  explicit Hasher2(const AtomTable& atoms) : atoms_(atoms) {}

  std::uint32_t run(Term t) {
    for (;;) {
      t = visit(t);
      while (t.is_none()) {
        if (stack_.empty()) return hash_;
        const Word word = stack_.pop();
        if (word == kMapPair) {
          pairs_ ^= hash_;
          hash_ = 0;
        } else if (word == kMapTail) {
          hash_ = low_half(stack_.pop());
          one(pairs_, golden(19));
          pairs_ = low_half(stack_.pop());
        } else {
          t = Term::from_word(word);
        }
      }
    }
  }

 private:
  static constexpr Word kMapTail = 6, kMapPair = 14;  // header words: no values

  void two(std::uint32_t x, std::uint32_t y, std::uint32_t constant) {
    std::uint32_t a = constant + x, b = constant + y;
    mix(a, b, hash_);
  }
  void one(std::uint32_t x, std::uint32_t constant) { two(x, 0, constant); }
  std::uint32_t text_hash(Term atom) const { return atoms_.text_hash(atom); }

  // Hashes t; what is to be hashed next, or none: then the stack says.
  Term visit(Term t) {
    if (t.is_cons()) return list(t);
    if (t.is_atom()) {
      if (hash_ == 0) {
        hash_ = text_hash(t);
      } else {
        one(text_hash(t), golden(3));
      }
      return Term::none();
    }
    if (t.is_nil()) {
      if (hash_ == 0) {
        hash_ = 3468870702u;
      } else {
        one(2, golden(2));
      }
      return Term::none();
    }
    if (is_number(t)) {
      number(t);
      return Term::none();
    }
    if (is_pid(t)) {
      one(low_half(identifier_number(t)), golden(5));
      return Term::none();
    }
    if (is_port(t)) {
      two(low_half(identifier_number(t)), high_half(identifier_number(t)), golden(6));
      return Term::none();
    }
    return object(t);
  }

  Term list(Term t) {
    std::uint32_t bytes = 0, value = 0;
    while (t.is_cons() && is_byte(t.head())) {
      value = (value << 8) + static_cast<std::uint32_t>(t.head().small_value());
      if (++bytes == 4) {
        one(value, golden(4));
        bytes = value = 0;
      }
      t = t.tail();
    }
    if (bytes > 0) one(value, golden(4));
    if (!t.is_cons()) return t;
    stack_.push(t.tail().word());
    return t.head();
  }

  void number(Term t) {
    if (is_float(t)) {
      const Word bits = std::bit_cast<Word>(with_one_zero(float_value(t)));
      two(high_half(bits), low_half(bits), golden(12));
      return;
    }
    if (t.is_small()) {
      const std::int64_t v = t.small_value();
      if (v >= -(1 << 27) && v < 1 << 27) {
        if (v < 0) one(static_cast<std::uint32_t>(-v), golden(1));
        one(static_cast<std::uint32_t>(v), golden(1));
        return;
      }
    }
    const IntegerView v(t);
    for (const Word limb : v.magnitude()) two(low_half(limb), high_half(limb), golden(v.is_negative() ? 10 : 11));
  }

  Term object(Term t) {
    const Word* x = t.boxed_ptr();
    const std::size_t n = header_words(*x);
    switch (header_kind(*x)) {
      case Kind::tuple:
        one(static_cast<std::uint32_t>(n), golden(9));
        return elements(x + 1, n);
      case Kind::map_flat: {
        const std::size_t size = n - 1;
        begin_map(size);
        if (size == 0) return Term::none();
        const Word* keys = Term::from_word(x[1]).boxed_ptr() + 1;
        for (std::size_t i = size; i-- > 0;) pair(keys[i], x[2 + i]);
        return Term::none();
      }
      case Kind::map_root:
        begin_map(static_cast<std::size_t>(Term::from_word(x[1]).small_value()));
        children(x + 3, n - 2);
        return Term::none();
      case Kind::map_node: children(x + 2, n - 1); return Term::none();
      case Kind::map_collision: children(x + 1, n); return Term::none();
      case Kind::heap_binary:
      case Kind::binary_handle:
      case Kind::bit_slice:
      case Kind::match_context: bitstring(bit_view(t)); return Term::none();
      case Kind::fun_local: {
        const auto* entry = reinterpret_cast<const FunEntry*>(x[1]);
        const std::size_t free_count = n - 2;
        two(static_cast<std::uint32_t>(free_count), text_hash(entry->module_name), golden(1));
        two(entry->index, entry->old_uniq, golden(1));
        return elements(x + 3, free_count);
      }
      case Kind::fun_export: {
        const auto* target = reinterpret_cast<const Export*>(x[1]);
        two(target->arity, text_hash(target->module), golden(1));
        one(text_hash(target->function), golden(14));
        return Term::none();
      }
      case Kind::reference:
      case Kind::magic_reference:
      case Kind::external_reference: one(low_half(reference_ids(t).word(0)), golden(7)); return Term::none();
      case Kind::bignum_positive:
      case Kind::bignum_negative:
      case Kind::boxed_float:
      case Kind::external_pid:
      case Kind::external_port: break;
    }
    return Term::none();
  }

  Term elements(const Word* first, std::size_t n) {
    if (n == 0) return Term::none();
    for (std::size_t i = n; i-- > 1;) stack_.push(first[i]);
    return Term::from_word(first[0]);
  }

  // Pairs hash by themselves and are joined by xor, so that their order does not matter.
  void begin_map(std::size_t size) {
    one(static_cast<std::uint32_t>(size), golden(16));
    if (size == 0) return;
    stack_.push(pairs_);
    stack_.push(hash_);
    stack_.push(kMapTail);
    hash_ = pairs_ = 0;
  }
  void pair(Word key, Word value) {
    stack_.push(kMapPair);
    stack_.push(value);
    stack_.push(key);
  }
  void children(const Word* first, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
      const Term child = Term::from_word(first[i]);
      if (child.is_cons()) {
        pair(child.head().word(), child.tail().word());
      } else {
        stack_.push(first[i]);
      }
    }
  }

  void bitstring(BitView view) {
    const std::uint32_t start = golden(13) + hash_;
    if (view.size == 0) {
      hash_ = start;
      return;
    }
    std::vector<std::uint8_t> scratch;
    const std::uint8_t* bytes = aligned_bytes(view, scratch);
    const std::uint32_t size = low_half(view.size / 8);  // OTP's hash knows 32 bits of it
    std::uint32_t a = golden(1), b = golden(1), c = start;
    std::uint32_t left = size;
    const std::uint8_t* k = bytes;
    for (; left >= 12; left -= 12, k += 12) {
      std::uint32_t words[3];
      std::memcpy(words, k, 12);
      a += words[0];
      b += words[1];
      c += words[2];
      mix(a, b, c);
    }
    std::uint8_t last[12] = {};
    std::memcpy(last, k, left);
    std::uint32_t words[3];
    std::memcpy(words, last, 12);
    a += words[0];
    b += words[1];
    c += size + (words[2] << 8);  // the lowest byte of c is the length's
    mix(a, b, c);
    hash_ = c;
    if (const unsigned tail = view.size % 8; tail != 0) two(tail, bytes[size] >> (8 - tail), golden(15));
  }

  const AtomTable& atoms_;
  std::uint32_t hash_ = 0;
  std::uint32_t pairs_ = 0;
  InlineStack<Word, 64> stack_;
};

// Primes above 2^28, by OTP's numbering.
constexpr std::uint32_t kPrime1 = 268440163, kPrime2 = 268439161, kPrime3 = 268435459, kPrime4 = 268436141,
                        kPrime5 = 268438633, kPrime6 = 268437017, kPrime8 = 268437511, kPrime9 = 268439627,
                        kPrime10 = 268440479, kPrime11 = 268440577, kPrime12 = 268440581, kPrime13 = 268440593,
                        kPrime14 = 268440611;

class Hasher1 {
 public:
  explicit Hasher1(const AtomTable& atoms) : atoms_(atoms) {}

  std::uint32_t run(Term t) {
    stack_.push({t.word(), Step::term});
    while (!stack_.empty()) {
      const Item item = stack_.pop();
      switch (item.step) {
        case Step::term: visit(Term::from_word(item.word)); break;
        case Step::tail: tail(Term::from_word(item.word)); break;
        case Step::list_end: hash_ *= kPrime8; break;
        case Step::tuple_end: hash_ = hash_ * kPrime9 + low_half(item.word); break;
      }
    }
    return hash_;
  }

 private:
  enum class Step : std::uint8_t { term, tail, list_end, tuple_end };
  struct Item {
    Word word;
    Step step;
  };

  void bytes4(std::uint32_t v, std::uint32_t prime) {
    for (int i = 0; i < 4; ++i, v >>= 8) hash_ = hash_ * prime + (v & 0xff);
  }
  void add(std::uint32_t v, std::uint32_t prime) { hash_ = hash_ * prime + v; }
  std::uint32_t text_hash(Term atom) const { return atom_text_hash(atoms_.text(atom)); }

  void tail(Term t) {
    if (t.is_cons()) {
      list(t);
    } else {
      stack_.push({0, Step::list_end});
      stack_.push({t.word(), Step::term});
    }
  }
  void list(Term t) {
    while (is_byte(t.head())) {
      add(static_cast<std::uint32_t>(t.head().small_value()), kPrime2);
      if (!t.tail().is_cons()) return tail(t.tail());
      t = t.tail();
    }
    stack_.push({t.tail().word(), Step::tail});
    stack_.push({t.head().word(), Step::term});
  }

  void integer(Term t) {
    const IntegerView v(t);
    if (v.is_zero()) bytes4(0, kPrime2);
    for (std::size_t i = 0; i < v.size(); ++i) {
      const Word limb = v.limbs()[i];
      bytes4(low_half(limb), kPrime2);
      if (i + 1 < v.size() || high_half(limb) != 0) bytes4(high_half(limb), kPrime2);
    }
    hash_ *= v.is_negative() ? kPrime4 : kPrime3;
  }

  void visit(Term t) {
    if (t.is_cons()) return list(t);
    if (t.is_nil()) return add(1, kPrime3);
    if (t.is_atom()) return add(text_hash(t), kPrime1);
    if (is_integer(t)) return integer(t);
    if (is_float(t)) {
      const Word bits = std::bit_cast<Word>(with_one_zero(float_value(t)));
      return add(low_half(bits) ^ high_half(bits), kPrime6);
    }
    if (is_pid(t)) {
      bytes4(low_half(identifier_number(t)), kPrime5);
      hash_ *= kPrime6;
      return;
    }
    if (is_port(t)) {
      const Word number = identifier_number(t);
      if (high_half(number) != 0) bytes4(high_half(number), kPrime11);
      bytes4(low_half(number), kPrime9);
      hash_ *= kPrime10;
      return;
    }
    if (is_reference(t)) {
      bytes4(low_half(reference_ids(t).word(0)), kPrime9);
      hash_ *= kPrime10;
      return;
    }
    if (is_map(t)) return add(kPrime14 + portable_hash2(atoms_, t), kPrime13);
    if (is_bitstring(t)) return bitstring(bit_view(t));
    object(t);
  }

  void object(Term t) {
    const Word* x = t.boxed_ptr();
    const std::size_t n = header_words(*x);
    if (header_kind(*x) == Kind::tuple) {
      stack_.push({n, Step::tuple_end});
      for (std::size_t i = n; i > 0; --i) stack_.push({x[i], Step::term});
    } else if (header_kind(*x) == Kind::fun_local) {
      const auto* entry = reinterpret_cast<const FunEntry*>(x[1]);
      add(static_cast<std::uint32_t>(n - 2), kPrime10);
      add(text_hash(entry->module_name), kPrime1);
      add(entry->index, kPrime2);
      add(entry->old_uniq, kPrime2);
      for (std::size_t i = n; i > 2; --i) stack_.push({x[i], Step::term});
    } else if (header_kind(*x) == Kind::fun_export) {
      const auto* target = reinterpret_cast<const Export*>(x[1]);
      add(target->arity, kPrime11);
      add(text_hash(target->module), kPrime1);
      add(text_hash(target->function), kPrime1);
    }
  }

  void bitstring(BitView view) {
    std::vector<std::uint8_t> scratch;
    const std::uint8_t* bytes = aligned_bytes(view, scratch);
    const std::size_t size = view.size / 8;
    for (std::size_t i = 0; i < size; ++i) add(bytes[i], kPrime1);
    if (const unsigned tail = view.size % 8; tail != 0) {
      hash_ = (hash_ * kPrime1 + (bytes[size] >> (8 - tail))) * kPrime12 + tail;
    }
    hash_ = hash_ * kPrime4 + low_half(size);
  }

  const AtomTable& atoms_;
  std::uint32_t hash_ = 0;
  InlineStack<Item, 32> stack_;
};

}  // namespace

std::uint32_t portable_hash2(const AtomTable& atoms, Term t) { return Hasher2(atoms).run(t); }
std::uint32_t portable_hash(const AtomTable& atoms, Term t) { return Hasher1(atoms).run(t); }

}  // namespace rt
