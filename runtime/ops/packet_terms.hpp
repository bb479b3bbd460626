// SPDX-License-Identifier: Apache-2.0
// What a line of HTTP and a record of TLS say, as terms: the one description for erlang:decode_packet/3 and for sockets, which
// write to different places. A Maker has
//
//   atom(std::string_view)          text(std::string_view)     as the format has it: bytes in a list, or a binary
//   tuple({Terms})                  binary(head, tail)         the two parts in one
#pragma once

#include "runtime/ops/packet.hpp"
#include "runtime/term/term.hpp"

namespace rt {

template <class Maker>
Term http_version_term(Maker& m, HttpVersion v) {
  return m.tuple({Term::small(v.major), Term::small(v.minor)});
}

template <class Maker>
Term http_uri_term(Maker& m, const HttpUri& u) {
  if (u.kind == HttpUri::Kind::star) return m.atom("*");
  const Term first = m.text(u.first);
  if (u.kind == HttpUri::Kind::string) return first;
  if (u.kind == HttpUri::Kind::abs_path) return m.tuple({m.atom("abs_path"), first});
  const Term second = m.text(u.second);
  if (u.kind == HttpUri::Kind::scheme) return m.tuple({m.atom("scheme"), first, second});
  const Term port = u.port == 0 ? atoms::undefined : Term::small(u.port);
  return m.tuple({m.atom("absoluteURI"), m.atom(u.kind == HttpUri::Kind::http ? "http" : "https"), first, port, second});
}

// `packet`: the whole line.
template <class Maker>
Term http_term(Maker& m, const HttpLine& line, std::string_view packet) {
  switch (line.kind) {
    case HttpLine::Kind::end_of_headers: return m.atom("http_eoh");
    case HttpLine::Kind::request: {
      const Term method = line.is_known_method ? m.atom(line.method) : m.text(line.method);
      const Term where = http_uri_term(m, line.uri), v = http_version_term(m, line.version);
      return m.tuple({m.atom("http_request"), method, where, v});
    }
    case HttpLine::Kind::response: {
      const Term phrase = m.text(line.phrase), v = http_version_term(m, line.version);
      return m.tuple({m.atom("http_response"), v, Term::small(line.status), phrase});
    }
    case HttpLine::Kind::header: {
      Term name;
      if (line.known_number != 0) {
        name = m.atom(line.canonical);
      } else {
        name = m.text(line.canonical.empty() ? line.name : std::string_view(line.canonical));
      }
      const Term original = m.text(line.name), value = m.text(line.value);
      return m.tuple({m.atom("http_header"), Term::small(line.known_number), name, original, value});
    }
    case HttpLine::Kind::error: break;
  }
  const Term whole = m.text(packet);
  return m.tuple({m.atom("http_error"), whole});
}

// {ssl_tls, Owner, Type, {Major, Minor}, Content}
template <class Maker>
Term tls_term(Maker& m, std::string_view packet, Term owner) {
  const auto byte = [&](std::size_t i) { return Term::small(static_cast<std::uint8_t>(packet[i])); };
  const bool is_hello = (packet[0] & 0x80) != 0 && packet[2] == 1;  // of SSL 2: as if it came in a handshake record
  const std::size_t length = packet.size() - 3;
  const char head[] = {1, static_cast<char>(length >> 16), static_cast<char>(length >> 8), static_cast<char>(length)};
  const Term content = is_hello ? m.binary({head, sizeof head}, packet.substr(3)) : m.binary({}, packet.substr(5));
  constexpr std::int64_t kHandshake = 22;
  const Term v = is_hello ? m.tuple({byte(3), byte(4)}) : m.tuple({byte(1), byte(2)});
  return m.tuple({atoms::ssl_tls, owner, is_hello ? Term::small(kHandshake) : byte(0), v, content});
}

}  // namespace rt
