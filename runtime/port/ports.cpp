// SPDX-License-Identifier: Apache-2.0
// Opening and finding ports, and what the poller tells. A child is watched by its pidfd and reaped when it has ended, whether
// its port still wants to know or not.
#include "runtime/port/ports.hpp"

#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <shared_mutex>

#include "runtime/base/posix_error.hpp"
#include "runtime/inet/drivers.hpp"
#include "runtime/port/child.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/signal/deliver.hpp"
#include "runtime/signal/send.hpp"
#include "runtime/term/copy.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

constexpr unsigned kEventBits = 3;
constexpr std::uint64_t token_of(std::uint64_t number, Ports::Event event) {
  return number << kEventBits | static_cast<std::uint64_t>(event);
}

// In OTP the numbers up to here are taken when a program begins. Two of those ports stay: the forker, and standard error's.
constexpr std::uint64_t kFirstNumber = 4;

// The first word of a command names a driver if there is one of that name; else it is a program.
Port::Kind kind_of(const OpenRequest& request) {
  using Target = OpenRequest::Target;
  if (request.target == Target::descriptors) return Port::Kind::descriptor;
  if (request.target == Target::executable) return is_inet_program(request.name) ? Port::Kind::driver : Port::Kind::program;
  const std::string_view name = std::string_view(request.name).substr(0, request.name.find(' '));
  if (name == RamFile::kDriverName) return Port::Kind::ram_file;
  return is_inet_driver(name) ? Port::Kind::driver : Port::Kind::program;
}
bool is_driver(Port::Kind kind) { return kind == Port::Kind::ram_file || kind == Port::Kind::driver; }

std::expected<Child, int> start_program(const OpenRequest& request) {
  ChildRequest child{.program = "/bin/sh",
                     .arguments = {"sh", "-c", "exec " + request.name},
                     .environment = {},
                     .folder = request.folder,
                     .is_read = request.settings.is_read,
                     .is_written = request.settings.is_written,
                     .uses_stdio = request.uses_stdio,
                     .joins_stderr = request.joins_stderr};
  if (request.target == OpenRequest::Target::executable) {
    if (::access(request.name.c_str(), X_OK) != 0) return std::unexpected(errno);
    child.program = request.name;
    child.arguments = request.arguments;
    child.arguments.insert(child.arguments.begin(), request.arg0.value_or(request.name));
  }
  for (const auto& [name, value] : request.environment) child.environment.push_back(name + "=" + value);
  return start_child(child);
}

}  // namespace

Ports::Ports(Vm& vm)
    : vm_(vm),
      poller_(vm.scheduler->microstates().poller(), [this](std::span<const std::uint64_t> tokens) { push(tokens); }) {
  PortSettings none;
  add(std::make_shared<Port>(*this, Term::local_port(0), Port::Kind::forker, "forker", Term::local_pid(0), none, Port::Ends{}));
  next_number_ = kFirstNumber;
}

Ports::~Ports() {
  ports_.clear();  // they tell the poller that they go
  for (const auto& [pid, record] : children_) {
    poller_.forget(record.descriptor);
    ::close(record.descriptor);
  }
}

std::optional<Term> Ports::begin_open() {
  const std::scoped_lock lock(table_lock_);
  if (ports_.size() + opening_ >= vm_.options.port_limit) return std::nullopt;
  ++opening_;
  return Term::local_port(next_number_++);
}

void Ports::add(std::shared_ptr<Port> port) {
  const std::scoped_lock lock(table_lock_);
  ports_.emplace(port->id.local_id(), std::move(port));
}

std::expected<LockedPort, Term> Ports::open(const OpenRequest& request, Term owner, Worker* worker) {
  using Target = OpenRequest::Target;
  const Port::Kind kind = kind_of(request);
  if (request.target == Target::driver && !is_driver(kind)) return std::unexpected(atoms::badarg);
  if (is_driver(kind) && (request.settings.reports_exit_status || request.has_busy_limits)) return std::unexpected(atoms::badarg);
  const auto id = begin_open();
  if (!id) return std::unexpected(atoms::system_limit);
  const auto opened = open_target(request, kind);
  std::shared_ptr<Port> made;
  if (opened) made = std::make_shared<Port>(*this, *id, kind, request.name, owner, request.settings, opened->ends);
  if (made && kind == Port::Kind::driver) made->set_driver(make_inet_driver(request.name, *made));
  LockedPort port = made ? LockedPort(made, worker) : LockedPort();
  {
    const std::scoped_lock lock(table_lock_);
    --opening_;
    if (made) ports_.emplace(id->local_id(), std::move(made));
  }
  if (!opened) return std::unexpected(opened.error());
  port->links[owner.word()] = Link{};
  if (kind == Port::Kind::program) watch_child(*opened, request.settings.reports_exit_status ? id->local_id() : 0);
  port->start();
  return port;
}

