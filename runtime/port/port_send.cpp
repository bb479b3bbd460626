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

Port* busy_port(Process& p, Term to, Term message) {
  if (!to.is_local_port() && !to.is_atom()) return nullptr;
  if (!is_command(message)) return nullptr;
  Port* port = p.vm().ports->find(to);
  return port != nullptr && port->is_busy() ? port : nullptr;
}

}  // namespace

bool is_output_to_busy_port(Process& p, Term to, Term message) { return busy_port(p, to, message) != nullptr; }

bool suspend_while_busy(Process& p, Term to, Term message) {
  Port* port = busy_port(p, to, message);
  if (port == nullptr) return false;
  port->suspend(p);
  return true;
}

bool output_to_port(Process& p, Port& port, Term data) {
  const auto size = iodata_size(data);
  if (!size) {
    log_error(p, "Bad value on output port '" + port.name + "'\n");
    return false;
  }
  p.charge(static_cast<std::int64_t>(*size / 64));
  port.output(data, *size);
  return true;
}

void send_to_port(Process& p, Term to, Term message) {
  Port* port = p.vm().ports->find(to);
  if (port == nullptr || port->kind == Port::Kind::forker) return;
  if (!is_tuple(message, 2) || !tuple_element(message, 0).is_local_pid()) return port->send_badsig();
  const bool is_owner = tuple_element(message, 0) == port->connected();
  const Term what = tuple_element(message, 1);
  if (what == atoms::close) {
    if (!is_owner) return port->send_badsig();
    (void)port->close(port->connected(), atoms::normal, true, false);
  } else if (is_tuple(what, 2) && tuple_element(what, 0) == atoms::command) {
    if (is_owner ? !output_to_port(p, *port, tuple_element(what, 1)) : true) port->send_badsig();
  } else if (is_tuple(what, 2) && tuple_element(what, 0) == atoms::connect) {
    if (!is_owner || !tuple_element(what, 1).is_local_pid()) return port->send_badsig();
    port->tell_owner(atoms::connected);
    port->set_connected(tuple_element(what, 1));
  } else {
    port->send_badsig();
  }
}

}  // namespace rt
