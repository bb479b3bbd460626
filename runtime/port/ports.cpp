// SPDX-License-Identifier: Apache-2.0
// Opening and finding ports, and what the poller tells. A child is watched by its pidfd and reaped when it has ended, whether
// its port still wants to know or not.
#include "runtime/port/ports.hpp"

#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include "runtime/base/posix_error.hpp"
#include "runtime/port/child.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/signal/deliver.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

constexpr unsigned kEventBits = 2;
constexpr std::uint64_t token_of(std::uint64_t number, Ports::Event event) {
  return number << kEventBits | static_cast<std::uint64_t>(event);
}

// In OTP the numbers up to here are taken when a program begins. Two of those ports stay: the forker, and standard error's.
constexpr std::uint64_t kFirstNumber = 4;

// The first word of a command names a driver if there is one of that name; else it is a program.
bool names_driver(const OpenRequest& request, std::string_view driver) {
  using Target = OpenRequest::Target;
  const std::string_view name = request.name;
  return (request.target == Target::command || request.target == Target::driver) && name.substr(0, name.find(' ')) == driver;
}

}  // namespace

Ports::Ports(Vm& vm) : vm_(vm), poller_([this](std::span<const std::uint64_t> tokens) { push(tokens); }) {
  PortSettings none;
  add(std::make_unique<Port>(*this, Term::local_port(0), Port::Kind::forker, "forker", Term::local_pid(0), none, Port::Ends{}));
  next_number_ = kFirstNumber;
}

Ports::~Ports() {
  ports_.clear();  // they tell the poller that they go
  removed_.clear();
  for (const auto& [pid, record] : children_) {
    poller_.forget(record.descriptor);
    ::close(record.descriptor);
  }
}

Port* Ports::add(std::unique_ptr<Port> port) {
  Port* p = port.get();
  ports_.emplace(p->id.local_id(), std::move(port));
  return p;
}

Term Ports::next_id() { return Term::local_port(next_number_++); }

std::expected<Port*, Term> Ports::open(const OpenRequest& request, Term owner) {
  removed_.clear();
  const bool is_ram_file = names_driver(request, RamFile::kDriverName);
  if (request.target == OpenRequest::Target::driver && !is_ram_file) return std::unexpected(atoms::badarg);
  if (is_ram_file && (request.settings.reports_exit_status || request.has_busy_limits)) return std::unexpected(atoms::badarg);
  if (ports_.size() >= kLimit) return std::unexpected(atoms::system_limit);
  const Term id = next_id();
  if (const int error = is_ram_file ? 0 : poller_.start()) return std::unexpected(vm_.atoms.must_intern(posix_error_name(error)));
  Port::Ends ends;
  Port::Kind kind = Port::Kind::descriptor;
  if (is_ram_file) {
    kind = Port::Kind::ram_file;
  } else if (request.target == OpenRequest::Target::descriptors) {
    const auto is_one = [](int fd) { return fd >= 0 && fd < ::sysconf(_SC_OPEN_MAX); };
    if ((request.settings.is_read && !is_one(request.input)) || (request.settings.is_written && !is_one(request.output))) {
      return std::unexpected(atoms::einval);
    }
    if (request.settings.is_read) ends.input = ::fcntl(request.input, F_DUPFD_CLOEXEC, 3);
    if (request.settings.is_written) ends.output = ::fcntl(request.output, F_DUPFD_CLOEXEC, 3);
  } else {
    kind = Port::Kind::program;
    const auto started = start_program(request, id.local_id());
    if (!started) return std::unexpected(vm_.atoms.must_intern(posix_error_name(started.error())));
    ends = *started;
  }
  Port* port = add(std::make_unique<Port>(*this, id, kind, request.name, owner, request.settings, ends));
  port->links[owner.word()] = Link{};
  port->start();
  return port;
}

std::expected<Port::Ends, int> Ports::start_program(const OpenRequest& request, std::uint64_t port) {
  ChildRequest child_request{.program = "/bin/sh",
                             .arguments = {"sh", "-c", "exec " + request.name},
                             .environment = {},
                             .folder = request.folder,
                             .is_read = request.settings.is_read,
                             .is_written = request.settings.is_written,
                             .uses_stdio = request.uses_stdio,
                             .joins_stderr = request.joins_stderr};
  if (request.target == OpenRequest::Target::executable) {
    if (::access(request.name.c_str(), X_OK) != 0) return std::unexpected(errno);
    child_request.program = request.name;
    child_request.arguments = request.arguments;
    child_request.arguments.insert(child_request.arguments.begin(), request.arg0.value_or(request.name));
  }
  for (const auto& [name, value] : request.environment) child_request.environment.push_back(name + "=" + value);
  const auto child = start_child(child_request);
  if (!child) return std::unexpected(child.error());
  const auto pid = static_cast<std::uint64_t>(child->pid);
  // Descriptors that the child got have just been closed: there is one left.
  const int descriptor = static_cast<int>(::syscall(SYS_pidfd_open, child->pid, 0));
  VM_CHECK(descriptor >= 0, "a child can be watched");
  children_.emplace(pid, ChildRecord{descriptor, request.settings.reports_exit_status ? port : 0});
  poller_.watch(descriptor, Poller::Direction::input, token_of(pid, Event::child));
  return Port::Ends{child->input, child->output, child->pid};
}

