// SPDX-License-Identifier: Apache-2.0
// The words of a LoadError: one sentence fragment per code, and the whole line.
#include "loader/load_error.hpp"

namespace loader {

std::string_view code_text(LoadErrorCode code) {
  switch (code) {
    case LoadErrorCode::not_a_beam: return "not a BEAM file";
    case LoadErrorCode::truncated: return "the file ends too early";
    case LoadErrorCode::bad_compression: return "damaged compressed data";
    case LoadErrorCode::too_large: return "too large";
    case LoadErrorCode::missing_chunk: return "a chunk is missing";
    case LoadErrorCode::bad_chunk: return "damaged chunk";
    case LoadErrorCode::unsupported_format: return "unsupported format";
    case LoadErrorCode::unknown_opcode: return "unknown operation";
    case LoadErrorCode::removed_opcode: return "operation no longer supported (recompile the module)";
    case LoadErrorCode::bad_operand: return "bad operand";
    case LoadErrorCode::operand_out_of_range: return "operand out of range";
    case LoadErrorCode::bad_label: return "bad label";
    case LoadErrorCode::bad_function: return "bad function header or table";
    case LoadErrorCode::bad_frame: return "bad stack frame";
    case LoadErrorCode::undefined_register: return "undefined register";
    case LoadErrorCode::bad_register_use: return "register misused";
    case LoadErrorCode::bad_heap_need: return "heap was not reserved";
    case LoadErrorCode::bad_catch: return "catch or try not in pairs";
    case LoadErrorCode::falls_off_end: return "execution leaves the function";
    case LoadErrorCode::bad_instruction: return "malformed operation";
    case LoadErrorCode::too_complex: return "too complex to check";
    case LoadErrorCode::link_failed: return "cannot link";
  }
  return "unknown error";
}

OtpReport otp_report(const LoadError& error) {
  struct Row {
    std::string_view chunk;
    int line;  // of "corrupt ..."; the one of "missing ..." is two before
    const char* noun;
  };
  constexpr Row kRows[] = {{"AtU8", 150, "atom table"},   {"Code", 154, "code chunk"},     {"ExpT", 158, "export table"},
                           {"ImpT", 162, "import table"}, {"FunT", 164, "lambda table"},   {"Line", 166, "line table"},
                           {"LitT", 168, "literal table"}, {"LocT", 170, "locals table"}, {"Type", 172, "type table"}};
  if (error.code == LoadErrorCode::unknown_opcode || error.code == LoadErrorCode::removed_opcode) {
    return {420, "invalid opcode"};
  }
  for (const Row& row : kRows) {
    if (error.chunk != row.chunk) continue;
    if (error.code != LoadErrorCode::missing_chunk) return {row.line, std::string("corrupt ") + row.noun};
    return {row.chunk == "AtU8" ? 146 : row.line - 2, std::string("missing ") + row.noun};
  }
  return {144, "corrupt file header"};
}

std::string to_string(const LoadError& error) {
  std::string text = error.module.empty() ? std::string("module") : error.module;
  text += ": ";
  if (!error.chunk.empty()) text += error.chunk + " chunk, ";
  text += "byte " + std::to_string(error.offset) + ": ";
  text += code_text(error.code);
  if (!error.detail.empty()) text += ": " + error.detail;
  return text;
}

}  // namespace loader
