// SPDX-License-Identifier: Apache-2.0
// The Code chunk: header, then one pass over all operations that finds functions and labels.
//
// The pass skips operands without decoding them (a few nanoseconds each), so that a module costs next to
// nothing until its functions are called. A function begins with `label, [line,] func_info, label`; it
// ends where the next begins or at int_code_end. What is inside operands is checked by decode_function().
#include <algorithm>

#include "loader/chunks/parsers.hpp"
#include "loader/decode/compact_term.hpp"

namespace loader {
namespace {

constexpr std::uint32_t kInstructionSet = 0;
constexpr std::uint32_t kSpareLabels =
    1 << 16;  // label numbers need not be dense, but not wildly sparse either

std::unexpected<LoadError> bad(LoadErrorCode code, std::size_t offset, std::string detail) {
  return refuse(Stage::decode, code, "Code", offset, std::move(detail));
}

// Skips `count` operands, following the terms that extended tags announce. Malformed ones are skipped
// in some way or other; decode_function() will refuse them.
void skip_operands(ByteReader& reader, std::uint64_t count) {
  enum Extended : std::uint64_t { kList = 1, kFloatRegister = 2, kAlloc = 3, kLiteral = 4, kTyped = 5 };
  for (; count != 0 && !reader.failed(); --count) {
    if (skip_short_term(reader)) continue;
    const CompactTerm term = read_compact_term(reader);
    if (term.tag != Tag::z) continue;
    switch (term.value) {
      case kList: count += read_compact_term(reader).value; break;
      case kAlloc: count += 2 * (read_compact_term(reader).value & 0xff); break;
      case kFloatRegister:
      case kLiteral: count += 1; break;
      case kTyped: count += 2; break;
    }
    if (count > reader.remaining() + 1) count = reader.remaining() + 1;  // each takes a byte at least
  }
}

class Scanner {
 public:
  explicit Scanner(DecodedModule& module) : module_(module), reader_(module.code) {}

  Result<void> run(std::uint32_t function_count) {
    for (;;) {
      const std::size_t at = reader_.offset();
      const Opcode op = static_cast<Opcode>(reader_.u8());
      if (reader_.failed()) return bad(LoadErrorCode::truncated, at, "no int_code_end");
      const OpcodeInfo& info = opcode_info(op);
      if (info.name.empty()) {
        return bad(LoadErrorCode::unknown_opcode, at, "number " + std::to_string(static_cast<int>(op)));
      }
      if (info.is_removed) {
        return bad(LoadErrorCode::removed_opcode, at,
                   std::string(info.name) + ", number " + std::to_string(static_cast<int>(op)));
      }
      if (op == Opcode::int_code_end) {
        end_function(at);
        break;
      }
      if (op == Opcode::label) {
        if (auto ok = label(at); !ok) return ok;
      } else if (op == Opcode::func_info) {
        if (auto ok = func_info(at); !ok) return ok;
      } else {
        if (module_.functions.empty() && op != Opcode::line) {
          return bad(LoadErrorCode::bad_function, at, "code before the first function");
        }
        if (expects_entry_) return bad(LoadErrorCode::bad_function, at, "func_info without an entry label");
        if (op == Opcode::on_load) module_.on_load_function = current();
        if (op != Opcode::line) header_label_offset_ = kNoLabel;
        skip_operands(reader_, info.operand_count);
      }
      if (reader_.failed()) return bad(LoadErrorCode::truncated, at, std::string(info.name));
    }
    if (expects_entry_)
      return bad(LoadErrorCode::bad_function, module_.code.size(), "func_info without an entry label");
    if (module_.functions.size() != function_count) {
      return bad(LoadErrorCode::bad_function, module_.code.size(),
                 std::to_string(module_.functions.size()) + " functions, but the header says " +
                     std::to_string(function_count));
    }
    return {};
  }

 private:
  static constexpr std::size_t kNoLabel = SIZE_MAX;

  std::uint32_t current() const { return static_cast<std::uint32_t>(module_.functions.size()) - 1; }

  void end_function(std::size_t at) {
    if (!module_.functions.empty()) module_.functions.back().end = static_cast<std::uint32_t>(at);
  }

  Result<void> label(std::size_t at) {
    const CompactTerm term = read_compact_term(reader_);
    if (term.tag != Tag::u || term.is_big || term.value == 0 || term.value >= module_.label_home.size()) {
      return bad(LoadErrorCode::bad_label, at, "label number out of range");
    }
    const auto number = static_cast<std::uint32_t>(term.value);
    LabelHome& home = module_.label_home[number];
    if (home.offset != LabelHome::kUndefined) {
      return bad(LoadErrorCode::bad_label, at, "label " + std::to_string(number) + " is defined twice");
    }
    home = {static_cast<std::uint32_t>(at), current()};  // func_info moves its own label to the new function
    if (expects_entry_) {
      module_.functions.back().entry_label = number;
      expects_entry_ = false;
      header_label_offset_ = kNoLabel;
    } else {
      header_label_offset_ = at;
      header_label_ = number;
    }
    return {};
  }

  Result<void> func_info(std::size_t at) {
    if (header_label_offset_ == kNoLabel || expects_entry_) {
      return bad(LoadErrorCode::bad_function, at, "func_info does not follow a label");
    }
    const CompactTerm module_name = read_compact_term(reader_);
    const CompactTerm name = read_compact_term(reader_);
    const CompactTerm arity = read_compact_term(reader_);
    if (module_name.tag != Tag::a || module_name.value != 1 || name.tag != Tag::a || name.is_big ||
        name.value == 0 || name.value >= module_.atoms.size() || arity.tag != Tag::u || arity.is_big ||
        arity.value > 255) {
      return bad(LoadErrorCode::bad_function, at, "func_info names no function of this module");
    }
    end_function(header_label_offset_);
    module_.functions.push_back({static_cast<std::uint32_t>(name.value),
                                 static_cast<std::uint32_t>(arity.value), header_label_, 0,
                                 static_cast<std::uint32_t>(header_label_offset_), 0});
    module_.label_home[header_label_].function = current();
    expects_entry_ = true;
    return {};
  }

  DecodedModule& module_;
  ByteReader reader_;
  bool expects_entry_ = false;                  // func_info seen, its entry label not yet
  std::size_t header_label_offset_ = kNoLabel;  // of the label that a func_info may belong to
  std::uint32_t header_label_ = 0;
};

}  // namespace

Result<void> parse_code(Bytes chunk, DecodedModule& module) {
  ByteReader reader(chunk);
  const std::uint32_t header_size = reader.u32();
  ByteReader header(reader.take(header_size));
  const std::uint32_t instruction_set = header.u32();
  module.max_opcode = header.u32();
  const std::uint32_t label_count = header.u32();
  const std::uint32_t function_count = header.u32();
  module.code = reader.rest();
  if (reader.failed() || header.failed()) return bad(LoadErrorCode::truncated, 0, "the header");
  if (instruction_set != kInstructionSet || module.max_opcode > kMaxOpcode) {
    return bad(LoadErrorCode::unsupported_format, 0,
               "compiled for a later release (highest operation " + std::to_string(module.max_opcode) + ")");
  }
  if (label_count > module.code.size() + kSpareLabels || module.code.size() >= LabelHome::kUndefined) {
    return bad(LoadErrorCode::bad_label, 0, "more labels than code");
  }
  module.label_home.resize(label_count);
  module.functions.reserve(std::min<std::size_t>(function_count, module.code.size() / 8));
  return Scanner(module).run(function_count);
}

}  // namespace loader
