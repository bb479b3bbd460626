// SPDX-License-Identifier: Apache-2.0
// The socket of a driver, and the requests that are the same for streams and datagrams.
#include "runtime/inet/inet_driver.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "runtime/base/posix_error.hpp"
#include "runtime/inet/byte_order.hpp"
#include "runtime/inet/interfaces.hpp"
#include "runtime/inet/messages.hpp"
#include "runtime/inet/network_namespace.hpp"
#include "runtime/inet/service_names.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

void make_nonblocking(int fd) {
  const int flags = ::fcntl(fd, F_GETFL);
  if (flags >= 0) (void)::fcntl(fd, F_SETFL, flags | O_NONBLOCK);
}

}  // namespace

// --- answers

std::optional<InetDriver::Request> InetDriver::request_of(std::int64_t operation) {
  constexpr std::int64_t kMagic = 0x03f1a300;
  const std::int64_t code = operation - kMagic;
  if (code < 0 || code > 255) return std::nullopt;
  return static_cast<Request>(code);
}

std::string InetDriver::number16(std::uint16_t number) {
  std::string bytes = done();
  put16(bytes, number);
  return bytes;
}

// --- the descriptor

void InetDriver::update_watch() {
  if (fd_ < 0 || is_ignored_) return;
  if ((!wants_input_ || watched_input_) && (!wants_output_ || watched_output_)) return;
  watched_input_ = wants_input_;
  watched_output_ = wants_output_;
  port_.watch(fd_, !wants_output_  ? Poller::Direction::input
                   : wants_input_ ? Poller::Direction::both
                                  : Poller::Direction::output);
}

// Another port that has the same descriptor may have taken the watch away: who wants it anew asks anew.
void InetDriver::want_input(bool wanted) {
  wants_input_ = wanted;
  if (!wanted) watched_input_ = false;
  update_watch();
}
void InetDriver::want_output(bool wanted) {
  wants_output_ = wanted;
  if (!wanted) watched_output_ = false;
  update_watch();
}

void InetDriver::ready() {
  watched_input_ = watched_output_ = false;
  if (fd_ < 0 || is_ignored_) return;
  constexpr short kTrouble = POLLERR | POLLHUP | POLLNVAL;
  pollfd now{fd_, static_cast<short>((wants_input_ ? POLLIN : 0) | (wants_output_ ? POLLOUT : 0)), 0};
  if (now.events != 0 && ::poll(&now, 1, 0) > 0) {
    if (wants_output_ && (now.revents & (POLLOUT | kTrouble)) != 0) output_ready();
    if (fd_ >= 0 && wants_input_ && (now.revents & (POLLIN | kTrouble)) != 0) input_ready();
  }
  update_watch();
}

void InetDriver::release_descriptor() {
  wants_input_ = wants_output_ = watched_input_ = watched_output_ = false;
  is_ignored_ = ignored_input_ = ignored_output_ = false;
  if (fd_ < 0) return;
  port_.forget(fd_);
  if (!is_borrowed_) ::close(std::exchange(fd_, -1));
}

void InetDriver::close_socket() {
  empty_queue_subscribers_.clear();
  if (!is_borrowed_ && !is_open()) return;
  release_descriptor();
  if (!is_borrowed_) state_ = kClosed;
}

void InetDriver::close_descriptor() { close_socket(); }

std::expected<InetDriver::SocketKind, std::string> InetDriver::take_kind(std::string_view& data) const {
  constexpr std::uint8_t kStream = 1, kDatagrams = 2;
  const auto family = family_of(static_cast<FamilyCode>(take8(data)));
  if (!family) return std::unexpected(failed("eafnosupport"));
  const std::uint8_t type = take8(data);
  if (type == kStream) return SocketKind{*family, SOCK_STREAM};
  if (type == kDatagrams && !is_stream()) return SocketKind{*family, SOCK_DGRAM};
  return std::unexpected(failed(EINVAL));
}

std::string InetDriver::open_socket(std::string_view data) {
  if (data.size() != 2) return failed(EINVAL);
  const auto asked = take_kind(data);
  if (!asked) return asked.error();
  const auto [family, type] = *asked;
  if (state_ != kClosed) return failed("exbadseq");
  const int kind = type | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol = family == AF_UNIX ? 0 : protocol_;
  const auto made = open_descriptor(settings_.namespace_path, family, kind, protocol);
  if (!made) return failed(made.error());
  fd_ = *made;
  state_ = kOpen;
  type_ = type;
  family_ = family;
  return done();
}