Term Ports::open_for_driver(std::string name, Term owner, const MakeDriver& make, Worker* worker) {
  const auto id = begin_open();
  if (!id) return Term::none();
  PortSettings settings;
  settings.is_binary = true;
  auto port = std::make_shared<Port>(*this, *id, Port::Kind::driver, std::move(name), owner, settings, Port::Ends{});
  port->set_driver(make(*port));
  port->links[owner.word()] = Link{};
  {
    const std::scoped_lock lock(table_lock_);
    --opening_;
    ports_.emplace(id->local_id(), std::move(port));
  }
  // An owner that is gone has no end that would reach the port; one that ends from now on has.
  Signal* s = Signal::create_empty(SignalKind::link, owner, *id, 0);
  if (push_signal(vm_, worker, s)) return *id;
  Signal::destroy(s);
  tell(id->local_id(), Event::orphaned);
  return Term::none();
}

std::expected<Ports::Opened, Term> Ports::open_target(const OpenRequest& request, Port::Kind kind) {
  const auto failure = [this](int error) { return std::unexpected(vm_.atoms.must_intern(posix_error_name(error))); };
  if (kind == Port::Kind::ram_file) return Opened{};
  if (const int error = poller_.start()) return failure(error);
  if (kind == Port::Kind::driver) return Opened{};
  if (kind == Port::Kind::descriptor) {
    const auto is_one = [](int fd) { return fd >= 0 && fd < ::sysconf(_SC_OPEN_MAX); };
    if ((request.settings.is_read && !is_one(request.input)) || (request.settings.is_written && !is_one(request.output))) {
      return std::unexpected(atoms::einval);
    }
    Opened opened;
    if (request.settings.is_read) opened.ends.input = ::fcntl(request.input, F_DUPFD_CLOEXEC, 3);
    if (request.settings.is_written) opened.ends.output = ::fcntl(request.output, F_DUPFD_CLOEXEC, 3);
    return opened;
  }
  const auto child = start_program(request);
  if (!child) return failure(child.error());
  return Opened{{child->input, child->output, child->pid}, child->descriptor};
}

// Requires: the port is in the table already, since the child may have ended.
void Ports::watch_child(const Opened& child, std::uint64_t port) {
  const auto pid = static_cast<std::uint64_t>(child.ends.os_pid);
  const std::scoped_lock lock(children_mutex_);
  children_.emplace(pid, ChildRecord{child.child_descriptor, port});
  poller_.watch(child.child_descriptor, Poller::Direction::input, token_of(pid, Event::child));
}

void Ports::add_standard_error(Term owner) {
  PortSettings settings;
  settings.is_written = true;
  auto port = std::make_shared<Port>(*this, Term::local_port(1), Port::Kind::descriptor, "2/2", owner, settings,
                                     Port::Ends{-1, ::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)});
  port->links[owner.word()] = Link{};
  add(std::move(port));
}

LockedPort Ports::lock(std::uint64_t number, Worker* worker) const {
  std::shared_ptr<Port> port;
  {
    const std::shared_lock lock(table_lock_);
    const auto found = ports_.find(number);
    if (found == ports_.end()) return {};
    port = found->second;
  }
  LockedPort locked(std::move(port), worker);
  if (locked->is_gone()) return {};
  return locked;
}

LockedPort Ports::find_present(Term port_or_name, Worker* worker) const {
  if (port_or_name.is_atom()) port_or_name = vm_.names->find(port_or_name);
  if (!port_or_name || !port_or_name.is_local_port()) return {};
  return lock(port_or_name.local_id(), worker);
}

LockedPort Ports::find(Term port_or_name, Worker* worker) const {
  LockedPort port = find_present(port_or_name, worker);
  if (port && port->is_closing()) return {};
  return port;
}

