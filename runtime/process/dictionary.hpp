// SPDX-License-Identifier: Apache-2.0
// The process dictionary: a list of {Key, Value} pairs found by term equality (`=:=`); a hash index appears when
// it grows (not yet needed by a profile). Owned by its process; every key and value is a root.
#pragma once

#include <vector>

#include "runtime/term/term.hpp"

namespace rt {

struct Dictionary {
  struct Pair {
    Term key, value;
  };
  std::vector<Pair> pairs;
};

}  // namespace rt