// A descriptor of the program's own. Data: its kind, its number, and whether it is bound already, which is so if that is not said.
std::string InetDriver::adopt_socket(std::string_view data) {
  if (data.size() != 6 && data.size() != 10) return failed(EINVAL);
  const auto asked = take_kind(data);
  if (!asked) return asked.error();
  const auto [family, type] = *asked;
  if (state_ != kClosed) return failed("exbadseq");
  const auto descriptor = static_cast<int>(take32(data));
  const bool is_bound = data.empty() || take32(data) != 0;
  SocketAddress name;
  if (is_bound) {
    if (::getsockname(descriptor, name.get(), &name.size) < 0) return failed(errno);
    if (name.family() != family) return failed(EINVAL);
  }
  fd_ = descriptor;
  make_nonblocking(fd_);
  state_ = kOpen;
  SocketAddress peer;
  if (type == SOCK_STREAM && ::getpeername(fd_, peer.get(), &peer.size) == 0) state_ = kOpen | kConnected;
  is_borrowed_ = true;
  type_ = type;
  family_ = family;
  return done();
}

// --- names

std::string InetDriver::bind(std::string_view data) {
  if (data.size() < 2) return failed(EINVAL);
  if (state_ != kOpen) return bad_port();
  auto address = take_address(family_, data);
  if (!address) return failed(address.error());
  if (::bind(fd_, address->get(), address->size) < 0) return failed(errno);
  auto number = address->port();
  if (number == 0) {
    SocketAddress bound;
    if (::getsockname(fd_, bound.get(), &bound.size) == 0) number = bound.port();
  }
  return number16(number.value_or(0));
}

std::string InetDriver::own_name() const {
  SocketAddress name;
  if (fake_name_) {
    name = *fake_name_;
  } else if (::getsockname(fd_, name.get(), &name.size) < 0) {
    return failed(errno);
  }
  const auto bytes = address_bytes(name);
  return bytes ? done(*bytes) : failed(EINVAL);
}

std::string InetDriver::peer_name() const {
  if ((state_ & kConnected) == 0) return failed(ENOTCONN);
  SocketAddress peer;
  if (fake_peer_) {
    peer = *fake_peer_;
  } else if (::getpeername(fd_, peer.get(), &peer.size) < 0) {
    return failed(errno);
  }
  const auto bytes = address_bytes(peer);
  return bytes ? done(*bytes) : failed(EINVAL);
}

// What the name of the socket, or of its peer, is told to be from now on; with no data again what it is.
std::string InetDriver::set_fake(std::optional<SocketAddress>& fake, std::string_view data) const {
  if (data.empty()) {
    fake.reset();
    return done();
  }
  if (data.size() < 2) return failed(EINVAL);
  const auto address = take_address(family_, data);
  if (!address) return failed(address.error());
  fake = *address;
  return done();
}

// While somebody else watches the descriptor, it is not watched here; what would have been waited for is remembered.
std::string InetDriver::ignore_descriptor(std::string_view data) {
  if (!is_connected()) return failed(ENOTCONN);
  if (type_ != SOCK_STREAM || data.empty()) return failed(EINVAL);
  if (data[0] == 1 && !is_ignored_) {
    port_.forget(fd_);
    watched_input_ = watched_output_ = wants_input_ = wants_output_ = false;
    is_ignored_ = true;
    ignored_input_ = settings_.is_active();
  } else if (data[0] == 0 && is_ignored_) {
    is_ignored_ = false;
    wants_input_ = std::exchange(ignored_input_, false);
    wants_output_ = std::exchange(ignored_output_, false);
    update_watch();
  } else {
    return failed(EINVAL);
  }
  return done();
}

// --- requests

