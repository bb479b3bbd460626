// SPDX-License-Identifier: Apache-2.0
// Follows prim_tty_nif.c of OTP 27: which flags of the mode a wish changes, and where the size is asked.
#include "runtime/io/terminal.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <utility>

#include "runtime/io/os_signals.hpp"
#include "runtime/mailbox/mailbox.hpp"
#include "runtime/port/ports.hpp"
#include "runtime/process/address.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/process/spawn.hpp"
#include "runtime/signal/link.hpp"
#include "runtime/term/copy.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

void change(tcflag_t& flags, tcflag_t which, bool is_on) { flags = is_on ? flags | which : flags & ~which; }

// {select, Terminal, Reference, ready_input}
void ask_for_message(Process& p, int fd, Term terminal, Term reference, std::shared_ptr<const void> keeps) {
  const Term select = p.vm().atoms.must_intern("select");
  const Term message = p.reserve(5).tuple({select, terminal, reference, atoms::ready_input});
  p.vm().ports->send_when_ready(fd, p.pid, message, std::move(keeps));
}

// Puts the terminal back when the process that has set it is dead: OTP's resource monitors that process, here a process does.
class OwnerWatch final : public NativeProcess {
 public:
  OwnerWatch(Term owner, const termios& first) : owner_(owner), first_(first) {}

  RunResult run(Process& p, Worker&) override {
    if (!std::exchange(is_watching_, true)) (void)begin_monitoring(p, owner_);
    for (Term message = mailbox::peek(p); message; message = mailbox::peek(p)) {
      const bool is_end = is_tuple(message, 5) && tuple_element(message, 0) == atoms::DOWN;
      mailbox::remove(p);
      if (!is_end) continue;
      (void)::tcsetattr(STDIN_FILENO, TCSANOW, &first_);
      p.exit_reason = atoms::normal;
      return RunResult::exited;
    }
    return RunResult::waiting;
  }

 private:
  const Term owner_;
  const termios first_;
  bool is_watching_ = false;
};

}  // namespace

Terminal::SignalPipe::~SignalPipe() {
  for (const int end : ends) {
    if (end >= 0) ::close(end);
  }
}

int Terminal::begin(int descriptor, const Wishes& wishes) {
  const std::scoped_lock lock(mutex_);
  termios mode{};
  if (::tcgetattr(descriptor, &mode) != 0) return errno;
  first_ = mode;
  change(mode.c_iflag, ISTRIP, false);
  if (wishes.is_canonical) {
    change(mode.c_iflag, ICRNL, *wishes.is_canonical);
    change(mode.c_lflag, ICANON, *wishes.is_canonical);
    change(mode.c_oflag, OPOST, *wishes.is_canonical);
    if (!*wishes.is_canonical) {
      mode.c_cc[VMIN] = 1;
      mode.c_cc[VTIME] = 0;
    }
  }
  if (wishes.has_echo) change(mode.c_lflag, ECHO, *wishes.has_echo);
  if (wishes.has_signals) {
    change(mode.c_iflag, BRKINT | IGNPAR | ICRNL | IXON | IXANY, *wishes.has_signals);
    change(mode.c_lflag, ISIG | IEXTEN, *wishes.has_signals);
  }
  mode_ = mode;
  is_begun_ = true;
  return 0;
}

int Terminal::set(Process& p) {
  const std::scoped_lock lock(mutex_);
  if (!is_begun_) return 0;
  if (::tcsetattr(STDIN_FILENO, TCSANOW, &mode_) != 0) return errno;
  if (owner_ == p.pid) return 0;
  owner_ = p.pid;
  // Without it (there is no room for more processes) the terminal is put back at the end.
  Process* watch = spawn_native(p.vm(), std::make_unique<OwnerWatch>(owner_, first_));
  if (watch == nullptr) return 0;
  watch->address->is_system.store(true, std::memory_order_relaxed);
  p.vm().names->hide(watch->pid);
  return 0;
}

std::optional<std::pair<int, int>> Terminal::size() const {
  winsize size{};
  if (::ioctl(STDIN_FILENO, TIOCGWINSZ, &size) != 0 && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return std::nullopt;
  if (size.ws_col == 0 && size.ws_row == 0) return std::nullopt;
  return std::pair(size.ws_col > 0 ? size.ws_col : -1, size.ws_row > 0 ? size.ws_row : -1);
}

int Terminal::select(Process& p, Term terminal, Term signals, Term input) {
  const auto pipe = std::make_shared<SignalPipe>();
  if (::pipe2(pipe->ends, O_CLOEXEC | O_NONBLOCK) != 0) return errno;
  Ports& ports = *p.vm().ports;
  if (const int error = ports.start_waiting()) return error;
  const std::scoped_lock lock(mutex_);
  if (signals_) ports.forget_message(signals_->ends[0]);
  signals_ = pipe;
  ask_for_message(p, pipe->ends[0], terminal, signals, pipe);
  // Where another machine has the signals this one's shell does not follow the size of the window.
  OsSignals& all = *p.vm().os_signals;
  (void)all.pass_on(SIGWINCH, 'w', pipe->ends[1], pipe);
  (void)all.pass_on(SIGCONT, 'c', pipe->ends[1], pipe);
  ask_for_message(p, STDIN_FILENO, terminal, input, nullptr);
  return 0;
}

std::optional<char> Terminal::next_signal(Process& p, Term terminal, Term signals) {
  const std::scoped_lock lock(mutex_);
  char which = 0;
  if (!signals_ || ::read(signals_->ends[0], &which, 1) != 1) return std::nullopt;
  ask_for_message(p, signals_->ends[0], terminal, signals, signals_);
  return which;
}

Terminal::Input Terminal::read_input(Process& p, Term terminal, Term input) {
  Input result;
  {
    const std::scoped_lock nobody_else_reads(p.vm().ports->foreign_input());
    pollfd ready{STDIN_FILENO, POLLIN, 0};
    if (::poll(&ready, 1, 0) > 0) {
      std::array<char, 1024> bytes;
      const ssize_t count = ::read(STDIN_FILENO, bytes.data(), bytes.size());
      result.is_at_end = count == 0;
      if (count < 0 && errno != EAGAIN && errno != EINTR) result.error = errno;
      if (count > 0) result.bytes.assign(bytes.data(), static_cast<std::size_t>(count));
    }
  }
  if (!result.is_at_end && result.error == 0) ask_for_message(p, STDIN_FILENO, terminal, input, nullptr);
  return result;
}

}  // namespace rt
