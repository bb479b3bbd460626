// SPDX-License-Identifier: Apache-2.0
// Statistics: what a machine counts about itself for erlang:statistics/1. Counters only grow; any thread. What changes with
// every slice each worker counts for itself (worker.hpp).
#pragma once

#include <atomic>
#include <cstdint>

namespace rt {

struct Statistics {
  std::atomic<std::uint64_t> collections{0};
  std::atomic<std::uint64_t> words_reclaimed{0};
  std::atomic<std::uint64_t> port_input{0}, port_output{0};  // bytes

  // What the last one who asked was told, for "since the last call".
  std::atomic<std::uint64_t> told_reductions{0};
  std::atomic<std::uint64_t> told_exact_reductions{0};
  std::atomic<std::int64_t> told_runtime_ms{0};
  std::atomic<std::int64_t> told_wall_clock_ms{0};
};

}  // namespace rt
