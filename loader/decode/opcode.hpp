// SPDX-License-Identifier: Apache-2.0
// Opcode and OpcodeInfo: the expansions of opcodes.def.
//
// Everything here is constexpr and immutable. Names are OTP's; an enumerator whose OTP name is a C++
// keyword has a trailing '_' (return_, try_, catch_), opcode_name() gives OTP's spelling.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace loader {

enum class Opcode : std::uint8_t {
#define OPCODE(number, name, operands) name = number,
#include "loader/decode/opcodes.def"
#undef OPCODE
};

// What an operand position accepts; the letters of opcodes.def.
enum class Operand : char {
  label_definition = 'L',
  label = 'f',
  label_or_none = 'j',
  no_label = 'p',
  call_target = 'c',
  source = 's',
  reg = 'S',
  destination = 'd',
  read_write = 'b',
  y_slot = 'y',
  float_reg = 'l',
  float_or_destination = 'D',
  float_or_source = 'R',
  atom = 'a',
  constant = 'k',
  atom_or_literal = 'z',
  word = 'I',
  arity = 'A',
  flags = 'n',
  live = 'v',
  frame_words = 'Q',
  heap_need = 'N',
  unit = 'u',
  import_ = 'e',
  fun = 'F',
  fun_or_atom = 'K',
  string_offset = 'M',
  label_or_atom = 'g',
  string_or_source = 'm',
  word_or_source = 'w',
  any = '*',
};

inline constexpr std::string_view kOperandLetters = "LfjpcsSdbylDRakzIAnvQNueFKMgmw*";
inline constexpr std::size_t kMaxOperands = 8;
inline constexpr std::size_t kMaxListPattern = 6;

// One row of the table. `operand_count` counts the list as one operand; it is the last one.
struct OpcodeInfo {
  std::string_view name;  // empty: OTP has given this number to nothing
  bool is_removed = false;
  bool has_list = false;
  std::uint8_t operand_count = 0;
  std::uint8_t pattern_size = 0;
  std::array<Operand, kMaxOperands> operands{};
  std::array<Operand, kMaxListPattern> pattern{};
};

namespace detail {

consteval bool is_operand_letter(char c) { return kOperandLetters.find(c) != std::string_view::npos; }

// Stops the compilation (it is not constexpr) when a row of opcodes.def is malformed.
void malformed_opcode_row();

consteval OpcodeInfo make_info(std::string_view name, std::string_view signature) {
  OpcodeInfo info;
  info.name = name.ends_with('_') ? name.substr(0, name.size() - 1) : name;
  std::size_t i = 0;
  if (signature.starts_with('-')) {
    info.is_removed = true;
    i = 1;
  }
  for (; i < signature.size() && signature[i] != '['; ++i) {
    if (!is_operand_letter(signature[i]) || info.operand_count == kMaxOperands) malformed_opcode_row();
    info.operands[info.operand_count++] = static_cast<Operand>(signature[i]);
  }
  if (i < signature.size()) {
    info.has_list = true;
    info.operand_count++;
    for (++i; i < signature.size() && signature[i] != ']'; ++i) {
      if (!is_operand_letter(signature[i]) || info.pattern_size == kMaxListPattern) malformed_opcode_row();
      info.pattern[info.pattern_size++] = static_cast<Operand>(signature[i]);
    }
    if (i + 1 != signature.size() || info.pattern_size == 0) malformed_opcode_row();
  }
  if (info.operand_count > kMaxOperands) malformed_opcode_row();
  return info;
}

consteval std::array<OpcodeInfo, 256> make_table() {
  std::array<OpcodeInfo, 256> table{};
#define OPCODE(opcode_number, opcode_name, opcode_operands)       \
  if (!table[opcode_number].name.empty()) malformed_opcode_row(); \
  table[opcode_number] = make_info(#opcode_name, opcode_operands);
#include "loader/decode/opcodes.def"
#undef OPCODE
  return table;
}

}  // namespace detail

inline constexpr std::array<OpcodeInfo, 256> kOpcodes = detail::make_table();  // by number

inline constexpr unsigned kMaxOpcode = 191;
static_assert(kOpcodes[0].name.empty() && !kOpcodes[kMaxOpcode].name.empty() &&
              kOpcodes[kMaxOpcode + 1].name.empty());

constexpr const OpcodeInfo& opcode_info(Opcode op) { return kOpcodes[static_cast<std::uint8_t>(op)]; }
constexpr std::string_view opcode_name(Opcode op) { return opcode_info(op).name; }

}  // namespace loader
