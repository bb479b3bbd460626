// SPDX-License-Identifier: Apache-2.0
#include "runtime/ets/table.hpp"

#include <algorithm>
#include <utility>

#include "runtime/ets/hash_store.hpp"
#include "runtime/ets/tree_store.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/vm.hpp"

namespace rt::ets {
namespace {

std::unique_ptr<Store> make_store(Vm& vm, const TableOptions& o, SpreadLock& lock) {
  switch (o.type) {
    case TableType::ordered_set:
      if (!o.is_concurrent()) return std::make_unique<TreeStore>(vm, o.form());
      return std::make_unique<CaTree>(vm, o.form(), lock, CaTree::Traits{o.read_concurrency, o.decentralized_counters});
    case TableType::set:
    case TableType::bag:
    case TableType::duplicate_bag: break;
  }
  const HashKind kind = o.type == TableType::set   ? HashKind::set
                        : o.type == TableType::bag ? HashKind::bag
                                                   : HashKind::duplicate_bag;
  return std::make_unique<HashStore>(vm, o.form(), kind, o.locks, o.locks > 1 && o.decentralized_counters);
}

}  // namespace

Table::Table(Vm& vm, Term table_name, const TableOptions& table_options, Term owner_pid)
    : number(vm.unique_number()), options(table_options), name(table_name), owner(owner_pid), heir(atoms::none),
      heir_data(atoms::undefined), store(make_store(vm, table_options, mutex)),
      is_concurrent_(table_options.is_concurrent()) {
  if (is_concurrent_) mutex.spread(static_cast<unsigned>(vm.scheduler->worker_count()));
}

std::size_t Table::memory_words() const {
  constexpr std::size_t kFixationWords = 9, kReadLockWords = 32, kHeirWords = 4;
  std::size_t words = store->memory_words() + kFixationWords * fixations().list.size();
  if (options.read_concurrency && options.write_concurrency == WriteConcurrency::off) words += kReadLockWords;
  if (heir_storage != nullptr) words += kHeirWords + heir_storage->used();
  return words;
}

std::unique_ptr<Store> Table::take_store(Vm& vm) {
  std::unique_ptr<Store> taken = std::exchange(store, make_store(vm, options, mutex));
  if (CaTree* tree = concurrent()) tree->take_settings(static_cast<const CaTree&>(*taken));
  store->fix_count = taken->fix_count.load();
  return taken;
}

Table::~Table() { drop_insertion(); }

void Table::set_unfinished(Insertion& insertion) {
  insertion.retain();
  unfinished_ = &insertion;
}

void Table::finish_insertion() {
  std::size_t work = 0;
  (void)unfinished_->insert_some(*store, SIZE_MAX, work);
  drop_insertion();
}

void Table::drop_insertion() {
  if (Insertion* dropped = std::exchange(unfinished_, nullptr)) dropped->release();
}

void Table::fix(Term pid, std::int64_t now_ns) {
  const std::scoped_lock lock(fixations_mutex_);
  auto& list = fixations_.list;
  if (list.empty()) fixations_.since_ns = now_ns;
  ++store->fix_count;
  for (Fixation& f : list) {
    if (f.pid == pid) {
      ++f.count;
      return;
    }
  }
  list.push_back({pid, 1});
}

Table::Fixations Table::fixations() const {
  const std::scoped_lock lock(fixations_mutex_);
  return fixations_;
}

bool Table::unfix(Term pid) {
  auto& list = fixations_.list;
  const auto found = std::find_if(list.begin(), list.end(), [pid](const Fixation& f) { return f.pid == pid; });
  if (found == list.end()) return false;
  const bool is_last = --found->count == 0;
  if (is_last) list.erase(found);
  drop_fixations(1);
  return is_last;
}

void Table::unfix_all_of(Term pid) {
  auto& list = fixations_.list;
  const auto found = std::find_if(list.begin(), list.end(), [pid](const Fixation& f) { return f.pid == pid; });
  if (found == list.end()) return;
  const std::size_t count = found->count;
  list.erase(found);
  drop_fixations(count);
}

void Table::drop_fixations(std::size_t count) {
  store->fix_count -= count;
  if (!store->is_fixed()) store->unfixed();
}

}  // namespace rt::ets
