// SPDX-License-Identifier: Apache-2.0
// erts_internal: ports. What OTP's erlang.erl makes its port functions of: results, or atoms that name an error. Follows
// erl_bif_port.c, OTP 27; a reference to wait for is never among the answers, since a port acts at once.
#include "runtime/bifs/bif.hpp"
#include "runtime/io/event_logger.hpp"
#include "runtime/ops/iolist.hpp"
#include "runtime/port/port_info.hpp"
#include "runtime/port/port_send.hpp"
#include "runtime/port/ports.hpp"
#include "runtime/process/address.hpp"
#include "runtime/process/await.hpp"
#include "runtime/process/process_table.hpp"
#include "runtime/signal/deliver.hpp"
#include "runtime/term/print.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

// The signals that the port has sent the caller count before the result does: it may kill. Requires: no port is locked.
Term after_signals(Process& p, Term result) {
  if (!p.address->has_signals()) return result;
  handle_signals(p);
  return p.is_exiting ? await_own_end(p) : result;
}

Term open_port_2(Process& p, Term name, Term settings) {
  Vm& vm = p.vm();
  const auto request = read_open_request(vm.atoms, *vm.environment, vm.name_encoding, name, settings);
  if (!request) return request.error() == BadRequest::badopt ? atoms::badopt : atoms::badarg;
  auto port = vm.ports->open(*request, p.pid, p.worker);
  if (!port) return port.error();
  const Term id = (*port)->id;
  const bool lacks_input =
      request->target == OpenRequest::Target::descriptors && request->settings.is_read && !(*port)->has_input();
  port->unlock();
  p.relations().links[id.word()] = Link{};
  // OTP's poller finds out and tells the log; the port stays.
  if (lacks_input) {
    log_error(p, "Bad input fd in erts_poll()! fd=" + std::to_string(request->input) + ", port=" + print_identifier(id) +
                     ", driver=fd, name=" + request->name + "\n");
  }
  p.end_slice();  // as in OTP, where it waits for the answer of another process: others run first
  return id;
}

// None: the port is busy and the process has been suspended.
Term command(Process& p, Term name, Term data, bool is_forced, bool may_suspend) {
  LockedPort port = p.vm().ports->find(name, p.worker);
  if (!port || port->kind == Port::Kind::forker) return atoms::badarg;
  if (is_forced && !port->may_be_forced()) return atoms::notsup;
  if (port->is_busy() && !is_forced) {
    if (!may_suspend) return atoms::false_;
    port->suspend(p);
    return Term::none();
  }
  if (output_to_port(p, *port, data)) return atoms::true_;
  port.unlock();
  log_bad_output(p, port->name);
  return atoms::badarg;
}

Term port_command_3(Process& p, Term name, Term data, Term options) {
  bool is_forced = false, may_suspend = true;
  const Term all_options = options;
  for (; options.is_cons(); options = options.tail()) {
    if (options.head() == atoms::force) {
      is_forced = true;
    } else if (options.head() == atoms::nosuspend) {
      may_suspend = false;
    } else {
      return atoms::badopt;
    }
  }
  if (!options.is_nil()) return atoms::badopt;
  const Term result = command(p, name, data, is_forced, may_suspend);
  if (result) return after_signals(p, result);
  return p.trap(p.vm().exports.intern(atoms::erts_internal, p.vm().atoms.must_intern("port_command"), 3), {name, data, all_options});
}

Term connect(Process& p, Term name, Term pid) {
  const LockedPort port = p.vm().ports->find(name, p.worker);
  if (!port || !pid.is_local_pid() || port->kind == Port::Kind::forker) return atoms::badarg;
  if (port->links.try_emplace(pid.word()).second) {
    if (pid == p.pid) {
      p.relations().links[port->id.word()] = Link{};
    } else {
      // Not route_signal: the answer of a process that is gone would come back to the port, which is locked.
      Signal* s = Signal::create_empty(SignalKind::link, pid, port->id, 0);
      if (!push_signal(p.vm(), p.worker, s)) {
        Signal::destroy(s);
        port->links.erase(pid.word());
        return atoms::badarg;
      }
    }
  }
  port->set_connected(pid);
  return atoms::true_;
}
Term port_connect_2(Process& p, Term name, Term pid) { return after_signals(p, connect(p, name, pid)); }

Term close(Process& p, Term name) {
  const LockedPort port = p.vm().ports->find(name, p.worker);
  if (!port || port->kind == Port::Kind::forker) return atoms::badarg;
  (void)port->close(p.pid, atoms::normal, false, false);
  return atoms::true_;
}
Term port_close_1(Process& p, Term name) { return after_signals(p, close(p, name)); }

// The only operation that the drivers of programs and descriptors know: the size of the window that a descriptor is.
Term control(Process& p, Term name, Term operation, Term data) {
  constexpr std::int64_t kGetWindowSize = 0x018b0900 + 100;
  const LockedPort port = p.vm().ports->find(name, p.worker);
  if (!port || !operation.is_small()) return atoms::badarg;
  if (port->kind == Port::Kind::driver) {
    const auto bytes = iodata_bytes(data);
    if (!bytes) return atoms::badarg;
    const auto answer = port->control(p.pid, operation.small_value(), std::string_view(reinterpret_cast<const char*>(bytes->data()), bytes->size()));
    return answer ? byte_list(p, *answer) : atoms::badarg;
  }
  if (operation != Term::small(kGetWindowSize) || !iodata_size(data)) return atoms::badarg;
  const auto size = port->window_size();
  if (!size) return atoms::badarg;
  const std::uint32_t numbers[] = {size->first, size->second};
  return byte_list(p, std::string_view(reinterpret_cast<const char*>(numbers), sizeof numbers));
}

Term port_control_3(Process& p, Term name, Term operation, Term data) {
  return after_signals(p, control(p, name, operation, data));
}

// No driver here has a `call`.
Term port_call_3(Process& p, Term, Term, Term) { return after_signals(p, atoms::badarg); }

// What port_info answers before there is a port to ask, or none.
Term without_port(Term name, Term badly_typed) {
  if (name.is_local_port() || name.is_atom()) return atoms::undefined;
  return is_port(name) && is_own_node(*external_node(name)) ? atoms::undefined : badly_typed;
}

Term info(Process& p, Term name) {
  const LockedPort port = p.vm().ports->find_present(name, p.worker);
  return port ? port_info(p, *port) : without_port(name, atoms::badarg);
}
Term port_info_1(Process& p, Term name) { return after_signals(p, info(p, name)); }

Term info(Process& p, Term name, Term item) {
  const LockedPort port = p.vm().ports->find_present(name, p.worker);
  if (!port) return without_port(name, p.vm().atoms.must_intern("badtype"));
  const Term value = port_info(p, *port, item);
  return value ? value : atoms::badarg;
}
Term port_info_2(Process& p, Term name, Term item) { return after_signals(p, info(p, name, item)); }

constexpr Bif kRows[] = {
    bif<&open_port_2>("open_port"),       bif<&port_call_3>("port_call"),       bif<&port_close_1>("port_close"),
    bif<&port_command_3>("port_command"), bif<&port_connect_2>("port_connect"), bif<&port_control_3>("port_control"),
    bif<&port_info_1>("port_info"),       bif<&port_info_2>("port_info"),
};

}  // namespace

extern const BifModule kErtsInternalPort;
constinit const BifModule kErtsInternalPort{"erts_internal", kRows};

}  // namespace rt
