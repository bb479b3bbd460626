// SPDX-License-Identifier: Apache-2.0
// Bytes that come, cut into packets and handed out: to the owner while the stream is active, else to who has asked.
#include <sys/socket.h>

#include <cerrno>

#include "runtime/inet/byte_order.hpp"
#include "runtime/inet/messages.hpp"
#include "runtime/inet/tcp_driver.hpp"
#include "runtime/ops/packet_terms.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

constexpr int kReadsAtOnce = 16;  // where much comes, a few more reads spare the way through the poller

// Writes what packet_terms.hpp describes into a message.
class MessageTerms {
 public:
  MessageTerms(HeapWriter& w, AtomTable& atoms, bool as_binaries) : w_(w), atoms_(atoms), as_binaries_(as_binaries) {}
  // Enough for a packet of so many bytes.
  static std::size_t words(std::size_t bytes) { return 160 + 4 * bytes; }

  Term atom(std::string_view text) { return atoms_.must_intern(text); }
  Term text(std::string_view part) { return as_binaries_ ? w_.binary(as_bytes(part)) : byte_list(w_, part, Term::nil()); }
  Term binary(std::string_view head, std::string_view tail) {
    return w_.binary(as_bytes(std::string(head) + std::string(tail)));
  }
  Term tuple(std::initializer_list<Term> elements) { return w_.tuple(elements); }

 private:
  HeapWriter& w_;
  AtomTable& atoms_;
  bool as_binaries_;
};

bool is_http(PacketFormat format) {
  return format == PacketFormat::http || format == PacketFormat::httph || format == PacketFormat::http_bin ||
         format == PacketFormat::httph_bin;
}

}  // namespace

// --- requests

std::string TcpDriver::receive(Term caller, std::string_view data) {
  constexpr std::int32_t kMostAtOnce = 0x4000000;
  if (!is_connected()) {
    if (!std::exchange(closed_for_receive_, false)) return failed(ENOTCONN);
    closed_for_send_ = false;
    return std::exchange(was_reset_, false) ? failed(ECONNRESET) : failed("closed");
  }
  if (settings_.is_active() || data.size() != 8) return failed(EINVAL);
  const std::uint32_t timeout_ms = take32(data);
  const auto wanted = static_cast<std::int32_t>(take32(data));
  if (settings_.format != PacketFormat::raw && wanted != 0) return failed(EINVAL);
  if (wanted > kMostAtOnce) return failed(ENOMEM);
  if (operation_) return failed(EALREADY);
  const std::uint16_t id = next_id();
  operation_ = Operation{id, caller};
  if (!is_ignored_ && read(wanted > 0 ? static_cast<std::size_t>(wanted) : 0) != 0) return began(id);
  if (timeout_ms == 0) {
    finish_error(atoms::timeout);
    return began(id);
  }
  if (timeout_ms != kInfinity) receive_timer_ = port_.set_timer(timeout_ms);
  if (is_ignored_) {
    ignored_input_ = true;
  } else {
    want_input(true);
  }
  return began(id);
}

std::string TcpDriver::unreceive(std::string_view data) {
  if (!is_connected()) return failed(ENOTCONN);
  input_.push_front(data);
  missing_ = 0;
  if (settings_.is_active()) (void)deliver(0);
  return done();
}

void TcpDriver::input_ready() {
  if ((state_ & kListening) != 0) return accept_ready();
  if (!is_connected()) return want_input(false);
  for (int i = 0; i < kReadsAtOnce && wants_input(); ++i) {
    if (read(0) <= 0) return;
  }
}

void TcpDriver::deliver_buffered() { (void)deliver(0); }
void TcpDriver::format_changed() {
  missing_ = 0;
  (void)deliver(0);
}
void TcpDriver::receive_now() {
  if (read(0) >= 0 && settings_.is_active()) want_input(true);
}

// --- packets

// Lines of HTTP after the first are headers, up to the empty one.
PacketFormat TcpDriver::current_format() const {
  if (!expects_headers_) return settings_.format;
  if (settings_.format == PacketFormat::http) return PacketFormat::httph;
  return settings_.format == PacketFormat::http_bin ? PacketFormat::httph_bin : settings_.format;
}

