// SPDX-License-Identifier: Apache-2.0
// Input and output of a port: what comes goes to the owner, cut and wrapped as the options say; what the descriptor does not
// take at once is queued, and above a limit the port is busy. Follows ready_input, output and ready_output of sys_drivers.c.
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <mutex>

#include "runtime/base/bits.hpp"
#include "runtime/ops/iolist.hpp"
#include "runtime/port/port.hpp"
#include "runtime/port/ports.hpp"
#include "runtime/sched/statistics.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

constexpr std::size_t kMostAtOnce = 64 * 1024;
constexpr int kMostReads = 8;

}  // namespace

void Port::start() {
  if (ends_.input >= 0) ports_.watch(ends_.input, Poller::Direction::input, id);
}

// --- input

void Port::input_ready() {
  if (driver_ != nullptr) {
    driver_->ready();
    return end_if_drained();
  }
  if (ends_.input < 0 || !is_reading_) return;
  const std::unique_ptr<char[]> buffer(new char[kMostAtOnce]);
  // Where there is much, a few reads more spare the way through the poller.
  for (int reads = kind == Kind::program ? kMostReads : 1; reads > 0; --reads) {
    const ssize_t count = read_input(buffer.get(), kMostAtOnce);
    if (count == 0) return input_ended();
    if (count < 0) {
      if (errno != EINTR && errno != EAGAIN) return stop_reading();
      break;
    }
    if (!is_closing_) deliver(std::string_view(buffer.get(), static_cast<std::size_t>(count)));
    if (static_cast<std::size_t>(count) < kMostAtOnce) break;
  }
  ports_.watch(ends_.input, Poller::Direction::input, id);
}

// As read(2) of a descriptor that does not block.
ssize_t Port::read_input(char* buffer, std::size_t size) {
  if (kind != Kind::descriptor) return ::read(ends_.input, buffer, size);
  // One that is not ours to make non-blocking may have been read by somebody else meanwhile.
  const std::scoped_lock lock(ports_.foreign_input());
  pollfd now{ends_.input, POLLIN, 0};
  if (::poll(&now, 1, 0) != 0) return ::read(ends_.input, buffer, size);
  errno = EAGAIN;
  return -1;
}

void Port::stop_reading() {
  is_reading_ = false;
  ports_.forget(ends_.input);
}

// The owner learns the status of the child with the end of its output, whichever comes last.
void Port::input_ended() {
  stop_reading();
  if (kind == Kind::descriptor && unwritten_ > 0) {
    ends_when_written_ = true;
    return;
  }
  if (wants_exit_status_) {
    if (!status_) return;
    const int status = WIFSIGNALED(*status_) ? 128 + WTERMSIG(*status_) : WEXITSTATUS(*status_);
    if (!is_closing_) {
      send_to_owner(3, [status](HeapWriter& w) { return w.tuple({atoms::exit_status, Term::small(status)}); });
    }
  }
  fail_at_end();
}

void Port::fail_at_end() {
  if (lines_) {
    lines_->flush([this](std::string_view line, bool is_whole) { send_data(line, is_whole); });
  }
  if (!is_closing_ && is_eof_reported_) return tell_owner(atoms::eof);
  fail(atoms::normal);
}

void Port::child_ended(int status) {
  status_ = status;
  if (ends_.input < 0) return;
  is_reading_ = true;
  ports_.watch(ends_.input, Poller::Direction::input, id);
}

void Port::count_input(std::size_t bytes) {
  bytes_in_ += bytes;
  ports_.vm().statistics->port_input.fetch_add(bytes, std::memory_order_relaxed);
}

void Port::deliver(std::string_view bytes) {
  if (packets_) {
    packets_->feed(bytes, [this](std::string_view packet) {
      count_input(packet.size());
      send_data(packet, std::nullopt);
    });
    return;
  }
  count_input(bytes.size());
  if (lines_) {
    lines_->feed(bytes, [this](std::string_view line, bool is_whole) { send_data(line, is_whole); });
  } else {
    send_data(bytes, std::nullopt);
  }
}