InetDriver::Answer InetDriver::general(Term caller, Request request, std::string_view data) {
  switch (request) {
    case Request::get_statistics: return statistics(data);
    case Request::subscribe: return subscribe(caller, data);
    case Request::get_options: return get_options(data);
    case Request::set_options: return set_options(data);
    case Request::list_interfaces: return is_open() ? interface_names(fd_) : bad_port();
    case Request::get_interface_addresses: return is_open() ? interface_addresses(settings_.namespace_path) : bad_port();
    case Request::get_interface: return is_open() ? get_interface(fd_, data) : bad_port();
    case Request::set_interface: return is_open() ? set_interface(fd_, data) : bad_port();
    case Request::get_status: {
      std::string bytes = done();
      put32(bytes, state_);
      return bytes;
    }
    case Request::get_type: {
      const FamilyCode family = family_ == AF_INET    ? FamilyCode::inet
                                : family_ == AF_INET6 ? FamilyCode::inet6
                                                      : FamilyCode::local;
      if (family_ < 0) return failed(EINVAL);
      std::string bytes = done();
      put32(bytes, static_cast<std::uint32_t>(family));
      put32(bytes, type_ == SOCK_STREAM ? 1 : 2);
      return bytes;
    }
    case Request::get_descriptor: {
      if (!is_open()) return failed(EINVAL);
      std::string bytes = done();
      put32(bytes, static_cast<std::uint32_t>(fd_));
      return bytes;
    }
    case Request::get_host_name: {
      char name[256];
      if (!data.empty()) return failed(EINVAL);
      if (::gethostname(name, sizeof name) < 0) return failed(errno);
      return done(name);
    }
    case Request::get_names:
    case Request::get_peer_names: {
      if (data.size() != 4) return failed(EINVAL);
      if (!is_open()) return bad_port();
      SocketAddress address;
      const int result = request == Request::get_names ? ::getsockname(fd_, address.get(), &address.size)
                                                       : ::getpeername(fd_, address.get(), &address.size);
      if (result < 0) return failed(errno);
      return done(address_bytes(address).value_or(""));
    }
    case Request::name: return own_name();
    case Request::peer_name: return peer_name();
    case Request::set_name: return set_fake(fake_name_, data);
    case Request::set_peer_name: return set_fake(fake_peer_, data);
    case Request::bind: return bind(data);
    case Request::ignore_descriptor: return ignore_descriptor(data);
    case Request::get_service_by_name: return service_port(data);
    case Request::get_service_by_port: return service_name(data);
    case Request::open:
    case Request::close:
    case Request::connect:
    case Request::open_descriptor:
    case Request::accept:
    case Request::listen:
    case Request::receive:
    case Request::unreceive:
    case Request::shutdown:
    case Request::send_file:
    case Request::receive_packet: break;
  }
  return bad_port();
}

// --- operations and answers

Term InetDriver::error_atom(int error) const { return port_.vm().atoms.must_intern(posix_error_name(error)); }

void InetDriver::stop_timer(Word& number) {
  if (number != 0) port_.cancel_timer(std::exchange(number, 0));
}

void InetDriver::finish_ok() {
  if (!operation_) return;
  const Operation done = *std::exchange(operation_, std::nullopt);
  send_async_ok(port_, done.caller, done.id);
}
void InetDriver::finish_error(Term reason) {
  if (!operation_) return;
  const Operation done = *std::exchange(operation_, std::nullopt);
  send_async(port_, done.caller, done.id, atoms::error, reason);
}
void InetDriver::finish_error(int error) { finish_error(error_atom(error)); }

bool InetDriver::take_caller(Term caller, std::string_view& bytes) {
  if (bytes.size() >= 2) {
    const std::uint16_t length = take16(bytes);
    if (bytes.size() >= length) {
      writer_ = caller;
      writer_tag_ = bytes.substr(0, length);
      bytes.remove_prefix(length);
      return true;
    }
  }
  port_.fail(atoms::einval);
  return false;
}

void InetDriver::reply_ok() {
  if (writer_) send_reply(port_, std::exchange(writer_, Term::none()), std::exchange(writer_tag_, {}), atoms::ok);
}
void InetDriver::reply_error(Term reason) {
  if (writer_) send_reply_error(port_, std::exchange(writer_, Term::none()), std::exchange(writer_tag_, {}), reason);
}

void InetDriver::count_delivered() {
  if (settings_.active == Active::once) {
    settings_.active = Active::passive;
  } else if (settings_.active == Active::counted && --settings_.active_count == 0) {
    settings_.active = Active::passive;
    tell_owner(port_, is_stream() ? atoms::tcp_passive : atoms::udp_passive);
  }
}

void InetDriver::tell_queue_is_empty() {
  for (const Term pid : std::exchange(empty_queue_subscribers_, {})) {
    send_exactly_from(port_, pid, 3, [&](HeapWriter& w) { return w.tuple({atoms::empty_out_q, port_.id}); });
  }
}

}  // namespace rt
