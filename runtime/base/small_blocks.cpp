// SPDX-License-Identifier: Apache-2.0
// One range of addresses holds all spans: whether a block is ours, and in which span it lies, is arithmetic. What is
// known of spans lies outside them, so that looking at it does not touch the cache lines of blocks.
#include "runtime/base/small_blocks.hpp"

#include <sys/mman.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <utility>

#include "runtime/base/short_lock.hpp"

namespace rt::small_blocks {
namespace {

constexpr std::size_t kSpanBytes = 64 * 1024;
constexpr std::size_t kRangeBytes = std::size_t{64} << 30;
constexpr std::size_t kSpans = kRangeBytes / kSpanBytes;
// So many unused spans keep their memory.
constexpr std::size_t kKeptSpans = 64;

// Sizes are 16 bytes apart up to 256, 32 up to 512, then 64.
constexpr std::size_t kClasses = 16 + 8 + 8;
constexpr std::size_t class_of(std::size_t bytes) {
  if (bytes <= 256) return (bytes - 1) / 16;
  if (bytes <= 512) return 16 + (bytes - 257) / 32;
  return 24 + (bytes - 513) / 64;
}
constexpr std::size_t bytes_of(std::size_t size_class) {
  if (size_class < 16) return (size_class + 1) * 16;
  if (size_class < 24) return 256 + (size_class - 15) * 32;
  return 512 + (size_class - 23) * 64;
}
static_assert(class_of(kLargest) == kClasses - 1 && bytes_of(kClasses - 1) == kLargest);

constexpr std::uint32_t batch_of(std::size_t size_class) {
  return static_cast<std::uint32_t>(bytes_of(size_class) >= 256 ? 16 * 1024 / bytes_of(size_class) : 64);
}

struct Block {
  Block* next;
};

struct BlockList {
  Block* first = nullptr;
  std::uint32_t count = 0;
  void push(Block* block) {
    block->next = first;
    first = block;
    ++count;
  }
  Block* pop() {
    Block* block = first;
    first = block->next;
    --count;
    return block;
  }
};

struct Span {
  BlockList free;
  std::uint32_t fresh;   // blocks from here on were never used
  std::uint32_t in_use;  // blocks that threads have
  Span* next;            // in the list of its class, or of unused spans
  Span* previous;
  bool is_listed;        // in the list of its class: it has blocks to give
  bool has_memory;
};

// Everything but the stocks of threads. Zero pages are unused spans.
struct Spans {
  std::atomic<char*> base{nullptr};  // set once, last of all
  Span* all = nullptr;
  std::uint8_t* classes = nullptr;

  struct Class {
    ShortLock lock;
    Span* first = nullptr;
  };
  std::array<Class, kClasses> by_class;

  ShortLock lock;  // of the rest
  std::size_t begun = 0;
  Span* unused = nullptr;
  std::size_t kept = 0;
  std::atomic<std::size_t> bytes_in_use{0};

