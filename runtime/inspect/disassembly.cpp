// SPDX-License-Identifier: Apache-2.0
#include "runtime/inspect/disassembly.hpp"

#include <algorithm>
#include <bit>
#include <cstdio>
#include <string_view>

#include "runtime/bifs/bif.hpp"
#include "runtime/code/binary_commands.hpp"
#include "runtime/code/listing.hpp"
#include "runtime/jit/jit.hpp"
#include "runtime/term/print.hpp"
#include "runtime/vm.hpp"

namespace rt {

std::string address_text(const void* address) {
  char text[2 * sizeof(Word) + 1];
  std::snprintf(text, sizeof text, "%016lX", reinterpret_cast<unsigned long>(address));
  return text;
}

std::string mfa_text(const AtomTable& atoms, Term module, Term function, unsigned arity) {
  return print(atoms, module) + ":" + print(atoms, function) + "/" + std::to_string(arity);
}

namespace {

// What stands under native code's words, too.
std::optional<Instr> instr_of(Vm& vm, const Function& f, const Word* at) {
  if (const auto instr = find_instr_at(at)) return instr;
  if (vm.jit == nullptr) return std::nullopt;
  const std::scoped_lock lock(vm.jit->in_use);
  return vm.jit->replaced(f, at);
}

std::optional<std::size_t> length_of(Vm& vm, const Function& f, const Word* at) {
  const auto instr = instr_of(vm, f, at);
  return instr ? std::optional(instr_length(at, *instr)) : std::nullopt;
}

// Instructions begin where lines do; it is not far from there.
bool begins_instruction(Vm& vm, const Function& f, const Word* wanted) {
  if (wanted <= f.code || wanted >= f.code_end) return false;
  const auto offset = static_cast<std::uint32_t>(wanted - f.code);
  const auto behind = std::ranges::upper_bound(f.lines, offset, {}, &LineEntry::code_offset);
  const Word* at = f.code + 1;
  if (behind != f.lines.begin()) at = std::max(at, f.code + std::prev(behind)->code_offset);
  while (at < wanted) {
    const auto length = length_of(vm, f, at);
    if (!length) return false;
    at += *length;
  }
  return at == wanted;
}

// What an operand that is a pointer, or a word, says.
enum class Meaning : std::uint8_t { function, exported, native, fun, name, bytes, header, number, real };

Meaning meaning_of(Instr instr, std::size_t operand) {
  switch (instr) {
    case Instr::call:
    case Instr::call_last:
    case Instr::call_only:
    case Instr::move_call_x:
    case Instr::move_call_y:
    case Instr::move_call_only_x:
    case Instr::i_transform:
    case Instr::i_breakpoint:
    case Instr::i_count:
    case Instr::i_func_info: return Meaning::function;
    case Instr::make_fun: return Meaning::fun;
    case Instr::i_unsupported: return Meaning::name;
    case Instr::bs_match_string:
    case Instr::bs_put_string: return Meaning::bytes;
    case Instr::is_tagged_tuple_x:
    case Instr::is_tagged_tuple:
    case Instr::check_tuple_of: return Meaning::header;
    case Instr::select_table:
    case Instr::bs_test_long_tail: return Meaning::number;
    case Instr::fmove_c_f: return Meaning::real;
    case Instr::call_native:
    case Instr::call_native_last:
    case Instr::call_native_only:
    case Instr::bif0:
    case Instr::bif1:
    case Instr::bif2:
    case Instr::bif3: return operand == 0 ? Meaning::exported : Meaning::native;
    default: return Meaning::exported;
  }
}

// Writes one instruction.
class Writer {
 public:
  Writer(Vm& vm, const Word* at, Instr instr) : vm_(vm), at_(at), instr_(instr), info_(instr_info(instr)) {}

  std::string text() {
    text_ = address_text(at_) + ": " + std::string(info_.name);
    for (std::size_t i = 0; i < info_.operand_count; ++i) operand(i);
    list();
    return text_ + "\n";
  }

