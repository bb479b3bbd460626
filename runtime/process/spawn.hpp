// SPDX-License-Identifier: Apache-2.0
// spawn: makes a process that will call an exported function. Its arguments are copied to its heap, where they wait as
// saved x registers above the bottom frame, whose return address ends the process.
#pragma once

#include <memory>
#include <optional>

#include "runtime/process/process.hpp"
#include "runtime/process/reference.hpp"

namespace rt {

struct SpawnRequest {
  const Export* function = nullptr;
  const Word* entry = nullptr;          // where that is, if its module does not export it (bifs/own_function.hpp)
  Term arguments = Term::nil();         // a proper list of function->arity terms
  Process* parent = nullptr;            // null: none (the first process)
  Term group_leader = Term::none();     // none: the parent's
  bool link = false;
  std::optional<RefId> monitor;         // the parent monitors the new process by this reference
  Term monitor_tag = atoms::DOWN;
  AliasMode alias = AliasMode::none;    // of `monitor`
  Priority priority = Priority::normal;
  std::uint16_t bound_to = 0;
  std::optional<QueueData> queue_data;  // nothing: the machine's default
  std::optional<std::uint16_t> fullsweep_after;
  ProcessSettings settings;             // but for max_heap
  std::optional<MaxHeapSize> max_heap;  // nothing: the default
  bool is_system = false;
  bool has_start_frame = false;         // stack traces show Vm::start_frame as its caller
  bool stays = false;                   // when its function has returned it waits for what kills it
};

// Makes a process and lets it run: its pid. None: the process limit is reached.
[[nodiscard]] Term spawn(Vm& vm, const SpawnRequest& request);
// The same in two steps: the process is the caller's until it lets it run. Null: the process limit is reached.
[[nodiscard]] Process* create_process(Vm& vm, const SpawnRequest& request);
void let_run(Process& p, Worker* worker);  // `worker`: of the calling thread, or null
// One whose code is `native`. It waits until somebody sends it a signal.
[[nodiscard]] Process* spawn_native(Vm& vm, std::unique_ptr<NativeProcess> native);

}  // namespace rt
