// SPDX-License-Identifier: Apache-2.0
// Follows erts_port_command and what it calls in io.c, OTP 27, where the port takes the signal at once.
#include "runtime/port/port_send.hpp"

#include "runtime/io/event_logger.hpp"
#include "runtime/ops/iolist.hpp"
#include "runtime/port/ports.hpp"
#include "runtime/process/process.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

bool is_command(Term message) {
  if (!is_tuple(message, 2) || !tuple_element(message, 0).is_local_pid()) return false;
  const Term what = tuple_element(message, 1);
  return is_tuple(what, 2) && tuple_element(what, 0) == atoms::command;
}

// False: that is output, but no iodata.
bool take_message(Process& p, Port& port, Term message) {
  const auto is_refused = [&port] {
    port.send_badsig();
    return true;
  };
  if (!is_tuple(message, 2) || !tuple_element(message, 0).is_local_pid()) return is_refused();
  const bool is_owner = tuple_element(message, 0) == port.connected();
  const Term what = tuple_element(message, 1);
  if (!is_owner) return is_refused();
  if (what == atoms::close) {
    (void)port.close(port.connected(), atoms::normal, true, false);
  } else if (is_tuple(what, 2) && tuple_element(what, 0) == atoms::command) {
    if (output_to_port(p, port, tuple_element(what, 1))) return true;
    port.send_badsig();
    return false;
  } else if (is_tuple(what, 2) && tuple_element(what, 0) == atoms::connect && tuple_element(what, 1).is_local_pid()) {
    port.tell_owner(atoms::connected);
    port.set_connected(tuple_element(what, 1));
  } else {
    return is_refused();
  }
  return true;
}

}  // namespace

bool output_to_port(Process& p, Port& port, Term data) {
  const auto size = iodata_size(data);
  if (!size) return false;
  p.charge(static_cast<std::int64_t>(*size / 64));
  port.output(p.pid, data, *size);
  return true;
}

void log_bad_output(Process& p, const std::string& port_name) { log_error(p, "Bad value on output port '" + port_name + "'\n"); }

Sent send_to_port(Process& p, Term to, Term message, bool may_suspend) {
  LockedPort port = p.vm().ports->find(to, p.worker);
  if (!port || port->kind == Port::Kind::forker) return Sent::sent;
  if (port->is_busy() && is_command(message)) {
    if (!may_suspend) return Sent::busy;
    port->suspend(p);
    return Sent::suspended;
  }
  const bool is_taken = take_message(p, *port, message);
  port.unlock();
  if (!is_taken) log_bad_output(p, port->name);
  return Sent::sent;
}

}  // namespace rt