  char* start() const { return base.load(std::memory_order_relaxed); }
  std::size_t index_of(const void* block) const {
    return static_cast<std::size_t>(static_cast<const char*>(block) - start()) / kSpanBytes;
  }
  char* memory_of(const Span& span) const { return start() + static_cast<std::size_t>(&span - all) * kSpanBytes; }
  bool reserve();
  Span* begin_span(std::size_t size_class);
  void end_span(Span& span);
  std::uint32_t take(std::size_t size_class, std::uint32_t wanted, BlockList& to);
  void give_back(std::size_t size_class, std::uint32_t count, BlockList& from);
};

void* map(std::size_t bytes) {
  void* memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return memory == MAP_FAILED ? nullptr : memory;
}

bool Spans::reserve() {
  void* range = map(kRangeBytes + kSpanBytes);
  if (range == nullptr) return false;
  void* spans = map(kSpans * sizeof(Span));
  void* bytes = map(kSpans);
  if (spans == nullptr || bytes == nullptr) return false;
  all = static_cast<Span*>(spans);
  classes = static_cast<std::uint8_t*>(bytes);
  const auto at = reinterpret_cast<std::uintptr_t>(range);
  base.store(static_cast<char*>(range) + (kSpanBytes - at % kSpanBytes) % kSpanBytes, std::memory_order_release);
  return true;
}

// Null: the range is full.
Span* Spans::begin_span(std::size_t size_class) {
  const std::scoped_lock guard(lock);
  Span* span = unused;
  if (span != nullptr) {
    unused = span->next;
    if (span->has_memory) --kept;
  } else if (begun < kSpans) {
    span = all + begun++;
  } else {
    return nullptr;
  }
  *span = Span{};
  span->has_memory = true;
  classes[span - all] = static_cast<std::uint8_t>(size_class);
  bytes_in_use.fetch_add(kSpanBytes, std::memory_order_relaxed);
  return span;
}

void Spans::end_span(Span& span) {
  const std::scoped_lock guard(lock);
  if (kept < kKeptSpans) {
    ++kept;
  } else {
    madvise(memory_of(span), kSpanBytes, MADV_DONTNEED);
    span.has_memory = false;
  }
  span.next = unused;
  unused = &span;
  bytes_in_use.fetch_sub(kSpanBytes, std::memory_order_relaxed);
}

// How many it got.
std::uint32_t Spans::take(std::size_t size_class, std::uint32_t wanted, BlockList& to) {
  const std::size_t bytes = bytes_of(size_class);
  const auto per_span = static_cast<std::uint32_t>(kSpanBytes / bytes);
  Class& its = by_class[size_class];
  const std::scoped_lock guard(its.lock);
  std::uint32_t taken = 0;
  while (taken < wanted) {
    Span* span = its.first;
    if (span == nullptr) {
      span = begin_span(size_class);
      if (span == nullptr) break;
      span->is_listed = true;
      its.first = span;
    }
    char* const memory = memory_of(*span);
    const std::uint32_t before = taken;
    while (taken < wanted && span->free.count > 0) to.push(span->free.pop()), ++taken;
    while (taken < wanted && span->fresh < per_span) {
      to.push(reinterpret_cast<Block*>(memory + span->fresh++ * bytes));
      ++taken;
    }
    span->in_use += taken - before;
    if (span->free.count > 0 || span->fresh < per_span) break;
    its.first = span->next;
    if (its.first != nullptr) its.first->previous = nullptr;
    span->is_listed = false;
  }
  return taken;
}

void Spans::give_back(std::size_t size_class, std::uint32_t count, BlockList& from) {
  Class& its = by_class[size_class];
  const std::scoped_lock guard(its.lock);
  while (count-- > 0) {
    Block* block = from.pop();
    Span& span = all[index_of(block)];
    span.free.push(block);
    --span.in_use;
    if (!span.is_listed) {
      span.is_listed = true;
      span.previous = nullptr;
      span.next = its.first;
      if (its.first != nullptr) its.first->previous = &span;
      its.first = &span;
    }
    if (span.in_use > 0 || (its.first == &span && span.next == nullptr)) continue;
    (span.previous == nullptr ? its.first : span.previous->next) = span.next;
    if (span.next != nullptr) span.next->previous = span.previous;
    end_span(span);
  }
}

constinit Spans spans;
bool has_range() {
  static const bool is_there = spans.reserve();
  return is_there;
}

// --- the stock of a thread

struct Stock {
  std::array<BlockList, kClasses> lists;
  bool is_returned_at_end;
};
constinit thread_local Stock stock{};

struct ReturnsStock {
  ~ReturnsStock() {
    for (std::size_t i = 0; i < kClasses; ++i) spans.give_back(i, stock.lists[i].count, stock.lists[i]);
  }
};

void* take_batch(std::size_t size_class) {
  if (!has_range()) return nullptr;
  if (!std::exchange(stock.is_returned_at_end, true)) {
    thread_local const ReturnsStock at_end;
    (void)&at_end;
  }
  BlockList& list = stock.lists[size_class];
  return spans.take(size_class, batch_of(size_class), list) == 0 ? nullptr : list.pop();
}

}  // namespace

void* take(std::size_t bytes) {
  const std::size_t size_class = class_of(bytes);
  BlockList& list = stock.lists[size_class];
  return list.first != nullptr ? list.pop() : take_batch(size_class);
}

bool owns(const void* memory) {
  const auto start = reinterpret_cast<std::uintptr_t>(spans.start());
  return start != 0 && reinterpret_cast<std::uintptr_t>(memory) - start < kRangeBytes;
}

std::size_t size_of(const void* block) { return bytes_of(spans.classes[spans.index_of(block)]); }

void give_back(void* block) {
  const std::size_t size_class = spans.classes[spans.index_of(block)];
  BlockList& list = stock.lists[size_class];
  list.push(static_cast<Block*>(block));
  if (list.count >= 2 * batch_of(size_class)) spans.give_back(size_class, batch_of(size_class), list);
}

std::size_t bytes_in_use() { return spans.bytes_in_use.load(std::memory_order_relaxed); }

}  // namespace rt::small_blocks
