// SPDX-License-Identifier: Apache-2.0
#include "runtime/process/magic.hpp"

#include "runtime/process/process.hpp"
#include "runtime/vm.hpp"

namespace rt::magic {

Term new_reference(Process& p, MagicObject* object) {
  return p.reserve(kWords).magic_reference(object, p.vm().unique_number());
}

}  // namespace rt::magic
