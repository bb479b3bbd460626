// SPDX-License-Identifier: Apache-2.0
// The command lists of bs_match and bs_create_bin.
#include <cstddef>
#include <memory>
#include <vector>

#include "runtime/code/binary_commands.hpp"
#include "runtime/interp/slow.hpp"
#include "runtime/ops/binary_match_inl.hpp"

namespace rt::slow {
namespace {

void store(Process& p, Term* x, std::uint16_t destination, Term value) {
  if (destination & DReg::kYBit) {
    p.heap.sp[destination & ~DReg::kYBit] = value.word();
  } else {
    x[destination] = value;
  }
}

}  // namespace

bool match_commands(Process& p, Term context, const Word* commands, std::size_t words, Term* x) {
  for (const Word* at = commands; at != commands + words; at += MatchRow::kWords) {
    const MatchRow row = MatchRow::read(at);
    Term value;
    switch (row.command) {
      case MatchCommand::ensure_at_least:
        if (!ensure_at_least(context, row.bits, row.unit)) return false;
        continue;
      case MatchCommand::ensure_exactly:
        if (!ensure_exactly(context, row.bits)) return false;
        continue;
      case MatchCommand::integer: value = get_integer_fast(p, context, row.bits, row.flags); break;
      case MatchCommand::binary: value = get_binary(p, context, row.bits); break;
      case MatchCommand::skip:
        if (!skip(context, row.bits)) return false;
        continue;
      case MatchCommand::get_tail: value = get_tail(p, context); break;
      case MatchCommand::equal:
        if (!match_number(context, row.bits, Term::from_word(row.value))) return false;
        continue;
    }
    if (!value) return false;
    store(p, x, row.destination, value);
  }
  return true;
}

namespace {

// The bitstring of an append whose fields make up one word (BuildRow::flags). None: nothing was done, and create_bin copes
// with it or says what is wrong.
Term append_word(Process& p, const BuildRow& first, const Word* rows, std::size_t segments, const Term* x) {
  const Term bitstring = operand(p, x, first.value);
  if (!is_bitstring(bitstring)) return Term::none();
  const std::size_t used = bit_size(bitstring);
  if ((first.unit > 1 && used % first.unit != 0) || used >= kMaxBitstringBits - BuildRow::kWidestFields) return Term::none();
  std::uint64_t word = 0;
  for (std::size_t i = 1; i < segments; ++i) {
    const BuildRow row = BuildRow::read(rows + i * BuildRow::kWords);
    const Term value = operand(p, x, row.value);
    if (!value.is_small()) return Term::none();
    const auto bits = static_cast<unsigned>(Term::from_word(row.size).small_value() * row.unit);
    const auto field = static_cast<std::uint64_t>(value.small_value());
    word = bits == BuildRow::kWidestFields ? field : word << bits | (field & ((std::uint64_t{1} << bits) - 1));
  }
  const bool is_private = first.kind == SegmentKind::private_append;
  Appended to = is_private ? private_append_bits(p, bitstring, first.flags) : append_bits(p, bitstring, first.flags);
  to.writer.put(word, first.flags);
  return to.result;
}

}  // namespace

Term create_binary(Process& p, const Word* rows, std::size_t segments, const Term* x) {
  const auto fetch = [&](std::size_t i) {
    const BuildRow row = BuildRow::read(rows + i * BuildRow::kWords);
    const bool is_string = row.kind == SegmentKind::string;
    return BuildSegment{row.kind,
                        row.flags,
                        row.unit,
                        row.position,
                        is_string ? Term::from_word(row.value) : operand(p, x, row.value),
                        is_string ? Term::from_word(row.size) : operand(p, x, row.size)};
  };
  if (segments > 1) {
    const BuildRow first = BuildRow::read(rows);
    const Term result = appends(first.kind) && first.flags != 0 ? append_word(p, first, rows, segments, x) : Term::none();
    if (result) return result;
  }
  constexpr std::size_t kFew = 12;
  if (segments <= kFew) {
    // Left as it is until written: most have two or three segments.
    alignas(BuildSegment) std::byte room[kFew * sizeof(BuildSegment)];
    auto* list = reinterpret_cast<BuildSegment*>(room);
    for (std::size_t i = 0; i < segments; ++i) std::construct_at(list + i, fetch(i));
    return create_bin(p, {list, segments});
  }
  std::vector<BuildSegment> list;
  list.reserve(segments);
  for (std::size_t i = 0; i < segments; ++i) list.push_back(fetch(i));
  return create_bin(p, list);
}

Term init_writable(Process& p, Term size) { return rt::init_writable(p, size); }

}  // namespace rt::slow
