// SPDX-License-Identifier: Apache-2.0
// Published: a pointer that others read without a lock while somebody changes it. Who reads it sees all that was written to
// its object before it was set. Both cost what a plain pointer costs on x86-64.
#pragma once

#include <atomic>

namespace rt {

template <class T>
class Published {
 public:
  Published(T* to = nullptr) : to_(to) {}
  Published(const Published&) = delete;
  Published& operator=(const Published& other) { return *this = static_cast<T*>(other); }
  Published& operator=(T* to) {
    to_.store(to, std::memory_order_release);
    return *this;
  }
  operator T*() const { return to_.load(std::memory_order_acquire); }
  T* operator->() const { return *this; }

 private:
  std::atomic<T*> to_;
};
static_assert(sizeof(Published<int>) == sizeof(int*), "native code reads it as a pointer");

}  // namespace rt
