// SPDX-License-Identifier: Apache-2.0
// erts_internal's part of module counters, for those with write_concurrency: each counter is a sum, with a word for each
// scheduler, which it alone changes, and a base. So adding needs no locked instruction, but while somebody puts or adds others
// may read any of the values in between, as OTP's documentation has it. Words of one scheduler lie together in cache lines.
#include <atomic>
#include <memory>
#include <new>

#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/word_terms.hpp"
#include "runtime/ops/map_ops.hpp"
#include "runtime/process/magic.hpp"
#include "runtime/process/process.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/sched/worker.hpp"
#include "runtime/term/map.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

constexpr std::size_t kWordsPerLine = 8;

struct alignas(64) Line {
  std::atomic<Word> words[kWordsPerLine];
};

struct Counters final : MagicObject {
  Counters(std::size_t n, std::size_t schedulers)
      : size(n), parts(schedulers + 1), lines(new (std::nothrow) Line[line_count()]()) {}

  std::size_t line_count() const { return parts * ((size + kWordsPerLine - 1) / kWordsPerLine); }
  std::atomic<Word>& word(std::size_t counter, std::size_t part) const {
    return lines[counter / kWordsPerLine * parts + part].words[counter % kWordsPerLine];
  }
  Word sum_of_schedulers(std::size_t counter) const {
    Word sum = 0;
    for (std::size_t part = 1; part < parts; ++part) sum += word(counter, part).load(std::memory_order_relaxed);
    return sum;
  }

  const std::size_t size, parts;  // part 0: the base
  const std::unique_ptr<Line[]> lines;
};

struct Counter {
  const Counters* all = nullptr;  // null: there is no such counter
  std::size_t index = 0;

  Counter(Term reference, Term number) {
    const auto* found = magic::object_of<Counters>(reference);
    if (found == nullptr || !number.is_small()) return;
    const auto i = static_cast<std::uint64_t>(number.small_value()) - 1;
    if (i >= found->size) return;
    all = found;
    index = i;
  }
  explicit operator bool() const { return all != nullptr; }
  std::atomic<Word>& part(std::size_t number) const { return all->word(index, number); }
};

Term counters_new_1(Process& p, Term size) {
  const auto n = unsigned_word(size);
  if (!n && n.error() == WordFailure::not_one) return p.raise<Fault::badarg>();
  const std::size_t schedulers = p.vm().scheduler->worker_count();
  constexpr Word kMostBytes = Word{1} << 47;
  if (!n || *n > kMostBytes / (sizeof(Word) * (schedulers + 1))) return p.raise<Fault::system_limit>();
  if (*n == 0) return p.raise<Fault::badarg>();
  auto* counters = new Counters(*n, schedulers);
  const Term reference = magic::new_reference(p, counters);
  return counters->lines == nullptr ? p.raise<Fault::system_limit>() : reference;
}

Term counters_get_2(Process& p, Term reference, Term number) {
  const Counter counter(reference, number);
  if (!counter) return p.raise<Fault::badarg>();
  const Word value = counter.part(0).load(std::memory_order_relaxed) + counter.all->sum_of_schedulers(counter.index);
  return p.reserve(2).integer(static_cast<std::int64_t>(value));
}

Term counters_add_3(Process& p, Term reference, Term number, Term by) {
  const Counter counter(reference, number);
  const auto word = increment(by);
  if (!counter || !word) return p.raise<Fault::badarg>();
  const std::size_t own_part = p.worker == nullptr ? 0 : p.worker->index + 1;  // null: nobody else runs
  std::atomic<Word>& own = counter.part(own_part);
  own.store(own.load(std::memory_order_relaxed) + *word, std::memory_order_relaxed);
  return atoms::ok;
}

Term counters_put_3(Process& p, Term reference, Term number, Term value) {
  const Counter counter(reference, number);
  const auto word = signed_word(value);
  if (!counter || !word) return p.raise<Fault::badarg>();
  counter.part(0).store(*word - counter.all->sum_of_schedulers(counter.index), std::memory_order_relaxed);
  return atoms::ok;
}

Term counters_info_1(Process& p, Term reference) {
  const auto* counters = magic::object_of<Counters>(reference);
  if (counters == nullptr) return p.raise<Fault::badarg>();
  constexpr std::size_t kHeaderBytes = 32;  // OTP's
  const std::size_t bytes = kHeaderBytes + counters->line_count() * sizeof(Line);
  return new_map(p, {atoms::size, Term::small(static_cast<std::int64_t>(counters->size)), atoms::memory,
                     Term::small(static_cast<std::int64_t>(bytes))});
}

constexpr Bif kRows[] = {
    bif<&counters_add_3>("counters_add"),   bif<&counters_get_2>("counters_get"), bif<&counters_info_1>("counters_info"),
    bif<&counters_new_1>("counters_new"), bif<&counters_put_3>("counters_put"),
};

}  // namespace

extern constinit const BifModule kErtsInternalCounters{"erts_internal", kRows};

}  // namespace rt
