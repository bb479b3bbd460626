// SPDX-License-Identifier: Apache-2.0
// The walk over a function's operations, and operands. Entry point: Translator::translate().
#include "loader/transform/translator.hpp"

#include <algorithm>

#include "loader/transform/dropped_line.hpp"
#include "runtime/ops/bit_flags.hpp"
#include "runtime/term/bignum.hpp"

namespace loader {

using rt::Instr;
using rt::Term;
using rt::Word;

Translator::Translator(rt::Vm& vm, LinkedModule& linked, rt::Function& function, const FunctionCode& code)
    : vm_(vm), linked_(linked), function_(function), code_(code) {
  std::uint32_t lowest = 0xFFFFFFFF;
  for (const GenericOp& o : code.ops) {
    if (o.op == Opcode::label) lowest = std::min(lowest, o.args[0].index());
  }
  label_base_ = lowest;
  info_label_ = linked.decoded().functions[function.index].info_label;
}

// The code of a function: its Function, its instructions from the entry on, and last what func_info does.
bool Translator::translate() {
  writer_.append(pointer(&function_));
  Index i = 0;
  const std::uint32_t entry = linked_.decoded().functions[function_.index].entry_label;
  for (; !(op(i).op == Opcode::label && op(i).args[0].index() == entry); ++i) {
    if (op(i).op == Opcode::line) function_.info_line = op(i).args[0].index();
  }
  writer_.bind(static_cast<std::uint32_t>(label(op(i++).args[0])));
  count_call();
  while (i < code_.ops.size() && error_.empty()) {
    const GenericOp& o = op(i);
    if (o.op == Opcode::label) {
      writer_.bind(static_cast<std::uint32_t>(label(o.args[0])));
      ++i;
    } else if (!o.is_reachable() || o.op == Opcode::int_code_end) {
      // OTP keeps code that is never reached, and its line is that of what follows without one.
      if (o.op == Opcode::line) begin_line(i);
      ++i;
    } else {
      const Index consumed = operation(i);
      if (op(i + consumed - 1).is_trap()) emit(Instr::i_malformed);
      i += consumed;
    }
  }
  writer_.bind(info_label_ - label_base_ + 1);
  emit(Instr::i_func_info, pointer(&function_));
  if (!error_.empty()) return false;
  writer_.finish();
  return true;
}

void Translator::begin_line(Index i) {
  if (!is_line_dropped(linked_, code_, i)) lines_.push_back({static_cast<std::uint32_t>(writer_.size()), op(i).args[0].index()});
}

Translator::Index Translator::operation(Index i) {
  using enum Opcode;
  const GenericOp& o = op(i);
  switch (o.op) {
    case line: begin_line(i); return 1;
    case executable_line: count_line(i); return 1;
    case on_load: case nif_start: case debug_line: return 1;
    case move: case swap: case Opcode::init_yregs: return this->move(i);
    case allocate: case allocate_heap: case test_heap: case deallocate: case trim: case return_: case jump:
      return frame(i);
    case is_integer: case is_float: case is_number: case is_atom: case is_pid: case is_reference: case is_port:
    case is_nil: case is_binary: case is_list: case is_nonempty_list: case is_tuple: case test_arity: case is_function:
    case is_boolean: case is_function2: case is_bitstr: case is_map: case is_tagged_tuple:
      return type_test(i);
    case is_lt: case is_ge: case is_eq: case is_ne: case is_eq_exact: case is_ne_exact: return comparison(i);
    case select_val: case Opcode::select_tuple_arity: return select(i);
    case get_tuple_element: case set_tuple_element: case Opcode::put_tuple2: case Opcode::update_record: return tuple(i);
    case put_list: case get_list: case get_hd: case get_tl: return list(i);
    case put_map_assoc: case put_map_exact: case has_map_fields: case get_map_elements: return map(i);
    case make_fun3: return this->make_fun(i);
    case bif0: case bif1: case bif2: case bif3: case gc_bif1: case gc_bif2: case gc_bif3: return guard_function(i);
    case fmove: case fconv: case fadd: case fsub: case fmul: case fdiv: case fnegate: return floats(i);
    case Opcode::call: case call_last: case call_only: case call_ext: case call_ext_last: case call_ext_only:
    case call_fun: case call_fun2: case apply: case apply_last:
      return this->call(i);
    case bs_start_match3: case bs_start_match4: case bs_get_integer2: case bs_get_float2: case bs_get_binary2:
    case bs_skip_bits2: case bs_test_tail2: case bs_test_unit: case bs_match_string: case bs_get_utf8: case bs_get_utf16:
    case bs_get_utf32: case bs_skip_utf8: case bs_skip_utf16: case bs_skip_utf32: case bs_get_tail: case bs_get_position:
    case bs_set_position: case bs_match:
      return match_binary(i);
    case bs_create_bin: case bs_init_writable: return build_binary(i);
    case bs_init2: case bs_init_bits: case bs_add: case bs_append: case bs_private_append: case bs_put_integer:
    case bs_put_float: case bs_put_binary: case bs_put_string: case bs_put_utf8: case bs_put_utf16: case bs_put_utf32:
    case bs_utf8_size: case bs_utf16_size:
      return build_binary_old(i);
    case send: case loop_rec: case loop_rec_end: case remove_message: case wait: case wait_timeout: case timeout:
    case recv_marker_reserve: case recv_marker_bind: case recv_marker_clear: case recv_marker_use:
      return process(i);
    case catch_: case catch_end: case try_: case try_end: case try_case: case try_case_end: case badmatch: case case_end:
    case if_end: case badrecord: case raise: case raw_raise: case build_stacktrace:
      return exception(i);
    default:
      // Known, checked, and translated by nobody.
      emit(Instr::i_unsupported, pointer(opcode_name(o.op).data()));
      emit(Instr::i_malformed);
      return 1;
  }
}

std::optional<Term> Translator::constant(const Arg& a) {
  switch (a.kind) {
    case ArgKind::nil: return Term::nil();
    case ArgKind::atom: return atom(a);
    case ArgKind::literal: return linked_.module->literals[a.index()];
    case ArgKind::big_integer: return big_constant(a.big_integer());
    case ArgKind::integer:
      if (Term::fits_small(a.integer())) return Term::small(a.integer());
      return keep(
          [](rt::HeapWriter& w, const void* v) {
            return w.integer(static_cast<std::int64_t>(*static_cast<const std::uint64_t*>(v)));
          },
          &a.word, 2);
    case ArgKind::word:
      if (a.word <= static_cast<std::uint64_t>(Term::kSmallMax)) return Term::small(static_cast<std::int64_t>(a.word));
      return keep(
          [](rt::HeapWriter& w, const void* v) { return w.unsigned_integer(*static_cast<const std::uint64_t*>(v)); },
          &a.word, 2);
    default: return std::nullopt;
  }
}

Word Translator::source(const Arg& a) {
  if (a.is(ArgKind::x)) return rt::Src::x(a.index()).word;
  if (a.is(ArgKind::y)) return rt::Src::y(a.index()).word;
  const auto c = constant(a);
  if (!c) {
    error_ = "an operand is no source";
    return 0;
  }
  return c->word();
}

// A constant that lies in no literal of the file gets a literal area of its own.
Term Translator::keep(Term (*build)(rt::HeapWriter&, const void*), const void* argument, std::size_t words) {
  auto area = vm_.literals.create(words);
  if (!area) {
    error_ = "no room for literals";
    return Term::nil();
  }
  Term result;
  {
    rt::HeapWriter w = area->writer(words);
    result = build(w, argument);
  }
  linked_.module->extra_literals.push_back(std::move(area));
  return result;
}

Term Translator::big_constant(std::span<const std::uint8_t> bytes) {
  struct Magnitude {
    std::vector<Word> limbs;
    bool negative;
  } m{std::vector<Word>((bytes.size() + 7) / 8), (bytes[0] & 0x80) != 0};
  const Word fill = m.negative ? ~Word{0} : 0;
  std::fill(m.limbs.begin(), m.limbs.end(), fill);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    Word& limb = m.limbs[i / 8];
    const unsigned shift = i % 8 * 8;
    limb = (limb & ~(Word{0xFF} << shift)) | Word{bytes[bytes.size() - 1 - i]} << shift;
  }
  if (m.negative) {
    bool carry = true;
    for (Word& limb : m.limbs) {
      limb = ~limb + (carry ? 1 : 0);
      carry = carry && limb == 0;
    }
  }
  return keep(
      [](rt::HeapWriter& w, const void* v) {
        const auto& value = *static_cast<const Magnitude*>(v);
        return rt::make_integer(w, value.negative, value.limbs);
      },
      &m, m.limbs.size() + 1);
}

Word Translator::flags_of(const Arg& a) {
  if (a.is(ArgKind::word)) return rt::bit_flags(static_cast<unsigned>(a.word));
  if (a.is(ArgKind::nil)) return 0;
  unsigned flags = 0;
  Term t = a.is(ArgKind::literal) ? linked_.module->literals[a.index()] : Term::none();
  for (; t.is_cons(); t = t.tail()) {
    if (t.head() == rt::atoms::little) flags |= rt::kBitsLittle;
    else if (t.head() == rt::atoms::signed_) flags |= rt::kBitsSigned;
    else if (t.head() == rt::atoms::native) flags |= rt::kBitsNative;
    else if (!t.head().is_atom()) break;
  }
  if (!t.is_nil()) error_ = "flags are no list of atoms";
  return rt::bit_flags(flags);
}

}  // namespace loader
