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

#include "runtime/io/os_signals.hpp"
#include "runtime/port/ports.hpp"
#include "runtime/process/process.hpp"
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

int Terminal::set() const {
  const std::scoped_lock lock(mutex_);
  return is_begun_ && ::tcsetattr(STDIN_FILENO, TCSANOW, &mode_) != 0 ? errno : 0;
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
