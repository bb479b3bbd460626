// SPDX-License-Identifier: Apache-2.0
// EmulatorSettings: what flags of OTP's emulator say of a machine (`erl +P 100000 +hms 1000 ..`), and what it is without them.
// Plain values, set before the machine is made. What has no other effect here is kept for programs that ask.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "runtime/base/environment.hpp"
#include "runtime/process/settings.hpp"
#include "runtime/timer/clock.hpp"

namespace rt {

// What a process gets that is spawned without saying otherwise: erlang:system_flag(min_heap_size, N) and the like.
struct HeapDefaults {
  std::uint16_t fullsweep_after = 65535;
  std::size_t min_heap_words = 0;  // 0: OTP's size by name, our own in fact
  std::size_t min_bin_vheap_words = 0;
  MaxHeapSize max_heap;
  QueueData queue_data = QueueData::on_heap;
};

enum class WarningMap : std::uint8_t { error, warning, info };

struct EmulatorSettings {
  std::size_t process_limit = std::size_t{1} << 20;  // +P; a power of two
  std::size_t port_limit = std::size_t{1} << 16;     // +Q; likewise
  std::uint32_t atom_limit = AtomTable::kUsualLimit;  // +t
  HeapDefaults heap;                                // +hms, +hmbs, +hmax.., +hmqd
  unsigned dirty_cpu_threads = 0, dirty_cpu_online = 0;  // +SDcpu; 0: as many as schedulers (online), at most as processors
  unsigned dirty_io_threads = 10;                   // +SDio
  unsigned async_threads = 1;                       // +A; only told
  bool compresses_tables = false;                   // +ec
  bool prints_unicode = false;                      // +pc: what io:printable_range/0 says
  WarningMap warnings = WarningMap::warning;        // +W
  std::optional<NameEncoding> name_encoding;        // +fn; without: the locale's
  TimeWarp time_warp = TimeWarp::multi;             // +C
  bool has_time_correction = true;                  // +c; only told
  bool has_async_dist = false;                      // +pad
  unsigned release = 27;                            // +R; only told
  std::size_t dist_buf_busy_limit = std::size_t{1} << 20;  // +zdbbl, in bytes; only told
};

}  // namespace rt
