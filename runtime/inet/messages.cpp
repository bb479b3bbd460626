// SPDX-License-Identifier: Apache-2.0
#include "runtime/inet/messages.hpp"

#include "runtime/term/etf_decode.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

void send_tagged(Port& port, Term to, std::string_view tag, Term status_head, Term status_tail) {
  std::size_t words = 3 + 5;
  std::optional<EtfReader> reader;
  if (!tag.empty()) {
    auto scanned = EtfReader::scan(port.vm(), as_bytes(tag));
    if (!scanned) return;
    words += scanned->words();
    reader.emplace(std::move(*scanned));
  }
  Term tag_term = Term::none();
  const FragmentPtr built(Fragment::create(words));
  Term message;
  {
    HeapWriter w = built->writer(words);
    const Term status = status_tail ? w.tuple({status_head, status_tail}) : status_head;
    if (reader) {
      const auto term = reader->build(w);
      if (!term) return;
      tag_term = *term;
    }
    message = tag_term ? w.tuple({atoms::inet_reply, port.id, status, tag_term}) : w.tuple({atoms::inet_reply, port.id, status});
  }
  port.route(Signal::create(port.vm(), SignalKind::message, to, port.id, message));
}

}  // namespace

void tell_owner(Port& port, Term name) {
  if (port.is_closing()) return;
  send_exactly_from(port, port.connected(), 3, [&](HeapWriter& w) { return w.tuple({name, port.id}); });
}

void tell_owner(Port& port, Term name, Term what) {
  if (port.is_closing()) return;
  send_exactly_from(port, port.connected(), 4, [&](HeapWriter& w) { return w.tuple({name, port.id, what}); });
}

void send_async_ok(Port& port, Term to, std::uint16_t id) {
  send_exactly_from(port, to, 5,
                    [&](HeapWriter& w) { return w.tuple({atoms::inet_async, port.id, Term::small(id), atoms::ok}); });
}

void send_async(Port& port, Term to, std::uint16_t id, Term tag, Term what) {
  send_exactly_from(port, to, 8, [&](HeapWriter& w) {
    const Term status = w.tuple({tag, what});
    return w.tuple({atoms::inet_async, port.id, Term::small(id), status});
  });
}

void send_reply(Port& port, Term to, std::string_view tag, Term status) {
  send_tagged(port, to, tag, status, Term::none());
}
void send_reply_error(Port& port, Term to, std::string_view tag, Term reason) {
  send_tagged(port, to, tag, atoms::error, reason);
}

Term ReceivedBytes::build(HeapWriter& w) const {
  const Term tail = has_binary_ ? w.binary(as_bytes(bytes_.substr(in_list_))) : Term::nil();
  return byte_list(w, bytes_.substr(0, in_list_), tail);
}

}  // namespace rt