// Without reading ahead: the fewest bytes that can tell more of the packet's length. 0: it is read ahead.
std::size_t TcpDriver::header_left() const {
  if (settings_.reads_ahead || settings_.format == PacketFormat::raw) return 0;
  std::size_t header = 1;
  switch (settings_.format) {
    case PacketFormat::two:
    case PacketFormat::asn1: header = 2; break;
    case PacketFormat::four:
    case PacketFormat::sunrm:
    case PacketFormat::tpkt: header = 4; break;
    case PacketFormat::ssl_tls: header = 5; break;
    case PacketFormat::fcgi: header = 8; break;
    case PacketFormat::cdr: header = 12; break;
    default: break;
  }
  const std::size_t there = input_.unread().size();
  return header > there ? header - there : 1;
}

TcpDriver::Remaining TcpDriver::remaining() {
  using Kind = Remaining::Kind;
  if (settings_.format == PacketFormat::httph || settings_.format == PacketFormat::httph_bin) expects_headers_ = true;
  const std::size_t there = input_.unread().size(), room = input_.room();
  const PacketLimits limits{settings_.packet_size, static_cast<std::uint32_t>(input_.capacity()), settings_.line_delimiter};
  const std::int32_t length = packet_length(current_format(), input_.unread(), limits);
  if (length < 0) return {Kind::bad};
  if (length > 0) {
    const auto size = static_cast<std::size_t>(length);
    if (size <= there) return {Kind::whole, size, 0};
    if (!input_.expand(size)) return {Kind::bad};
    return {Kind::missing, size, size - there};
  }
  if (const std::size_t header = header_left()) {
    input_.move_to_front();
    return {Kind::unknown, 0, header};
  }
  if (room > 0 || input_.has_moved()) {
    input_.move_to_front();
    return {Kind::unknown, 0, input_.room()};
  }
  if (settings_.packet_size <= there || !input_.expand(settings_.packet_size)) return {Kind::bad};
  return {Kind::unknown, 0, settings_.packet_size - there};
}

int TcpDriver::read(std::size_t wanted) {
  using Kind = Remaining::Kind;
  std::size_t to_read = missing_;
  const auto look = [&]() -> std::optional<int> {  // what is buffered; nothing: read on
    const Remaining r = remaining();
    if (r.kind == Kind::bad) return read_failed(EMSGSIZE);
    if (r.kind == Kind::whole) return deliver(r.length);
    if (r.kind == Kind::missing) missing_ = r.to_read;
    to_read = r.to_read;
    return std::nullopt;
  };
  if (!input_.exists()) {
    if (!input_.create(wanted > 0 ? wanted : settings_.buffer)) return read_failed(ENOMEM);
    missing_ = wanted;
    const std::size_t header = header_left();
    to_read = wanted > 0 ? wanted : header > 0 ? std::min(header, input_.room()) : input_.room();
  } else if (wanted > 0) {
    const std::size_t there = input_.unread().size();
    if (there >= wanted) return deliver(wanted);
    if (!input_.expand(wanted)) return read_failed(ENOMEM);
    missing_ = to_read = wanted - there;
  } else if (missing_ == 0) {
    if (const auto result = look()) return *result;
  }
  for (;;) {
    if (input_.room() < to_read && !input_.expand(input_.unread().size() + to_read)) return read_failed(ENOMEM);
    const ssize_t count = ::recv(fd_, input_.end(), to_read, 0);
    if (count < 0) {
      if (errno == EAGAIN || errno == EINTR) return 0;
      return errno == ECONNRESET && !settings_.shows_reset ? read_ended() : read_failed(errno);
    }
    if (count == 0) return read_ended();
    input_.added(static_cast<std::size_t>(count));
    if (missing_ > 0) {
      missing_ -= static_cast<std::size_t>(count);
      return missing_ == 0 ? deliver(input_.unread().size()) : 0;
    }
    if (const auto result = look()) return *result;
  }
}

// `length`: of the first packet, which is there; 0: see whether one is.
int TcpDriver::deliver(std::size_t length) {
  using Kind = Remaining::Kind;
  const auto next = [&] {  // false: no packet can be
    const Remaining r = remaining();
    if (r.kind == Kind::missing) missing_ = r.to_read;
    length = r.kind == Kind::whole ? r.length : 0;
    return r.kind != Kind::bad;
  };
  if (length == 0) {
    if (!input_.exists() || missing_ > 0) return 0;
    if (!next()) return -1;
  }
  int delivered = 0;
  while (length > 0) {
    received_.count(length);
    if (!settings_.is_active() && !operation_ && !settings_.delivers_as_port) return -1;
    send_packet(input_.unread().substr(0, length));
    input_.drop(length);
    missing_ = 0;
    ++delivered;
    length = 0;
    if (!settings_.is_active()) {
      stop_timer(receive_timer_);
      want_input(false);
      if (input_.exists()) input_.move_to_front();
    } else if (input_.exists() && !next()) {
      return -1;
    }
  }
  return delivered;
}

