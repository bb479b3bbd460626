// SPDX-License-Identifier: Apache-2.0
// erlang:decode_packet/3: the first packet of a binary, as a term where its format has one. Formats: ops/packet.hpp.
#include <limits>

#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/charge.hpp"
#include "runtime/ops/packet_terms.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

std::optional<PacketFormat> format_of(Process& p, Term type) {
  constexpr struct {
    std::string_view name;
    PacketFormat format;
  } kNames[] = {{"raw", PacketFormat::raw},           {"asn1", PacketFormat::asn1},
                {"sunrm", PacketFormat::sunrm},       {"cdr", PacketFormat::cdr},
                {"fcgi", PacketFormat::fcgi},         {"line", PacketFormat::line},
                {"tpkt", PacketFormat::tpkt},         {"http", PacketFormat::http},
                {"httph", PacketFormat::httph},       {"http_bin", PacketFormat::http_bin},
                {"httph_bin", PacketFormat::httph_bin}, {"ssl_tls", PacketFormat::ssl_tls}};
  if (type == Term::small(0)) return PacketFormat::raw;
  if (type == Term::small(1)) return PacketFormat::one;
  if (type == Term::small(2)) return PacketFormat::two;
  if (type == Term::small(4)) return PacketFormat::four;
  if (!type.is_atom()) return std::nullopt;
  for (const auto& row : kNames) {
    if (row.name == p.vm().atoms.text(type)) return row.format;
  }
  return std::nullopt;
}

bool parse_options(Process& p, PacketFormat format, Term list, PacketLimits& limits) {
  for (; list.is_cons(); list = list.tail()) {
    if (!is_tuple(list.head(), 2)) return false;
    const Term key = tuple_element(list.head(), 0), value = tuple_element(list.head(), 1);
    if (!key.is_atom() || !value.is_small() || value.small_value() < 0 ||
        value.small_value() > std::numeric_limits<std::uint32_t>::max()) {
      return false;
    }
    const std::string_view name = p.vm().atoms.text(key);
    const auto number = static_cast<std::uint32_t>(value.small_value());
    if (name == "packet_size") {
      limits.packet_size = number;
    } else if (name == "line_length") {
      limits.line_length = number;
    } else if (name == "line_delimiter" && format == PacketFormat::line && number <= 255) {
      limits.line_delimiter = static_cast<char>(number);
    } else {
      return false;
    }
  }
  return list.is_nil();
}

// Builds the terms of one packet of `binary`, whose bytes are `bytes`.
class PacketTerms {
 public:
  PacketTerms(Process& p, Term binary, std::string_view bytes, PacketFormat format)
      : p_(p), binary_(binary), bytes_(bytes), format_(format) {}

  Term body(std::string_view packet) {
    switch (format_) {
      case PacketFormat::http:
      case PacketFormat::http_bin: return http_term(*this, parse_http(packet, false), packet);
      case PacketFormat::httph:
      case PacketFormat::httph_bin: return http_term(*this, parse_http(packet, true), packet);
      case PacketFormat::ssl_tls: return tls_term(*this, packet, Term::nil());
      default: return slice(packet_body(format_, packet));
    }
  }
  Term slice(std::string_view part) {
    const auto offset = static_cast<std::size_t>(part.data() - bytes_.data());
    HeapWriter w = p_.reserve(kSliceMaxWords);
    return make_slice(w, binary_, 8 * offset, 8 * part.size());
  }

  // --- as packet_terms.hpp wants it
  Term atom(std::string_view text) { return p_.vm().atoms.must_intern(text); }
  Term text(std::string_view part) {
    if (!as_binaries()) return byte_list(p_, part);
    if (part.data() >= bytes_.data() && part.data() + part.size() <= bytes_.data() + bytes_.size()) return slice(part);
    return binary(part, {});
  }
  Term binary(std::string_view head, std::string_view tail) {
    std::uint8_t* bytes;
    const Term result = p_.reserve(binary_words(head.size() + tail.size())).binary_uninitialised(head.size() + tail.size(), &bytes);
    std::copy(tail.begin(), tail.end(), std::copy(head.begin(), head.end(), bytes));
    return result;
  }
  Term tuple(std::initializer_list<Term> elements) { return p_.reserve(1 + elements.size()).tuple(elements); }

 private:
  bool as_binaries() const { return format_ == PacketFormat::http_bin || format_ == PacketFormat::httph_bin; }

  Process& p_;
  const Term binary_;
  const std::string_view bytes_;
  const PacketFormat format_;
};

Term decode_packet_3(Process& p, Term type, Term binary, Term options) {
  const auto format = format_of(p, type);
  if (!format) return p.raise_with_cause(atoms::badarg, atoms::badopt);
  PacketLimits limits;
  if (!is_binary(binary) || !parse_options(p, *format, options, limits)) return p.raise<Fault::badarg>();
  std::vector<std::uint8_t> scratch;
  const auto span = bytes_of(binary, scratch);
  const std::string_view bytes(reinterpret_cast<const char*>(span.data()), span.size());
  const std::int32_t length = packet_length(*format, bytes, limits);
  const auto atom = [&](const char* text) { return p.vm().atoms.must_intern(text); };
  if (length < 0) return p.reserve(3).tuple({atoms::error, atom("invalid")});
  if (length == 0 || static_cast<std::size_t>(length) > bytes.size()) {
    return p.reserve(3).tuple({atom("more"), length == 0 ? atoms::undefined : Term::small(length)});
  }
  const std::string_view packet = bytes.substr(0, static_cast<std::size_t>(length));
  charge_bytes(p, packet.size());
  PacketTerms terms(p, binary, bytes, *format);
  const Term body = terms.body(packet);
  const Term rest = terms.slice(bytes.substr(packet.size()));
  return p.reserve(4).tuple({atoms::ok, body, rest});
}

constexpr Bif kRows[] = {bif<&decode_packet_3>("decode_packet")};

}  // namespace

extern const BifModule kErlangPacket;
constinit const BifModule kErlangPacket{"erlang", kRows};

}  // namespace rt
