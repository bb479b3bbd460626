// SPDX-License-Identifier: Apache-2.0
// Poller: waits for descriptors on a thread of its own (epoll), so that no scheduler does. A watch is for one event: it is
// told once, by its token, and asked for again by who wants more. The thread starts when it is first needed.
//
// Any thread. `on_ready` runs on the poller's thread, or on the one that calls watch()
// when the descriptor is one that is always ready (a file).
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <span>
#include <thread>

namespace rt {

class MicrostateClock;

class Poller {
 public:
  using OnReady = std::function<void(std::span<const std::uint64_t> tokens)>;

  // `clock`: of the poller's thread.
  Poller(MicrostateClock& clock, OnReady on_ready) : clock_(clock), on_ready_(std::move(on_ready)) {}
  ~Poller();  // nothing is told afterwards
  Poller(const Poller&) = delete;
  Poller& operator=(const Poller&) = delete;

  // 0 when it runs, now or already; or errno: there are no descriptors for it.
  [[nodiscard]] int start();

  enum class Direction : std::uint8_t { input, output, both };
  // A descriptor is watched under one token; a later watch takes the place of an earlier one. Requires: started.
  void watch(int fd, Direction direction, std::uint64_t token);
  // Requires: called before the descriptor is closed. What has been told already may still arrive.
  void forget(int fd);

 private:
  void run();

  MicrostateClock& clock_;
  OnReady on_ready_;
  std::mutex starting_;
  std::atomic<int> epoll_{-1};
  int stop_ = -1;  // an eventfd
  std::thread thread_;
};

}  // namespace rt
