// SPDX-License-Identifier: Apache-2.0
// Rules: type tests, comparisons, selection.
#include <algorithm>

#include "loader/transform/translator.hpp"

namespace loader {

using rt::Instr;
using rt::Term;
using rt::Word;

Translator::Index Translator::type_test(Index i) {
  const GenericOp& o = op(i);
  const Word fail = label(o.args[0]);
  const Arg& s = o.args[1];
  const bool is_x = s.is(ArgKind::x);
  switch (o.op) {
    case Opcode::is_nonempty_list:
      if (is_x && next_is(i, Opcode::get_list) && op(i + 1).args[0] == s) {
        const Arg &h = op(i + 1).args[1], &t = op(i + 1).args[2];
        if (t.is(ArgKind::x)) {
          emit(h.is(ArgKind::x) ? Instr::nonempty_get_list_x_x_x : Instr::nonempty_get_list_x_y_x, s.index(), h.index(),
               t.index(), fail);
          return 2;
        }
      }
      if (is_x) emit(Instr::is_nonempty_list_x, s.index(), fail);
      else if (s.is(ArgKind::y)) emit(Instr::is_nonempty_list_y, s.index(), fail);
      else emit(Instr::is_nonempty_list, source(s), fail);
      return 1;
    case Opcode::is_nil:
      if (is_x) emit(Instr::is_nil_x, s.index(), fail);
      else emit(Instr::is_nil, source(s), fail);
      return 1;
    case Opcode::is_tuple:
      if (next_is(i, Opcode::test_arity) && op(i + 1).args[1] == s && op(i + 1).args[0] == o.args[0] && s.is_reg()) {
        emit(is_x ? Instr::is_tuple_of_arity_x : Instr::is_tuple_of_arity_y, s.index(), fail, op(i + 1).args[2].word);
        return 2;
      }
      if (is_x) emit(Instr::is_tuple_x, s.index(), fail);
      else emit(Instr::is_tuple, source(s), fail);
      return 1;
    case Opcode::test_arity:
      if (!o.is_proven()) emit(Instr::test_is_tuple, source(s), fail);
      if (is_x) emit(Instr::test_arity_x, s.index(), fail, o.args[2].word);
      else emit(Instr::test_arity, source(s), fail, o.args[2].word);
      return 1;
    case Opcode::is_tagged_tuple: {
      const Word header = rt::make_header(rt::Kind::tuple, o.args[2].word);
      if (is_x) emit(Instr::is_tagged_tuple_x, s.index(), fail, header, atom(o.args[3]).word());
      else emit(Instr::is_tagged_tuple, source(s), fail, header, atom(o.args[3]).word());
      return 1;
    }
    case Opcode::is_integer:
      if (is_x) emit(Instr::is_integer_x, s.index(), fail);
      else emit(Instr::is_integer, source(s), fail);
      return 1;
    case Opcode::is_binary:
      if (is_x) emit(Instr::is_binary_x, s.index(), fail);
      else emit(Instr::is_binary, source(s), fail);
      return 1;
    case Opcode::is_function2: emit(Instr::is_function2, source(s), source(o.args[2]), fail); return 1;
    case Opcode::is_float: emit(Instr::is_float, source(s), fail); return 1;
    case Opcode::is_number: emit(Instr::is_number, source(s), fail); return 1;
    case Opcode::is_atom: emit(Instr::is_atom, source(s), fail); return 1;
    case Opcode::is_pid: emit(Instr::is_pid, source(s), fail); return 1;
    case Opcode::is_reference: emit(Instr::is_reference, source(s), fail); return 1;
    case Opcode::is_port: emit(Instr::is_port, source(s), fail); return 1;
    case Opcode::is_list: emit(Instr::is_list, source(s), fail); return 1;
    case Opcode::is_function: emit(Instr::is_function, source(s), fail); return 1;
    case Opcode::is_boolean: emit(Instr::is_boolean, source(s), fail); return 1;
    case Opcode::is_bitstr: emit(Instr::is_bitstr, source(s), fail); return 1;
    default: emit(Instr::is_map, source(s), fail); return 1;
  }
}

Translator::Index Translator::comparison(Index i) {
  const GenericOp& o = op(i);
  const Word fail = label(o.args[0]);
  const Arg *a = &o.args[1], *b = &o.args[2];
  const auto immediate = [&](const Arg& arg) -> std::optional<Term> {
    const auto c = constant(arg);
    return c && c->is_immediate() ? c : std::nullopt;
  };
  const bool both_x = a->is(ArgKind::x) && b->is(ArgKind::x);
  switch (o.op) {
    case Opcode::is_eq_exact:
    case Opcode::is_ne_exact: {
      const bool equal = o.op == Opcode::is_eq_exact;
      if (!a->is_reg() && b->is_reg()) std::swap(a, b);
      if (a->is_reg()) {
        if (const auto c = immediate(*b)) {
          const Instr with = a->is(ArgKind::x) ? (equal ? Instr::is_eq_exact_x_i : Instr::is_ne_exact_x_i)
                                               : (equal ? Instr::is_eq_exact_y_i : Instr::is_ne_exact_y_i);
          emit(with, a->index(), fail, c->word());
          return 1;
        }
      }
      if (both_x) emit(equal ? Instr::is_eq_exact_x_x : Instr::is_ne_exact_x_x, a->index(), b->index(), fail);
      else emit(equal ? Instr::is_eq_exact : Instr::is_ne_exact, source(*a), source(*b), fail);
      return 1;
    }
    case Opcode::is_eq: emit(Instr::is_eq, source(*a), source(*b), fail); return 1;
    case Opcode::is_ne: emit(Instr::is_ne, source(*a), source(*b), fail); return 1;
    default: break;
  }
  const bool less = o.op == Opcode::is_lt;
  const auto is_small = [&](const Arg& arg) {
    const auto c = constant(arg);
    return c && c->is_small();
  };
  if (both_x) {
    emit(less ? Instr::is_lt_x_x : Instr::is_ge_x_x, a->index(), b->index(), fail);
  } else if (a->is(ArgKind::x) && is_small(*b)) {
    emit(less ? Instr::is_lt_x_c : Instr::is_ge_x_c, a->index(), fail, source(*b));
  } else if (b->is(ArgKind::x) && is_small(*a)) {
    emit(less ? Instr::is_lt_c_x : Instr::is_ge_c_x, b->index(), fail, source(*a));
  } else {
    emit(less ? Instr::is_lt : Instr::is_ge, source(*a), source(*b), fail);
  }
  return 1;
}

Translator::Index Translator::select(Index i) {
  const GenericOp& o = op(i);
  const Arg& s = o.args[0];
  const Word fail = label(o.args[1]);
  const auto list = o.args[2].list();
  struct Row {
    Word value;
    std::uint32_t label;
  };
  std::vector<Row> rows;
  bool all_immediate = true, all_small = true;
  for (std::size_t k = 0; k < list.size(); k += 2) {
    const Term value = o.op == Opcode::select_tuple_arity
                           ? Term::from_word(rt::make_header(rt::Kind::tuple, list[k].word))
                           : *constant(list[k]);
    all_immediate = all_immediate && value.is_immediate();
    all_small = all_small && value.is_small();
    rows.push_back({value.word(), static_cast<std::uint32_t>(label(list[k + 1]))});
  }
  const auto emit_lists = [&](bool with_values) {
    std::vector<std::uint32_t> labels;
    for (const Row& r : rows) {
      if (with_values) writer_.append(r.value);
      labels.push_back(r.label);
    }
    writer_.append_labels(labels);
  };
  if (o.op == Opcode::select_tuple_arity) {
    emit(Instr::select_tuple_arity, source(s), fail, rows.size());
    emit_lists(true);
    return 1;
  }
  if (!all_immediate) {
    emit(Instr::select_other, source(s), fail, rows.size());
    emit_lists(true);
    return 1;
  }
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.value < b.value; });
  rows.erase(std::unique(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.value == b.value; }), rows.end());
  if (all_small && rows.size() > 3) {
    // Word order puts negative numbers last; a table is made for a dense range of one sign.
    const Word lowest = rows.front().value;
    const Word span = (rows.back().value - lowest) >> 3;
    if (span < 2 * rows.size() + 4) {
      std::vector<std::uint32_t> labels(span + 1, static_cast<std::uint32_t>(fail));
      for (const Row& r : rows) labels[(r.value - lowest) >> 3] = r.label;
      emit(Instr::select_table, source(s), fail, labels.size(), lowest);
      writer_.append_labels(labels);
      return 1;
    }
  }
  if (s.is(ArgKind::x) && rows.size() == 2) {
    emit(Instr::select_2_x, s.index(), fail, rows[0].label, rows[1].label, rows[0].value, rows[1].value);
    return 1;
  }
  if (s.is(ArgKind::x) && rows.size() == 3) {
    emit(Instr::select_3_x, s.index(), fail, rows[0].label, rows[1].label, rows[2].label, rows[0].value, rows[1].value,
         rows[2].value);
    return 1;
  }
  if (rows.size() <= 8) {
    if (s.is(ArgKind::x)) emit(Instr::select_linear_x, s.index(), fail, rows.size());
    else emit(Instr::select_linear, source(s), fail, rows.size());
  } else {
    emit(Instr::select_binary, source(s), fail, rows.size());
  }
  emit_lists(true);
  return 1;
}

}  // namespace loader
