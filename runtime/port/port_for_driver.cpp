// SPDX-License-Identifier: Apache-2.0
// What ports do for their drivers: timers, watched processes, descriptors. Timers and ends of processes come as signals to the
// port (Ports::receive).
#include "runtime/port/port.hpp"
#include "runtime/port/ports.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/signal/deliver.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {

void Port::watch(int fd, Poller::Direction direction) { ports_.watch(fd, direction, id); }
void Port::forget(int fd) { ports_.forget(fd); }

std::optional<std::string> Port::control(Term caller, std::int64_t operation, std::string_view data) {
  if (driver_ == nullptr) return std::nullopt;
  return driver_->control(caller, operation, data);
}

Term Port::open_for_driver(std::string port_name, Term owner, const Ports::MakeDriver& make) {
  return ports_.open_for_driver(std::move(port_name), owner, make, worker_);
}

void Port::exit(Term reason) {
  if (!is_closing_ && links.erase(connected_.word()) > 0) {
    // As in watch_process.
    Signal* s = Signal::create_empty(SignalKind::unlink, connected_, id, 0, RefId{vm().unique_number(), 0});
    if (!push_signal(vm(), worker_, s)) Signal::destroy(s);
  }
  fail(reason);
}

Word Port::set_timer(std::int64_t ms) {
  constexpr std::int64_t kNsPerMs = 1'000'000;
  Vm& machine = vm();
  const Word number = machine.unique_number();
  Signal* s = Signal::create_empty(SignalKind::receive_timeout, id, Term::none(), 0, RefId{number, 0});
  Worker& worker = worker_ != nullptr ? *worker_ : machine.scheduler->worker();
  worker.timers.add_reference(machine.scheduler->now_ns() + ms * kNsPerMs, s, Term::none(), number);
  return number;
}

void Port::cancel_timer(Word number) { (void)vm().scheduler->cancel_timer(number); }

std::optional<Word> Port::watch_process(Term pid) {
  const Word number = vm().unique_number();
  Signal* s = Signal::create_empty(SignalKind::monitor, pid, id, 0, RefId{number, 0});
  s->term = Term::none();
  // Not route_signal: the answer of a process that is gone would come back to the port, which is locked.
  if (push_signal(vm(), worker_, s)) return number;
  Signal::destroy(s);
  return std::nullopt;
}

void Port::unwatch_process(Term pid, Word reference) {
  route(Signal::create_empty(SignalKind::demonitor, pid, id, 0, RefId{reference, 0}));
}

void Port::timer_fired(Word number) {
  if (driver_ == nullptr) return;
  driver_->timer_fired(number);
  end_if_drained();
}

void Port::process_ended(Word reference) {
  if (driver_ != nullptr) driver_->process_ended(reference);
}

void Port::deliver_data(std::string_view bytes, std::optional<std::size_t> header_bytes) {
  if (is_closing_) return;
  const bool has_binary = is_binary_ && header_bytes && *header_bytes <= bytes.size();
  const std::string_view header = bytes.substr(0, has_binary ? *header_bytes : bytes.size()), body = bytes.substr(header.size());
  const std::size_t words = 3 + 2 * header.size() + (has_binary ? binary_words(body.size()) : 0);
  send_to_owner(words, [&](HeapWriter& w) {
    const Term tail = has_binary ? w.binary(as_bytes(body)) : Term::nil();
    return w.tuple({atoms::data, byte_list(w, header, tail)});
  });
}

}  // namespace rt
