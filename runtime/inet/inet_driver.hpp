// SPDX-License-Identifier: Apache-2.0
// InetDriver: what tcp_inet and udp_inet have in common: a socket, its settings, and the requests that OTP's prim_inet makes of
// both by port_control/3. Follows inet_drv.c of OTP 27, whose words are kept. Requests are bytes, and so are their answers
// (answer.hpp).
//
// What takes time is begun by a request, which answers with the number of the operation, and told by a message:
//   {inet_async, Port, Number, ok | {ok, What} | {error, Reason}}   to who asked
//   {inet_reply, Port, ok | {error, Reason}, Tag}                   to who wrote; Tag came in front of the bytes
// and, to the owner of a socket that is active, {tcp, Port, Data}, {udp, Port, Host, PortNumber, Data} and what tells its end.
//
// The descriptor is non-blocking. What it is to be watched for is kept in `wants_`; a watch is for one event (poller.hpp), and
// after each the driver looks itself what the descriptor is ready for.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "runtime/inet/address.hpp"
#include "runtime/inet/answer.hpp"
#include "runtime/inet/settings.hpp"
#include "runtime/inet/statistics.hpp"
#include "runtime/port/port_driver.hpp"

namespace rt {

class Port;

class InetDriver : public PortDriver, protected InetAnswer {
 public:
  void ready() final;
  void close_descriptor() override;

 protected:
  // Bits of the state, as getstatus answers them.
  enum StateBits : unsigned {
    kClosed = 0,
    kOpen = 0x1,
    kConnected = 0x4,
    kListening = 0x8,
    kConnecting = 0x10,
    kAccepting = 0x20,
    kBusy = 0x80,
  };
  enum class Request : std::uint32_t {
    open = 1,
    close = 2,
    connect = 3,
    peer_name = 4,
    name = 5,
    bind = 6,
    set_options = 7,
    get_options = 8,
    get_statistics = 11,
    get_host_name = 12,
    open_descriptor = 13,
    get_descriptor = 14,
    get_type = 15,
    get_status = 16,
    get_service_by_name = 17,
    get_service_by_port = 18,
    set_name = 19,
    set_peer_name = 20,
    list_interfaces = 21,
    get_interface = 22,
    set_interface = 23,
    subscribe = 24,
    get_interface_addresses = 25,
    accept = 26,
    listen = 27,
    ignore_descriptor = 28,
    get_names = 29,
    get_peer_names = 30,
    receive = 42,
    unreceive = 43,
    shutdown = 44,
    send_file = 45,
    receive_packet = 60,
  };
  static constexpr std::uint32_t kInfinity = ~std::uint32_t{0};
  static constexpr std::size_t kMostOptionBytes = 64 * 1024;
  using Answer = std::optional<std::string>;

  InetDriver(Port& port, int protocol) : port_(port), protocol_(protocol) {}

  // The request that an operation of port_control/3 is.
  static std::optional<Request> request_of(std::int64_t operation);

  // --- answers
  static std::string bad_port() { return failed("exbadport"); }
  static std::string number16(std::uint16_t number);
  std::string began(std::uint16_t id) const { return number16(id); }

  // --- requests of both
  Answer general(Term caller, Request request, std::string_view data);  // inet_driver.cpp
  // What is to be opened: its family's code and its type, from the front of `data`. Or the answer that it is none.
  struct SocketKind {
    int family, type;
  };
  std::expected<SocketKind, std::string> take_kind(std::string_view& data) const;
  std::string open_socket(std::string_view data);
  std::string adopt_socket(std::string_view data);
  std::string bind(std::string_view data);
  std::string peer_name() const;
  std::string own_name() const;
  std::string set_fake(std::optional<SocketAddress>& fake, std::string_view data) const;
  std::string ignore_descriptor(std::string_view data);
  Answer statistics(std::string_view items) const;  // inet_statistics.cpp
  Answer subscribe(Term caller, std::string_view items);

  // --- options: option_set.cpp, option_get.cpp
  std::string set_options(std::string_view data);
  Answer get_options(std::string_view data) const;
  friend class OptionSetter;
  friend class OptionGetter;

  // --- what the others do
  virtual bool is_stream() const = 0;
  virtual void input_ready() = 0;
  virtual void output_ready() = 0;
  virtual void deliver_buffered() {}        // active now, or of another format
  virtual void receive_now() {}             // from passive to active for so many
  virtual void activated_when_closed() {}   // a stream that is asked for what cannot come any more
  virtual void format_changed() {}          // while it is active
  virtual void became_passive() {}          // by an option

  // --- the descriptor
  bool is_open() const { return (state_ & kOpen) != 0; }
  bool is_connected() const { return (state_ & (kOpen | kConnected)) == (kOpen | kConnected); }
  void want_input(bool wanted);
  void want_output(bool wanted);
  bool wants_input() const { return wants_input_; }
  bool wants_output() const { return wants_output_; }
  void close_socket();  // erl_inet_close
  void release_descriptor();

  // --- operations
  struct Operation {
    std::uint16_t id;
    Term caller;
  };
  std::uint16_t next_id() { return next_id_++; }
  void stop_timer(Word& number);  // 0 then; it may be 0
  void finish_ok();
  void finish_error(Term reason);
  void finish_error(int error);
  Term error_atom(int error) const;

  // --- answers to who wrote
  // Takes the tag from the front of what was written. False: there is none; the port has ended.
  [[nodiscard]] bool take_caller(Term caller, std::string_view& bytes);
  void reply_ok();
  void reply_error(Term reason);
  void reply_error(int error) { reply_error(error_atom(error)); }

  void count_delivered();  // of a socket that is active for so many messages
  void tell_queue_is_empty();

  Port& port_;
  const int protocol_;
  int fd_ = -1;
  bool is_borrowed_ = false;  // by open_descriptor: it is not ours to close
  unsigned state_ = kClosed;
  int family_ = -1, type_ = -1;
  InetSettings settings_;
  std::optional<SocketAddress> fake_name_, fake_peer_;
  SocketAddress remote_;
  std::optional<Operation> operation_;
  TransferStatistics received_, sent_;
  Term writer_ = Term::none();  // who waits for an answer
  std::string writer_tag_;
  bool is_ignored_ = false;  // ignorefd: somebody else watches the descriptor
  bool ignored_input_ = false, ignored_output_ = false;

 private:
  void update_watch();

  std::uint16_t next_id_ = 0;
  bool wants_input_ = false, wants_output_ = false;
  bool watched_input_ = false, watched_output_ = false;
  std::vector<Term> empty_queue_subscribers_;
};

}  // namespace rt
