// SPDX-License-Identifier: Apache-2.0
// One epoll instance with one-shot watches.
#include "runtime/port/poller.hpp"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "runtime/base/check.hpp"
#include "runtime/sched/microstates.hpp"

namespace rt {
namespace {
constexpr std::uint64_t kStopToken = ~std::uint64_t{0};
constexpr int kEventsAtOnce = 64;
}  // namespace

int Poller::start() {
  if (epoll_ >= 0) return 0;
  const std::scoped_lock lock(starting_);
  if (epoll_ >= 0) return 0;
  const int poll = ::epoll_create1(EPOLL_CLOEXEC);
  if (poll < 0) return errno;
  const int stop = ::eventfd(0, EFD_CLOEXEC);
  if (stop < 0) {
    const int error = errno;
    ::close(poll);
    return error;
  }
  epoll_event event{.events = EPOLLIN, .data = {.u64 = kStopToken}};
  VM_CHECK(::epoll_ctl(poll, EPOLL_CTL_ADD, stop, &event) == 0, "an eventfd can be watched");
  stop_ = stop;
  epoll_ = poll;
  thread_ = std::thread([this] { run(); });
  return 0;
}

Poller::~Poller() {
  if (!thread_.joinable()) return;
  const std::uint64_t one = 1;
  (void)!::write(stop_, &one, sizeof one);
  thread_.join();
  ::close(epoll_);
  ::close(stop_);
}

void Poller::watch(int fd, Direction direction, std::uint64_t token) {
  std::uint32_t events = EPOLLONESHOT;
  if (direction != Direction::output) events |= EPOLLIN;
  if (direction != Direction::input) events |= EPOLLOUT;
  epoll_event event{.events = events, .data = {.u64 = token}};
  if (::epoll_ctl(epoll_, EPOLL_CTL_MOD, fd, &event) == 0) return;
  if (errno == ENOENT && ::epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event) == 0) return;
  on_ready_(std::span(&token, 1));  // a file; or a bad descriptor, which is seen when it is used
}

void Poller::forget(int fd) {
  if (epoll_ >= 0) (void)::epoll_ctl(epoll_, EPOLL_CTL_DEL, fd, nullptr);
}

void Poller::run() {
  const MicrostateThread measured(clock_);
  std::array<epoll_event, kEventsAtOnce> events;
  std::array<std::uint64_t, kEventsAtOnce> tokens;
  for (;;) {
    int count = 0;
    {
      const MicrostateScope sleeps(Microstate::sleep);
      count = ::epoll_wait(epoll_, events.data(), kEventsAtOnce, -1);
    }
    const MicrostateScope checks(Microstate::check_io);
    std::size_t told = 0;
    for (int i = 0; i < count; ++i) {
      if (events[static_cast<std::size_t>(i)].data.u64 == kStopToken) return;
      tokens[told++] = events[static_cast<std::size_t>(i)].data.u64;
    }
    if (told > 0) on_ready_(std::span(tokens.data(), told));
  }
}

}  // namespace rt
