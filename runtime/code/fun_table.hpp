// SPDX-License-Identifier: Apache-2.0
// FunTable: the row of every fun that a loaded module has or that was read from outside (external term format), once
// for each identity, so that funs of one module loaded twice are equal, and one that came before its module works when
// the module is there. Rows never move and live as long as the Vm. Any thread.
#pragma once

#include <deque>
#include <mutex>
#include <unordered_map>

#include "runtime/code/module.hpp"

namespace rt {

class FunTable {
 public:
  // What names a fun in the external term format. Arity and number of free variables are part of the identity: a forged
  // fun must not reach code that expects other free variables.
  struct Key {
    Term module;
    unsigned arity;  // as called, without the free variables
    unsigned free_count;
    std::uint32_t index;
    std::uint32_t old_index;
    std::uint32_t old_uniq;
    std::array<std::uint8_t, 16> uniq;
  };

  // The row of `key`; a new one has no function. CodeTable says which function it has.
  FunEntry* intern(const Key& key);

 private:
  std::mutex mutex_;
  std::deque<FunEntry> rows_;
  std::unordered_multimap<Word, FunEntry*> index_;
};

}  // namespace rt