void Ports::add_standard_error(Term owner) {
  PortSettings settings;
  settings.is_written = true;
  Port* port = add(std::make_unique<Port>(*this, Term::local_port(1), Port::Kind::descriptor, "2/2", owner, settings,
                                          Port::Ends{-1, ::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)}));
  port->links[owner.word()] = Link{};
}

Port* Ports::find_present(Term port_or_name) const {
  if (port_or_name.is_atom()) port_or_name = vm_.names->find(port_or_name);
  if (!port_or_name || !port_or_name.is_local_port()) return nullptr;
  const auto found = ports_.find(port_or_name.local_id());
  return found == ports_.end() ? nullptr : found->second.get();
}

Port* Ports::find(Term port_or_name) const {
  Port* port = find_present(port_or_name);
  return port == nullptr || port->is_closing() ? nullptr : port;
}

std::vector<Term> Ports::all() const {
  std::vector<Term> result;
  for (const auto& [number, port] : ports_) result.push_back(port->id);
  return result;
}

void Ports::remove(Term port) {
  const auto found = ports_.find(port.local_id());
  removed_.push_back(std::move(found->second));
  ports_.erase(found);
}

void Ports::close_all() {
  for (const Term id : all()) {
    if (Port* port = find(id)) (void)port->close(id, atoms::killed, false, false);
  }
}

// --- what other threads tell

void Ports::watch(int fd, Poller::Direction direction, Term port) {
  poller_.watch(fd, direction,
                token_of(port.local_id(), direction == Poller::Direction::input ? Event::input : Event::output));
}

void Ports::tell(std::uint64_t number, Event event) {
  const std::uint64_t token = token_of(number, event);
  push(std::span(&token, 1));
}

void Ports::push(std::span<const std::uint64_t> tokens) {
  const std::scoped_lock lock(mutex_);
  const bool is_first = told_.empty();
  told_.insert(told_.end(), tokens.begin(), tokens.end());
  if (is_first) vm_.scheduler->post(*this);
}

void Ports::run(Worker&) {
  removed_.clear();
  std::vector<std::uint64_t> tokens;
  {
    const std::scoped_lock lock(mutex_);
    tokens.swap(told_);
  }
  for (const std::uint64_t token : tokens) handle(token);
  removed_.clear();
}

void Ports::handle(std::uint64_t token) {
  const std::uint64_t number = token >> kEventBits;
  const auto event = static_cast<Event>(token & ((1u << kEventBits) - 1));
  if (event == Event::child) return reap(number);
  const auto found = ports_.find(number);
  if (found == ports_.end()) return;
  if (event == Event::input) {
    found->second->input_ready();
  } else {
    found->second->output_ready();
  }
}

void Ports::reap(std::uint64_t pid) {
  const auto found = children_.find(pid);
  if (found == children_.end()) return;
  int status = 0;
  if (::waitpid(static_cast<pid_t>(pid), &status, WNOHANG) == 0) {
    poller_.watch(found->second.descriptor, Poller::Direction::input, token_of(pid, Event::child));
    return;
  }
  const ChildRecord record = found->second;
  children_.erase(found);
  poller_.forget(record.descriptor);
  ::close(record.descriptor);
  const auto port = ports_.find(record.port);
  if (record.port != 0 && port != ports_.end()) port->second->child_ended(status);
}

// --- signals of processes

void Ports::receive(Worker* worker, Signal* s) {
  Port* port = find(s->to);
  if (port == nullptr) return refuse_signal(vm_, worker, s);
  switch (s->kind) {
    case SignalKind::link: port->links[s->from.word()].unlinking = 0; break;
    case SignalKind::unlink:
      port->links.erase(s->from.word());
      route_signal(vm_, worker, Signal::create_empty(SignalKind::unlink_ack, s->from, s->to, 0, RefId{s->low, 0}));
      break;
    case SignalKind::monitor: port->watchers.emplace(s->low, Watcher{s->from, s->high, s->term}); break;
    case SignalKind::demonitor: port->watchers.erase(s->low); break;
    case SignalKind::link_exit:
      if (port->links.erase(s->from.word()) > 0 && port->kind != Port::Kind::forker) {
        (void)port->close(s->from, s->term, false, true);
      }
      break;
    case SignalKind::exit:
      if (port->kind != Port::Kind::forker) (void)port->close(s->from, s->term, false, false);
      break;
    case SignalKind::message:
    case SignalKind::alias_message:
    case SignalKind::unlink_ack:
    case SignalKind::down:
    case SignalKind::group_leader:
    case SignalKind::info_request:
    case SignalKind::is_alive:
    case SignalKind::suspend:
    case SignalKind::resume:
    case SignalKind::reply:
    case SignalKind::receive_timeout:
    case SignalKind::system_task:
    case SignalKind::wake:
    case SignalKind::receive_marker: break;  // nobody sends a port such a thing
  }
  Signal::destroy(s);
}

}  // namespace rt
