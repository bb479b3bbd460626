// SPDX-License-Identifier: Apache-2.0
// One function's bytes to GenericOps: a loop over the signature of each operation. There is no code for
// any single operation here; a letter says which kinds it accepts (kAccepts) and which table bounds it.
//
// Follows beamcodereader_read_next() of OTP's beam_file.c in what it accepts.
#include <algorithm>

#include "loader/decode/compact_term.hpp"
#include "loader/decode/decoded_module.hpp"

namespace loader {
namespace {

constexpr std::uint64_t kRegisterLimit = 1024;  // of x, y and fr alike, as in OTP
constexpr std::uint64_t kMaxLive = 1024;
constexpr std::uint64_t kMaxUnit = 256;
constexpr std::uint64_t kMaxArity = 255;
constexpr std::uint64_t kMaxHeapWords = 1 << 26;

using KindSet = std::uint16_t;

template <typename... Kinds>
constexpr KindSet kinds(Kinds... k) {
  return static_cast<KindSet>(((1u << static_cast<unsigned>(k)) | ...));
}

constexpr KindSet kRegisters = kinds(ArgKind::x, ArgKind::y);
constexpr KindSet kConstants =
    kinds(ArgKind::integer, ArgKind::big_integer, ArgKind::atom, ArgKind::nil, ArgKind::literal);

constexpr KindSet accepted_by(Operand operand) {
  switch (operand) {
    case Operand::label_definition:
    case Operand::word:
    case Operand::arity:
    case Operand::live:
    case Operand::frame_words:
    case Operand::unit:
    case Operand::import_:
    case Operand::fun:
    case Operand::string_offset: return kinds(ArgKind::word);
    case Operand::label:
    case Operand::label_or_none:
    case Operand::no_label:
    case Operand::call_target: return kinds(ArgKind::label);
    case Operand::label_or_atom: return kinds(ArgKind::label, ArgKind::atom);
    case Operand::source: return kRegisters | kConstants;
    case Operand::reg:
    case Operand::destination:
    case Operand::read_write: return kRegisters;
    case Operand::y_slot: return kinds(ArgKind::y);
    case Operand::float_reg: return kinds(ArgKind::fr);
    case Operand::float_or_destination: return kRegisters | kinds(ArgKind::fr);
    case Operand::float_or_source: return kRegisters | kinds(ArgKind::fr, ArgKind::literal);
    case Operand::atom: return kinds(ArgKind::atom);
    case Operand::constant: return kConstants;
    case Operand::atom_or_literal: return kinds(ArgKind::atom, ArgKind::literal);
    case Operand::flags: return kinds(ArgKind::word, ArgKind::nil, ArgKind::literal);
    case Operand::heap_need: return kinds(ArgKind::alloc, ArgKind::word);
    case Operand::fun_or_atom: return kinds(ArgKind::word, ArgKind::atom);
    case Operand::string_or_source:
    case Operand::word_or_source: return kRegisters | kConstants | kinds(ArgKind::word);
    case Operand::any:
      return kRegisters | kConstants |
             kinds(ArgKind::word, ArgKind::fr, ArgKind::label, ArgKind::character, ArgKind::alloc);
  }
  return 0;
}

constexpr auto kAccepts = [] {
  std::array<KindSet, 128> sets{};
  for (const char letter : kOperandLetters)
    sets[static_cast<unsigned>(letter)] = accepted_by(static_cast<Operand>(letter));
  return sets;
}();

class Decoder {
 public:
  Decoder(const DecodedModule& module, const FunctionInfo& info, FunctionCode& out)
      : module_(module),
        base_(info.begin),
        reader_(module.code.subspan(info.begin, info.end - info.begin)),
        out_(out) {
    out_.ops.clear();
    out_.args.clear();
    out_.args.reserve(reader_.remaining());  // an operand takes a byte at least, so spans into it stay valid
    out_.ops.reserve(reader_.remaining() / 4);
    out_.x_count = static_cast<std::uint16_t>(info.arity);
    out_.y_count = 0;
    out_.fr_count = 0;
  }

  Result<void> run() {
    while (!reader_.at_end()) {
      op_offset_ = base_ + static_cast<std::uint32_t>(reader_.offset());
      const Opcode op = static_cast<Opcode>(reader_.u8());
      const OpcodeInfo& info = opcode_info(op);
      const std::size_t first = out_.args.size();
      const unsigned plain_count = info.operand_count - (info.has_list ? 1 : 0);
      for (unsigned i = 0; i < plain_count; ++i) {
        out_.args.emplace_back();
        if (!operand(info.operands[i], out_.args.back())) return failure(op, i);
      }
      if (info.has_list && !list(info)) return failure(op, plain_count);
      out_.ops.push_back({op, 0, op_offset_, std::span(out_.args.data() + first, info.operand_count)});
    }
    return {};
  }

