// SPDX-License-Identifier: Apache-2.0
// ProcessSettings: what a process can be told about itself (spawn_opt, process_flag) and hardly any is. Those that are
// not share kUsualSettings.
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/term/atom_table.hpp"

namespace rt {

enum class QueueData : std::uint8_t { on_heap, off_heap };  // where messages are that are not received yet

struct MaxHeapSize {
  std::size_t words = 0;  // 0: there is none
  bool kill = true, error_logger = true, include_shared_binaries = false;
  bool operator==(const MaxHeapSize&) const = default;
};

struct ProcessSettings {
  MaxHeapSize max_heap;
  std::size_t min_heap_words = 0;      // 0: default
  std::size_t min_bin_vheap_words = 0; // likewise; nothing depends on it
  Term error_handler = atoms::error_handler;
  unsigned saved_calls = 0;            // process_flag(save_calls, N): the number is kept, calls are not
  bool operator==(const ProcessSettings&) const = default;
};

inline constexpr ProcessSettings kUsualSettings{};

}  // namespace rt
