// SPDX-License-Identifier: Apache-2.0
// LoadError: why a .beam was refused: stage, typed code, module, chunk, byte offset, detail.
//
// Branch on `code`, never on text. `offset` counts bytes from the start of `chunk` (of the file when
// `chunk` is empty), after decompression; for the Code chunk it counts from the first instruction.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <utility>

namespace loader {

enum class Stage : std::uint8_t { container, chunk, decode, verify, link };

enum class LoadErrorCode : std::uint8_t {
  not_a_beam,       // no FOR1/BEAM container
  truncated,        // the bytes end too early
  bad_compression,  // gzip or zlib data is damaged
  too_large,        // inflated size over the limit
  missing_chunk,
  bad_chunk,           // the chunk's own structure is wrong
  unsupported_format,  // instruction set or chunk version that is not known
  unknown_opcode,
  removed_opcode,        // known, but no longer supported since OTP 24
  bad_operand,           // operand of a wrong kind, or malformed
  operand_out_of_range,  // atom, literal, import, label, register ... that does not exist
  bad_label,             // defined twice, not at all, or of another function
  bad_function,          // function header, entry or table is wrong
  bad_frame,             // stack frame missing, of a wrong size, or inconsistent
  undefined_register,    // x, y or float register read or kept alive before it is set
  bad_register_use,      // register holds something that this operation may not touch
  bad_heap_need,         // builds more than was reserved
  bad_catch,             // catch and try marks are not used in pairs
  falls_off_end,         // execution would run out of the function
  bad_instruction,       // sub-commands, lists or combinations that make no sense
  too_complex,           // checking it would take unreasonably long
  link_failed,
};

struct LoadError {
  Stage stage = Stage::container;
  LoadErrorCode code = LoadErrorCode::not_a_beam;
  std::string module;  // empty while it is not known
  std::string chunk;   // four letters, or empty
  std::uint64_t offset = 0;
  std::string detail;  // for people
};

template <typename T>
using Result = std::expected<T, LoadError>;

// The way to refuse: `return refuse(Stage::chunk, LoadErrorCode::bad_chunk, "ImpT", offset, "...")`.
// The module's name is filled in by decode_module() and verify_function().
inline std::unexpected<LoadError> refuse(Stage stage, LoadErrorCode code, std::string_view chunk,
                                         std::uint64_t offset, std::string detail) {
  return std::unexpected(LoadError{stage, code, {}, std::string(chunk), offset, std::move(detail)});
}

// "lists: Code chunk, byte 120: undefined register: x3 is read before it is set"
std::string to_string(const LoadError& error);
std::string_view code_text(LoadErrorCode code);

// What OTP 27's loader reports instead, and the line of its beam_load.c that the report names.
struct OtpReport {
  int line;
  std::string text;
};
OtpReport otp_report(const LoadError& error);

}  // namespace loader
