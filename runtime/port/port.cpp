// SPDX-License-Identifier: Apache-2.0
// The states of a port and what it tells processes. Input and output are in port_io.cpp.
#include "runtime/port/port.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include "runtime/base/posix_error.hpp"
#include "runtime/port/ports.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/signal/deliver.hpp"
#include "runtime/vm.hpp"

namespace rt {

Port::Port(Ports& ports, Term port_id, Kind port_kind, std::string port_name, Term owner, const PortSettings& settings,
           Ends ends)
    : id(port_id),
      kind(port_kind),
      name(std::move(port_name)),
      is_parallel(settings.is_parallel),
      ports_(ports),
      ends_(ends),
      connected_(owner),
      is_binary_(settings.is_binary),
      is_eof_reported_(settings.reports_eof),
      wants_exit_status_(settings.reports_exit_status),
      packet_bytes_(settings.packet_bytes),
      low_(settings.low_bytes),
      high_(settings.high_bytes) {
  if (settings.line_bytes) lines_.emplace(*settings.line_bytes);
  if (packet_bytes_ != 0) packets_.emplace(packet_bytes_);
  if (kind == Kind::ram_file) ram_file_ = std::make_unique<RamFile>();
}

Port::~Port() { close_descriptors(); }

Vm& Port::vm() const { return ports_.vm(); }

void Port::close_descriptors() {
  if (driver_ != nullptr) driver_->close_descriptor();
  writer_.reset();
  for (int* fd : {&ends_.input, &ends_.output}) {
    if (*fd < 0) continue;
    ports_.forget(*fd);
    ::close(std::exchange(*fd, -1));
  }
}

void Port::route(Signal* s) { route_signal(ports_.vm(), worker_, s); }

void Port::suspend(Process& p) {
  ++p.suspend_count;
  p.end_slice();
  suspended_.push_back(p.pid);
}

void Port::set_busy(bool busy) {
  is_busy_ = busy;
  if (busy) return;
  for (const Term pid : suspended_) {
    route(Signal::create_empty(SignalKind::resume, pid, id, 0));
  }
  suspended_.clear();
}

void Port::send_badsig() {
  route(Signal::create(ports_.vm(), SignalKind::exit, connected_, id, atoms::badsig));
}

void Port::send_to_owner(std::size_t words, const std::function<Term(HeapWriter&)>& what) {
  Signal* s = Signal::create_empty(SignalKind::message, connected_, id, words + 3);
  {
    HeapWriter w = s->writer();
    const Term content = what(w);
    s->term = w.tuple({id, content});
  }
  route(s);
}

void Port::tell_owner(Term what) {
  send_to_owner(0, [what](HeapWriter&) { return what; });
}

bool Port::close(Term from, Term reason, bool says_closed, bool spares_normal) {
  if (spares_normal && reason == atoms::normal && from != connected_ && from != id) return false;
  is_closing_ = true;
  says_closed_ = says_closed;
  set_busy(false);
  Vm& vm = ports_.vm();
  vm.names->remove_pid(id);
  if (driver_ != nullptr && (reason == atoms::kill || queue_size() > 0)) driver_->begin_flush(reason != atoms::kill);
  // Who hears of the end finds no port any more.
  const bool ends_now = reason == atoms::kill || queue_size() == 0;
  if (ends_now) leave();
  const Term told = reason == atoms::kill ? atoms::killed : reason;
  for (const auto& [pid, link] : std::exchange(links, {})) {
    if (link.unlinking != 0) continue;
    route(Signal::create(vm, SignalKind::link_exit, Term::from_word(pid), id, told));
  }
  for (const auto& [low, watcher] : std::exchange(watchers, {})) {
    route(Signal::create(vm, SignalKind::down, watcher.pid, id, told, RefId{low, watcher.high}));
  }
  if (ends_now) say_goodbye();
  return true;
}

void Port::terminate() {
  leave();
  say_goodbye();
}

void Port::say_goodbye() {
  if (driver_ != nullptr) driver_->stop();
  if (says_closed_) tell_owner(atoms::closed);
}

void Port::end_if_drained() {
  if (is_closing_ && !is_gone_ && queue_size() == 0) terminate();
}

void Port::leave() {
  is_gone_ = true;
  close_descriptors();
  ports_.remove(id);
}

void Port::fail(Term reason) {
  if (is_gone_) return;
  if (is_closing_) return terminate();
  queue_.clear();
  unwritten_ = 0;
  if (driver_ != nullptr) driver_->begin_flush(false);
  close(id, reason, false, false);
}

void Port::fail(int error) { fail(ports_.vm().atoms.must_intern(posix_error_name(error))); }

std::optional<std::pair<std::uint32_t, std::uint32_t>> Port::window_size() const {
  if (kind != Kind::descriptor) return std::nullopt;
  for (const int fd : {ends_.output, ends_.input}) {
    winsize size{};
    if (fd >= 0 && ::ioctl(fd, TIOCGWINSZ, &size) == 0) return std::pair{std::uint32_t{size.ws_col}, std::uint32_t{size.ws_row}};
  }
  return std::nullopt;
}

}  // namespace rt
