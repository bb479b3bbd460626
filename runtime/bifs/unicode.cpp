// SPDX-License-Identifier: Apache-2.0
// Natives of module unicode. Encodings other than UTF-8 and ISO 8859-1 are Erlang's own code, as in OTP.
#include <algorithm>
#include <vector>

#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/charge.hpp"
#include "runtime/ops/chardata.hpp"
#include "runtime/process/atom_text.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/term/utf8.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

using Build = Term (*)(Process&, std::string_view);

Term convert(Process& p, Term chardata, Term encoding, Build build, std::string_view other_encodings) {
  const std::string_view name = atom_text(p, encoding);
  const bool latin1 = name == "latin1";
  if (!latin1 && name != "unicode" && name != "utf8") {
    const Export* general =
        p.vm().exports.intern(p.vm().atoms.must_intern("unicode"), p.vm().atoms.must_intern(other_encodings), 2);
    return p.trap(general, {chardata, encoding});
  }
  const Chardata decoded = decode_chardata(p, chardata, latin1 ? ChardataEncoding::latin1 : ChardataEncoding::utf8);
  if (decoded.status == Chardata::Status::bad) return p.raise<Fault::badarg>();
  charge_bytes(p, decoded.text.size());
  // Nothing to convert: the same binary, as in OTP.
  if (build == static_cast<Build>(&byte_binary) && decoded.status == Chardata::Status::ok && is_bitstring(chardata) &&
      decoded.text.size() == bit_size(chardata) / 8) {
    return chardata;
  }
  const Term converted = build(p, decoded.text);
  if (decoded.status == Chardata::Status::ok) return converted;
  const Term kind = decoded.status == Chardata::Status::error ? atoms::error : p.vm().atoms.must_intern("incomplete");
  return p.reserve(4).tuple({kind, converted, decoded.rest});
}

Term characters_to_binary_2(Process& p, Term chardata, Term encoding) {
  const bool is_in_list = chardata.is_cons() && is_bitstring(chardata.head()) && chardata.tail().is_nil();
  return convert(p, is_in_list ? chardata.head() : chardata, encoding, &byte_binary, "characters_to_binary_int");
}
Term characters_to_list_2(Process& p, Term chardata, Term encoding) {
  return convert(p, chardata, encoding, &character_list, "characters_to_list_int");
}
Term bin_is_7bit_1(Process&, Term binary) {
  if (!is_bitstring(binary) || bit_size(binary) % 8 != 0) return atoms::false_;
  const BitView view = bit_view(binary);
  std::vector<std::uint8_t> bytes(view.size / 8);
  copy_bits(bytes.data(), 0, view.bytes, view.offset, view.size);
  return std::ranges::all_of(bytes, [](std::uint8_t b) { return b < 0x80; }) ? atoms::true_ : atoms::false_;
}

constexpr Bif kRows[] = {
    bif<&characters_to_binary_2>("characters_to_binary"),
    bif<&characters_to_list_2>("characters_to_list"),
    bif<&bin_is_7bit_1>("bin_is_7bit"),
};

}  // namespace

extern constinit const BifModule kUnicode{"unicode", kRows};

}  // namespace rt
