// SPDX-License-Identifier: Apache-2.0
// InlineStack: a stack of plain values whose first N live inside the object, the rest on the C++ heap. For walks
// over terms, which must not recurse on the C stack and mostly stay shallow. One thread.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <type_traits>

namespace rt {

template <class T, std::size_t N>
class InlineStack {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  InlineStack() : items_(inline_) {}
  InlineStack(const InlineStack&) = delete;
  InlineStack& operator=(const InlineStack&) = delete;

  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }
  T& top() { return items_[size_ - 1]; }
  T& operator[](std::size_t i) { return items_[i]; }
  const T& operator[](std::size_t i) const { return items_[i]; }
  void clear() { size_ = 0; }
  void push(const T& item) {
    if (size_ == capacity_) [[unlikely]] grow();
    items_[size_++] = item;
  }
  T pop() { return items_[--size_]; }

 private:
  void grow() {
    std::unique_ptr<T[]> larger(new T[capacity_ * 2]);
    std::memcpy(static_cast<void*>(larger.get()), items_, size_ * sizeof(T));
    spilled_ = std::move(larger);
    items_ = spilled_.get();
    capacity_ *= 2;
  }

  T inline_[N];
  std::unique_ptr<T[]> spilled_;
  T* items_;
  std::size_t size_ = 0;
  std::size_t capacity_ = N;
};

}  // namespace rt
