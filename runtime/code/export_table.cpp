// SPDX-License-Identifier: Apache-2.0
#include "runtime/code/export_table.hpp"

namespace rt {

const Word* entry_of(const Export* callee) { return callee->entry; }

Export* ExportTable::intern(Term module, Term function, unsigned arity) {
  const std::scoped_lock lock(mutex_);
  const Key key{module.word(), function.word(), arity};
  if (const auto found = index_.find(key); found != index_.end()) return found->second;
  Export& e = exports_.emplace_back();
  e.module = module;
  e.function = function;
  e.arity = arity;
  make_stub_(e);
  index_.emplace(key, &e);
  return &e;
}

Export* ExportTable::find(Term module, Term function, unsigned arity) const {
  const std::scoped_lock lock(mutex_);
  const auto found = index_.find(Key{module.word(), function.word(), arity});
  return found == index_.end() ? nullptr : found->second;
}

std::vector<Export*> ExportTable::of_module(Term module) const {
  const std::scoped_lock lock(mutex_);
  std::vector<Export*> result;
  for (Export& e : exports_) {
    if (e.module == module) result.push_back(&e);
  }
  return result;
}

}  // namespace rt
