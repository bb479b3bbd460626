// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace rt {

// Makes the pages that the next small blocks of malloc will lie in, `bytes` of them together: each costs a quarter of what it
// costs when it is first written to. For what is known to be needed; without effect where the system cannot do it.
void make_pages_ahead(std::size_t bytes);

}  // namespace rt
