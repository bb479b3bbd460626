// SPDX-License-Identifier: Apache-2.0
// The tables of fixed rows: ImpT, ExpT, LocT, FunT; and the chunks that are kept as they are.
#include "loader/chunks/parsers.hpp"

namespace loader {
namespace {

constexpr std::uint32_t kMaxArity = 255;

// Reads the row count and checks that so many rows of `row_bytes` are there.
Result<std::uint32_t> row_count(ByteReader& reader, std::size_t row_bytes, std::string_view chunk) {
  const std::uint32_t count = reader.u32();
  if (reader.failed() || count > reader.remaining() / row_bytes) {
    return refuse(Stage::chunk, LoadErrorCode::truncated, chunk, 0, "fewer rows than it says");
  }
  return count;
}

bool is_atom(const DecodedModule& module, std::uint32_t index) {
  return index != 0 && index < module.atoms.size();
}

// The function whose entry `label` is and whose arity is `arity`, or kUndefined.
std::uint32_t function_at(const DecodedModule& module, std::uint32_t label, std::uint32_t arity) {
  if (label >= module.label_home.size()) return LabelHome::kUndefined;
  const std::uint32_t f = module.label_home[label].function;
  if (f == LabelHome::kUndefined) return f;
  const FunctionInfo& info = module.functions[f];
  return info.entry_label == label && info.arity == arity ? f : LabelHome::kUndefined;
}

Result<void> parse_export_rows(Bytes chunk, const DecodedModule& module, std::string_view id,
                               std::vector<Export>& out) {
  ByteReader reader(chunk);
  const auto count = row_count(reader, 12, id);
  if (!count) return std::unexpected(count.error());
  out.reserve(*count);
  for (std::uint32_t i = 0; i < *count; ++i) {
    const std::size_t at = reader.offset();
    Export row{reader.u32(), reader.u32(), reader.u32(), 0};
    row.function = function_at(module, row.label, row.arity);
    if (row.function == LabelHome::kUndefined || module.functions[row.function].name != row.name) {
      return refuse(Stage::chunk, LoadErrorCode::bad_function, id, at,
                    "a row does not name the entry of a function");
    }
    out.push_back(row);
  }
  return {};
}

}  // namespace

Result<void> parse_imports(Bytes chunk, DecodedModule& module) {
  ByteReader reader(chunk);
  const auto count = row_count(reader, 12, "ImpT");
  if (!count) return std::unexpected(count.error());
  module.imports.reserve(*count);
  for (std::uint32_t i = 0; i < *count; ++i) {
    const std::size_t at = reader.offset();
    const Import row{reader.u32(), reader.u32(), reader.u32()};
    if (!is_atom(module, row.module) || !is_atom(module, row.function) || row.arity > kMaxArity) {
      return refuse(Stage::chunk, LoadErrorCode::operand_out_of_range, "ImpT", at,
                    "an import names no function");
    }
    module.imports.push_back(row);
  }
  return {};
}

Result<void> parse_exports(Bytes chunk, DecodedModule& module) {
  return parse_export_rows(chunk, module, "ExpT", module.exports);
}

Result<void> parse_locals(Bytes chunk, DecodedModule& module) {
  return parse_export_rows(chunk, module, "LocT", module.locals);
}

Result<void> parse_funs(Bytes chunk, DecodedModule& module) {
  ByteReader reader(chunk);
  const auto count = row_count(reader, 24, "FunT");
  if (!count) return std::unexpected(count.error());
  module.funs.reserve(*count);
  for (std::uint32_t i = 0; i < *count; ++i) {
    const std::size_t at = reader.offset();
    FunEntry row{reader.u32(), reader.u32(), reader.u32(), reader.u32(), reader.u32(), reader.u32(), 0};
    row.function = function_at(module, row.label, row.arity);
    if (!is_atom(module, row.name) || row.free_count > row.arity || row.function == LabelHome::kUndefined) {
      return refuse(Stage::chunk, LoadErrorCode::bad_function, "FunT", at,
                    "a fun does not name the entry of a function");
    }
    module.funs.push_back(row);
  }
  return {};
}

Result<void> parse_strings(Bytes chunk, DecodedModule& module) {
  module.strings = chunk;
  return {};
}

Result<void> parse_lines(Bytes chunk, DecodedModule& module) {
  module.lines = chunk;
  return {};
}

Result<void> parse_attributes(Bytes chunk, DecodedModule& module) {
  module.attributes = chunk;
  return {};
}

Result<void> parse_compile_info(Bytes chunk, DecodedModule& module) {
  module.compile_info = chunk;
  return {};
}

}  // namespace loader
