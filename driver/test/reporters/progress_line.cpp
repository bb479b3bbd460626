// SPDX-License-Identifier: Apache-2.0
#include "driver/test/reporters/progress_line.hpp"

#include <csignal>
#include <utility>

#include "driver/test/text.hpp"

namespace driver::test {
namespace {

constexpr std::chrono::milliseconds kRedraw{50};  // faster nobody can read it
constexpr std::chrono::milliseconds kLook{200};
constexpr std::chrono::seconds kWorthTelling{2};

}  // namespace

ProgressLine::ProgressLine(std::function<void(std::string_view)> write, bool is_shown, unsigned width,
                           const Style& style)
    : write_(std::move(write)), is_shown_(is_shown), width_(width), style_(style) {
  if (!is_shown_) return;
  // Signals are for threads that know what to do with them: this one has all of them blocked from its start.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  keeper_ = std::jthread([this](std::stop_token stop) { keep_true(std::move(stop)); });
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

void ProgressLine::write_above(std::string_view lines) {
  const std::lock_guard guard(lock_);
  if (!is_shown_ || is_finished_) {
    if (!lines.empty()) write_(lines);
    return;
  }
  if (lines.empty()) return redraw();
  drawn_ = Clock::now();
  std::string text = wiped();
  text += lines;
  text += line(drawn_);
  is_there_ = true;
  is_stale_ = false;
  write_(text);
}

void ProgressLine::set_counts(std::string counts) {
  const std::lock_guard guard(lock_);
  counts_ = std::move(counts);
}

void ProgressLine::start(unsigned slot, std::string name) {
  const std::lock_guard guard(lock_);
  if (!is_shown_) return;
  running_[slot] = {std::move(name), Clock::now()};
  redraw();
}

void ProgressLine::end(unsigned slot) {
  const std::lock_guard guard(lock_);
  running_.erase(slot);
}

void ProgressLine::finish(std::string_view lines) {
  const std::lock_guard guard(lock_);
  is_finished_ = true;
  std::string text = wiped();
  text += lines;
  write_(text);
}

void ProgressLine::keep_true(std::stop_token stop) {
  std::unique_lock guard(lock_);
  while (!stopped_.wait_for(guard, stop, kLook, [&] { return stop.stop_requested(); })) {
    if (!is_finished_ && (is_stale_ || !running_.empty())) redraw();
  }
}

void ProgressLine::redraw() {
  const Clock::time_point now = Clock::now();
  if (!is_shown_ || is_finished_) return;
  is_stale_ = is_there_ && now - drawn_ < kRedraw;
  if (is_stale_) return;
  drawn_ = now;
  const std::string text = wiped() + line(now);
  is_there_ = true;
  write_(text);
}

std::string ProgressLine::wiped() { return std::exchange(is_there_, false) ? "\r\x1b[2K" : ""; }

// Never longer than the terminal is wide: what wraps cannot be wiped.
std::string ProgressLine::line(Clock::time_point now) const {
  std::string text = counts_;
  for (const auto& [slot, running] : running_) {
    text += "  " + terminal_line(running.name, 200, false);
    const auto time = std::chrono::duration_cast<std::chrono::seconds>(now - running.since);
    if (time >= kWorthTelling) text += " " + std::to_string(time.count()) + " s";
  }
  std::string fitting;
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Character c = character_at(text, at);
    width += width_of(c.code);
    if (width + 1 >= width_) break;
    fitting += text.substr(at, c.length);
    at += c.length;
  }
  return style_.grey(fitting);
}

}  // namespace driver::test
