// SPDX-License-Identifier: Apache-2.0
#include "runtime/inet/udp_driver.hpp"

#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "runtime/inet/ancillary.hpp"
#include "runtime/inet/byte_order.hpp"
#include "runtime/inet/messages.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

// A socket that is connected to nobody any more.
void disconnect(int fd) {
  sockaddr nobody{};
  nobody.sa_family = AF_UNSPEC;
  (void)::connect(fd, &nobody, offsetof(sockaddr, sa_data));
}

}  // namespace

UdpDriver::UdpDriver(Port& port) : InetDriver(port, IPPROTO_UDP) {}

InetDriver::Answer UdpDriver::control(Term caller, std::int64_t operation, std::string_view data) {
  const auto request = request_of(operation);
  if (!request) return bad_port();
  switch (*request) {
    case Request::open: return started(open_socket(data));
    case Request::open_descriptor: return started(adopt_socket(data));
    case Request::close: close_socket(); return done();
    case Request::connect: return connect(data);
    case Request::receive_packet: return receive(caller, data);
    default: return general(caller, *request, data);
  }
}

std::string UdpDriver::started(std::string answer) {
  if (is_open() && settings_.is_active()) want_input(true);
  return answer;
}

// To whom datagrams go, and from whom alone they come; without data to and from anybody again.
std::string UdpDriver::connect(std::string_view data) {
  if (!is_open()) return bad_port();
  if (data.empty()) {
    disconnect(fd_);
    state_ &= ~kConnected;
    return done();
  }
  if (data.size() < 6) return failed(EINVAL);
  data.remove_prefix(4);  // a time-out, which nothing needs
  const auto remote = take_address(family_, data);
  if (!remote) return failed(remote.error());
  remote_ = *remote;
  // Linux chooses its own address anew only for a socket that is not connected.
  if (is_connected()) disconnect(fd_);
  if (::connect(fd_, remote_.get(), remote_.size) == 0) {
    state_ |= kConnected;
    return done();
  }
  const int error = errno;
  disconnect(fd_);
  state_ &= ~kConnected;
  return failed(error);
}

// --- receiving

std::string UdpDriver::receive(Term caller, std::string_view data) {
  if (!is_open()) return bad_port();
  if (settings_.is_active() || data.size() != 8) return failed(EINVAL);
  const std::uint32_t timeout_ms = take32(data);
  if (operation_) return failed(EALREADY);
  const std::uint16_t id = next_id();
  operation_ = Operation{id, caller};
  if (read() == 0 && operation_ && timeout_ms != kInfinity) timer_ = port_.set_timer(timeout_ms);
  return began(id);
}

void UdpDriver::timer_fired(Word number) {
  if (number != timer_) return;
  timer_ = 0;
  want_input(false);
  finish_error(atoms::timeout);
}

unsigned UdpDriver::read() {
  const std::unique_ptr<char[]> buffer(new (std::nothrow) char[settings_.buffer]);
  if (buffer == nullptr) {
    finish_error(ENOMEM);
    port_.fail(error_atom(ENOMEM));
    return 0;
  }
  unsigned delivered = 0;
  for (std::uint32_t left = settings_.read_packets; left > 0; --left) {
    SocketAddress from;
    alignas(cmsghdr) char control[512];
    iovec part{buffer.get(), settings_.buffer};
    msghdr message{};
    message.msg_name = from.get();
    message.msg_namelen = from.size;
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    const ssize_t count = ::recvmsg(fd_, &message, 0);
    if (count < 0) return read_failed(errno, delivered);
    from.size = message.msg_namelen;
    if ((state_ & kConnected) != 0) from = remote_;
    received_.count(static_cast<std::size_t>(count));
    deliver(from, {buffer.get(), static_cast<std::size_t>(count)}, settings_.reports_ancillary() ? &message : nullptr);
    ++delivered;
    if (settings_.is_active()) continue;
    stop_timer(timer_);
    want_input(false);
    break;
  }
  return delivered;
}

unsigned UdpDriver::read_failed(int error, unsigned delivered) {
  if (error == EAGAIN || error == EINTR) {
    if (!settings_.is_active()) want_input(true);
  } else if (settings_.is_active()) {
    tell_owner(port_, atoms::udp_error, error_atom(error));
  } else {
    finish_error(error);
    stop_timer(timer_);
    want_input(false);
  }
  return delivered;
}

void UdpDriver::deliver(const SocketAddress& from, std::string_view data, msghdr* ancillary) {
  const std::string header = address_header(from);
  if (!settings_.is_active()) {  // {ok, [Address... | Data]}, {ok, {[Address... | Data], Ancillary}}
    if (!operation_) return;
    const Operation asked = *std::exchange(operation_, std::nullopt);
    const std::string all = header + std::string(data);
    const ReceivedBytes bytes(all, settings_.is_binary, header.size() + settings_.header);
    return send_from(port_, asked.caller, bytes.words() + kMostAncillaryWords + 11, [&](HeapWriter& w) {
      Term content = bytes.build(w);
      if (ancillary != nullptr) content = w.tuple({content, ancillary_terms(w, *ancillary)});
      const Term status = w.tuple({atoms::ok, content});
      return w.tuple({atoms::inet_async, port_.id, Term::small(asked.id), status});
    });
  }
  if (settings_.delivers_as_port) {
    const std::string all = header + std::string(data);
    port_.deliver_data(all, settings_.is_binary ? std::optional<std::size_t>(settings_.header) : std::nullopt);
  } else if (!port_.is_closing()) {
    const ReceivedBytes bytes(data, settings_.is_binary, settings_.header);
    send_from(port_, port_.connected(), bytes.words() + kMostAncillaryWords + AddressTerms::kMaxWords + 7, [&](HeapWriter& w) {
      const AddressTerms address = address_terms(w, from);
      const Term said = ancillary != nullptr ? ancillary_terms(w, *ancillary) : Term::none();
      const Term content = bytes.build(w);
      if (said) return w.tuple({atoms::udp, port_.id, address.host, address.port, said, content});
      return w.tuple({atoms::udp, port_.id, address.host, address.port, content});
    });
  }
  count_delivered();
}

void UdpDriver::stop() {
  stop_timer(timer_);
  finish_error(atoms::closed);
}

// --- sending

void UdpDriver::output(Term caller, std::string bytes) {
  std::string_view data = bytes;
  if (take_caller(caller, data)) send(data);
}

// An address, which counts for nothing if the socket is connected; the size of the options that go with the datagram, and
// those; the datagram.
void UdpDriver::send(std::string_view data) {
  if (!is_open()) return reply_error(EINVAL);
  auto address = take_address(family_, data);
  if (!address) return reply_error(port_.vm().atoms.must_intern(address.error()));
  if (data.size() < 4) return reply_error(EINVAL);
  const std::size_t option_bytes = take32(data);
  if (data.size() < option_bytes) return reply_error(EINVAL);
  alignas(cmsghdr) char control[kSentAncillaryBytes] = {};
  const auto control_bytes = write_ancillary(data.substr(0, option_bytes), control);
  if (!control_bytes) return reply_error(EINVAL);
  data.remove_prefix(option_bytes);
  iovec part{const_cast<char*>(data.data()), data.size()};
  msghdr message{};
  if ((state_ & kConnected) == 0) {
    message.msg_name = address->get();
    message.msg_namelen = address->size;
  }
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = *control_bytes == 0 ? nullptr : control;
  message.msg_controllen = *control_bytes;
  sent_.count(data.size());
  if (::sendmsg(fd_, &message, MSG_NOSIGNAL) < 0) return reply_error(errno);
  reply_ok();
}

}  // namespace rt