 private:
  bool fail(LoadErrorCode code, const char* why) {
    code_ = code;
    why_ = why;
    return false;
  }

  Result<void> failure(Opcode op, unsigned position) const {
    const LoadErrorCode code = reader_.failed() ? LoadErrorCode::truncated : code_;
    return refuse(Stage::decode, code, "Code", op_offset_,
                  std::string(opcode_name(op)) + ", operand " + std::to_string(position + 1) + ": " +
                      (reader_.failed() ? "reaches into the next function" : why_));
  }

  bool list(const OpcodeInfo& info) {
    const CompactTerm head = read_compact_term(reader_);
    const CompactTerm count = read_compact_term(reader_);
    if (head.tag != Tag::z || head.value != 1 || count.tag != Tag::u || count.is_big) {
      return fail(LoadErrorCode::bad_operand, "not a list");
    }
    if (count.value > reader_.remaining())
      return fail(LoadErrorCode::truncated, "a longer list than there is code");
    if (count.value % info.pattern_size != 0)
      return fail(LoadErrorCode::bad_operand, "list of a wrong length");
    const std::size_t at = out_.args.size();
    out_.args.emplace_back();
    Arg header;
    header.set_list(out_.args.data() + at + 1, static_cast<std::uint32_t>(count.value));
    unsigned position = 0;
    for (std::uint32_t i = 0; i < header.aux; ++i) {
      out_.args.emplace_back();
      if (!operand(info.pattern[position], out_.args.back())) return false;
      if (++position == info.pattern_size) position = 0;
    }
    out_.args[at] = header;
    return true;
  }

  bool operand(Operand letter, Arg& arg) {
    if (!term(arg)) return false;
    if ((kAccepts[static_cast<unsigned>(letter)] >> static_cast<unsigned>(arg.kind) & 1) == 0) {
      return fail(LoadErrorCode::bad_operand, "of a kind that does not belong here");
    }
    return in_range(letter, arg);
  }

  // Reads one operand and checks what its kind alone tells.
  bool term(Arg& arg) {
    const CompactTerm term = read_compact_term(reader_);
    if (reader_.failed()) return false;
    arg.word = term.value;
    switch (term.tag) {
      case Tag::u:
        arg.kind = ArgKind::word;
        if (term.is_big) arg.word = INT64_MAX;  // only sizes get so large, and nothing is: see verify.hpp
        return true;
      case Tag::i:
        arg.kind = ArgKind::integer;
        if (term.is_big) arg.set_big_integer(term.bytes);
        return true;
      case Tag::a:
        arg.kind = term.value == 0 ? ArgKind::nil : ArgKind::atom;
        return bounded(term, module_.atoms.size(), "no such atom");
      case Tag::x: return reg(term, ArgKind::x, out_.x_count, arg);
      case Tag::y: return reg(term, ArgKind::y, out_.y_count, arg);
      case Tag::f:
        arg.kind = ArgKind::label;
        return bounded(term, std::max<std::size_t>(module_.label_home.size(), 1), "no such label");
      case Tag::h: arg.kind = ArgKind::character; return bounded(term, 0x110000, "not a code point");
      case Tag::z: return extended(term, arg);
    }
    return false;
  }

  bool bounded(const CompactTerm& term, std::uint64_t limit, const char* why) {
    return (!term.is_big && term.value < limit) || fail(LoadErrorCode::operand_out_of_range, why);
  }

  bool reg(const CompactTerm& term, ArgKind kind, std::uint16_t& count, Arg& arg) {
    if (!bounded(term, kRegisterLimit, "no such register")) return false;
    arg.kind = kind;
    arg.aux = kNoTypeHint;
    arg.word = term.value;
    if (count <= term.value) count = static_cast<std::uint16_t>(term.value + 1);
    return true;
  }

  // An unsigned number below `limit` that follows an extended tag.
  bool number(std::uint64_t limit, std::uint64_t& value) {
    const CompactTerm term = read_compact_term(reader_);
    if (reader_.failed()) return false;
    if (term.tag != Tag::u) return fail(LoadErrorCode::bad_operand, "malformed");
    value = term.value;
    return bounded(term, limit, "number too large");
  }

  bool extended(const CompactTerm& head, Arg& arg) {
    enum Extended : std::uint64_t { kList = 1, kFloatRegister = 2, kAlloc = 3, kLiteral = 4, kTyped = 5 };
    switch (head.value) {
      case kFloatRegister: {
        std::uint64_t index = 0;
        if (!number(kRegisterLimit, index)) return false;
        arg.kind = ArgKind::fr;
        arg.word = index;
        if (out_.fr_count <= index) out_.fr_count = static_cast<std::uint16_t>(index + 1);
        return true;
      }
      case kAlloc: return allocation_list(arg);
      case kLiteral: {
        std::uint64_t index = 0;
        arg.kind = ArgKind::literal;
        if (!number(module_.literals.size(), index)) return false;
        arg.word = index;
        return true;
      }
      case kTyped: {
        const CompactTerm inner = read_compact_term(reader_);
        if (inner.tag != Tag::x && inner.tag != Tag::y)
          return fail(LoadErrorCode::bad_operand, "type of what is no register");
        const bool is_x = inner.tag == Tag::x;
        if (!reg(inner, is_x ? ArgKind::x : ArgKind::y, is_x ? out_.x_count : out_.y_count, arg))
          return false;
        std::uint64_t type = 0;
        if (!number(module_.types.empty() ? kNoTypeHint : module_.types.size(), type)) return false;
        if (!module_.types.empty()) arg.aux = static_cast<std::uint32_t>(type);
        return true;
      }
      default: return fail(LoadErrorCode::bad_operand, "unknown or misplaced extended operand");
    }
  }

