// SPDX-License-Identifier: Apache-2.0
// DecodedModule: a .beam file taken apart: tables, function index, literals as byte spans.
//
// decode_module() checks the container, every table, and walks all code once to find where functions
// and labels are; it decodes no function body. decode_function() decodes one, whenever it is needed.
// A DecodedModule is immutable after decode_module(): any number of threads may read it and decode
// functions of it at once, each into its own FunctionCode.
//
// Who owns what: either the caller keeps `bytes` alive and unchanged as long as the module (a mapped
// archive), or decode_module() is given the vector and the module owns it. Spans and string_views
// point into those bytes or into what the module inflated. Moving a DecodedModule keeps them valid.
//
// Invariants after decode_module():
//  1. atoms[0] is empty and never referred to; atoms[1] is the module's name. All others are valid
//     UTF-8 of at most 255 characters. Atom numbers in all tables are in range, and not 0.
//  2. Function f occupies code bytes [begin, end), in code order, without gaps; each has its own
//     info_label and entry_label; functions[label_home[l].function] contains label l; every label
//     that is defined is defined once. name/arity pairs are distinct.
//  3. Exports, locals and funs name the entry label of a function with the same arity; exports the same name.
//  4. imports[i].arity <= 255.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "loader/bytes/byte_reader.hpp"
#include "loader/decode/generic_op.hpp"
#include "loader/load_error.hpp"

namespace loader {

struct Import {
  std::uint32_t module;  // atom numbers
  std::uint32_t function;
  std::uint32_t arity;
};

struct Export {  // of ExpT and LocT
  std::uint32_t name;
  std::uint32_t arity;
  std::uint32_t label;
  std::uint32_t function;  // number of the function that the label is the entry of
};

struct FunEntry {
  std::uint32_t name;   // atom of the lifted function
  std::uint32_t arity;  // of the lifted function: arguments and free variables
  std::uint32_t label;
  std::uint32_t index;  // as stored
  std::uint32_t free_count;
  std::uint32_t old_uniq;
  std::uint32_t function;  // number of the function
};

struct FunctionInfo {
  std::uint32_t name;  // atom number
  std::uint32_t arity;
  std::uint32_t info_label;  // before func_info: where a failing head goes
  std::uint32_t entry_label;
  std::uint32_t begin;  // code offsets
  std::uint32_t end;
};

struct LabelHome {
  static constexpr std::uint32_t kUndefined = 0xffffffff;
  std::uint32_t offset = kUndefined;  // of the label operation
  std::uint32_t function = kUndefined;
};

// One type of the Type chunk, whatever its version. A hint: never rely on it without a guard.
struct TypeHint {
  enum : std::uint16_t {
    atom = 1 << 0,
    bitstring = 1 << 1,
    cons = 1 << 2,
    float_ = 1 << 3,
    fun = 1 << 4,
    integer = 1 << 5,
    map = 1 << 6,
    nil = 1 << 7,
    pid = 1 << 8,
    port = 1 << 9,
    reference = 1 << 10,
    tuple = 1 << 11,
    native_record = 1 << 12,
    any = (1 << 13) - 1,
  };
  std::uint16_t types = any;
  std::uint16_t unit = 1;             // of a bitstring's size
  std::optional<std::int64_t> min{};  // of an integer (or float)
  std::optional<std::int64_t> max{};
};

struct Chunk {
  std::array<char, 4> id;
  Bytes data;
};

class DecodedModule {
 public:
  std::string_view name() const { return atoms.size() > 1 ? atoms[1] : std::string_view{}; }
  // First chunk of that name, or empty data with found == false.
  std::optional<Bytes> chunk(std::string_view id) const;

  Bytes file;                 // the (inflated) file
  std::vector<Chunk> chunks;  // all, in file order, unknown ones too
  std::vector<std::string_view> atoms;
  std::vector<Import> imports;
  std::vector<Export> exports;
  std::vector<Export> locals;
  std::vector<FunEntry> funs;
  std::vector<Bytes> literals;  // external term format, each beginning with 131
  std::vector<TypeHint> types;  // empty: none, or of an unknown version (operands then have no hint)
  Bytes strings;                // StrT
  Bytes code;                   // operations, after the Code chunk's header
  Bytes lines;                  // Line chunk: chunks/line_table.hpp decodes it
  Bytes attributes;             // Attr, CInf: external term format
  Bytes compile_info;
  std::uint32_t max_opcode = 0;
  std::vector<FunctionInfo> functions;
  std::vector<LabelHome> label_home;              // by label number; [0] is undefined
  std::optional<std::uint32_t> on_load_function;  // function that holds an on_load operation

  Bytes inflated_literals;  // what is in LitT, when it was inflated beforehand
  std::vector<std::uint8_t> owned_file;  // storage behind the spans, when ours
  std::vector<std::uint8_t> owned_literals;

  DecodedModule() = default;
  DecodedModule(DecodedModule&&) = default;
  DecodedModule& operator=(DecodedModule&&) = default;
  DecodedModule(const DecodedModule&) = delete;
  DecodedModule& operator=(const DecodedModule&) = delete;
};

// Gzip-compressed files are inflated. Nothing larger than kMaxInflatedSize is.
inline constexpr std::size_t kMaxInflatedSize = std::size_t{256} << 20;
Result<DecodedModule> decode_module(Bytes bytes, Bytes inflated_literals = {});  // borrows both
Result<DecodedModule> decode_module(std::vector<std::uint8_t> bytes);            // owns

// Decodes function `index` into `out`, whose storage is reused. Checks every operand by its letter.
// Requires: index < module.functions.size().
Result<void> decode_function(const DecodedModule& module, std::uint32_t index, FunctionCode& out);

}  // namespace loader
