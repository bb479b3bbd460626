// SPDX-License-Identifier: Apache-2.0
// The requests to a stream, its connection to somebody, and its ends.
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

#include "runtime/inet/byte_order.hpp"
#include "runtime/inet/messages.hpp"
#include "runtime/inet/tcp_driver.hpp"

namespace rt {

TcpDriver::TcpDriver(Port& port) : InetDriver(port, IPPROTO_TCP) {}

// It has the listener's settings, but for those that prim_inet:accept copies.
TcpDriver::TcpDriver(Port& port, const TcpDriver& listener, int fd, const SocketAddress& remote)
    : InetDriver(port, IPPROTO_TCP) {
  settings_ = listener.settings_;
  settings_.active = Active::passive;
  settings_.active_count = 0;
  settings_.line_delimiter = '\n';
  settings_.delays_send = false;
  settings_.buffer_was_set = false;
  settings_.namespace_path.clear();
  settings_.debug = 0;
  fd_ = fd;
  family_ = listener.family_;
  type_ = listener.type_;
  remote_ = remote;
  state_ = kOpen | kConnected;
}

TcpDriver::~TcpDriver() {
  if (file_) ::close(file_->fd);
}

InetDriver::Answer TcpDriver::control(Term caller, std::int64_t operation, std::string_view data) {
  const auto request = request_of(operation);
  if (!request) return bad_port();
  switch (*request) {
    case Request::open: return open_socket(data);
    case Request::open_descriptor: return adopt_socket(data);
    case Request::listen: return listen(data);
    case Request::connect: return connect(caller, data);
    case Request::accept: return accept(caller, data);
    case Request::close:
      abandon_operations();
      close_stream();
      return done();
    case Request::receive: return receive(caller, data);
    case Request::unreceive: return unreceive(data);
    case Request::shutdown: return shutdown(data);
    case Request::send_file: return send_file(data);
    default: return general(caller, *request, data);
  }
}

std::string TcpDriver::listen(std::string_view data) {
  if (!is_open()) return bad_port();
  if (data.size() != 2) return failed(EINVAL);
  if (::listen(fd_, take16(data)) < 0) return failed(errno);
  if (acceptors_.empty()) state_ = kOpen | kListening;
  return done();
}

std::string TcpDriver::connect(Term caller, std::string_view data) {
  if (!is_open()) return bad_port();
  if (is_connected()) return failed(EISCONN);
  if ((state_ & kConnecting) != 0 || data.size() < 6) return failed(EINVAL);
  const std::uint32_t timeout_ms = take32(data);
  const auto remote = take_address(family_, data);
  if (!remote) return failed(remote.error());
  remote_ = *remote;
  if (::connect(fd_, remote_.get(), remote_.size) == 0) {
    state_ = kOpen | kConnected;
    if (settings_.is_active()) want_input(true);
    return done();
  }
  if (errno != EINPROGRESS && errno != EAGAIN) return failed(errno);
  state_ = kOpen | kConnecting;
  operation_ = Operation{next_id(), caller};
  if (timeout_ms != kInfinity) connect_timer_ = port_.set_timer(timeout_ms);
  want_output(true);
  return began(operation_->id);
}

void TcpDriver::connection_ready() {
  want_output(false);
  stop_timer(connect_timer_);
  int error = 0;
  socklen_t size = sizeof error;
  if (::getsockopt(fd_, SOL_SOCKET, SO_ERROR, &error, &size) < 0) error = errno;
  if (error != 0) {
    state_ = kOpen;
    return finish_error(error);
  }
  state_ = kOpen | kConnected;
  if (settings_.is_active()) want_input(true);
  finish_ok();
}

std::string TcpDriver::shutdown(std::string_view data) {
  if (!is_connected()) return failed(ENOTCONN);
  if (data.size() != 1) return failed(EINVAL);
  const int how = static_cast<unsigned char>(data[0]);
  if (how != SHUT_RD && !queue_.empty()) {
    if (how == SHUT_WR || how == SHUT_RDWR) shutdown_when_written_ = how;
    return done();
  }
  if (::shutdown(fd_, how) == 0) return done();
  if (how != SHUT_RD) has_shut_writing_ = true;
  return failed(errno);
}

void TcpDriver::abandon_operations() {
  while (!acceptors_.empty()) {
    const Acceptor first = acceptors_.front();
    drop_acceptor(acceptors_.begin());
    send_async(port_, first.caller, first.id, atoms::error, atoms::closed);
  }
  acceptors_changed();
  finish_error(atoms::closed);
  for (Word* timer : {&connect_timer_, &receive_timer_, &send_timer_}) stop_timer(*timer);
}

void TcpDriver::close_stream() {
  input_.clear();
  missing_ = 0;
  drop_queue();
  if (file_) {
    ::close(file_->fd);
    file_.reset();
  }
  close_socket();
}

// --- what the port tells

void TcpDriver::output_ready() {
  if ((state_ & kConnecting) != 0) return connection_ready();
  if (!is_connected()) return want_output(false);
  file_ ? write_file() : write_queue();
}

void TcpDriver::timer_fired(Word number) {
  if (number == connect_timer_) {
    connect_timer_ = 0;
    close_stream();
    return finish_error(atoms::timeout);
  }
  if (number == receive_timer_) {
    receive_timer_ = 0;
    want_input(false);
    missing_ = 0;
    return finish_error(atoms::timeout);
  }
  if (number == send_timer_) {
    send_timer_ = 0;
    // The port is free although the queue is not short: a send that followed would wait without an end.
    become_free();
    reply_error(atoms::timeout);
    if (settings_.closes_on_send_timeout != 0) close_stream();
    return;
  }
  for (auto at = acceptors_.begin(); at != acceptors_.end(); ++at) {
    if (at->timer != number) continue;
    const Acceptor late = *at;
    at->timer = 0;
    drop_acceptor(at);
    acceptors_changed();
    return send_async(port_, late.caller, late.id, atoms::error, atoms::timeout);
  }
}

// What nobody has asked to be written when there is room is lost, lest the port stays for ever.
void TcpDriver::begin_flush(bool may_keep) {
  if (!may_keep || !wants_output() || is_delayed_ || settings_.lingers_zero || file_) drop_queue();
}

void TcpDriver::close_descriptor() {
  input_.clear();
  close_socket();
}

void TcpDriver::stop() { abandon_operations(); }

void TcpDriver::tell_closed() {
  if (std::exchange(has_told_closed_, true)) return;
  tell_owner(port_, atoms::tcp_closed);
}
void TcpDriver::tell_error(int error) { tell_owner(port_, atoms::tcp_error, error_atom(error)); }

void TcpDriver::activated_when_closed() {
  if (std::exchange(was_reset_, false)) tell_error(ECONNRESET);
  tell_closed();
  if (settings_.exits_on_close()) port_.exit(atoms::normal);
}

}  // namespace rt
