// SPDX-License-Identifier: Apache-2.0
// Erlang's operators and guards on lists: ++, --, length, hd, tl, and list_to_tuple.
#include <vector>

#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/long_work.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/compare.hpp"
#include "runtime/term/hash.hpp"
#include "runtime/term/list.hpp"
#include "runtime/term/tuple.hpp"

namespace rt {
namespace {

Term append_2(Process& p, Term left, Term right) {
  const auto length = list_length(left);
  if (!length) return p.raise<Fault::badarg>();
  if (*length == 0) return right;
  if (is_long(p, *length)) return run_dirty(p, DirtyKind::cpu);
  charge_elements(p, *length);
  HeapWriter w = p.reserve(2 * *length);
  Word* cells = w.take(2 * *length);
  const Term result = Term::cons(cells);
  for (; left.is_cons(); left = left.tail(), cells += 2) {
    cells[0] = left.head().word();
    cells[1] = Term::cons(cells + 2).word();
  }
  cells[-1] = right.word();
  return result;
}

// What is to be subtracted, each element as often as it occurs. A few are searched one by one, many by their hash.
class Subtrahend {
 public:
  Subtrahend(Term list, std::size_t count) : left_(count) {
    const bool is_small = count <= kFew;
    if (!is_small) {
      std::size_t size = 16;
      while (size < 2 * count) size *= 2;
      buckets_.assign(size, kEnd);
    }
    items_.reserve(count);
    for (; list.is_cons(); list = list.tail()) {
      Item item{list.head(), 0, kEnd};
      if (!is_small) {
        item.hash = internal_hash(item.term);
        std::uint32_t& head = buckets_[item.hash & (buckets_.size() - 1)];
        item.next = head;
        head = static_cast<std::uint32_t>(items_.size());
      }
      items_.push_back(item);
    }
  }

  bool is_empty() const { return left_ == 0; }

  // Whether `t` was in it; takes it out once.
  bool take(Term t) {
    if (buckets_.empty()) {
      for (Item& item : items_) {
        if (item.term && exact_equal(item.term, t)) return take_out(item);
      }
      return false;
    }
    const std::uint64_t hash = internal_hash(t);
    for (std::uint32_t* link = &buckets_[hash & (buckets_.size() - 1)]; *link != kEnd; link = &items_[*link].next) {
      Item& item = items_[*link];
      if (item.hash == hash && exact_equal(item.term, t)) {
        *link = item.next;
        return take_out(item);
      }
    }
    return false;
  }

 private:
  static constexpr std::size_t kFew = 8;
  static constexpr std::uint32_t kEnd = UINT32_MAX;
  struct Item {
    Term term;
    std::uint64_t hash;
    std::uint32_t next;
  };
  bool take_out(Item& item) {
    item.term = Term::none();
    --left_;
    return true;
  }

  std::vector<Item> items_;
  std::vector<std::uint32_t> buckets_;
  std::size_t left_;
};

// For each element of `right` the first equal one (=:=) of `left` goes. The rest behind the last that goes is shared.
Term subtract_2(Process& p, Term left, Term right) {
  const auto left_length = list_length(left), right_length = list_length(right);
  if (!left_length || !right_length) return p.raise<Fault::badarg>();
  if (*left_length == 0 || *right_length == 0) return left;
  if (is_long(p, *left_length + *right_length)) return run_dirty(p, DirtyKind::cpu);
  charge_elements(p, *left_length + *right_length);
  Subtrahend subtrahend(right, *right_length);
  HeapWriter w = p.reserve(2 * *left_length);
  Word first = Term::nil().word();
  Word* link = &first;
  for (; left.is_cons() && !subtrahend.is_empty(); left = left.tail()) {
    if (subtrahend.take(left.head())) continue;
    const Term cell = w.cons(left.head(), Term::nil());
    *link = cell.word();
    link = &cell.cons_ptr()[1];
  }
  *link = left.word();
  return Term::from_word(first);
}

Term length_1(Process& p, Term list) {
  const auto length = list_length(list);
  if (!length) return p.raise<Fault::badarg>();
  charge_elements(p, *length);
  return Term::small(static_cast<std::int64_t>(*length));
}

Term hd_1(Process& p, Term list) { return list.is_cons() ? list.head() : p.raise<Fault::badarg>(); }
Term tl_1(Process& p, Term list) { return list.is_cons() ? list.tail() : p.raise<Fault::badarg>(); }

Term list_to_tuple_1(Process& p, Term list) {
  const auto length = list_length(list);
  if (!length || *length > kMaxTupleSize) return p.raise<Fault::badarg>();
  if (is_long(p, *length)) return run_dirty(p, DirtyKind::cpu);
  HeapWriter w = p.reserve(1 + *length);
  Word* tuple = w.take(1 + *length);
  tuple[0] = make_header(Kind::tuple, *length);
  for (Word* element = tuple + 1; list.is_cons(); list = list.tail()) *element++ = list.head().word();
  return Term::boxed(tuple);
}

constexpr Bif kRows[] = {
    bif<&append_2>("++"),     bif<&append_2>("append"), guard_bif<&hd_1>("hd"), guard_bif<&length_1>("length"),
    bif<&list_to_tuple_1>("list_to_tuple"), bif<&subtract_2>("--"), bif<&subtract_2>("subtract"), guard_bif<&tl_1>("tl"),
};

}  // namespace

extern constinit const BifModule kErlangList{"erlang", kRows};

}  // namespace rt
