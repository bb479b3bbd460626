// SPDX-License-Identifier: Apache-2.0
// What sockets send to processes. A message begins with its name and the port; which there are is said in inet_driver.hpp.
// With the port's lock.
#pragma once

#include "runtime/heap/fragment.hpp"
#include "runtime/port/port.hpp"
#include "runtime/signal/signal.hpp"

namespace rt {

// A message to the process `to`: build(writer) writes it in no more than `words` words.
template <class Build>
void send_from(Port& port, Term to, std::size_t words, Build&& build) {
  const FragmentPtr built(Fragment::create(words));
  Term message;
  {
    HeapWriter w = built->writer(words);
    message = build(w);
  }
  port.route(Signal::create(port.vm(), SignalKind::message, to, port.id, message));
}

// The same for exactly so many words, without a copy.
template <class Build>
void send_exactly_from(Port& port, Term to, std::size_t words, Build&& build) {
  Signal* s = Signal::create_empty(SignalKind::message, to, port.id, words);
  {
    HeapWriter w = s->writer();
    s->term = build(w);
  }
  port.route(s);
}

// {Name, Port}, {Name, Port, What} to the owner; not when the port closes. Immediate terms.
void tell_owner(Port& port, Term name);
void tell_owner(Port& port, Term name, Term what);

// {inet_async, Port, Id, ok}, {inet_async, Port, Id, {Tag, What}}
void send_async_ok(Port& port, Term to, std::uint16_t id);
void send_async(Port& port, Term to, std::uint16_t id, Term tag, Term what);

// {inet_reply, Port, ok, Tag}, {inet_reply, Port, {error, Reason}, Tag}. `tag`: a term in the external format; empty: there is
// none, and the message lacks it. A tag that is no term gets no answer.
void send_reply(Port& port, Term to, std::string_view tag, Term status);
void send_reply_error(Port& port, Term to, std::string_view tag, Term reason);

// Received bytes as sockets hand them out: a list, or a binary behind the first bytes as a list.
class ReceivedBytes {
 public:
  // `header_bytes` is for binaries; too few bytes for it are a list.
  ReceivedBytes(std::string_view bytes, bool is_binary, std::size_t header_bytes)
      : bytes_(bytes), in_list_(is_binary && header_bytes <= bytes.size() ? header_bytes : bytes.size()),
        has_binary_(is_binary && header_bytes <= bytes.size()) {}
  std::size_t words() const { return 2 * in_list_ + (has_binary_ ? binary_words(bytes_.size() - in_list_) : 0); }
  Term build(HeapWriter& w) const;

 private:
  std::string_view bytes_;
  std::size_t in_list_;
  bool has_binary_;
};

}  // namespace rt
