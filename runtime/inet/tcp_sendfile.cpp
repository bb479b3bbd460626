// SPDX-License-Identifier: Apache-2.0
// file:sendfile/5: a part of a file, behind what was queued before. The end is told by {sendfile, Port, {ok, Low, High}}, the
// number of bytes in two halves, or {sendfile, Port, {error, Reason}}, to the owner.
#include <fcntl.h>
#include <sys/sendfile.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "runtime/inet/byte_order.hpp"
#include "runtime/inet/messages.hpp"
#include "runtime/inet/tcp_driver.hpp"

namespace rt {

// The descriptor, as the machine keeps it, then offset and length.
std::string TcpDriver::send_file(std::string_view data) {
  int descriptor;
  if (data.size() != sizeof descriptor + 2 * sizeof(std::uint64_t)) return failed(EINVAL);
  if (!is_connected()) return failed(ENOTCONN);
  if (file_) return failed(EINVAL);
  std::memcpy(&descriptor, data.data(), sizeof descriptor);
  data.remove_prefix(sizeof descriptor);
  const std::uint64_t offset = take_number(data, 8), length = take_number(data, 8);
  const int own = ::fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
  if (own < 0) return failed(errno);
  file_ = FileTransfer{own, offset, length, 0, queue_.size()};
  write_file();
  if (file_) want_output(true);
  return done();
}

void TcpDriver::write_file() {
  constexpr std::uint64_t kMostAtOnce = (1u << 30) - 1;
  const auto ends_by = [this](int error) {  // true: it ends
    if (error == EINTR) return false;
    if (error == EAGAIN) return true;
    abandon_file(error);
    write_failed(error);
    return true;
  };
  while (file_->queued_before > 0) {
    const ssize_t count = queue_.send_to(fd_, file_->queued_before);
    if (count >= 0) {
      file_->queued_before -= static_cast<std::size_t>(count);
    } else if (ends_by(errno)) {
      return;
    }
  }
  while (file_->length > 0) {
    auto offset = static_cast<off_t>(file_->offset);
    const ssize_t count = ::sendfile(fd_, file_->fd, &offset, std::min(kMostAtOnce, file_->length));
    if (count == 0) break;  // the file ends
    if (count > 0) {
      const auto sent = static_cast<std::uint64_t>(count);
      file_->sent += sent;
      file_->offset += sent;
      file_->length -= sent;
    } else if (ends_by(errno)) {
      return;
    }
  }
  finish_file();
}

// The queue has waited for this, and who waits for the queue.
void TcpDriver::finish_file() {
  const std::uint64_t sent = file_->sent;
  ::close(file_->fd);
  file_.reset();
  queue_shrank();
  if (queue_.empty()) queue_is_empty();
  if (port_.is_closing()) return;
  send_from(port_, port_.connected(), 4 + 4 + 4, [&](HeapWriter& w) {
    const Term low = w.unsigned_integer(sent & 0xffffffff), high = w.unsigned_integer(sent >> 32);
    const Term status = w.tuple({atoms::ok, low, high});
    return w.tuple({atoms::sendfile, port_.id, status});
  });
}

// The file goes with the stream, which the caller closes.
void TcpDriver::abandon_file(int error) {
  if (port_.is_closing()) return;
  const bool is_gone = error == ECONNRESET || error == ENOTCONN || error == EPIPE;
  const Term reason = is_gone ? atoms::closed : error_atom(error);
  send_exactly_from(port_, port_.connected(), 7, [&](HeapWriter& w) {
    const Term status = w.tuple({atoms::error, reason});
    return w.tuple({atoms::sendfile, port_.id, status});
  });
}

}  // namespace rt
