// SPDX-License-Identifier: Apache-2.0
// The last line of a terminal, which tells what is running and is rewritten; everything else is written above it.
//
// A thread of its own keeps it true between events: a test that hangs makes none. So all writing goes through here, under one
// lock; any thread may call. Where there is no terminal it only passes lines on, and has no thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "driver/test/reporters/style.hpp"

namespace driver::test {

class ProgressLine {
 public:
  // Requires: `write` may be called until finish() or the destructor.
  ProgressLine(std::function<void(std::string_view)> write, bool is_shown, unsigned width, const Style& style);

  // Whole lines, or "".
  void write_above(std::string_view lines);
  // "12/345, 1 failed", to stand in front.
  void set_counts(std::string counts);
  void start(unsigned slot, std::string name);
  void end(unsigned slot);
  // Takes the line away for good, and writes the last lines.
  void finish(std::string_view lines);

 private:
  using Clock = std::chrono::steady_clock;
  struct Running {
    std::string name;
    Clock::time_point since;
  };

  void keep_true(std::stop_token stop);
  void redraw();  // now, or soon when it was drawn a moment ago. Requires: the lock.
  std::string wiped();
  std::string line(Clock::time_point now) const;

  const std::function<void(std::string_view)> write_;
  const bool is_shown_;
  const unsigned width_;
  const Style style_;

  std::mutex lock_;
  std::condition_variable_any stopped_;
  std::string counts_;
  std::map<unsigned, Running> running_;
  bool is_there_ = false;
  bool is_stale_ = false;
  bool is_finished_ = false;
  Clock::time_point drawn_;
  std::jthread keeper_;  // last: it uses all of the above
};

}  // namespace driver::test
