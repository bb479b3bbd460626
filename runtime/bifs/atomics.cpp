// SPDX-License-Identifier: Apache-2.0
// Module atomics, and so counters of the kind atomics: arrays of 64-bit words behind a magic reference, any process at once.
// An array is signed or not, which says what its values are read as and which may be put; all sums wrap.
#include <atomic>
#include <memory>
#include <new>

#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/word_terms.hpp"
#include "runtime/ops/map_ops.hpp"
#include "runtime/process/magic.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/bignum.hpp"
#include "runtime/term/map.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

enum class Flavour { signed_, unsigned_ };

struct CellArray final : MagicObject {
  CellArray(Flavour f, std::size_t n) : flavour(f), size(n), cells(new (std::nothrow) std::atomic<std::uint64_t>[n]()) {}
  const Flavour flavour;
  const std::size_t size;
  const std::unique_ptr<std::atomic<std::uint64_t>[]> cells;
};

std::optional<Word> value_for(const CellArray& array, Term t) {
  if (array.flavour != Flavour::unsigned_) return signed_word(t);
  const auto word = unsigned_word(t);
  return word ? std::optional(*word) : std::nullopt;
}

struct Cell {
  CellArray* array = nullptr;
  std::atomic<std::uint64_t>* at = nullptr;
  Cell(Term reference, Term index) {
    auto* found = magic::object_of<CellArray>(reference);
    if (found == nullptr || !index.is_small()) return;
    const std::int64_t i = index.small_value();
    if (i < 1 || static_cast<std::uint64_t>(i) > found->size) return;
    array = found;
    at = &found->cells[static_cast<std::size_t>(i - 1)];
  }
  explicit operator bool() const { return at != nullptr; }
  Term term(Process& p, Word value) const {
    HeapWriter w = p.reserve(2);
    if (array->flavour == Flavour::unsigned_) return w.unsigned_integer(value);
    return w.integer(static_cast<std::int64_t>(value));
  }
};

Term new_array(Process& p, Flavour flavour, Term size) {
  const auto n = unsigned_word(size);
  if (!n && n.error() == WordFailure::not_one) return p.raise<Fault::badarg>();
  constexpr Word kMostBytes = Word{1} << 47;
  if (!n || *n > kMostBytes / sizeof(Word)) return p.raise<Fault::system_limit>();
  if (*n == 0) return p.raise<Fault::badarg>();
  auto* array = new CellArray(flavour, *n);
  const Term reference = magic::new_reference(p, array);
  if (array->cells == nullptr) return p.raise<Fault::system_limit>();
  return reference;
}

Term atomics_new_2(Process& p, Term size, Term options) {
  constexpr std::int64_t kSigned = 1;
  if (!options.is_small() || options.small_value() < 0) return p.raise<Fault::badarg>();
  return new_array(p, options.small_value() & kSigned ? Flavour::signed_ : Flavour::unsigned_, size);
}

Term put_3(Process& p, Term reference, Term index, Term value) {
  const Cell cell(reference, index);
  const auto word = cell ? value_for(*cell.array, value) : std::nullopt;
  if (!word) return p.raise<Fault::badarg>();
  cell.at->store(*word);
  return atoms::ok;
}

Term get_2(Process& p, Term reference, Term index) {
  const Cell cell(reference, index);
  return cell ? cell.term(p, cell.at->load()) : p.raise<Fault::badarg>();
}

Term add_3(Process& p, Term reference, Term index, Term by) {
  const Cell cell(reference, index);
  const auto word = increment(by);
  if (!cell || !word) return p.raise<Fault::badarg>();
  cell.at->fetch_add(*word);
  return atoms::ok;
}

Term add_get_3(Process& p, Term reference, Term index, Term by) {
  const Cell cell(reference, index);
  const auto word = increment(by);
  if (!cell || !word) return p.raise<Fault::badarg>();
  return cell.term(p, cell.at->fetch_add(*word) + *word);
}

Term exchange_3(Process& p, Term reference, Term index, Term value) {
  const Cell cell(reference, index);
  const auto word = cell ? value_for(*cell.array, value) : std::nullopt;
  return word ? cell.term(p, cell.at->exchange(*word)) : p.raise<Fault::badarg>();
}

Term compare_exchange_4(Process& p, Term reference, Term index, Term expected, Term value) {
  const Cell cell(reference, index);
  if (!cell) return p.raise<Fault::badarg>();
  const auto old_word = value_for(*cell.array, expected), new_word = value_for(*cell.array, value);
  if (!old_word || !new_word) return p.raise<Fault::badarg>();
  std::uint64_t found = *old_word;
  return cell.at->compare_exchange_strong(found, *new_word) ? atoms::ok : cell.term(p, found);
}

Term info_1(Process& p, Term reference) {
  constexpr std::size_t kHeaderBytes = 40;  // OTP's
  const auto* array = magic::object_of<CellArray>(reference);
  if (array == nullptr) return p.raise<Fault::badarg>();
  const bool is_signed = array->flavour == Flavour::signed_;
  const Term most = p.reserve(2).unsigned_integer(is_signed ? INT64_MAX : UINT64_MAX);
  const Term least = p.reserve(2).integer(is_signed ? INT64_MIN : 0);
  return new_map(p, {atoms::max, most, atoms::min, least, atoms::size, Term::small(static_cast<std::int64_t>(array->size)),
                     atoms::memory, Term::small(static_cast<std::int64_t>(kHeaderBytes + array->size * sizeof(Word)))});
}

constexpr Bif kAtomicsRows[] = {
    bif<&add_3>("add"),           bif<&add_get_3>("add_get"), bif<&compare_exchange_4>("compare_exchange"),
    bif<&exchange_3>("exchange"), bif<&get_2>("get"),         bif<&info_1>("info"),
    bif<&put_3>("put"),
};
constexpr Bif kInternalRows[] = {
    bif<&atomics_new_2>("atomics_new"),
};

}  // namespace

extern constinit const BifModule kAtomics{"atomics", kAtomicsRows};
extern constinit const BifModule kErtsInternalAtomics{"erts_internal", kInternalRows};

}  // namespace rt
