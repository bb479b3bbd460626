// SPDX-License-Identifier: Apache-2.0
// The handler writes the signal's number into a pipe, the thread reads it. The clock's setting is told by a timer that is
// cancelled then.
#include "runtime/io/os_signals.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <ctime>
#include <optional>
#include <string_view>

#include "runtime/heap/heap_writer.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/signal/send.hpp"
#include "runtime/timer/follow_clock.hpp"
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

// A timer that never fires, but becomes readable when the clock is set. Where there is none, nobody is told.
class ClockAlarm {
 public:
  ClockAlarm() : fd_(::timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK)) { arm(); }
  ~ClockAlarm() {
    if (fd_ >= 0) ::close(fd_);
  }
  ClockAlarm(const ClockAlarm&) = delete;
  ClockAlarm& operator=(const ClockAlarm&) = delete;

  int descriptor() const { return fd_; }
  void arm() const {
    constexpr std::time_t kNever = 1'000'000'000'000;  // seconds since 1970
    itimerspec never{};
    never.it_value.tv_sec = kNever;
    std::uint64_t fired = 0;
    (void)!::read(fd_, &fired, sizeof fired);  // says that it was cancelled
    (void)::timerfd_settime(fd_, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &never, nullptr);
  }

 private:
  int fd_;
};

}  // namespace

OsSignals::~OsSignals() {
  if (!thread_) return;
  for (const auto& [number, action] : before_) ::sigaction(number, &action, nullptr);
  pipe_of_handler.store(-1, std::memory_order_relaxed);
  (void)!::write(pipe_[1], &kEnd, 1);
  (void)::pthread_join(*thread_, nullptr);
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

bool OsSignals::pass_on(int number, char byte, int fd, std::shared_ptr<const void> keeps) {
  const std::scoped_lock lock(mutex_);
  passed_on_.insert_or_assign(number, PassedOn{byte, fd, std::move(keeps)});
  return set_locked(number, Action::handle);
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
  if (thread_) return true;
  if (::pipe2(pipe_, O_CLOEXEC) != 0) return false;
  int nobody = -1;
  const bool is_ours = pipe_of_handler.compare_exchange_strong(nobody, pipe_[1], std::memory_order_relaxed);
  // Not std::thread: it frees memory on the new thread, for which the allocator makes that one an arena.
  pthread_t thread{};
  const auto enter = [](void* self) -> void* {
    static_cast<OsSignals*>(self)->run();
    return nullptr;
  };
  if (is_ours && ::pthread_create(&thread, nullptr, enter, this) == 0) {
    thread_ = thread;
    return true;
  }
  if (is_ours) pipe_of_handler.store(-1, std::memory_order_relaxed);
  ::close(pipe_[0]);
  ::close(pipe_[1]);
  return false;
}

void OsSignals::run() {
  const ClockAlarm alarm;
  for (;;) {
    std::array<pollfd, 2> fds{{{pipe_[0], POLLIN, 0}, {alarm.descriptor(), POLLIN, 0}}};
    if (::poll(fds.data(), fds.size(), -1) < 0) continue;
    if (fds[1].revents != 0) {
      alarm.arm();
      follow_clock(vm_, Clock::system_ns());
    }
    if (fds[0].revents == 0) continue;
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
    if (const auto found = passed_on_.find(number); found != passed_on_.end()) {
      (void)!::write(found->second.fd, &found->second.byte, 1);
      return;
    }
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
