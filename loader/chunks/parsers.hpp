// SPDX-License-Identifier: Apache-2.0
// One parser per chunk: bytes in, a table of the DecodedModule out. decode_module.cpp has the table of
// them and their order (a parser may use what earlier ones have filled in). All offsets of errors count
// from the chunk's start.
#pragma once

#include "loader/decode/decoded_module.hpp"

namespace loader {

Result<void> parse_atoms(Bytes chunk, DecodedModule& module);         // AtU8
Result<void> parse_code(Bytes chunk, DecodedModule& module);          // Code: header, functions, labels
Result<void> parse_imports(Bytes chunk, DecodedModule& module);       // ImpT
Result<void> parse_exports(Bytes chunk, DecodedModule& module);       // ExpT
Result<void> parse_locals(Bytes chunk, DecodedModule& module);        // LocT
Result<void> parse_funs(Bytes chunk, DecodedModule& module);          // FunT
Result<void> parse_literals(Bytes chunk, DecodedModule& module);      // LitT
Result<void> parse_types(Bytes chunk, DecodedModule& module);         // Type
Result<void> parse_strings(Bytes chunk, DecodedModule& module);       // StrT
Result<void> parse_lines(Bytes chunk, DecodedModule& module);         // Line: kept for later
Result<void> parse_attributes(Bytes chunk, DecodedModule& module);    // Attr
Result<void> parse_compile_info(Bytes chunk, DecodedModule& module);  // CInf

}  // namespace loader
