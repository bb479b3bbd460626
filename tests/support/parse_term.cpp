// SPDX-License-Identifier: Apache-2.0
#include "tests/support/parse_term.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

#include "runtime/term/bignum.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/map.hpp"
#include "runtime/vm.hpp"

namespace rt::test {
namespace {

class Parser {
 public:
  Parser(Process& p, std::string_view text) : p_(p), text_(text) {}

  Term whole() {
    const Term t = term();
    space();
    VM_CHECK(at_ == text_.size(), "the text is one term");
    return t;
  }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void space() {
    while (peek() == ' ' || peek() == '\n') ++at_;
  }
  bool accept(std::string_view token) {
    space();
    if (!text_.substr(at_).starts_with(token)) return false;
    at_ += token.size();
    return true;
  }
  void expect(std::string_view token) { VM_CHECK(accept(token), "well-formed term text"); }
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  static bool is_atom_char(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '@' ||
           static_cast<unsigned char>(c) >= 0x80;
  }

  Term term() {
    space();
    const char c = peek();
    if (is_digit(c) || c == '-') return number();
    if (c == '[') return list();
    if (c == '"') return string();
    if (c == '{') return tuple();
    if (accept("#{")) return map();
    if (accept("<<")) return bitstring();
    return atom();
  }

  Term number() {
    const std::size_t start = at_;
    if (peek() == '-') ++at_;
    while (is_digit(peek())) ++at_;
    if (peek() == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1])) {
      ++at_;
      while (is_digit(peek())) ++at_;
      if (peek() == 'e') {
        ++at_;
        if (peek() == '-' || peek() == '+') ++at_;
        while (is_digit(peek())) ++at_;
      }
      double d = 0;
      std::from_chars(text_.data() + start, text_.data() + at_, d);
      return p_.reserve(2).floating(d);
    }
    const std::string_view digits = text_.substr(start, at_ - start);
    HeapWriter w = p_.reserve(integer_text_words(digits.size(), 10));
    return text_to_integer(w, digits, 10).value();
  }

  Term atom() {
    std::string name;
    if (accept("'")) {
      while (peek() != '\'') {
        if (peek() == '\\') ++at_;
        name += text_[at_++];
      }
      ++at_;
    } else {
      while (is_atom_char(peek())) name += text_[at_++];
    }
    return p_.vm().atoms.must_intern(name);
  }

  std::vector<Term> items(std::string_view end) {
    std::vector<Term> result;
    if (accept(end)) return result;
    do {
      result.push_back(term());
    } while (accept(","));
    return result;
  }

  Term list() {
    expect("[");
    Term tail = Term::nil();
    std::vector<Term> elements = items("]");
    if (elements.empty()) return tail;
    if (accept("|")) tail = term();
    expect("]");
    return p_.reserve(2 * elements.size()).list(elements, tail);
  }

  Term string() {
    expect("\"");
    std::vector<Term> characters;
    while (peek() != '"') characters.push_back(Term::small(text_[at_++]));
    ++at_;
    return p_.reserve(2 * characters.size()).list(characters);
  }

  Term tuple() {
    expect("{");
    std::vector<Term> elements = items("}");
    if (!elements.empty()) expect("}");
    return p_.reserve(1 + elements.size()).tuple(elements);
  }

  Term map() {
    MapBuilder builder(p_.vm().atoms);
    if (!accept("}")) {
      do {
        const Term key = term();
        expect("=>");
        builder.add(key, term());
      } while (accept(","));
      expect("}");
    }
    HeapWriter w = p_.reserve(builder.words());
    return builder.build(w);
  }

  Term bitstring() {  // bytes, and perhaps Bits:Size at the end
    std::vector<std::uint8_t> bytes;
    unsigned last_bits = 8;
    if (!accept(">>")) {
      do {
        bytes.push_back(static_cast<std::uint8_t>(number().small_value()));
        if (accept(":")) last_bits = static_cast<unsigned>(number().small_value());
      } while (accept(","));
      expect(">>");
    }
    if (last_bits != 8) bytes.back() = static_cast<std::uint8_t>(bytes.back() << (8 - last_bits));
    const std::size_t bits = bytes.size() * 8 - (8 - last_bits);
    std::uint8_t* out = nullptr;
    HeapWriter w = p_.reserve(bitstring_words(bits));
    const Term result = new_bitstring(w, bits, &out);
    std::copy(bytes.begin(), bytes.end(), out);
    return result;
  }

  Process& p_;
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

Term parse_term(Process& p, std::string_view text) { return Parser(p, text).whole(); }

}  // namespace rt::test
