// SPDX-License-Identifier: Apache-2.0
// Rows of funs that no loaded module has. They are few (a fun kept in a file, sent by another node), so a
// list does. Arity and number of free variables are part of the identity: a forged fun must not reach code
// that expects other free variables.
#include "runtime/code/fun_table.hpp"

namespace rt {
namespace {

bool is_same(const FunEntry& row, const FunTable::Key& key) {
  return row.index == key.index && row.uniq == key.uniq && row.arity == key.arity &&
         row.free_count == key.free_count;
}

}  // namespace

FunEntry* FunTable::intern(const Key& key, Module* loaded) {
  if (loaded != nullptr) {
    for (FunEntry& row : loaded->funs) {
      if (is_same(row, key)) return &row;
    }
  }
  const std::scoped_lock lock(mutex_);
  for (FunEntry& row : orphans_) {
    if (row.module_name == key.module && is_same(row, key)) return &row;
  }
  FunEntry& row = orphans_.emplace_back();
  row.module_name = key.module;
  row.arity = key.arity;
  row.free_count = key.free_count;
  row.index = key.index;
  row.old_index = key.old_index;
  row.old_uniq = key.old_uniq;
  row.uniq = key.uniq;
  return &row;
}

FunEntry* FunTable::resolve(const FunEntry& orphan, Module& loaded) {
  const Key key{orphan.module_name, orphan.arity,    orphan.free_count, orphan.index,
                orphan.old_index,   orphan.old_uniq, orphan.uniq};
  for (FunEntry& row : loaded.funs) {
    if (is_same(row, key)) return &row;
  }
  return nullptr;
}

}  // namespace rt
