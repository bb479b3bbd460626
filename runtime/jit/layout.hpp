// SPDX-License-Identifier: Apache-2.0
// Places in objects that native code reaches by address.
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/sched/worker.hpp"

namespace rt::jit {

// The classes have members of all kinds; both compilers give their offsets all the same.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Winvalid-offsetof"
inline constexpr auto kPidOffset = static_cast<std::int32_t>(offsetof(Process, pid));
// From the x registers, which kX points to.
inline constexpr auto kDoublesOffset = static_cast<std::int32_t>(offsetof(Worker, f) - offsetof(Worker, x));
#pragma GCC diagnostic pop

}  // namespace rt::jit
