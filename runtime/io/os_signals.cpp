// SPDX-License-Identifier: Apache-2.0
// The handler writes the signal's number into a pipe, the thread reads it.
#include "runtime/io/os_signals.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <string_view>
#include <system_error>

#include "runtime/heap/heap_writer.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/signal/send.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

struct Named {
  std::string_view name;
  int number;
};

constexpr std::array kSignals{
    Named{"sighup", SIGHUP},   Named{"sigquit", SIGQUIT}, Named{"sigabrt", SIGABRT}, Named{"sigalrm", SIGALRM},
    Named{"sigterm", SIGTERM}, Named{"sigusr1", SIGUSR1}, Named{"sigusr2", SIGUSR2}, Named{"sigchld", SIGCHLD},
    Named{"sigstop", SIGSTOP}, Named{"sigtstp", SIGTSTP},
};

constexpr unsigned char kEnd = 0;  // no signal's number

// The one thing that is not a Vm's: a handler knows nothing but its number. -1: nobody has the signals.
std::atomic<int> pipe_of_handler{-1};

extern "C" void note_signal(int number, siginfo_t* about, void*) {
  // Our own children (OTP's are not the machine's) end with SIGCHLD; programs are told of one that somebody sent.
  if (number == SIGCHLD && about->si_code > 0) return;
  const int error = errno;
  const auto byte = static_cast<unsigned char>(number);
  (void)!::write(pipe_of_handler.load(std::memory_order_relaxed), &byte, 1);
  errno = error;
}

}  // namespace

OsSignals::~OsSignals() {
  if (!thread_.joinable()) return;
  for (const auto& [number, action] : before_) ::sigaction(number, &action, nullptr);
  pipe_of_handler.store(-1, std::memory_order_relaxed);
  (void)!::write(pipe_[1], &kEnd, 1);
  thread_.join();
  ::close(pipe_[0]);
  ::close(pipe_[1]);
}

bool OsSignals::start(std::span<const int> numbers, FirstWord first_word) {
  const std::scoped_lock lock(mutex_);
  first_word_ = std::move(first_word);
  return std::all_of(numbers.begin(), numbers.end(), [&](int number) { return set_locked(number, Action::handle); });
}

bool OsSignals::set(int number, Action action) {
  const std::scoped_lock lock(mutex_);
  return set_locked(number, action);
}

bool OsSignals::set_locked(int number, Action action) {
  if (action == Action::handle && !start_thread()) return false;
  struct sigaction next {}, before {};
  if (action == Action::handle) {
    next.sa_sigaction = &note_signal;
    next.sa_flags = SA_SIGINFO | SA_RESTART;
  } else {
    // Children whose end is ignored could not be asked for their exit status.
    next.sa_handler = action == Action::ignore && number != SIGCHLD ? SIG_IGN : SIG_DFL;
  }
  if (::sigaction(number, &next, &before) != 0) return true;
  const bool is_known = std::any_of(before_.begin(), before_.end(), [&](const auto& old) { return old.first == number; });
  if (!is_known) before_.emplace_back(number, before);
  return true;
}

bool OsSignals::start_thread() {
  if (thread_.joinable()) return true;
  if (::pipe2(pipe_, O_CLOEXEC) != 0) return false;
  int nobody = -1;
  const bool is_ours = pipe_of_handler.compare_exchange_strong(nobody, pipe_[1], std::memory_order_relaxed);
  try {
    if (is_ours) {
      thread_ = std::thread([this] { run(); });
      return true;
    }
  } catch (const std::system_error&) {
    pipe_of_handler.store(-1, std::memory_order_relaxed);
  }
  ::close(pipe_[0]);
  ::close(pipe_[1]);
  return false;
}

void OsSignals::run() {
  for (;;) {
    unsigned char byte = kEnd;
    const ssize_t count = ::read(pipe_[0], &byte, 1);
    if (count < 0 && errno == EINTR) continue;
    if (count != 1 || byte == kEnd) return;
    tell(byte);
  }
}

void OsSignals::tell(int number) {
  FirstWord first_word;
  {
    const std::scoped_lock lock(mutex_);
    first_word = first_word_;
  }
  if (first_word && first_word(number)) return;
  const auto* found = std::find_if(kSignals.begin(), kSignals.end(), [&](const Named& row) { return row.number == number; });
  const Term server = vm_.names->find(atoms::erl_signal_server);
  if (found == kSignals.end() || !server) return;
  std::array<Word, 3> words;
  HeapWriter w(words.data(), words.size(), nullptr, nullptr);
  send_message(vm_, nullptr, server, w.tuple({atoms::notify, vm_.atoms.must_intern(found->name)}));
}

std::optional<int> OsSignals::number_of(Term name) const {
  if (!name.is_atom()) return std::nullopt;
  const std::string_view text = vm_.atoms.text(name);
  const auto* found = std::find_if(kSignals.begin(), kSignals.end(), [&](const Named& row) { return row.name == text; });
  return found == kSignals.end() ? std::nullopt : std::optional(found->number);
}

}  // namespace rt
