// SPDX-License-Identifier: Apache-2.0
// TcpDriver: tcp_inet, a stream. It listens, or is connected by a request or because somebody has connected to one that
// listens, for whom it is a port of its own then. Follows the part of inet_drv.c (OTP 27) that is about TCP.
//
// Who is told that the connection has ended: the owner of an active stream by {tcp_closed, Port}, and then the port exits
// unless that is turned off; else who reads, or who reads or writes next ({error, closed}, once each).
#pragma once

#include <deque>
#include <memory>

#include "runtime/inet/inet_driver.hpp"
#include "runtime/inet/input_buffer.hpp"
#include "runtime/port/output_queue.hpp"

namespace rt {

class TcpDriver final : public InetDriver {
 public:
  explicit TcpDriver(Port& port);
  // The connection `fd`, that came in at `listener`.
  TcpDriver(Port& port, const TcpDriver& listener, int fd, const SocketAddress& remote);
  ~TcpDriver() override;

  Answer control(Term caller, std::int64_t operation, std::string_view data) override;
  void output(Term caller, std::string bytes) override;
  void timer_fired(Word number) override;
  void process_ended(Word reference) override;
  std::size_t queue_size() const override { return queue_.size(); }
  void begin_flush(bool may_keep) override;
  void close_descriptor() override;
  void stop() override;

 private:
  bool is_stream() const override { return true; }
  void input_ready() override;
  void output_ready() override;
  void deliver_buffered() override;
  void receive_now() override;
  void activated_when_closed() override;
  void format_changed() override;

  // --- tcp_control.cpp
  std::string listen(std::string_view data);
  std::string connect(Term caller, std::string_view data);
  void connection_ready();
  std::string shutdown(std::string_view data);
  void abandon_operations();  // closed, to all who wait
  void close_stream();        // and what is queued either way

  // --- tcp_accept.cpp
  std::string accept(Term caller, std::string_view data);
  void accept_ready();
  struct Acceptor {
    std::uint16_t id;
    Term caller;
    Word watch;  // of the caller
    Word timer;  // 0: none
  };
  void drop_acceptor(std::deque<Acceptor>::iterator at);
  void answer_acceptor(std::uint16_t id, Term caller, int fd, const SocketAddress& remote);
  void acceptors_changed();

  // --- tcp_receive.cpp
  std::string receive(Term caller, std::string_view data);
  std::string unreceive(std::string_view data);
  // Reads what is there and delivers it. More than 0: so many packets were delivered. 0: there is too little. Negative: the
  // stream has ended.
  int read(std::size_t wanted);
  int deliver(std::size_t length);
  int read_ended();
  int read_failed(int error);
  bool tell_blocked_writer();
  void end_passively(Term reason);
  struct Remaining {
    enum class Kind : std::uint8_t { whole, missing, unknown, bad } kind;
    std::size_t length = 0;  // of the packet
    std::size_t to_read = 0;
  };
  Remaining remaining();
  std::size_t header_left() const;
  void send_packet(std::string_view packet);
  void send_tls(std::string_view packet);
  template <class Build>
  void send_content(Term active_name, std::size_t words, Build&& build);
  void tell_closed();
  void tell_error(int error);
  PacketFormat current_format() const;

  // --- tcp_send.cpp
  void send(std::string_view data);
  void enqueue(std::string header, std::string_view data, std::size_t sent);
  void write_queue();
  void become_busy();
  void become_free();
  void queue_shrank();
  void queue_is_empty();
  void write_failed(int error);
  void output_failed(int error);
  void shut_down_when_written();
  void drop_queue();

  // --- tcp_sendfile.cpp
  std::string send_file(std::string_view data);
  void write_file();
  void finish_file();
  void abandon_file(int error);

  struct FileTransfer {
    int fd;
    std::uint64_t offset, length, sent;
    std::size_t queued_before;  // of the queue, to be written first
  };

  std::deque<Acceptor> acceptors_;
  Word connect_timer_ = 0, receive_timer_ = 0, send_timer_ = 0;
  InputBuffer input_;
  std::size_t missing_ = 0;  // bytes of the packet that is being read; 0: not known
  bool expects_headers_ = false;  // of HTTP: the first line has been read
  OutputQueue queue_;
  std::optional<FileTransfer> file_;
  bool is_delayed_ = false;  // by delay_send: nothing of the queue has been tried yet
  bool has_told_closed_ = false;
  bool closed_for_receive_ = false, closed_for_send_ = false;  // the next call is told so
  bool was_reset_ = false;                                     // it is told that instead
  bool has_shut_writing_ = false;
  std::optional<int> shutdown_when_written_;
};

}  // namespace rt
