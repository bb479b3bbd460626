// SPDX-License-Identifier: Apache-2.0
// Traversal of hash tables: whole buckets, so that the place between two slices is the number of one.
#include "runtime/ets/hash_store.hpp"
#include "runtime/ets/traversal.hpp"
#include "runtime/process/process.hpp"
#include "runtime/vm.hpp"

namespace rt::ets {
namespace {

class Visitor {
 public:
  Visitor(Process& p, Table& table, const MatchProgram& program, Progress& progress)
      : p_(p), store_(static_cast<HashStore&>(*table.store)), progress_(progress),
        run_(p, program, progress.action == Action::collect ? MatchRun::Result::copy : MatchRun::Result::borrow) {}

  void visit(std::size_t bucket) {
    for (Object** link = &store_.bucket(bucket); *link != nullptr;) {
      Object* const object = *link;
      if (!object->is_deleted) {
        ++progress_.visited;
        act(link, bucket);
        if (*link != object && progress_.action == Action::remove) continue;
      }
      link = &(*link)->next;
    }
  }

 private:
  void act(Object** link, std::size_t bucket) {
    Object* const object = *link;
    const OpenObject open(p_.vm(), *object);
    const Term result = run_.run(open->tuple(), &*open);
    if (!result) return;
    switch (progress_.action) {
      case Action::collect: progress_.list = p_.reserve(2).cons(result, progress_.list); break;
      case Action::count:
        if (result != atoms::true_) return;
        break;
      case Action::remove:
        if (result != atoms::true_) return;
        store_.remove_at(link, bucket, progress_.own_fixations);
        break;
      case Action::replace: store_.replace_at(link, store_.create(result)); break;
    }
    ++progress_.got;
  }

  Process& p_;
  HashStore& store_;
  Progress& progress_;
  MatchRun run_;
};

// Buckets from `bucket` on, until the slice is over.
void go_on(Visitor& visitor, HashStore& store, Progress& progress, std::size_t bucket) {
  for (;;) {
    visitor.visit(bucket);
    bucket = store.after(bucket);
    if (bucket == 0) {
      progress.bucket = -1;
      progress.is_done = true;
      break;
    }
    progress.bucket = static_cast<std::int64_t>(bucket);
    if (progress.chunk_size > 0 && progress.got >= progress.chunk_size) {
      progress.is_done = true;
      break;
    }
    if (progress.visited >= kObjectsPerSlice) break;
  }
  if (progress.is_done && progress.action == Action::remove && progress.got > 0) store.shrink_after_removal();
}

}  // namespace

void traverse_buckets(Process& p, Table& table, const MatchProgram& program, const HashPlan& plan, Progress& progress) {
  auto& store = static_cast<HashStore&>(*table.store);
  Visitor visitor(p, table, program, progress);
  if (!plan.has_keys) {
    std::size_t bucket = 0;
    while (store.bucket(bucket) == nullptr) {
      bucket = store.after(bucket);
      if (bucket == 0) break;
    }
    if (store.bucket(bucket) != nullptr) return go_on(visitor, store, progress, bucket);
  }
  for (const std::size_t bucket : plan.buckets) visitor.visit(bucket);
  progress.bucket = -1;
  progress.is_done = true;
  if (progress.action == Action::remove && progress.got > 0) store.shrink_after_removal();
}

bool traverse_from_bucket(Process& p, Table& table, const MatchProgram& program, Progress& progress) {
  auto& store = static_cast<HashStore&>(*table.store);
  if (progress.bucket < 0 || (progress.chunk_size > 0 && progress.got >= progress.chunk_size)) {
    progress.is_done = true;
    return true;
  }
  const auto bucket = static_cast<std::size_t>(progress.bucket);
  if (bucket >= store.bucket_count()) return false;
  Visitor visitor(p, table, program, progress);
  go_on(visitor, store, progress, bucket);
  return true;
}

}  // namespace rt::ets