// {inet_async, Port, Id, {ok, Content}} to who has asked, or {Name, Port, Content} to the owner.
template <class Build>
void TcpDriver::send_content(Term active_name, std::size_t words, Build&& build) {
  if (settings_.is_active()) {
    if (port_.is_closing()) return;
    return send_from(port_, port_.connected(), words + 4, [&](HeapWriter& w) {
      const Term content = build(w);
      return w.tuple({active_name, port_.id, content});
    });
  }
  const Operation asked = *std::exchange(operation_, std::nullopt);
  send_from(port_, asked.caller, words + 8, [&](HeapWriter& w) {
    const Term content = build(w);
    const Term status = w.tuple({atoms::ok, content});
    return w.tuple({atoms::inet_async, port_.id, Term::small(asked.id), status});
  });
}

void TcpDriver::send_packet(std::string_view packet) {
  const PacketFormat format = current_format();
  AtomTable& atom_table = port_.vm().atoms;
  const bool as_binaries = format == PacketFormat::http_bin || format == PacketFormat::httph_bin;
  const std::string_view body = packet_body(format, packet);
  if (settings_.delivers_as_port) {
    port_.deliver_data(body, settings_.is_binary ? std::optional<std::size_t>(settings_.header) : std::nullopt);
  } else if (is_http(format)) {
    const HttpLine line = parse_http(packet, format == PacketFormat::httph || format == PacketFormat::httph_bin);
    if (line.kind == HttpLine::Kind::request || line.kind == HttpLine::Kind::response) expects_headers_ = true;
    if (line.kind == HttpLine::Kind::end_of_headers) expects_headers_ = false;
    send_content(atoms::http, MessageTerms::words(packet.size()), [&](HeapWriter& w) {
      MessageTerms terms(w, atom_table, as_binaries);
      return http_term(terms, line, packet);
    });
  } else if (format == PacketFormat::ssl_tls) {
    send_tls(packet);
  } else {
    const ReceivedBytes bytes(body, settings_.is_binary, settings_.header);
    send_content(atoms::tcp, bytes.words(), [&](HeapWriter& w) { return bytes.build(w); });
  }
  count_delivered();
}

// {ssl_tls, Port, Type, {Major, Minor}, Binary}, which is a message by itself.
void TcpDriver::send_tls(std::string_view packet) {
  const std::size_t words = 64 + binary_words(packet.size() + 8);
  const auto record = [&](HeapWriter& w) {
    MessageTerms terms(w, port_.vm().atoms, true);
    return tls_term(terms, packet, port_.id);
  };
  if (!settings_.is_active()) return send_content(atoms::ssl_tls, words, record);
  if (!port_.is_closing()) send_from(port_, port_.connected(), words, record);
}

// --- ends

// Who waits to write hears it. True: somebody did.
bool TcpDriver::tell_blocked_writer() {
  if ((state_ & kBusy) == 0) return false;
  drop_queue();
  become_free();
  reply_error(atoms::closed);
  return true;
}

void TcpDriver::end_passively(Term reason) {
  for (Word* timer : {&receive_timer_, &send_timer_}) stop_timer(*timer);
  input_.clear();
  missing_ = 0;
  if (settings_.exits_on_close()) {
    close_stream();
  } else {
    want_input(false);
  }
  finish_error(reason);
}

int TcpDriver::read_ended() {
  bool has_told_writer = tell_blocked_writer();
  if (file_) {
    abandon_file(ENOTCONN);
    has_told_writer = true;
  }
  if (!has_told_writer) closed_for_send_ = true;
  if (!settings_.is_active()) {
    end_passively(atoms::closed);
    return -1;
  }
  input_.clear();
  missing_ = 0;
  tell_closed();
  if (settings_.exits_on_close()) {
    port_.exit(atoms::normal);
  } else {
    want_input(false);
  }
  return -1;
}

int TcpDriver::read_failed(int error) {
  (void)tell_blocked_writer();
  if (file_) abandon_file(error);
  if (!settings_.is_active()) {
    end_passively(error_atom(error));
    return -1;
  }
  input_.clear();
  missing_ = 0;
  tell_error(error);
  tell_closed();
  if (settings_.exits_on_close()) {
    port_.exit(error_atom(error));
  } else {
    want_input(false);
  }
  return -1;
}

}  // namespace rt
