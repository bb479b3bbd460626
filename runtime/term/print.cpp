// SPDX-License-Identifier: Apache-2.0
// print: one loop over an explicit stack of what is still to be written. Its oddities are OTP's: a list is
// looked at as text only where it starts, [a,"bc",100] is what [a,"bc"|"d"] becomes; the limit is counted
// down per term, byte of text and byte of atom, and may be overrun by the closing brackets not written.
#include "runtime/term/print.hpp"

#include <cstdio>
#include <vector>

#include "runtime/code/module.hpp"
#include "runtime/term/bignum.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/identifier.hpp"

namespace rt {
namespace {

// ISO 8859-1 classes, those of OTP's printer.
bool is_lower(unsigned c) { return (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF && c != 0xF7); }
bool is_upper(unsigned c) { return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7); }
bool is_alphanumeric(unsigned c) { return (c >= '0' && c <= '9') || is_lower(c) || is_upper(c); }
bool is_control(unsigned c) { return c < ' ' || c == 127 || (c >= 0x80 && c < 0xA0); }
bool is_space(unsigned c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

bool is_printable_list(Term list) {
  for (; list.is_cons(); list = list.tail()) {
    const Term head = list.head();
    if (!head.is_small() || head.small_value() < 0 || head.small_value() > 255) return false;
    const auto c = static_cast<unsigned>(head.small_value());
    if (is_control(c) && !is_space(c)) return false;
  }
  return list.is_nil();
}

// Bytes of the text starting at i as one character, as far as quoting of an atom is concerned.
unsigned quoting_class(std::string_view text, std::size_t i) {
  const auto c = static_cast<unsigned char>(text[i]);
  if (c < 0x80) return c;
  if ((c & 0xC0) == 0x80) return 'a';  // inside a character
  if ((c & 0xE0) == 0xC0) return (c & 0x1Fu) << 6 | (static_cast<unsigned char>(text[i + 1]) & 0x3Fu);
  return 0;
}

bool needs_quotes(std::string_view text) {
  if (text.empty() || !is_lower(quoting_class(text, 0))) return true;
  for (std::size_t i = 1; i < text.size(); ++i) {
    const unsigned c = quoting_class(text, i);
    if (!is_alphanumeric(c) && c != '_') return true;
  }
  return false;
}

void append_octal(std::string& out, unsigned c) {
  out += '\\';
  for (int shift = 6; shift >= 0; shift -= 3) out += static_cast<char>('0' + (c >> shift & 7));
}

void append_atom(std::string& out, std::string_view text) {
  const bool quoted = needs_quotes(text);
  if (quoted) out += '\'';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    switch (c) {
      case '\'': out += "\\'"; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\f': out += "\\f"; break;
      case '\t': out += "\\t"; break;
      case '\r': out += "\\r"; break;
      case '\b': out += "\\b"; break;
      case '\v': out += "\\v"; break;
      default:
        if (c < ' ') {
          append_octal(out, c);
        } else if (c == 0xC2 && static_cast<unsigned char>(text[i + 1]) < 0xA0) {
          append_octal(out, static_cast<unsigned char>(text[++i]));
        } else {
          out += static_cast<char>(c);
        }
    }
  }
  if (quoted) out += '\'';
}

void append_identifier(std::string& out, Term t) {
  const auto node = external_node(t);
  const std::uint32_t channel = !node || node->name == atoms::nonode_at_nohost ? 0 : node->name.atom_index();
  if (is_pid(t)) {
    const PidParts parts = pid_parts(t);
    out += '<' + std::to_string(channel) + '.' + std::to_string(parts.number) + '.' +
           std::to_string(parts.serial) + '>';
  } else if (is_port(t)) {
    out += "#Port<" + std::to_string(channel) + '.' + std::to_string(port_id(t)) + '>';
  } else {
    const ReferenceNumbers r = reference_numbers(t);
    out += "#Ref<" + std::to_string(channel);
    for (unsigned i = r.count; i-- > 0;) out += '.' + std::to_string(r.ids[i]);
    out += '>';
  }
}

class Printer {
 public:
  Printer(const AtomTable& atoms, long limit) : atoms_(atoms), left_(limit) {}

  std::string run(Term t) {
    bool going = one(t);
    while (going && !work_.empty()) going = step();
    if (left_ <= 0) out_ += "... ";
    return std::move(out_);
  }

 private:
  enum class What : std::uint8_t { character, arrow, term, list_rest, elements };
  struct Work {
    What what;
    char character;
    Term term;             // term, list_rest
    const Word* elements;  // elements: [elements, elements + count)
    std::size_t count;
  };

  void push(char c) { work_.push_back({What::character, c, Term::none(), nullptr, 0}); }
  void push(Term t) { work_.push_back({What::term, 0, t, nullptr, 0}); }
  void push_pair(Term key, Term value) {  // backwards: a stack
    push(value);
    work_.push_back({What::arrow, 0, Term::none(), nullptr, 0});
    push(key);
  }

  bool step() {
    const Work w = work_.back();
    work_.pop_back();
    switch (w.what) {
      case What::character: out_ += w.character; return true;
      case What::arrow: out_ += "=>"; return true;
      case What::term: return one(w.term);
      case What::list_rest: return cell(w.term);
      case What::elements:
        if (w.count > 1) {
          work_.push_back({What::elements, 0, Term::none(), w.elements + 1, w.count - 1});
          push(',');
        }
        return one(Term::from_word(w.elements[0]));
    }
    return false;
  }

  bool cell(Term list) {
    const Term tail = list.tail();
    if (tail.is_cons()) {
      work_.push_back({What::list_rest, 0, tail, nullptr, 0});
      push(',');
    } else if (!tail.is_nil()) {
      push(tail);
      push('|');
    }
    return one(list.head());
  }

