// SPDX-License-Identifier: Apache-2.0
// Follows erts/emulator/beam/erl_gc.c and what it tells the logger. Sizes are those of our heap: a process meets the same
// limit a little earlier or later than in OTP.
#include "runtime/process/heap_limit.hpp"

#include <algorithm>

#include "runtime/error/stacktrace.hpp"
#include "runtime/io/event_logger.hpp"
#include "runtime/process/heap_sizes.hpp"
#include "runtime/process/process.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

Term number(std::size_t n) { return Term::small(static_cast<std::int64_t>(n)); }

std::size_t shared_words(const Heap& heap) {
  return (heap.off_heap.byte_total() + heap.old_off_heap.byte_total()) / sizeof(Word);
}

void report(Process& p, std::size_t total) {
  const Heap& heap = p.heap;
  const MaxHeapSize& limit = p.settings().max_heap;
  const auto words = [](const Word* from, const Word* to) { return number(static_cast<std::size_t>(to - from)); };
  const Term trace = current_stacktrace(p, p.ip);
  HeapWriter w = p.reserve(64);
  const auto row = [&](const char* key, Term value) { return w.tuple({p.vm().atoms.must_intern(key), value}); };
  const Term sizes = w.list({row("old_heap_block_size", words(heap.old_start, heap.old_end)),
                             row("heap_block_size", number(heap.size_words())),
                             row("mbuf_size", number(heap.fragment_words)),
                             row("recent_size", words(heap.start, heap.high_water)),
                             row("stack_size", number(heap.stack_words())),
                             row("old_heap_size", words(heap.old_start, heap.old_top)),
                             row("heap_size", words(heap.start, heap.top))});
  log_event(p,
            "     Process:            ~p ~n     Context:            maximum heap size reached~n"
            "     Max Heap Size:      ~p~n     Total Heap Size:    ~p~n     Kill:               ~p~n"
            "     Error Logger:       ~p~n     Message Queue Len:  ~p~n     GC Info:            ~p~n"
            "     Stacktrace:         ~p~n",
            {p.pid, number(limit.words), number(total), boolean(limit.kill), boolean(limit.error_logger),
             number(p.mailbox.length()), sizes, trace});
}

}  // namespace

void check_heap_limit(Process& p, std::size_t words_before) {
  const MaxHeapSize& limit = p.settings().max_heap;
  if (limit.words == 0 || p.is_exiting) return;
  const Heap& heap = p.heap;
  // OTP counts the block that is copied from and the one that is copied to. A young block that is large only because the
  // process collects often does not count whole.
  const std::size_t lives = static_cast<std::size_t>(heap.top - heap.start) + heap.stack_words();
  const std::size_t total = std::min(words_before, kOtpMinHeapWords) + std::min(heap.size_words(), 2 * lives) +
                            static_cast<std::size_t>(heap.old_end - heap.old_start) + heap.fragment_words;
  if (total + (limit.include_shared_binaries ? shared_words(heap) : 0) <= limit.words) return;
  if (limit.error_logger) report(p, total);
  if (!limit.kill) return;
  p.exit_reason = atoms::killed;
  p.is_exiting = true;
  p.reductions_left = 0;
}

}  // namespace rt
