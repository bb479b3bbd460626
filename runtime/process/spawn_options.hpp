// SPDX-License-Identifier: Apache-2.0
// The option list of spawn_opt and spawn_request.
#pragma once

#include <expected>

#include "runtime/process/monitor_options.hpp"
#include "runtime/process/spawn.hpp"

namespace rt {

struct SpawnOptions {
  SpawnRequest request;  // everything but whom to call
  bool monitors = false;
  MonitorOptions monitor;
  // --- spawn_request only
  Term reply_tag = atoms::spawn_reply;
  bool reply_on_success = true, reply_on_error = true;
};

enum class SpawnOptionError : std::uint8_t { bad_option, improper_list };

// `options` holds what was understood even when there is an error (the reply tag matters then).
[[nodiscard]] std::expected<void, SpawnOptionError> parse_spawn_options(Process& p, Term list, bool is_request,
                                                                        SpawnOptions& options);

// max_heap_size: a size or a map; what that does not say is as system_flag(max_heap_size, _) has it. False: neither.
[[nodiscard]] bool parse_max_heap_size(const Vm& vm, Term value, MaxHeapSize& out);

// The map that max_heap_size answers with.
Term max_heap_size_map(Process& p, const MaxHeapSize& size);

std::optional<Priority> priority_of(Term atom);
Term priority_atom(Priority priority);

}  // namespace rt
