// SPDX-License-Identifier: Apache-2.0
// In a build without native code.
#include "runtime/jit/jit.hpp"

namespace rt {

std::unique_ptr<Jit> Jit::create() { return nullptr; }

}  // namespace rt
