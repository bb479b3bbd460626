// SPDX-License-Identifier: Apache-2.0
// Literal areas are cut from one PROT_READ|WRITE, NORESERVE mapping: the kernel gives memory on first touch.
#include "runtime/heap/literal_area.hpp"

#include <sys/mman.h>

namespace rt {

LiteralSpace::LiteralSpace() {
  void* base = mmap(nullptr, kBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  VM_CHECK(base != MAP_FAILED, "address space for literals");
  base_ = reinterpret_cast<std::uintptr_t>(base);
}

LiteralSpace::~LiteralSpace() { munmap(reinterpret_cast<void*>(base_), kBytes); }

std::unique_ptr<LiteralArea> LiteralSpace::create(std::size_t words) {
  const std::scoped_lock lock(mutex_);
  if (const auto found = free_areas_.lower_bound(words);
      found != free_areas_.end() && found->first <= words + words / 4) {
    auto* area = new LiteralArea(*this, found->second, found->first);
    free_areas_.erase(found);
    return std::unique_ptr<LiteralArea>(area);
  }
  const std::size_t bytes = words * sizeof(Word);
  if (bytes > kBytes - used_bytes_) return nullptr;
  auto* start = reinterpret_cast<Word*>(base_ + used_bytes_);
  used_bytes_ += bytes;
  return std::unique_ptr<LiteralArea>(new LiteralArea(*this, start, words));
}

void LiteralSpace::free(Word* start, std::size_t words) {
  const std::scoped_lock lock(mutex_);
  if (words > 0) free_areas_.emplace(words, start);
}

LiteralArea::~LiteralArea() {
  off_heap_.release_all();
  space_.free(start_, capacity_);
}

}  // namespace rt
