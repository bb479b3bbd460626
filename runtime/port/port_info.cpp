// SPDX-License-Identifier: Apache-2.0
// Follows erts_bld_port_info of erl_bif_info.c, OTP 27.
#include "runtime/port/port_info.hpp"

#include "runtime/port/port.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

Term number(Process& p, std::uint64_t value) { return p.reserve(2).unsigned_integer(value); }

Term registered_name(Process& p, const Port& port) {
  const Term name = p.vm().names->name_of(port.id);
  return name ? name : Term::nil();
}
Term name(Process& p, const Port& port) { return byte_list(p, port.name); }
Term links(Process& p, const Port& port) {
  Term list = Term::nil();
  for (const auto& [pid, link] : port.links) {
    if (link.unlinking == 0) list = p.reserve(2).cons(Term::from_word(pid), list);
  }
  return list;
}
// OTP's number of a port's place in its table: eight times the number for the few that there are.
Term id(Process& p, const Port& port) { return number(p, port.id.local_id() << 3); }
Term connected(Process&, const Port& port) { return port.connected(); }
Term input(Process& p, const Port& port) { return number(p, port.bytes_in()); }
Term output(Process& p, const Port& port) { return number(p, port.bytes_out()); }
Term os_pid(Process& p, const Port& port) {
  return port.os_pid() < 0 ? atoms::undefined : number(p, static_cast<std::uint64_t>(port.os_pid()));
}
Term monitors(Process&, const Port&) { return Term::nil(); }  // a port watches nobody
Term monitored_by(Process& p, const Port& port) {
  Term list = Term::nil();
  for (const auto& [reference, watcher] : port.watchers) list = p.reserve(2).cons(watcher.pid, list);
  return list;
}
Term memory(Process& p, const Port& port) {
  constexpr std::uint64_t kLinkBytes = 48, kWatcherBytes = 112;  // OTP's
  const std::uint64_t data = port.data_storage ? port.data_storage->used() * sizeof(Word) : 0;
  return number(p, port.links.size() * kLinkBytes + port.watchers.size() * kWatcherBytes + data);
}
Term parallelism(Process&, const Port& port) { return boolean(port.is_parallel); }
Term queue_size(Process& p, const Port& port) { return number(p, port.queue_size()); }
Term locking(Process&, const Port& port) {
  return port.kind == Port::Kind::program || port.kind == Port::Kind::driver ? atoms::port_level : atoms::driver_level;
}

struct Item {
  Term name;
  Term (*value)(Process& p, const Port& port);
};
// The first ones make up port_info/1, in its order.
constexpr Item kItems[] = {
    {atoms::registered_name, &registered_name},
    {atoms::name, &name},
    {atoms::links, &links},
    {atoms::id, &id},
    {atoms::connected, &connected},
    {atoms::input, &input},
    {atoms::output, &output},
    {atoms::os_pid, &os_pid},
    {atoms::monitors, &monitors},
    {atoms::monitored_by, &monitored_by},
    {atoms::memory, &memory},
    {atoms::parallelism, &parallelism},
    {atoms::queue_size, &queue_size},
    {atoms::locking, &locking},
};
constexpr std::size_t kStandardItems = 8;

Term described(Process& p, const Port& port, const Item& item) {
  const Term value = item.value(p, port);
  if (item.name == atoms::registered_name && value.is_nil()) return value;
  return p.reserve(3).tuple({item.name, value});
}

}  // namespace

Term port_info(Process& p, const Port& port, Term item) {
  for (const Item& i : kItems) {
    if (i.name == item) return described(p, port, i);
  }
  return Term::none();
}

Term port_info(Process& p, const Port& port) {
  Term list = Term::nil();
  for (std::size_t i = kStandardItems; i-- > 0;) {
    const Term pair = described(p, port, kItems[i]);
    if (!pair.is_nil()) list = p.reserve(2).cons(pair, list);
  }
  return list;
}

}  // namespace rt
