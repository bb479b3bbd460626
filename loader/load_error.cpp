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
