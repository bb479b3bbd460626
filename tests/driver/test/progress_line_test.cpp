// SPDX-License-Identifier: Apache-2.0
#include "driver/test/reporters/progress_line.hpp"

#include <doctest/doctest.h>

#include <future>

using namespace driver::test;

namespace {

// What was written; `awaited` is fulfilled as soon as that contains a text.
struct Screen {
  std::mutex lock;
  std::string text;
  std::string awaited_text;
  std::promise<void> awaited;
  bool is_fulfilled = false;

  void write(std::string_view more) {
    const std::lock_guard guard(lock);
    text += more;
    if (!awaited_text.empty() && !is_fulfilled && text.find(awaited_text) != std::string::npos) {
      is_fulfilled = true;
      awaited.set_value();
    }
  }
};

}  // namespace

TEST_CASE("lines stand above the line of progress, which is gone at the end") {
  Screen screen;
  ProgressLine progress([&](std::string_view text) { screen.write(text); }, true, 20, Style(false));
  progress.set_counts("0/2");
  progress.write_above("one\n");
  progress.finish("last\n");
  CHECK(screen.text == "one\n0/2\r\x1b[2Klast\n");
}

TEST_CASE("a test that starts a moment after another is shown all the same") {
  Screen screen;
  screen.awaited_text = "second";
  ProgressLine progress([&](std::string_view text) { screen.write(text); }, true, 40, Style(false));
  progress.set_counts("0/2");
  progress.start(0, "first");
  progress.end(0);
  progress.start(0, "second");
  CHECK(screen.awaited.get_future().wait_for(std::chrono::seconds(60)) == std::future_status::ready);
  progress.finish("");
}

TEST_CASE("the line is never wider than the terminal") {
  Screen screen;
  ProgressLine progress([&](std::string_view text) { screen.write(text); }, true, 10, Style(false));
  progress.set_counts("1/2");
  progress.start(0, "漢字漢字漢字");
  progress.finish("");
  CHECK(screen.text == "1/2  漢\r\x1b[2K");
}

TEST_CASE("without a terminal there are only lines") {
  Screen screen;
  ProgressLine progress([&](std::string_view text) { screen.write(text); }, false, 80, Style(false));
  progress.set_counts("0/2");
  progress.start(0, "first");
  progress.write_above("");
  progress.write_above("one\n");
  progress.finish("last\n");
  CHECK(screen.text == "one\nlast\n");
}
