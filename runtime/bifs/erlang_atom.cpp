// SPDX-License-Identifier: Apache-2.0
// Natives of `erlang` between atoms and text. More than 255 characters is system_limit where an atom would be
// made, badarg where it must exist.
#include "runtime/bifs/bif.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/term/utf8.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

enum class Existing : bool { no, yes };

// OTP counts while it checks: too many characters win over a bad one behind them.
bool is_long_before_error(std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty() && count <= AtomTable::kMaxCharacters; ++count) {
    const Utf8Character c = get_utf8(text);
    if (c.status != Utf8Status::ok) return false;
    text.remove_prefix(c.length);
  }
  return count > AtomTable::kMaxCharacters;
}

Term to_atom(Process& p, std::string_view utf8, Existing existing) {
  if (existing == Existing::yes) {
    const auto found = p.vm().atoms.find(utf8);
    return found ? *found : p.raise<Fault::badarg>();
  }
  const auto made = p.vm().atoms.intern(utf8);
  if (made) return *made;
  switch (made.error()) {
    case AtomError::bad_utf8:
      if (is_long_before_error(utf8)) return p.raise<Fault::system_limit>();
      return p.raise<Fault::badarg>();
    case AtomError::too_long:
    case AtomError::table_full: return p.raise<Fault::system_limit>();
  }
  return Term::none();
}

Term atom_to_list_1(Process& p, Term atom) {
  if (!atom.is_atom()) return p.raise<Fault::badarg>();
  return character_list(p, p.vm().atoms.text(atom));
}

template <Existing E>
Term list_to_atom_1(Process& p, Term list) {
  std::string utf8;
  std::size_t count = 0;
  for (; list.is_cons(); list = list.tail(), ++count) {
    const Term c = list.head();
    if (!c.is_small() || c.small_value() < 0 || !is_character(static_cast<std::uint64_t>(c.small_value()))) {
      return p.raise<Fault::badarg>();
    }
    if (count == AtomTable::kMaxCharacters)
      return E == Existing::yes ? p.raise<Fault::badarg>() : p.raise<Fault::system_limit>();
    append_utf8(utf8, static_cast<std::uint32_t>(c.small_value()));
  }
  if (!list.is_nil()) return p.raise<Fault::badarg>();
  return to_atom(p, utf8, E);
}

enum class Encoding : std::uint8_t { latin1, utf8 };
std::optional<Encoding> encoding_of(Term t) {
  if (t == atoms::latin1) return Encoding::latin1;
  if (t == atoms::utf8 || t == atoms::unicode) return Encoding::utf8;
  return std::nullopt;
}

template <Existing E>
Term binary_to_atom_2(Process& p, Term binary, Term encoding_term) {
  const auto encoding = encoding_of(encoding_term);
  if (!is_binary(binary) || !encoding) return p.raise<Fault::badarg>();
  std::vector<std::uint8_t> scratch;
  const auto bytes = bytes_of(binary, scratch);
  // OTP sees the length first: nothing so long can be an atom, whatever it is.
  if (bytes.size() > 4 * AtomTable::kMaxCharacters ||
      (*encoding == Encoding::latin1 && bytes.size() > AtomTable::kMaxCharacters)) {
    return E == Existing::yes ? p.raise<Fault::badarg>() : p.raise<Fault::system_limit>();
  }
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (*encoding == Encoding::latin1 && !is_seven_bit(text)) return to_atom(p, latin1_to_utf8(text), E);
  return to_atom(p, text, E);
}

Term atom_to_binary_2(Process& p, Term atom, Term encoding_term) {
  const auto encoding = encoding_of(encoding_term);
  if (!atom.is_atom() || !encoding) return p.raise<Fault::badarg>();
  const std::string_view text = p.vm().atoms.text(atom);
  std::string latin1;
  std::string_view result = text;
  if (*encoding == Encoding::latin1 && !is_seven_bit(text)) {
    for (std::size_t i = 0; i < text.size();) {
      const Utf8Character c = get_utf8(text.substr(i));
      if (c.character > 255) return p.raise<Fault::badarg>();
      latin1 += static_cast<char>(c.character);
      i += c.length;
    }
    result = latin1;
  }
  return byte_binary(p, result);
}

constexpr Bif kRows[] = {
    bif<&atom_to_binary_2>("atom_to_binary"),
    bif<&atom_to_list_1>("atom_to_list"),
    bif<&binary_to_atom_2<Existing::no>>("binary_to_atom"),
    bif<&binary_to_atom_2<Existing::yes>>("binary_to_existing_atom"),
    bif<&list_to_atom_1<Existing::no>>("list_to_atom"),
    bif<&list_to_atom_1<Existing::yes>>("list_to_existing_atom"),
};

}  // namespace

extern constinit const BifModule kErlangAtom{"erlang", kRows};

}  // namespace rt
