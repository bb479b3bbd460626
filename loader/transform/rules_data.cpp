// SPDX-License-Identifier: Apache-2.0
// Rules: tuples, lists, maps, funs.
#include <algorithm>

#include "loader/transform/translator.hpp"
#include "runtime/term/map.hpp"

namespace loader {

using rt::Instr;
using rt::Word;

Translator::Index Translator::tuple(Index i) {
  const GenericOp& o = op(i);
  switch (o.op) {
    case Opcode::get_tuple_element: return get_elements(i);
    case Opcode::set_tuple_element: {
      const Word n = o.args[2].word + 1;
      emit(Instr::check_tuple, source(o.args[1]), n);
      emit(Instr::set_element, source(o.args[0]), source(o.args[1]), n);
      return 1;
    }
    case Opcode::put_tuple2: {
      const auto list = o.args[1].list();
      const Word d = destination(o.args[0]);
      if (list.size() == 2) {
        emit(Instr::put_tuple2_2, d, source(list[0]), source(list[1]));
      } else if (list.size() == 3) {
        emit(Instr::put_tuple2_3, d, source(list[0]), source(list[1]), source(list[2]));
      } else if (list.size() > 0xFFFF) {
        error_ = "a tuple is too large";
      } else {
        emit(Instr::put_tuple2, d, list.size());
        for (const Arg& a : list) append_source(a);
      }
      return 1;
    }
    default: {  // update_record: hint, size, source, destination, pairs of index and value
      const auto list = o.args[4].list();
      const Word size = o.args[1].word;
      if (size > 0xFFFF) {
        error_ = "a record is too large";
        return 1;
      }
      if (!o.is_proven()) emit(Instr::check_tuple_of, source(o.args[2]), rt::make_header(rt::Kind::tuple, size));
      emit(Instr::update_record, destination(o.args[3]), source(o.args[2]), size, list.size() / 2);
      for (std::size_t k = 0; k < list.size(); k += 2) {
        writer_.append(list[k].word);
        append_source(list[k + 1]);
      }
      return 1;
    }
  }
}

// A run of elements of one tuple: what the verifier left is looked at once, for the last of them, before anything.
Translator::Index Translator::get_elements(Index i) {
  const Arg& s = op(i).args[0];
  const auto dest = [&](Index k) -> const Arg& { return op(k).args[2]; };
  const auto word = [&](Index k) { return op(k).args[1].word + 1; };
  Index end = i + 1;
  bool is_proven = op(i).is_proven();
  Word largest = word(i);
  while (!(dest(end - 1) == s) && next_is(end - 1, Opcode::get_tuple_element) && op(end).args[0] == s) {
    is_proven = is_proven && op(end).is_proven();
    largest = std::max(largest, word(end));
    ++end;
  }
  if (largest > 0xFFFF) {
    error_ = "a tuple is too large";
    return 1;
  }
  const bool s_x = s.is(ArgKind::x), s_y = s.is(ArgKind::y);
  if (!is_proven) {
    if (s_x) emit(Instr::check_tuple_x, s.index(), largest);
    else if (s_y) emit(Instr::check_tuple_y, s.index(), largest);
    else emit(Instr::check_tuple, source(s), largest);
  }
  for (Index k = i; k < end;) {
    const Arg& d = dest(k);
    const Word n = word(k);
    const auto goes_on = [&](Index more) {
      return k + more < end && word(k + more) == n + more && dest(k + more).is(ArgKind::x) && !(dest(k + more - 1) == s);
    };
    if (d.is(ArgKind::x) && (s_x || s_y) && goes_on(1)) {
      if (s_x && goes_on(2)) {
        emit(Instr::get_3_elements_x_x, s.index(), n, d.index(), dest(k + 1).index(), dest(k + 2).index());
        k += 3;
      } else {
        emit(s_x ? Instr::get_2_elements_x_x : Instr::get_2_elements_y_x, s.index(), n, d.index(), dest(k + 1).index());
        k += 2;
      }
      continue;
    }
    if (s_x && d.is(ArgKind::x)) emit(Instr::get_element_x_x, s.index(), n, d.index());
    else if (s_x) emit(Instr::get_element_x_y, s.index(), n, d.index());
    else if (s_y && d.is(ArgKind::x)) emit(Instr::get_element_y_x, s.index(), n, d.index());
    else emit(Instr::get_element, source(s), n, destination(d));
    ++k;
  }
  return end - i;
}

Translator::Index Translator::list(Index i) {
  const GenericOp& o = op(i);
  if (o.op == Opcode::put_list) {
    const Arg &h = o.args[0], &t = o.args[1], &d = o.args[2];
    if (d.is(ArgKind::x) && h.is(ArgKind::x) && t.is(ArgKind::x)) emit(Instr::put_list_x_x_x, h.index(), t.index(), d.index());
    else if (d.is(ArgKind::x) && h.is(ArgKind::x) && t.is(ArgKind::y)) emit(Instr::put_list_x_y_x, h.index(), t.index(), d.index());
    else if (d.is(ArgKind::x) && h.is(ArgKind::y) && t.is(ArgKind::x)) emit(Instr::put_list_y_x_x, h.index(), t.index(), d.index());
    else emit(Instr::put_list, source(h), source(t), destination(d));
    return 1;
  }
  const Arg& s = o.args[0];
  if (!o.is_proven()) emit(Instr::check_cons, source(s));
  if (o.op == Opcode::get_hd) {
    emit(Instr::get_hd, source(s), destination(o.args[1]));
  } else if (o.op == Opcode::get_tl) {
    emit(Instr::get_tl, source(s), destination(o.args[1]));
  } else {
    const Arg &h = o.args[1], &t = o.args[2];
    if (s.is(ArgKind::x)) {
      const Instr instr = h.is(ArgKind::x) ? (t.is(ArgKind::x) ? Instr::get_list_x_x_x : Instr::get_list_x_x_y)
                                           : (t.is(ArgKind::x) ? Instr::get_list_x_y_x : Instr::get_list_x_y_y);
      emit(instr, s.index(), h.index(), t.index());
    } else {
      emit(Instr::get_list, source(s), destination(h), destination(t));
    }
  }
  return 1;
}

Translator::Index Translator::map(Index i) {
  const GenericOp& o = op(i);
  const Word fail = label(o.args[0]);
  switch (o.op) {
    case Opcode::put_map_assoc:
    case Opcode::put_map_exact: {
      const auto list = o.args[4].list();
      // In the order of keys, as OTP does: the first one in this order that is missing is the one that badkey names.
      std::vector<std::pair<Word, Word>> pairs;
      bool are_constants = true;
      for (std::size_t k = 0; k < list.size(); k += 2) {
        are_constants = are_constants && !list[k].is(ArgKind::x) && !list[k].is(ArgKind::y);
        pairs.emplace_back(source(list[k]), source(list[k + 1]));
      }
      if (are_constants) {
        std::stable_sort(pairs.begin(), pairs.end(), [this](const auto& a, const auto& b) {
          return rt::compare_map_keys(vm_.atoms, rt::Term::from_word(a.first), rt::Term::from_word(b.first)) < 0;
        });
      }
      if (o.op == Opcode::put_map_assoc && are_constants && new_small_map(o, pairs)) return 1;
      emit(o.op == Opcode::put_map_assoc ? Instr::put_map_assoc : Instr::put_map_exact, source(o.args[1]),
           destination(o.args[2]), o.args[3].word, list.size() / 2, fail);
      for (const auto& [key, value] : pairs) {
        writer_.append(key);
        writer_.append(value);
      }
      return 1;
    }
    case Opcode::has_map_fields: {
      const auto list = o.args[2].list();
      emit(Instr::has_map_fields, source(o.args[1]), list.size(), fail);
      for (const Arg& a : list) append_source(a);
      return 1;
    }
    default: {
      const auto list = o.args[2].list();
      if (list.size() == 2) {
        emit(Instr::get_map_element, source(o.args[1]), source(list[0]), destination(list[1]), fail);
        return 1;
      }
      emit(Instr::get_map_elements, source(o.args[1]), list.size() / 2, fail);
      for (std::size_t k = 0; k < list.size(); k += 2) {
        append_source(list[k]);
        writer_.append(destination(list[k + 1]));
      }
      return 1;
    }
  }
}

// #{key => Value, ...}: nothing to look up. False: something else.
bool Translator::new_small_map(const GenericOp& o, const std::vector<std::pair<Word, Word>>& pairs) {
  const auto from = constant(o.args[1]);
  if (!from || !rt::is_map(*from) || rt::map_size(*from) != 0 || pairs.size() > rt::kFlatMapMax) return false;
  std::vector<rt::Term> keys;
  for (const auto& [key, value] : pairs) {
    if (!keys.empty() && rt::compare_map_keys(vm_.atoms, keys.back(), rt::Term::from_word(key)) == 0) return false;
    keys.push_back(rt::Term::from_word(key));
  }
  const rt::Term tuple = keep(
      [](rt::HeapWriter& w, const void* v) { return w.tuple(*static_cast<const std::vector<rt::Term>*>(v)); }, &keys,
      1 + keys.size());
  emit(Instr::new_small_map, destination(o.args[2]), o.args[3].word, keys.size(), tuple.word());
  for (const auto& [key, value] : pairs) writer_.append(value);
  return true;
}

Translator::Index Translator::make_fun(Index i) {
  const GenericOp& o = op(i);
  const auto list = o.args[2].list();
  emit(Instr::make_fun, pointer(linked_.module->funs[o.args[0].index()].entry), destination(o.args[1]), list.size());
  for (const Arg& a : list) append_source(a);
  return 1;
}

}  // namespace loader
