// SPDX-License-Identifier: Apache-2.0
// LineBuffer: cuts input into lines for ports with option {line, Longest}. A line ends with LF or CR LF; longer ones come in
// pieces that say so. Follows read_linebuf and flush_linebuf of io.c (OTP 27), which also look for the end behind a full
// line. Owned by one port.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace rt {

class LineBuffer {
 public:
  explicit LineBuffer(std::size_t longest) : longest_(longest) {}

  // deliver(std::string_view, bool is_whole) for each line, or piece of one, that is there now.
  template <class Deliver>
  void feed(std::string_view bytes, Deliver&& deliver) {
    for (std::size_t at = 0; at < bytes.size();) {
      const char c = bytes[at];
      if (c == '\n') {
        ++at;
        state_ = State::plain;
        hand_over(deliver, true);
        continue;
      }
      switch (state_) {
        case State::plain:
          if (line_.size() == longest_) {
            state_ = State::full;
          } else {
            ++at;
            if (c == '\r') {
              state_ = State::after_cr;
            } else {
              line_ += c;
            }
          }
          break;
        case State::full:
          if (c == '\r') {
            ++at;
            state_ = State::full_after_cr;
          } else {
            state_ = State::plain;
            hand_over(deliver, false);
          }
          break;
        case State::after_cr:  // it was no part of an end
          line_ += '\r';
          state_ = State::plain;
          break;
        case State::full_after_cr:
          state_ = State::after_cr;
          hand_over(deliver, false);
          break;
      }
    }
  }

  // What is left at the end of the input.
  template <class Deliver>
  void flush(Deliver&& deliver) {
    if (state_ == State::full_after_cr) {
      hand_over(deliver, false);
      state_ = State::after_cr;
    }
    if (state_ == State::after_cr) line_ += '\r';
    state_ = State::plain;
    if (!line_.empty()) hand_over(deliver, false);
  }

 private:
  enum class State : unsigned char { plain, full, after_cr, full_after_cr };

  template <class Deliver>
  void hand_over(Deliver&& deliver, bool is_whole) {
    const std::string line = std::exchange(line_, {});
    deliver(std::string_view(line), is_whole);
  }

  std::size_t longest_;
  std::string line_;
  State state_ = State::plain;
};

}  // namespace rt
