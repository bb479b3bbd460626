// SPDX-License-Identifier: Apache-2.0
// Tuples beyond what boxed.hpp says.
#pragma once

#include <cstddef>

namespace rt {

constexpr std::size_t kMaxTupleSize = (std::size_t{1} << 24) - 1;  // as OTP; natives refuse to make larger ones

}  // namespace rt
