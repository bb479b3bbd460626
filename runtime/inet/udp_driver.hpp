// SPDX-License-Identifier: Apache-2.0
// UdpDriver: udp_inet, datagrams. Follows the part of inet_drv.c (OTP 27) that is about them. Each datagram that comes is one
// message: to who has asked, or to the owner while the socket is active. Sending never waits.
#pragma once

#include <memory>

#include "runtime/inet/inet_driver.hpp"

struct msghdr;

namespace rt {

class UdpDriver final : public InetDriver {
 public:
  explicit UdpDriver(Port& port);

  Answer control(Term caller, std::int64_t operation, std::string_view data) override;
  void output(Term caller, std::string bytes) override;
  void timer_fired(Word number) override;
  void process_ended(Word) override {}
  std::size_t queue_size() const override { return 0; }
  void begin_flush(bool) override {}
  void stop() override;

 private:
  bool is_stream() const override { return false; }
  void input_ready() override { (void)read(); }
  void output_ready() override { want_output(false); }
  void became_passive() override { stop_timer(timer_); }

  std::string started(std::string answer);  // an active socket is read from as soon as it is open
  std::string connect(std::string_view data);
  std::string receive(Term caller, std::string_view data);
  // How many datagrams were delivered.
  unsigned read();
  unsigned read_failed(int error, unsigned delivered);
  void deliver(const SocketAddress& from, std::string_view data, msghdr* ancillary);
  void send(std::string_view data);

  Word timer_ = 0;
};

}  // namespace rt