 private:
  Word value(std::size_t i) const { return operand_at(at_, info_, i); }
  void add(std::string_view word) { (text_ += ' ') += word; }
  void number(Word n) { add(std::to_string(n)); }
  void reg(std::string_view kind, Word index) { add(std::string(kind) + "(" + std::to_string(index) + ")"); }
  void x_or_y(Word bits) {
    const bool is_y = (bits & DReg::kYBit) != 0;
    reg(is_y ? "y" : "x", bits & (DReg::kYBit - 1u));
  }
  void term(Word w) { add(print(vm_.atoms, Term::from_word(w))); }
  void source(Word w) {
    const Src s{w};
    if (s.is_register()) return reg(s.is_y() ? "y" : "x", s.index());
    term(w);
  }
  void label(Word w) {
    const auto offset = static_cast<std::int32_t>(w);
    add(offset == 0 ? "f(0)" : "f(" + address_text(at_ + offset) + ")");
  }
  void bytes(const Word* address, std::size_t count) {
    constexpr char kDigits[] = "0123456789ABCDEF";
    std::string text = "16#";
    const auto* byte = reinterpret_cast<const std::uint8_t*>(address);
    for (std::size_t i = 0; i < count; ++i) text.append({kDigits[byte[i] >> 4], kDigits[byte[i] & 15]});
    add(text);
  }

  void operand(std::size_t i) {
    switch (info_.kinds[i]) {
      case OperandKind::none: return;
      case OperandKind::X: return reg("x", value(i));
      case OperandKind::Y: return reg("y", value(i));
      case OperandKind::D: return x_or_y(value(i));
      case OperandKind::F: return reg("fr", value(i));
      case OperandKind::N:
      case OperandKind::U: return number(value(i));
      case OperandKind::L: return label(value(i));
      case OperandKind::S: return source(value(i));
      case OperandKind::C: return term(value(i));
      case OperandKind::W:
      case OperandKind::P: return word(i);
    }
  }

  void word(std::size_t i) {
    const Word w = value(i);
    switch (meaning_of(instr_, i)) {
      case Meaning::function: {
        const auto* f = reinterpret_cast<const Function*>(w);
        return add(mfa_text(vm_.atoms, f->module->name, f->name, f->arity));
      }
      case Meaning::exported: {
        const auto* e = reinterpret_cast<const Export*>(w);
        return add(mfa_text(vm_.atoms, e->module, e->function, e->arity));
      }
      case Meaning::native: return;  // of the export before it
      case Meaning::fun: {
        const auto* fun = reinterpret_cast<const FunEntry*>(w);
        return add("fun(" + print(vm_.atoms, fun->module_name) + " " + std::to_string(fun->index) + ")/" + std::to_string(fun->arity));
      }
      case Meaning::name: return add(reinterpret_cast<const char*>(w));
      case Meaning::bytes: {
        const bool is_match = instr_ == Instr::bs_match_string;
        const std::size_t count = is_match ? (value(1) + 7) / 8 : value(1);
        return bytes(reinterpret_cast<const Word*>(w), count);
      }
      case Meaning::header: return number(header_words(w));
      case Meaning::number: return instr_ == Instr::select_table ? term(w) : number(w);
      case Meaning::real: {
        constexpr std::size_t kRoom = 32;
        char text[kRoom];
        std::snprintf(text, sizeof text, "%.17g", std::bit_cast<double>(w));
        return add(text);
      }
    }
  }

  // --- what stands behind the operands
  const Word* behind() const { return at_ + info_.words; }

  void labels(const Word* first, std::size_t i) { label(first[i / 2] >> (i % 2 * 32) & 0xFFFFFFFF); }

