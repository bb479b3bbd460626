// SPDX-License-Identifier: Apache-2.0
// Processes that wait for connections, in the order in which they came. Each is watched, so that none gets a connection that is
// gone.
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

#include "runtime/inet/byte_order.hpp"
#include "runtime/inet/messages.hpp"
#include "runtime/inet/tcp_driver.hpp"
#include "runtime/port/ports.hpp"

namespace rt {
namespace {

int accept_one(int listener, SocketAddress& remote) {
  remote = {};
  return ::accept4(listener, remote.get(), &remote.size, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

}  // namespace

std::string TcpDriver::accept(Term caller, std::string_view data) {
  if ((state_ & (kOpen | kListening)) != (kOpen | kListening) || data.size() != 4) return failed(EINVAL);
  const std::uint32_t timeout_ms = take32(data);
  if (acceptors_.empty()) {
    SocketAddress remote;
    const int fd = accept_one(fd_, remote);
    if (fd >= 0) {
      const std::uint16_t id = next_id();
      answer_acceptor(id, caller, fd, remote);
      return began(id);
    }
    if (errno != EAGAIN) return failed(errno);
  }
  const auto watch = port_.watch_process(caller);
  if (!watch) return failed("noproc");
  const Word timer = timeout_ms == kInfinity ? 0 : port_.set_timer(timeout_ms);
  acceptors_.push_back({next_id(), caller, *watch, timer});
  const std::uint16_t id = acceptors_.back().id;
  acceptors_changed();
  return began(id);
}

void TcpDriver::acceptors_changed() {
  if ((state_ & kListening) == 0) return;
  state_ = kOpen | kListening | (acceptors_.empty() ? 0u : unsigned{kAccepting});
  want_input(!acceptors_.empty());
}

void TcpDriver::drop_acceptor(std::deque<Acceptor>::iterator at) {
  port_.unwatch_process(at->caller, at->watch);
  if (at->timer != 0) port_.cancel_timer(at->timer);
  acceptors_.erase(at);
}

void TcpDriver::process_ended(Word reference) {
  for (auto at = acceptors_.begin(); at != acceptors_.end(); ++at) {
    if (at->watch != reference) continue;
    if (at->timer != 0) port_.cancel_timer(at->timer);
    acceptors_.erase(at);
    return acceptors_changed();
  }
}

void TcpDriver::accept_ready() {
  while (!acceptors_.empty()) {
    SocketAddress remote;
    const int fd = accept_one(fd_, remote);
    const int error = fd < 0 ? errno : 0;
    if (error == EAGAIN || error == EINTR) return;
    const Acceptor first = acceptors_.front();
    drop_acceptor(acceptors_.begin());
    acceptors_changed();
    if (error != 0) return send_async(port_, first.caller, first.id, atoms::error, error_atom(error));
    answer_acceptor(first.id, first.caller, fd, remote);
  }
}

void TcpDriver::answer_acceptor(std::uint16_t id, Term caller, int fd, const SocketAddress& remote) {
  bool is_taken = false;
  const Term port = port_.open_for_driver("tcp_inet", caller, [&](Port& made) {
    is_taken = true;
    return std::make_unique<TcpDriver>(made, *this, fd, remote);
  });
  if (!is_taken) ::close(fd);
  if (port) return send_async(port_, caller, id, atoms::ok, port);
  send_async(port_, caller, id, atoms::error, atoms::system_limit);
}

}  // namespace rt
