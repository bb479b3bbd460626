// SPDX-License-Identifier: Apache-2.0
// PortDriver: what a port of kind `driver` does; OTP's drivers are C modules with these entries. A driver belongs to one port
// and asks of it what is listed under "for its driver" in port.hpp. It is called with the port's lock held, and never again
// from within what it asks of the port, but for begin_flush(), close_descriptor() and stop(), which end it: after an answer
// that may have ended the port, the driver looks at what it is before it goes on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/term/term.hpp"

namespace rt {

class PortDriver {
 public:
  virtual ~PortDriver() = default;

  // `caller`: the process that asks.
  virtual std::optional<std::string> control(Term caller, std::int64_t operation, std::string_view data) = 0;
  virtual void output(Term caller, std::string bytes) = 0;
  // What it has the port watch for. A hint: it may come late, and then mean nothing.
  virtual void ready() = 0;
  virtual void timer_fired(Word number) = 0;       // likewise
  virtual void process_ended(Word reference) = 0;  // likewise
  virtual std::size_t queue_size() const = 0;      // output that it has not written

  // The port closes. Without `may_keep`, and wherever the driver likes, the output that is queued is lost; else the port lives
  // until it is written.
  virtual void begin_flush(bool may_keep) = 0;
  virtual void close_descriptor() = 0;  // nobody finds the port any more
  virtual void stop() = 0;              // links and watchers have been told: the last words to who still waits
};

}  // namespace rt
