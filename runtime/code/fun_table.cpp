// SPDX-License-Identifier: Apache-2.0
#include "runtime/code/fun_table.hpp"

#include <cstring>

namespace rt {
namespace {

bool is_same(const FunEntry& row, const FunTable::Key& key) {
  return row.module_name == key.module && row.index == key.index && row.uniq == key.uniq && row.arity == key.arity &&
         row.free_count == key.free_count;
}

// `uniq` is a checksum already.
Word hash_of(const FunTable::Key& key) {
  Word uniq;
  std::memcpy(&uniq, key.uniq.data(), sizeof uniq);
  return uniq ^ key.module.word() ^ Word{key.index} << 40;
}

}  // namespace

FunEntry* FunTable::intern(const Key& key) {
  const std::scoped_lock lock(mutex_);
  const Word hash = hash_of(key);
  const auto [first, last] = index_.equal_range(hash);
  for (auto it = first; it != last; ++it) {
    if (is_same(*it->second, key)) return it->second;
  }
  FunEntry& row = rows_.emplace_back();
  row.module_name = key.module;
  row.arity = key.arity;
  row.free_count = key.free_count;
  row.index = key.index;
  row.old_index = key.old_index;
  row.old_uniq = key.old_uniq;
  row.uniq = key.uniq;
  index_.emplace(hash, &row);
  return &row;
}

}  // namespace rt