  // False: the limit is reached.
  bool one(Term t) {
    if (left_-- <= 0) return false;
    if (t.is_small()) {
      out_ += std::to_string(t.small_value());
    } else if (t.is_nil()) {
      out_ += "[]";
    } else if (t.is_atom()) {
      return atom(t);
    } else if (t.is_cons()) {
      return list(t);
    } else if (is_float(t)) {
      char text[40];
      std::snprintf(text, sizeof text, "%.6e", float_value(t));
      out_ += text;
    } else if (t.is_boxed()) {
      return boxed(t);
    } else {
      append_identifier(out_, t);
    }
    return true;
  }

  bool atom(Term t) {
    const std::string_view text = atoms_.text(t);
    left_ -= static_cast<long>(text.size());
    append_atom(out_, text);
    return left_ > 0;
  }

  bool list(Term t) {
    if (!is_printable_list(t)) {
      out_ += '[';
      push(']');
      return cell(t);
    }
    out_ += '"';
    for (; t.is_cons(); t = t.tail()) {
      if (left_-- <= 0) return false;
      const auto c = static_cast<char>(t.head().small_value());
      if (c == '\n') {
        out_ += "\\n";
        continue;
      }
      if (c == '"') out_ += '\\';
      out_ += c;
    }
    out_ += '"';
    return true;
  }

  bool boxed(Term t) {
    const Word* b = t.boxed_ptr();
    switch (header_kind(*b)) {
      case Kind::tuple:
        out_ += '{';
        push('}');
        if (const std::size_t n = header_words(*b))
          work_.push_back({What::elements, 0, Term::none(), b + 1, n});
        return true;
      case Kind::bignum_positive:
      case Kind::bignum_negative: out_ += integer_to_text(t); return true;
      case Kind::heap_binary:
      case Kind::binary_handle:
      case Kind::bit_slice: return bits(bit_view(t));
      case Kind::fun_local: {
        const auto* row = reinterpret_cast<const FunEntry*>(b[1]);
        out_ += "#Fun<";
        out_ += atoms_.text(row->module_name);
        out_ += '.' + std::to_string(static_cast<std::int32_t>(row->old_index)) + '.' +
                std::to_string(static_cast<std::int32_t>(row->old_uniq)) + '>';
        return true;
      }
      case Kind::fun_export: {
        const auto* e = reinterpret_cast<const Export*>(b[1]);
        out_ += "fun ";
        left_ -= static_cast<long>(atoms_.text(e->module).size() + atoms_.text(e->function).size());
        append_atom(out_, atoms_.text(e->module));
        out_ += ':';
        append_atom(out_, atoms_.text(e->function));
        out_ += '/' + std::to_string(e->arity);
        return true;
      }
      case Kind::map_flat: return flat_map(b);
      case Kind::map_root:
        out_ += "#{";
        push('}');
        return children(b + 3, header_words(*b) - 2);
      case Kind::map_node: return children(b + 2, header_words(*b) - 1);
      case Kind::map_collision: return children(b + 1, header_words(*b));
      case Kind::reference:
      case Kind::magic_reference:
      case Kind::external_pid:
      case Kind::external_port:
      case Kind::external_reference: append_identifier(out_, t); return true;
      case Kind::boxed_float:
      case Kind::match_context: break;
    }
    VM_CHECK(false, "not a value of a program");
    return false;
  }

  bool bits(BitView v) {
    const std::size_t bytes = v.size / 8;
    const unsigned rest = v.size % 8;
    auto octet = [&](std::size_t i, unsigned width) {
      return static_cast<unsigned>(read_bits(v.bytes, v.offset + 8 * i, width));
    };
    bool is_text = rest == 0 && bytes > 0;
    for (std::size_t i = 0; is_text && i < bytes; ++i) is_text = octet(i, 8) >= ' ' && octet(i, 8) < 127;
    out_ += is_text ? "<<\"" : "<<";
    for (std::size_t i = 0; i < bytes; ++i) {
      const unsigned c = octet(i, 8);
      if (is_text) {
        if (c == '"') out_ += '\\';
        out_ += static_cast<char>(c);
      } else {
        if (i > 0) out_ += ',';
        out_ += std::to_string(c);
      }
      if (left_-- <= 0) return false;
    }
    if (rest > 0) {
      if (bytes > 0) out_ += ',';
      out_ += std::to_string(octet(bytes, rest)) + ':' + std::to_string(rest);
    }
    out_ += is_text ? "\">>" : ">>";
    return true;
  }

  bool flat_map(const Word* map) {
    const Term keys = Term::from_word(map[1]);
    out_ += "#{";
    push('}');
    for (std::size_t n = tuple_arity(keys), i = n; i-- > 0;) {
      push_pair(tuple_element(keys, i), Term::from_word(map[2 + i]));
      if (i > 0) push(',');
    }
    return true;
  }

  // Of a node of a large map: leaves and nodes.
  bool children(const Word* child, std::size_t count) {
    for (std::size_t i = count; i-- > 0;) {
      const Term t = Term::from_word(child[i]);
      if (t.is_cons()) {
        push_pair(t.head(), t.tail());
      } else {
        push(t);
      }
      if (i > 0) push(',');
    }
    return true;
  }

  const AtomTable& atoms_;
  long left_;
  std::string out_;
  std::vector<Work> work_;
};

}  // namespace

std::string print(const AtomTable& atoms, Term t, long limit) { return Printer(atoms, limit).run(t); }

std::string print_atom(const AtomTable& atoms, Term atom) {
  std::string out;
  append_atom(out, atoms.text(atom));
  return out;
}

std::string print_identifier(Term identifier) {
  std::string out;
  append_identifier(out, identifier);
  return out;
}

}  // namespace rt
