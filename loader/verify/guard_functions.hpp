// SPDX-License-Identifier: Apache-2.0
// Which functions of module `erlang` the compiler may call by bif0..3: those that need no heap.
#pragma once

#include <cstdint>
#include <string_view>

namespace loader {

bool is_heapless_guard_function(std::string_view name, std::uint32_t arity);

}  // namespace loader
