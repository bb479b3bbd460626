// SPDX-License-Identifier: Apache-2.0
// Rules: the bit syntax. bs_match and bs_create_bin become rows of binary_commands.hpp.
#include <algorithm>
#include <span>
#include <vector>

#include "loader/transform/translator.hpp"
#include "runtime/code/binary_commands.hpp"

namespace loader {

using rt::Instr;
using rt::Term;
using rt::Word;

Translator::Index Translator::match_binary(Index i) {
  const GenericOp& o = op(i);
  const auto& a = o.args;
  switch (o.op) {
    case Opcode::bs_start_match3:  // label, source, live, destination
      emit(Instr::bs_start_match, source(a[1]), destination(a[3]), a[2].word, label(a[0]));
      return 1;
    case Opcode::bs_start_match4: {  // label or atom, live, source, destination
      const bool may_fail = a[0].is(ArgKind::label);
      if (!may_fail && !o.is_proven()) emit(Instr::check_bitstring, source(a[2]));
      emit(Instr::bs_start_match, source(a[2]), destination(a[3]), a[1].word, may_fail ? label(a[0]) : 0);
      return 1;
    }
    case Opcode::bs_get_integer2:  // label, context, live, size, unit, flags, destination
      emit(Instr::bs_get_integer, source(a[1]), destination(a[6]), a[2].word, flags_of(a[5]), source(a[3]), a[4].word, label(a[0]));
      return 1;
    case Opcode::bs_get_float2:
      emit(Instr::bs_get_float, source(a[1]), destination(a[6]), a[2].word, flags_of(a[5]), source(a[3]), a[4].word, label(a[0]));
      return 1;
    case Opcode::bs_get_binary2:
      emit(Instr::bs_get_binary, source(a[1]), destination(a[6]), a[2].word, flags_of(a[5]), source(a[3]), a[4].word, label(a[0]));
      return 1;
    case Opcode::bs_skip_bits2:  // label, context, size, unit, flags
      emit(Instr::bs_skip_bits, source(a[1]), source(a[2]), a[3].word, label(a[0]));
      return 1;
    case Opcode::bs_test_tail2:
      if (a[2].word > 0xFFFFFFFF) emit(Instr::bs_test_long_tail, source(a[1]), a[2].word, label(a[0]));
      else emit(Instr::bs_test_tail, source(a[1]), a[2].word, label(a[0]));
      return 1;
    case Opcode::bs_test_unit: emit(Instr::bs_test_unit, source(a[1]), a[2].word, label(a[0])); return 1;
    case Opcode::bs_match_string:  // label, context, bits, offset
      if (a[2].word > 0xFFFFFFFF) error_ = "a string is too long";
      else emit(Instr::bs_match_string, source(a[1]), a[2].word, pointer(linked_.decoded().strings.data() + a[3].word), label(a[0]));
      return 1;
    case Opcode::bs_get_utf8: emit(Instr::bs_get_utf8, source(a[1]), destination(a[4]), label(a[0])); return 1;
    case Opcode::bs_get_utf16: emit(Instr::bs_get_utf16, source(a[1]), destination(a[4]), flags_of(a[3]), label(a[0])); return 1;
    case Opcode::bs_get_utf32: emit(Instr::bs_get_utf32, source(a[1]), destination(a[4]), flags_of(a[3]), label(a[0])); return 1;
    case Opcode::bs_skip_utf8: emit(Instr::bs_skip_utf8, source(a[1]), label(a[0])); return 1;
    case Opcode::bs_skip_utf16: emit(Instr::bs_skip_utf16, source(a[1]), flags_of(a[3]), label(a[0])); return 1;
    case Opcode::bs_skip_utf32: emit(Instr::bs_skip_utf32, source(a[1]), flags_of(a[3]), label(a[0])); return 1;
    case Opcode::bs_get_tail: emit(Instr::bs_get_tail, source(a[0]), destination(a[1]), a[2].word); return 1;
    case Opcode::bs_get_position: emit(Instr::bs_get_position, source(a[0]), destination(a[1]), a[2].word); return 1;
    case Opcode::bs_set_position: emit(Instr::bs_set_position, source(a[0]), source(a[1])); return 1;
    default: break;
  }
  // bs_match: label, context, commands
  std::vector<rt::MatchRow> rows;
  const auto list = a[2].list();
  Word live = 0;
  // More bits than any bitstring has stand for numbers that are larger still: such an ensure never matches.
  const auto bits = [](const Arg& arg) {
    constexpr Word kNever = Word{1} << 62;
    return arg.is(ArgKind::word) ? std::min<Word>(arg.word, kNever) : kNever;
  };
  for (std::size_t k = 0; k < list.size();) {
    const std::string_view name = atom_text(list[k]);
    rt::MatchRow row{};
    if (name == "ensure_at_least") {
      row = {rt::MatchCommand::ensure_at_least, 0, static_cast<std::uint16_t>(list[k + 2].word), 0, bits(list[k + 1]), 0};
      k += 3;
    } else if (name == "ensure_exactly") {
      row = {rt::MatchCommand::ensure_exactly, 0, 0, 0, bits(list[k + 1]), 0};
      k += 2;
    } else if (name == "skip") {
      row = {rt::MatchCommand::skip, 0, 0, 0, bits(list[k + 1]), 0};
      k += 2;
    } else if (name == "integer" || name == "binary") {  // live, flags, size, unit, destination
      row = {name == "integer" ? rt::MatchCommand::integer : rt::MatchCommand::binary,
             static_cast<std::uint8_t>(flags_of(list[k + 2])), 0, static_cast<std::uint16_t>(destination(list[k + 5])),
             list[k + 3].word * list[k + 4].word, 0};
      live = list[k + 1].word;
      k += 6;
    } else if (name == "get_tail") {  // live, unit, destination
      row = {rt::MatchCommand::get_tail, 0, static_cast<std::uint16_t>(list[k + 2].word),
             static_cast<std::uint16_t>(destination(list[k + 3])), 0, 0};
      live = list[k + 1].word;
      k += 4;
    } else {  // =:=: nil, bits, value
      row = {rt::MatchCommand::equal, 0, 0, 0, list[k + 2].word, constant(list[k + 3])->word()};
      k += 4;
    }
    rows.push_back(row);
  }
  emit(Instr::bs_match, destination(a[1]), live, rows.size() * rt::MatchRow::kWords, label(a[0]));
  for (const rt::MatchRow& row : rows) {
    Word words[rt::MatchRow::kWords];
    row.write(words);
    for (Word w : words) writer_.append(w);
  }
  return 1;
}

namespace {

// BuildRow::flags of an append before them.
std::uint8_t bits_of_plain_fields(std::span<const rt::BuildRow> rows) {
  std::size_t bits = 0;
  for (const rt::BuildRow& row : rows) {
    const Term size = Term::from_word(row.size);
    const bool is_plain = row.kind == rt::SegmentKind::integer && (row.flags & rt::kBitsLittle) == 0 &&
                          !rt::Src{row.size}.is_register() && size.is_small() && size.small_value() >= 0;
    if (!is_plain || static_cast<std::size_t>(size.small_value()) > rt::BuildRow::kWidestFields) return 0;
    bits += static_cast<std::size_t>(size.small_value()) * row.unit;
    if (bits > rt::BuildRow::kWidestFields) return 0;
  }
  return static_cast<std::uint8_t>(bits);
}

}  // namespace

Translator::Index Translator::build_binary(Index i) {
  const GenericOp& o = op(i);
  if (o.op == Opcode::bs_init_writable) return emit(Instr::bs_init_writable), 1;
  // bs_create_bin: label, heap, live, unit, destination, segments of type, number, unit, flags, value, size
  const auto& a = o.args;
  const auto list = a[5].list();
  emit(Instr::bs_create_bin, destination(a[4]), a[2].word, list.size() / 6, label(a[0]), heap_words(a[1].need()));
  constexpr std::pair<std::string_view, rt::SegmentKind> kKinds[] = {
      {"integer", rt::SegmentKind::integer}, {"float", rt::SegmentKind::floating}, {"binary", rt::SegmentKind::binary},
      {"append", rt::SegmentKind::append},   {"private_append", rt::SegmentKind::private_append},
      {"string", rt::SegmentKind::string},   {"utf8", rt::SegmentKind::utf8},      {"utf16", rt::SegmentKind::utf16},
      {"utf32", rt::SegmentKind::utf32}};
  std::vector<rt::BuildRow> rows;
  for (std::size_t k = 0; k < list.size(); k += 6) {
    rt::BuildRow& row = rows.emplace_back();
    for (const auto& [name, kind] : kKinds) {
      if (name == atom_text(list[k])) row.kind = kind;
    }
    row.position = static_cast<std::uint32_t>(list[k + 1].word);
    row.unit = static_cast<std::uint16_t>(list[k + 2].word);
    row.flags = static_cast<std::uint8_t>(flags_of(list[k + 3]));
    if (row.kind == rt::SegmentKind::string) {
      row.value = pointer(linked_.decoded().strings.data() + list[k + 4].word);
      row.size = Term::small(list[k + 5].integer()).word();
    } else {
      row.value = source(list[k + 4]);
      row.size = list[k + 5].is(ArgKind::word) ? constant(list[k + 5])->word() : source(list[k + 5]);
    }
  }
  if (!rows.empty() && appends(rows[0].kind)) rows[0].flags = bits_of_plain_fields(std::span(rows).subspan(1));
  for (const rt::BuildRow& row : rows) {
    Word words[rt::BuildRow::kWords];
    row.write(words);
    for (Word w : words) writer_.append(w);
  }
  return 1;
}

}  // namespace loader
