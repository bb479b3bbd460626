// SPDX-License-Identifier: Apache-2.0
// HostLookupDriver: stands in for the program inet_gethost, that OTP's inet_gethost_native starts. Each command is a request
// (host_lookup.hpp), each {data, Binary} an answer; they come when they are known, on threads that wait for the system's
// resolver, of which there are a few at most and none without a request. A thread may stand in the resolver when its port is
// gone: it is detached, and owns what it touches together with the driver.
#pragma once

#include <memory>

#include "runtime/port/port_driver.hpp"

namespace rt {

class Port;

class HostLookupDriver final : public PortDriver {
 public:
  // `file`: that a program is started by. It is OTP's inet_gethost, which lies with the emulator's other programs.
  static bool is_meant(std::string_view file);

  explicit HostLookupDriver(Port& port);
  ~HostLookupDriver() override;

  std::optional<std::string> control(Term, std::int64_t, std::string_view) override { return std::nullopt; }
  void output(Term caller, std::string request) override;
  void ready() override;
  void timer_fired(Word) override {}
  void process_ended(Word) override {}
  std::size_t queue_size() const override { return 0; }
  void begin_flush(bool) override {}
  void close_descriptor() override {}
  void stop() override {}

 private:
  struct Shared;
  Port& port_;
  std::shared_ptr<Shared> shared_;
};

}  // namespace rt