// {data, Bytes}, or {data, {eol | noeol, Bytes}}
void Port::send_data(std::string_view bytes, std::optional<bool> is_whole_line) {
  const std::size_t words = 3 + (is_whole_line ? 3 : 0) + (is_binary_ ? binary_words(bytes.size()) : 2 * bytes.size());
  send_to_owner(words, [&](HeapWriter& w) {
    Term content = is_binary_ ? w.binary(as_bytes(bytes)) : byte_list(w, bytes, Term::nil());
    if (is_whole_line) content = w.tuple({*is_whole_line ? atoms::eol : atoms::noeol, content});
    return w.tuple({atoms::data, content});
  });
}

// {data, Header ++ Data}, where binary data is the tail of the list.
void Port::run_driver(std::string_view command) {
  const auto reply = ram_file_->execute(command);
  if (!reply) return;
  const std::string_view data = reply->data ? std::string_view(*reply->data) : std::string_view();
  const bool has_binary = is_binary_ && reply->data;
  count_input(reply->header.size() + data.size());
  const std::size_t words = 3 + 2 * reply->header.size() + (has_binary ? binary_words(data.size()) : 2 * data.size());
  send_to_owner(words, [&](HeapWriter& w) {
    Term content = has_binary ? w.binary(as_bytes(data)) : byte_list(w, data, Term::nil());
    return w.tuple({atoms::data, byte_list(w, reply->header, content)});
  });
}

// --- output

void Port::output(Term caller, Term iodata, std::size_t size) {
  bytes_out_ += size;
  ports_.vm().statistics->port_output.fetch_add(size, std::memory_order_relaxed);
  if (driver_ != nullptr) {
    std::string bytes;
    bytes.resize_and_overwrite(size, [&](char* start, std::size_t) {
      copy_iodata(iodata, reinterpret_cast<std::uint8_t*>(start));
      return size;
    });
    return driver_->output(caller, std::move(bytes));
  }
  if (kind == Kind::ram_file) {
    std::string command(size, '\0');
    copy_iodata(iodata, reinterpret_cast<std::uint8_t*>(command.data()));
    return run_driver(command);
  }
  if ((packet_bytes_ == 1 && size > 0xff) || (packet_bytes_ == 2 && size > 0xffff)) return fail(EINVAL);
  std::string bytes(packet_bytes_ + size, '\0');
  auto* const start = reinterpret_cast<std::uint8_t*>(bytes.data());
  write_bits(start, 0, size, 8 * packet_bytes_);
  copy_iodata(iodata, start + packet_bytes_);
  if (kind == Kind::descriptor) {
    if (ends_.output < 0) return fail(EBADF);
    if (writer_ == nullptr) {
      writer_ = std::make_unique<DescriptorWriter>(::dup(ends_.output), [&ports = ports_, number = id.local_id()] {
        ports.tell(number, Ports::Event::output);
      });
    }
    unwritten_ += bytes.size();
    writer_->push(std::move(bytes));
  } else {
    const bool is_first = queue_.empty();
    queue_.push(std::move(bytes));
    if (is_first && !queue_.empty()) {
      const int error = ends_.output < 0 ? EBADF : queue_.write_to(ends_.output);
      if (error != 0 && error != EAGAIN) return fail(error);
      if (queue_.empty()) return;
      ports_.watch(ends_.output, Poller::Direction::output, id);
    }
  }
  if (!is_busy_ && queue_size() >= high_) set_busy(true);
}

void Port::output_ready() {
  if (driver_ != nullptr) return input_ready();
  if (kind == Kind::descriptor) {
    if (writer_ == nullptr) return;
    const DescriptorWriter::Progress progress = writer_->take();
    unwritten_ -= std::min(unwritten_, progress.written);
    if (progress.error != 0) return fail(progress.error);
  } else {
    if (ends_.output < 0 || queue_.empty()) return;
    const int error = queue_.write_to(ends_.output);
    if (error != 0 && error != EAGAIN) return fail(error);
    if (!queue_.empty()) ports_.watch(ends_.output, Poller::Direction::output, id);
  }
  if (is_busy_ && queue_size() < low_) set_busy(false);
  if (queue_size() > 0) return;
  if (is_closing_) {
    terminate();
  } else if (ends_when_written_) {
    fail_at_end();
  }
}

}  // namespace rt