  bool allocation_list(Arg& arg) {
    enum Unit : std::uint64_t { kWords = 0, kFloats = 1, kFuns = 2 };
    std::uint64_t entries = 0;
    if (!number(4, entries)) return false;
    std::uint64_t needs[3] = {0, 0, 0};
    for (std::uint64_t i = 0; i < entries; ++i) {
      std::uint64_t unit = 0;
      std::uint64_t count = 0;
      if (!number(3, unit) || !number(unit == kWords ? kMaxHeapWords : 0x4000, count)) return false;
      needs[unit] += count;
    }
    arg.set_need({static_cast<std::uint32_t>(needs[kWords]), static_cast<std::uint16_t>(needs[kFloats]),
                  static_cast<std::uint16_t>(needs[kFuns])});
    return true;
  }

  bool below(const Arg& arg, std::uint64_t limit, const char* why) {
    return arg.word < limit || fail(LoadErrorCode::operand_out_of_range, why);
  }

  // What the letter asks beyond the kind.
  bool in_range(Operand letter, Arg& arg) {
    switch (letter) {
      case Operand::label: return local_label(arg);
      case Operand::label_or_none: return arg.word == 0 || local_label(arg);
      case Operand::label_or_atom: return arg.is(ArgKind::atom) || local_label(arg);
      case Operand::no_label: return below(arg, 1, "a label where none can be");
      case Operand::call_target: return entry_label(arg);
      case Operand::label_definition: return below(arg, module_.label_home.size(), "no such label");
      case Operand::arity: return below(arg, kMaxArity + 1, "arity over 255");
      case Operand::live: return below(arg, kMaxLive + 1, "live registers");
      case Operand::frame_words: return below(arg, kRegisterLimit, "frame size");
      case Operand::unit: return below(arg, kMaxUnit + 1, "unit over 256");
      case Operand::import_: return below(arg, module_.imports.size(), "no such import");
      case Operand::fun: return below(arg, module_.funs.size(), "no such fun");
      case Operand::fun_or_atom:
        return arg.is(ArgKind::atom) || below(arg, module_.funs.size(), "no such fun");
      case Operand::string_offset: return below(arg, module_.strings.size() + 1, "beyond the string table");
      case Operand::string_or_source:
        return !arg.is(ArgKind::word) || below(arg, module_.strings.size() + 1, "beyond the string table");
      case Operand::heap_need:
        if (arg.is(ArgKind::word)) {
          if (!below(arg, kMaxHeapWords, "heap need")) return false;
          arg.set_need({static_cast<std::uint32_t>(arg.word), 0, 0});
        }
        return true;
      case Operand::source:
      case Operand::reg:
      case Operand::destination:
      case Operand::read_write:
      case Operand::y_slot:
      case Operand::float_reg:
      case Operand::float_or_destination:
      case Operand::float_or_source:
      case Operand::atom:
      case Operand::constant:
      case Operand::atom_or_literal:
      case Operand::word:
      case Operand::flags:
      case Operand::word_or_source:
      case Operand::any: return true;
    }
    return false;
  }

  bool local_label(const Arg& arg) {
    if (module_.label_home[arg.word].function == out_.function && arg.word != 0) return true;
    return fail(LoadErrorCode::bad_label, "label is not defined in this function");
  }

  bool entry_label(const Arg& arg) {
    const std::uint32_t f = module_.label_home[arg.word].function;
    if (f != LabelHome::kUndefined && module_.functions[f].entry_label == arg.word) return true;
    return fail(LoadErrorCode::bad_label, "call of what is no function's entry");
  }

  const DecodedModule& module_;
  const std::uint32_t base_;
  ByteReader reader_;
  FunctionCode& out_;
  std::uint32_t op_offset_ = 0;
  LoadErrorCode code_ = LoadErrorCode::bad_operand;
  const char* why_ = "";
};

}  // namespace

Result<void> decode_function(const DecodedModule& module, std::uint32_t index, FunctionCode& out) {
  out.function = index;
  auto result = Decoder(module, module.functions[index], out).run();
  if (!result) result.error().module = module.name();
  return result;
}

}  // namespace loader
