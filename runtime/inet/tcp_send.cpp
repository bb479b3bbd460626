// SPDX-License-Identifier: Apache-2.0
// Bytes to send. What the socket does not take at once is queued; at the high watermark the port is busy, and the sender has
// its answer when the queue is down at the low one, or time is over.
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <limits>

#include "runtime/inet/byte_order.hpp"
#include "runtime/inet/messages.hpp"
#include "runtime/inet/tcp_driver.hpp"

namespace rt {
namespace {

// The packet's length in front of it, for the formats that programs leave that to.
std::string header_of(PacketFormat format, std::size_t length) {
  std::string bytes;
  if (format == PacketFormat::one) put_number(bytes, length, 1);
  if (format == PacketFormat::two) put_number(bytes, length, 2);
  if (format == PacketFormat::four) put_number(bytes, length, 4);
  return bytes;
}

ssize_t send_both(int fd, std::string_view header, std::string_view data) {
  iovec parts[] = {{const_cast<char*>(header.data()), header.size()}, {const_cast<char*>(data.data()), data.size()}};
  msghdr message{};
  message.msg_iov = parts;
  message.msg_iovlen = std::size(parts);
  return ::sendmsg(fd, &message, MSG_NOSIGNAL);
}

}  // namespace

void TcpDriver::output(Term caller, std::string bytes) {
  std::string_view data = bytes;
  if (!take_caller(caller, data)) return;
  if (!is_connected()) {
    if (!std::exchange(closed_for_send_, false)) return reply_error(ENOTCONN);
    // A reset is told once more, to who reads next.
    return was_reset_ ? reply_error(ECONNRESET) : reply_error(atoms::closed);
  }
  if (shutdown_when_written_) return output_failed(EPIPE);
  send(data);
}

void TcpDriver::send(std::string_view data) {
  std::string header = header_of(settings_.format, data.size());
  sent_.count(header.size() + data.size());
  if (file_ || !queue_.empty()) {
    enqueue(std::move(header), data, 0);
    return queue_.size() >= settings_.high ? become_busy() : reply_ok();
  }
  if (header.empty() && data.empty()) return reply_ok();
  std::size_t sent = 0;
  if (is_ignored_) {
    ignored_output_ = true;
  } else if (settings_.delays_send) {
    // It goes when the socket is found to have room, which is after the senders that run now.
    enqueue(std::move(header), data, 0);
    is_delayed_ = true;
    want_output(true);
    return reply_ok();
  } else {
    const ssize_t count = send_both(fd_, header, data);
    if (count < 0 && errno != EAGAIN && errno != EINTR) return write_failed(errno);
    if (count > 0) sent = static_cast<std::size_t>(count);
  }
  if (sent < header.size() + data.size()) {
    enqueue(std::move(header), data, sent);
    if (!is_ignored_) want_output(true);
  }
  reply_ok();
}

// What of the two is behind the first `sent` bytes.
void TcpDriver::enqueue(std::string header, std::string_view data, std::size_t sent) {
  const std::size_t of_header = std::min(sent, header.size());
  queue_.push(header.substr(of_header));
  queue_.push(std::string(data.substr(sent - of_header)));
}

// The sender's answer comes later.
void TcpDriver::become_busy() {
  if (settings_.send_timeout_ms == 0) return reply_error(atoms::timeout);
  state_ |= kBusy;
  port_.set_busy(true);
  if (settings_.send_timeout_ms > 0) send_timer_ = port_.set_timer(settings_.send_timeout_ms);
}

void TcpDriver::become_free() {
  if ((state_ & kBusy) == 0) return;
  stop_timer(send_timer_);
  state_ &= ~kBusy;
  port_.set_busy(false);
}

void TcpDriver::queue_shrank() {
  if (queue_.size() > settings_.low || (state_ & kBusy) == 0) return;
  become_free();
  reply_ok();
}

void TcpDriver::queue_is_empty() {
  want_output(false);
  tell_queue_is_empty();
  shut_down_when_written();
}

void TcpDriver::write_queue() {
  is_delayed_ = false;
  while (!queue_.empty()) {
    if (queue_.send_to(fd_, std::numeric_limits<std::size_t>::max()) < 0) {
      if (errno != EAGAIN && errno != EINTR) return write_failed(errno);
      return want_output(true);
    }
    queue_shrank();
  }
  queue_is_empty();
}

void TcpDriver::shut_down_when_written() {
  if (!shutdown_when_written_) return;
  // As in OTP it stays so: who writes now has an error.
  if (::shutdown(fd_, *shutdown_when_written_) < 0) return output_failed(errno);
  has_shut_writing_ = true;
}

void TcpDriver::drop_queue() {
  is_delayed_ = false;
  queue_.clear();
  tell_queue_is_empty();
}

// What comes of a peer that has gone looks like what comes of our own shutdown.
void TcpDriver::write_failed(int error) {
  output_failed(error == EPIPE && !has_shut_writing_ ? ECONNRESET : error);
}

void TcpDriver::output_failed(int error) {
  const bool shows_reset = error == ECONNRESET && settings_.shows_reset;
  const Term reason = shows_reset ? error_atom(error) : atoms::closed;
  const bool sends_file = file_.has_value();
  become_free();
  if (settings_.is_active()) {
    if (shows_reset) tell_error(error);
    tell_closed();
    if (!sends_file) reply_error(reason);
    return settings_.exits_on_close() ? port_.exit(atoms::normal) : close_stream();
  }
  abandon_operations();
  if (!writer_) {
    closed_for_send_ = true;
  } else if (!sends_file) {
    reply_error(reason);
  }
  close_stream();
  // Programs may leave errors to who reads.
  closed_for_receive_ = true;
  if (shows_reset) was_reset_ = true;
}

}  // namespace rt
