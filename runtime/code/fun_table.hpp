// SPDX-License-Identifier: Apache-2.0
// FunTable: rows for funs that were read from outside (external term format) and whose module is not there,
// or is there in another version. A fun of a loaded module uses the module's own row (Module::funs). Rows
// never move and live as long as the Vm. Any thread.
#pragma once

#include <deque>
#include <mutex>

#include "runtime/code/module.hpp"

namespace rt {

class FunTable {
 public:
  // What names a fun in the external term format.
  struct Key {
    Term module;
    unsigned arity;  // as called, without the free variables
    unsigned free_count;
    std::uint32_t index;
    std::uint32_t old_index;
    std::uint32_t old_uniq;
    std::array<std::uint8_t, 16> uniq;
  };

  // The row of `key`: of `loaded` (the current module of that name, may be null) when it has exactly this
  // fun, else one without a function.
  FunEntry* intern(const Key& key, Module* loaded);
  // The module's row for a fun that was read before the module was loaded, or null. For the engine, when it
  // is asked to call a row that has no function.
  static FunEntry* resolve(const FunEntry& orphan, Module& loaded);

 private:
  std::mutex mutex_;
  std::deque<FunEntry> orphans_;
};

}  // namespace rt
