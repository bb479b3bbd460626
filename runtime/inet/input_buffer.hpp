// SPDX-License-Identifier: Apache-2.0
// InputBuffer: what a stream has read and not delivered. How much it holds bounds what is read at once and, for lines, how long
// one may be; it grows for a packet that is known to be larger. Owned by one driver.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <string_view>

namespace rt {

class InputBuffer {
 public:
  bool exists() const { return bytes_ != nullptr; }
  std::size_t capacity() const { return capacity_; }
  std::string_view unread() const { return {bytes_.get() + start_, end_ - start_}; }
  std::size_t room() const { return capacity_ - end_; }
  bool has_moved() const { return start_ > 0; }  // there is room in front of what is there

  // False, here and below: there is no memory for so much.
  [[nodiscard]] bool create(std::size_t capacity) {
    bytes_.reset(new (std::nothrow) char[capacity]);
    capacity_ = bytes_ == nullptr ? 0 : capacity;
    start_ = end_ = 0;
    return bytes_ != nullptr;
  }
  void clear() {
    bytes_.reset();
    capacity_ = start_ = end_ = 0;
  }

  // Room for `size` bytes from the first one on.
  [[nodiscard]] bool expand(std::size_t size) {
    if (capacity_ >= start_ + size) return true;
    std::unique_ptr<char[]> larger(new (std::nothrow) char[start_ + size]);
    if (larger == nullptr) return false;
    std::memcpy(larger.get(), bytes_.get(), end_);
    bytes_ = std::move(larger);
    capacity_ = start_ + size;
    return true;
  }
  // All room is behind what is there.
  void move_to_front() {
    std::memmove(bytes_.get(), bytes_.get() + start_, end_ - start_);
    end_ -= start_;
    start_ = 0;
  }

  char* end() { return bytes_.get() + end_; }
  void added(std::size_t count) { end_ += count; }  // behind
  void drop(std::size_t count) {                     // in front
    start_ += count;
    if (start_ == end_) clear();
  }
  // Bytes in front of what is there.
  void push_front(std::string_view bytes) {
    if (bytes.empty()) return;
    if (!exists() || bytes.size() > start_) {
      const std::string_view old = unread();
      const std::size_t capacity = capacity_ + bytes.size();
      auto larger = std::make_unique_for_overwrite<char[]>(capacity);
      if (exists()) std::copy(old.begin(), old.end(), larger.get() + bytes.size());
      end_ = bytes.size() + old.size();
      start_ = bytes.size();
      bytes_ = std::move(larger);
      capacity_ = capacity;
    }
    start_ -= bytes.size();
    std::memcpy(bytes_.get() + start_, bytes.data(), bytes.size());
  }

 private:
  std::unique_ptr<char[]> bytes_;
  std::size_t capacity_ = 0, start_ = 0, end_ = 0;
};

}  // namespace rt
