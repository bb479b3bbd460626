// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/spread_lock.hpp"

namespace rt {
namespace {

std::atomic<unsigned> threads{0};
constinit thread_local unsigned number = 0;  // 0: none yet

}  // namespace

unsigned SpreadLock::thread_number() {
  if (number == 0) [[unlikely]] number = threads.fetch_add(1, std::memory_order_relaxed) + 1;
  return number - 1;
}

}  // namespace rt