std::vector<Term> Ports::all() const {
  const std::shared_lock lock(table_lock_);
  std::vector<Term> result;
  for (const auto& [number, port] : ports_) result.push_back(port->id);
  return result;
}

std::size_t Ports::count() const {
  const std::shared_lock lock(table_lock_);
  return ports_.size();
}

void Ports::remove(Term port) {
  const std::scoped_lock lock(table_lock_);
  ports_.erase(port.local_id());
}

void Ports::close_all(Worker* worker) {
  for (const Term id : all()) {
    if (const LockedPort port = find(id, worker)) (void)port->close(id, atoms::killed, false, false);
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
  const std::scoped_lock lock(told_mutex_);
  const bool is_first = told_.empty();
  told_.insert(told_.end(), tokens.begin(), tokens.end());
  if (is_first) vm_.scheduler->post(*this);
}

void Ports::run(Worker& worker) {
  std::vector<std::uint64_t> tokens;
  {
    const std::scoped_lock lock(told_mutex_);
    tokens.swap(told_);
  }
  for (const std::uint64_t token : tokens) handle(token, &worker);
}

void Ports::handle(std::uint64_t token, Worker* worker) {
  const std::uint64_t number = token >> kEventBits;
  const auto event = static_cast<Event>(token & ((1u << kEventBits) - 1));
  if (event == Event::child) return reap(number, worker);
  if (event == Event::message) return send_message_of(static_cast<int>(number), worker);
  const LockedPort port = lock(number, worker);
  if (!port) return;
  if (event == Event::orphaned) {
    if (!port->is_closing()) (void)port->close(port->id, atoms::normal, false, false);
  } else if (event == Event::input) {
    port->input_ready();
  } else {
    port->output_ready();
  }
}

void Ports::send_when_ready(int fd, Term to, Term message, std::shared_ptr<const void> keeps) {
  Waiting waiting{to, Term::none(), nullptr, std::move(keeps)};
  waiting.storage = copy_to_fragment(message, vm_.literals, waiting.message);
  const std::scoped_lock lock(waiting_mutex_);
  waiting_.insert_or_assign(fd, std::move(waiting));
  poller_.watch(fd, Poller::Direction::input, token_of(static_cast<std::uint64_t>(fd), Event::message));
}

void Ports::forget_message(int fd) {
  poller_.forget(fd);
  const std::scoped_lock lock(waiting_mutex_);
  waiting_.erase(fd);
}

void Ports::send_message_of(int fd, Worker* worker) {
  decltype(waiting_)::node_type waiting;
  {
    const std::scoped_lock lock(waiting_mutex_);
    waiting = waiting_.extract(fd);
  }
  if (!waiting.empty()) send_message(vm_, worker, waiting.mapped().to, waiting.mapped().message);
}

void Ports::reap(std::uint64_t pid, Worker* worker) {
  ChildRecord record;
  int status = 0;
  {
    const std::scoped_lock lock(children_mutex_);
    const auto found = children_.find(pid);
    if (found == children_.end()) return;
    record = found->second;
    if (::waitpid(static_cast<pid_t>(pid), &status, WNOHANG) == 0) {
      return poller_.watch(record.descriptor, Poller::Direction::input, token_of(pid, Event::child));
    }
    children_.erase(found);
    poller_.forget(record.descriptor);
    ::close(record.descriptor);
  }
  if (record.port == 0) return;
  if (const LockedPort port = lock(record.port, worker)) port->child_ended(status);
}

// --- signals of processes

void Ports::receive(Worker* worker, Signal* s) {
  const LockedPort port = find(s->to, worker);
  if (!port) return refuse_signal(vm_, worker, s);
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
    case SignalKind::receive_timeout: port->timer_fired(s->low); break;
    case SignalKind::down: port->process_ended(s->low); break;
    case SignalKind::message:
    case SignalKind::alias_message:
    case SignalKind::unlink_ack:
    case SignalKind::clock_set:
    case SignalKind::group_leader:
    case SignalKind::info_request:
    case SignalKind::is_alive:
    case SignalKind::save_calls:
    case SignalKind::suspend:
    case SignalKind::resume:
    case SignalKind::reply:
    case SignalKind::system_task:
    case SignalKind::wake:
    case SignalKind::receive_marker: break;  // nobody sends a port such a thing
  }
  Signal::destroy(s);
}

}  // namespace rt
