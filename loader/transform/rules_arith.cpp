// SPDX-License-Identifier: Apache-2.0
// Rules: guard functions (operators and type functions get instructions of their own), float registers.
#include "loader/transform/translator.hpp"
#include "runtime/bifs/bif.hpp"

namespace loader {

using rt::Instr;
using rt::Term;
using rt::Word;

namespace {

struct OperatorRow {
  std::string_view name;
  Instr instr;
};
// Operators with the operands S S D N L.
constexpr OperatorRow kBinary[] = {
    {"+", Instr::add},       {"-", Instr::sub},         {"*", Instr::mul},   {"div", Instr::int_div},
    {"rem", Instr::int_rem}, {"/", Instr::divide},      {"band", Instr::band}, {"bor", Instr::bor},
    {"bxor", Instr::bxor},   {"bsl", Instr::bsl},       {"bsr", Instr::bsr},
};
// Those that need no heap and cannot fail: S S D.
constexpr OperatorRow kCompare[] = {
    {"=:=", Instr::bif_eq_exact}, {"=/=", Instr::bif_ne_exact}, {"<", Instr::bif_lt},
    {">=", Instr::bif_ge},        {">", Instr::bif_gt},         {"=<", Instr::bif_le},
};

}  // namespace

// Something + the product of the operation just before, in its place: OTP makes one instruction of both, whose error names
// the product first.
bool Translator::adds_to_product(Index i) const {
  if (i == 0 || op(i).op != Opcode::gc_bif2 || op(i - 1).op != Opcode::gc_bif2) return false;
  const auto &product = op(i - 1).args, &sum = op(i).args;  // label, live, import, operands, destination
  const rt::Export* callee = linked_.imports[product[2].index()];
  return callee->module == rt::atoms::erlang && vm_.atoms.text(callee->function) == "*" &&
         product[5] == sum[4] && product[5] != sum[3] && product[5] == sum[5] && product[0] == sum[0];
}

Translator::Index Translator::guard_function(Index i) {
  const GenericOp& o = op(i);
  // Positions of import, live, arguments and destination.
  std::size_t at = 0;
  Word fail = 0, live = 0;
  std::size_t arity = 0;
  switch (o.op) {
    case Opcode::bif0: arity = 0; break;
    case Opcode::bif1: case Opcode::gc_bif1: arity = 1; break;
    case Opcode::bif2: case Opcode::gc_bif2: arity = 2; break;
    default: arity = 3; break;
  }
  if (o.op != Opcode::bif0) fail = label(o.args[at++]);
  if (o.op == Opcode::gc_bif1 || o.op == Opcode::gc_bif2 || o.op == Opcode::gc_bif3) {
    live = o.args[at++].word;
  } else {
    live = rt::kNoCollection;
  }
  rt::Export* callee = linked_.imports[o.args[at++].index()];
  const auto arguments = o.args.subspan(at, arity);
  const Arg& d = o.args[at + arity];
  const Word dest = destination(d);
  const std::string_view name = callee->module == rt::atoms::erlang ? vm_.atoms.text(callee->function) : std::string_view{};
  if (o.presets()) emit(Instr::move_c_x, dest, Term::nil().word());

  if (arity == 0 && name == "self") {
    emit(Instr::self, dest);
    return 1;
  }
  if (arity == 2) {
    for (const OperatorRow& row : kBinary) {
      if (row.name != name) continue;
      const bool is_swapped = name == "+" && adds_to_product(i);
      return arithmetic(i, callee, arguments[is_swapped ? 1 : 0], arguments[is_swapped ? 0 : 1], d, live, fail);
    }
    for (const OperatorRow& row : kCompare) {
      if (row.name != name) continue;
      emit(row.instr, source(arguments[0]), source(arguments[1]), dest);
      return 1;
    }
    const auto index = name == "element" ? constant(arguments[0]) : std::nullopt;
    if (index && index->is_small() && index->small_value() > 0 && index->small_value() <= 0xFFFF &&
        arguments[1].is_reg()) {
      emit(arguments[1].is(ArgKind::x) ? Instr::element_x : Instr::element_y, arguments[1].index(),
           static_cast<Word>(index->small_value()), dest, fail, pointer(callee));
      return 1;
    }
    if (name == "element") {
      emit(Instr::element, source(arguments[0]), source(arguments[1]), dest, fail, pointer(callee));
      return 1;
    }
    if (name == "map_get") {
      emit(Instr::map_get, source(arguments[0]), source(arguments[1]), dest, fail, pointer(callee));
      return 1;
    }
  }
  if (arity == 1) {
    if (name == "-") {
      emit(Instr::negate, source(arguments[0]), dest, live, fail);
      return 1;
    }
    if (name == "bnot") {
      emit(Instr::bnot, source(arguments[0]), dest, live, fail);
      return 1;
    }
    if (name == "float") {
      emit(Instr::to_float, source(arguments[0]), dest, live, fail, pointer(callee));
      return 1;
    }
    constexpr OperatorRow kUnary[] = {{"hd", Instr::hd},
                                      {"tl", Instr::tl},
                                      {"tuple_size", Instr::tuple_size},
                                      {"byte_size", Instr::byte_size},
                                      {"bit_size", Instr::bit_size}};
    for (const OperatorRow& row : kUnary) {
      if (row.name != name) continue;
      emit(row.instr, source(arguments[0]), dest, fail, pointer(callee));
      return 1;
    }
  }
  if (callee->bif == nullptr) {
    emit(Instr::i_missing_native, pointer(callee));
    emit(Instr::i_malformed);
    return 1;
  }
  const Word function = reinterpret_cast<Word>(callee->bif->function);
  switch (arity) {
    case 0: emit(Instr::bif0, pointer(callee), function, dest); break;
    case 1: emit(Instr::bif1, pointer(callee), function, source(arguments[0]), dest, live, fail); break;
    case 2:
      emit(Instr::bif2, pointer(callee), function, source(arguments[0]), source(arguments[1]), dest, live, fail);
      break;
    default:
      emit(Instr::bif3, pointer(callee), function, source(arguments[0]), source(arguments[1]), source(arguments[2]), dest,
           live, fail);
      break;
  }
  return 1;
}

Translator::Index Translator::arithmetic(Index, rt::Export* callee, const Arg& a, const Arg& b, const Arg& d, Word live,
                                         Word fail) {
  const std::string_view name = vm_.atoms.text(callee->function);
  const Word dest = destination(d);
  const auto small = [&](const Arg& arg) -> std::optional<Term> {
    const auto c = constant(arg);
    return c && c->is_small() ? c : std::nullopt;
  };
  const bool a_x = a.is(ArgKind::x), b_x = b.is(ArgKind::x), a_y = a.is(ArgKind::y), b_y = b.is(ArgKind::y);
  const auto c = small(b);
  if (name == "+") {
    if (a_x && c) return emit(Instr::add_x_c, a.index(), dest, live, fail, c->word()), 1;
    if (b_x && small(a)) return emit(Instr::add_x_c_swapped, b.index(), dest, live, fail, small(a)->word()), 1;
    if (a_x && b_x) return emit(Instr::add_x_x, a.index(), b.index(), dest, live, fail), 1;
    if (a_x && b_y) return emit(Instr::add_x_y, a.index(), b.index(), dest, live, fail), 1;
    if (a_y && b_x) return emit(Instr::add_y_x, a.index(), b.index(), dest, live, fail), 1;
  } else if (name == "-") {
    if (a_x && c) return emit(Instr::sub_x_c, a.index(), dest, live, fail, c->word()), 1;
    if (a_y && c) return emit(Instr::sub_y_c, a.index(), dest, live, fail, c->word()), 1;
    if (a_x && b_x) return emit(Instr::sub_x_x, a.index(), b.index(), dest, live, fail), 1;
  } else if (name == "*") {
    if (a_x && b_x) return emit(Instr::mul_x_x, a.index(), b.index(), dest, live, fail), 1;
  } else if (name == "div" || name == "rem") {
    const bool safe = c && c->small_value() != 0 && c->small_value() != -1;
    if (a_x && safe) {
      return emit(name == "div" ? Instr::int_div_x_c : Instr::int_rem_x_c, a.index(), dest, live, fail, c->word()), 1;
    }
  } else if (name == "band") {
    if (a_x && c) return emit(Instr::band_x_c, a.index(), dest, live, fail, c->word()), 1;
  }
  for (const OperatorRow& row : kBinary) {
    if (row.name == name) emit(row.instr, source(a), source(b), dest, live, fail);
  }
  return 1;
}

Translator::Index Translator::floats(Index i) {
  const GenericOp& o = op(i);
  switch (o.op) {
    case Opcode::fconv:
      if (o.args[0].is(ArgKind::x)) emit(Instr::fconv_x, o.args[0].index(), o.args[1].index());
      else if (o.args[0].is(ArgKind::y)) emit(Instr::fconv_y, o.args[0].index(), o.args[1].index());
      else emit(Instr::fconv, source(o.args[0]), o.args[1].index());
      return 1;
    case Opcode::fmove: {
      const Arg &s = o.args[0], &d = o.args[1];
      if (s.is(ArgKind::fr)) {
        emit(d.is(ArgKind::x) ? Instr::fmove_f_x : Instr::fmove_f_y, s.index(), d.index());
      } else if (s.is(ArgKind::x)) {
        emit(o.is_proven() ? Instr::fmove_x_f : Instr::check_fmove_x_f, s.index(), d.index());
      } else if (s.is(ArgKind::y)) {
        emit(o.is_proven() ? Instr::fmove_y_f : Instr::check_fmove_y_f, s.index(), d.index());
      } else if (const auto c = constant(s); c && rt::is_float(*c)) {
        emit(Instr::fmove_c_f, d.index(), std::bit_cast<Word>(rt::float_value(*c)));
      } else {
        if (!o.is_proven()) emit(Instr::check_float, source(s));
        emit(Instr::fmove_s_f, source(s), d.index());
      }
      return 1;
    }
    case Opcode::fnegate: emit(Instr::fnegate, o.args[1].index(), o.args[2].index()); return 1;
    default: break;
  }
  const Instr instr = o.op == Opcode::fadd   ? Instr::fadd
                      : o.op == Opcode::fsub ? Instr::fsub
                      : o.op == Opcode::fmul ? Instr::fmul
                                             : Instr::fdiv;
  emit(instr, o.args[1].index(), o.args[2].index(), o.args[3].index());
  return 1;
}

}  // namespace loader