  void selection() {
    const std::size_t count = value(2);
    for (std::size_t i = 0; i < count; ++i) {
      if (instr_ == Instr::select_table) {
        labels(behind(), i);
        continue;
      }
      if (instr_ == Instr::select_tuple_arity) number(header_words(behind()[i]));
      else term(behind()[i]);
      labels(behind() + count, i);
    }
  }

  void sources(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) source(behind()[i]);
  }

  void pairs(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      const Word first = behind()[2 * i], second = behind()[2 * i + 1];
      if (instr_ == Instr::update_record) number(first);
      else source(first);
      if (instr_ == Instr::get_map_elements) x_or_y(second);
      else source(second);
    }
  }

  void match_command(const MatchRow& row) {
    if (row.command != MatchCommand::get_tail) number(row.bits);
    switch (row.command) {
      case MatchCommand::ensure_at_least: return number(row.unit);
      case MatchCommand::ensure_exactly:
      case MatchCommand::skip: return;
      case MatchCommand::integer: number(row.flags); return x_or_y(row.destination);
      case MatchCommand::binary: return x_or_y(row.destination);
      case MatchCommand::get_tail: number(row.unit); return x_or_y(row.destination);
      case MatchCommand::equal: return term(row.value);
    }
  }

  void match_commands() {
    constexpr std::string_view kNames[] = {"ensure_at_least", "ensure_exactly", "integer", "binary", "skip", "get_tail", "equal"};
    for (std::size_t i = 0; i < value(2); i += MatchRow::kWords) {
      const MatchRow row = MatchRow::read(behind() + i);
      add("{" + std::string(kNames[static_cast<std::size_t>(row.command)]));
      match_command(row);
      text_ += '}';
    }
  }

  void segments() {
    constexpr std::string_view kNames[] = {"integer", "float", "binary", "append", "private_append", "string", "utf8", "utf16", "utf32"};
    for (std::size_t i = 0; i < value(2); ++i) {
      const BuildRow row = BuildRow::read(behind() + BuildRow::kWords * i);
      add("{" + std::string(kNames[static_cast<std::size_t>(row.kind)]));
      number(row.unit);
      number(row.flags);
      if (row.kind == SegmentKind::string) {
        bytes(reinterpret_cast<const Word*>(row.value), static_cast<std::size_t>(Term::from_word(row.size).small_value()));
      } else {
        source(row.value);
        if (!Term::from_word(row.size).is_none()) source(row.size);
      }
      text_ += '}';
    }
  }

  void list() {
    switch (instr_) {
      case Instr::init_yregs:
        for (std::size_t i = 0; i < value(0); ++i) reg("y", behind()[i / 4] >> (i % 4 * 16) & 0xFFFF);
        return;
      case Instr::make_fun: return sources(value(2));
      case Instr::select_linear_x:
      case Instr::select_linear:
      case Instr::select_binary:
      case Instr::select_other:
      case Instr::select_table:
      case Instr::select_tuple_arity: return selection();
      case Instr::put_tuple2: return sources(value(1));
      case Instr::update_record:
      case Instr::put_map_assoc:
      case Instr::put_map_exact: return pairs(value(3));
      case Instr::get_map_elements: return pairs(value(1));
      case Instr::has_map_fields: return sources(value(1));
      case Instr::new_small_map: return sources(value(2));
      case Instr::bs_match: return match_commands();
      case Instr::bs_create_bin: return segments();
      default: return;
    }
  }

  Vm& vm_;
  const Word* at_;
  Instr instr_;
  const InstrInfo& info_;
  std::string text_;
};

}  // namespace

std::optional<Disassembled> disassemble(Vm& vm, const Function& function, const Word* at) {
  if (!begins_instruction(vm, function, at)) return std::nullopt;
  const auto instr = instr_of(vm, function, at);
  if (!instr) return std::nullopt;
  const Word* next = at + instr_length(at, *instr);
  return Disassembled{Writer(vm, at, *instr).text(), next < function.code_end ? next : nullptr};
}

}  // namespace rt
