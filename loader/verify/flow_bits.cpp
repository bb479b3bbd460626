// SPDX-License-Identifier: Apache-2.0
// Bit syntax: match contexts, the commands of bs_match, segments of bs_create_bin, and the older
// operations one segment each.
#include <algorithm>

#include "loader/verify/flow.hpp"

namespace loader::verify {
namespace {

constexpr std::uint64_t kMaxMatchBits = std::uint64_t{1}
                                        << 40;  // of one command: more than any bitstring has

}  // namespace

Flow::Next Flow::bit_operation(GenericOp& op) {
  const auto& args = op.args;
  switch (op.op) {
    case Opcode::bs_start_match3:
    case Opcode::bs_start_match4: return start_match(op);
    case Opcode::bs_match: return match_commands(op);
    case Opcode::bs_create_bin: return create_bin(op);
    case Opcode::bs_init2:
    case Opcode::bs_init_bits:
    case Opcode::bs_append:
    case Opcode::bs_private_append: return begin_building(op);
    case Opcode::bs_put_integer:
    case Opcode::bs_put_binary:
    case Opcode::bs_put_float:
    case Opcode::bs_put_string:
    case Opcode::bs_put_utf8:
    case Opcode::bs_put_utf16:
    case Opcode::bs_put_utf32: return put_bits(op);

    case Opcode::bs_get_integer2:
    case Opcode::bs_get_float2:
    case Opcode::bs_get_binary2:
    case Opcode::bs_get_utf8:
    case Opcode::bs_get_utf16:
    case Opcode::bs_get_utf32:
    case Opcode::bs_skip_utf8:
    case Opcode::bs_skip_utf16:
    case Opcode::bs_skip_utf32: return extract(op);
    case Opcode::bs_skip_bits2: return next(context(args[1]) && read(args[2]) && jump_to(args[0].index()));
    case Opcode::bs_test_tail2: return next(context(args[1]) && jump_to(args[0].index()));
    case Opcode::bs_test_unit:
      if (args[2].word == 0) {
        fail(LoadErrorCode::bad_instruction, "unit 0");
        return Next::refuse;
      }
      return next(context(args[1]) && jump_to(args[0].index()));
    case Opcode::bs_match_string:
      return next(context(args[1]) &&
                  string_range(args[3].word, args[2].word / 8 + (args[2].word % 8 != 0 ? 1 : 0)) &&
                  jump_to(args[0].index()));
    case Opcode::bs_get_tail:
    case Opcode::bs_get_position:
      return next(context(args[0]) && collect(args[2].word) && context(args[0]) &&
                  write(args[1], op.op == Opcode::bs_get_tail ? Kind::bitstring : Kind::term));
    case Opcode::bs_set_position: return next(context(args[0]) && read(args[1]));
    case Opcode::bs_add:
    case Opcode::bs_utf8_size:
    case Opcode::bs_utf16_size: return generic(op);
    default:
      fail(LoadErrorCode::bad_instruction, std::string(opcode_name(op.op)) + " does not belong here");
      return Next::refuse;
  }
}

Flow::Next Flow::start_match(GenericOp& op) {
  const bool is_3 = op.op == Opcode::bs_start_match3;
  const Arg& fail_label = op.args[0];
  const Arg& live = op.args[is_3 ? 2 : 1];
  const Arg& source = op.args[is_3 ? 1 : 2];
  Fact* fact = nullptr;
  Fact seen;
  if (source.is_reg()) {
    if (!locate(source, fact)) return Next::refuse;
    seen = *fact;
    if (!seen.is_term() && seen.kind() != Kind::parameter && seen.kind() != Kind::context &&
        seen.kind() != Kind::term_or_context) {
      return next(read(source));  // which says what is wrong
    }
  }
  if (!collect(live.word)) return Next::refuse;
  if (fail_label.is(ArgKind::atom)) {
    if (atom(fail_label) != "no_fail" && atom(fail_label) != "resume") {
      fail(LoadErrorCode::bad_instruction, "neither no_fail nor resume");
      return Next::refuse;
    }
    prove(op, seen.kind() == Kind::bitstring || seen.kind() == Kind::context);
    if (!raise()) return Next::refuse;
  } else {
    // Where it fails the source is no context, whatever the callers pass.
    const bool may_be_context =
        fact != nullptr && (fact->kind() == Kind::parameter || fact->kind() == Kind::term_or_context);
    if (may_be_context) *fact = Fact(Kind::term);
    if (!branch(fail_label)) return Next::refuse;
    if (may_be_context) *fact = seen;
  }
  return next(write(op.args[3], Kind::context));
}

// label, context, live, ... , and a destination unless it skips
Flow::Next Flow::extract(const GenericOp& op) {
  const auto& args = op.args;
  const bool has_size = args.size() == 7;
  if (!context(args[1])) return Next::refuse;
  if (has_size) {
    if (args[4].word == 0) {
      fail(LoadErrorCode::bad_instruction, "unit 0");
      return Next::refuse;
    }
    if (!read(args[3])) return Next::refuse;
  }
  if (!collect(args[2].word) || !context(args[1]) || !jump_to(args[0].index())) return Next::refuse;
  if (args.size() == 4) return Next::go_on;  // bs_skip_utf*
  const Kind kind = op.op == Opcode::bs_get_binary2  ? Kind::bitstring
                    : op.op == Opcode::bs_get_float2 ? Kind::float_
                                                     : Kind::term;
  return next(write(args.back(), kind));
}

// Commands: ensure_at_least Bits Unit, ensure_exactly Bits, binary|integer Live Flags Size Unit Dst,
// skip Bits, get_tail Live Unit Dst, '=:=' nil Bits Value. First their form, then what they do to registers,
// in order: an ensure or =:= that fails finds what the commands before it have left.
Flow::Next Flow::match_commands(const GenericOp& op) {
  const Arg& ctx = op.args[1];
  const auto list = op.args[2].list();
  const auto malformed = [this](const char* why) {
    fail(LoadErrorCode::bad_instruction, std::string("bs_match: ") + why);
    return Next::refuse;
  };
  if (!context(ctx)) return Next::refuse;

  constexpr std::uint64_t kNever = UINT64_MAX;
  std::uint64_t ensured = 0;
  for (std::size_t i = 0; i < list.size();) {
    if (!list[i].is(ArgKind::atom)) return malformed("a command is not an atom");
    const std::string_view name = atom(list[i]);
    const std::size_t size = name == "integer" || name == "binary"        ? 6
                             : name == "get_tail" || name == "=:="        ? 4
                             : name == "ensure_at_least"                  ? 3
                             : name == "ensure_exactly" || name == "skip" ? 2
                                                                          : 0;
    if (size == 0 || size > list.size() - i) return malformed("unknown or incomplete command");
    const auto operands = list.subspan(i + 1, size - 1);
    // An ensure of more bits than there ever are never matches: what follows may read as many as it likes.
    const auto never = [&](std::size_t k) {
      return operands[k].is(ArgKind::big_integer) || (operands[k].is(ArgKind::word) && operands[k].word > kMaxMatchBits);
    };
    const auto is_word = [&](std::size_t k, std::uint64_t limit) {
      return operands[k].is(ArgKind::word) && operands[k].word <= limit;
    };
    std::uint64_t bits = 0;
    if (size == 6) {
      if (!is_word(0, 1024) || !(operands[1].is(ArgKind::nil) || operands[1].is(ArgKind::literal)) ||
          !is_word(2, kMaxMatchBits) || !is_word(3, 256) || operands[3].word == 0 || !operands[4].is_reg()) {
        return malformed("segment");
      }
      bits = operands[2].word * operands[3].word;
    } else if (name == "get_tail") {
      if (!is_word(0, 1024) || !operands[2].is_reg()) return malformed("get_tail");
      ensured = 0;
    } else if (name == "=:=") {
      if (!operands[0].is(ArgKind::nil) || !is_word(1, 64) ||
          !(operands[2].is(ArgKind::word) || operands[2].is(ArgKind::integer))) {
        return malformed("=:=");
      }
      bits = operands[1].word;
    } else if (name == "skip") {
      if (never(0) ? ensured != kNever : !is_word(0, kMaxMatchBits)) return malformed("skip");
      bits = never(0) ? 0 : operands[0].word;
    } else {
      if (!(never(0) || is_word(0, kMaxMatchBits)) || (size == 3 && (!is_word(1, 256) || operands[1].word == 0)))
        return malformed("ensure");
      ensured = never(0) ? kNever : operands[0].word;
    }
    if (bits > ensured) return malformed("bits are read that no command has ensured");
    if (ensured != kNever) ensured -= bits;
    i += size;
  }

  if (!slots_are_set()) return Next::refuse;
  bool is_edge_due = true;  // the state has changed since the last edge to the fail label
  for (std::size_t i = 0; i < list.size();) {
    const std::string_view name = atom(list[i]);
    const bool is_segment = name == "integer" || name == "binary";
    if (is_segment || name == "get_tail") {
      const Arg& destination = list[i + (is_segment ? 5 : 3)];
      if (!collect(list[i + 1].word) || !context(ctx) ||
          !write(destination, name == "integer" ? Kind::term : Kind::bitstring)) {
        return Next::refuse;
      }
      is_edge_due = true;
      i += is_segment ? 6 : 4;
      continue;
    }
    if (is_edge_due && name != "skip" && !jump_to(op.args[0].index())) return Next::refuse;
    is_edge_due = is_edge_due && name == "skip";
    i += name == "=:=" ? 4 : name == "ensure_at_least" ? 3 : 2;
  }
  return Next::go_on;
}

bool Flow::string_range(std::uint64_t offset, std::uint64_t bytes) {
  return (offset <= module_.strings.size() && bytes <= module_.strings.size() - offset) ||
         fail(LoadErrorCode::operand_out_of_range, "beyond the string table");
}

// label, heap, live, unit, destination, segments of: type, number, unit, flags, value, size
Flow::Next Flow::create_bin(const GenericOp& op) {
  constexpr std::string_view kTypes[] = {"append", "private_append", "binary", "float", "integer",
                                         "string", "utf8",           "utf16",  "utf32"};
  const auto& args = op.args;
  const auto list = args[5].list();
  const auto malformed = [this](const char* why) {
    fail(LoadErrorCode::bad_instruction, std::string("bs_create_bin: ") + why);
    return Next::refuse;
  };
  for (std::size_t i = 0; i < list.size(); i += 6) {
    const std::string_view type = atom(list[i]);
    const std::uint64_t unit = list[i + 2].word;
    const Arg& value = list[i + 4];
    const Arg& size = list[i + 5];
    const bool is_append = type == "append" || type == "private_append";
    const bool has_unit = is_append || type == "binary" || type == "integer" || type == "float";
    if (std::find(std::begin(kTypes), std::end(kTypes), type) == std::end(kTypes))
      return malformed("unknown segment type");
    if (is_append && i != 0) return malformed("append is not the first segment");
    if (unit > 256 || (has_unit && unit == 0)) return malformed("unit");
    if (list[i + 3].is(ArgKind::word)) return malformed("flags");
    if (type == "string") {
      if (!value.is(ArgKind::word) || !size.is(ArgKind::integer) || size.integer() < 0)
        return malformed("string");
      if (!string_range(value.word, size.word)) return Next::refuse;
      continue;
    }
    if (value.is(ArgKind::word)) return malformed("value");
    if (!read(value) || !read(size)) return Next::refuse;
  }
  return next(collect(args[2].word) && branch(args[0]) && reserve(args[1].need()) &&
              write(args[4], Kind::bitstring));
}

Flow::Next Flow::begin_building(const GenericOp& op) {
  const auto& args = op.args;
  bool ok = true;
  switch (op.op) {
    case Opcode::bs_append:  // label, size, heap, live, unit, bitstring, flags, destination
      ok = args[4].word != 0 && read(args[1]) && read(args[5]) && collect(args[3].word) && branch(args[0]) &&
           reserve(args[2].need());
      break;
    case Opcode::bs_private_append:  // label, size, unit, bitstring, flags, destination; it does not collect
      ok = args[2].word != 0 && read(args[1]) && read(args[3]) && branch(args[0]);
      break;
    default:  // label, size, heap, live, flags, destination
      ok = read(args[1]) && collect(args[3].word) && branch(args[0]) && reserve(args[2].need());
      break;
  }
  if (!ok) {
    if (error_.detail.empty()) fail(LoadErrorCode::bad_instruction, "unit 0");
    return Next::refuse;
  }
  if (!write(args.back(), Kind::bitstring)) return Next::refuse;
  state_.is_building = true;
  return Next::go_on;
}

Flow::Next Flow::put_bits(const GenericOp& op) {
  const auto& args = op.args;
  if (!state_.is_building) {
    fail(LoadErrorCode::bad_instruction, "no binary is under construction");
    return Next::refuse;
  }
  if (op.op == Opcode::bs_put_string) return next(string_range(args[1].word, args[0].word));
  if (args.size() == 5 && !read(args[1])) return Next::refuse;  // label, size, unit, flags, value
  return next(read(args.back()) && branch(args[0]));
}

}  // namespace loader::verify
