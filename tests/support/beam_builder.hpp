// SPDX-License-Identifier: Apache-2.0
// BeamBuilder: assembles small .beam files, well-formed or not, in the file formats of OTP 25 to 29.
// Operands are byte strings in compact term encoding, so that tests may also write any bytes they like.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "loader/decode/opcode.hpp"

namespace test {

enum class BeamFormat { otp25, otp28 };  // atom lengths of one byte and zlib literals; or compact and raw

std::string compact(unsigned tag, std::int64_t value);            // as OTP's encoder does
std::string compact_bytes(unsigned tag, std::string_view bytes);  // number of at least 2 bytes

inline std::string u(std::int64_t n) { return compact(0, n); }
inline std::string i(std::int64_t n) { return compact(1, n); }
inline std::string x(std::int64_t n) { return compact(3, n); }
inline std::string y(std::int64_t n) { return compact(4, n); }
inline std::string f(std::int64_t n) { return compact(5, n); }
inline std::string nil() { return compact(2, 0); }
inline std::string fr(std::int64_t n) { return compact(7, 2) + u(n); }
inline std::string lit(std::int64_t n) { return compact(7, 4) + u(n); }
inline std::string typed(const std::string& reg, std::int64_t type) { return compact(7, 5) + reg + u(type); }
std::string list(std::initializer_list<std::string> elements);
std::string alloc(std::int64_t words, std::int64_t floats = 0, std::int64_t funs = 0);

std::string be16(std::uint32_t n);
std::string be32(std::uint32_t n);
std::string be64(std::uint64_t n);

class BeamBuilder {
 public:
  explicit BeamBuilder(std::string_view module, BeamFormat format = BeamFormat::otp25);

  std::uint32_t atom_index(std::string_view name);
  std::string a(std::string_view name) { return compact(2, atom_index(name)); }
  std::string import(std::string_view module, std::string_view function, std::uint32_t arity);  // operand e
  std::string literal(std::string_view external_term);                                          // operand q
  std::string string(std::string_view bytes);                                                   // operand M
  std::string fun(std::string_view name, std::uint32_t arity, std::uint32_t label,
                  std::uint32_t free_count);  // operand F

  // label, func_info, label: the entry's number is info_label + 1.
  void function(std::string_view name, std::uint32_t arity, std::uint32_t info_label);
  void op(loader::Opcode opcode, std::initializer_list<std::string> operands = {});
  void raw_code(std::string_view bytes) { code_ += bytes; }
  void exported(std::string_view name, std::uint32_t arity, std::uint32_t label);
  void chunk(std::string_view id, std::string_view data) { extra_.emplace_back(id, data); }

  std::vector<std::uint8_t> build();
  std::uint32_t label_count = 0;     // 0: one more than the highest
  std::uint32_t function_count = 0;  // 0: as many as function() was called
  std::uint32_t max_opcode = 182;

 private:
  void note_label(std::uint32_t label);

  BeamFormat format_;
  std::vector<std::string> atoms_;
  std::string imports_, exports_, funs_, strings_, literals_, code_;
  std::uint32_t import_count_ = 0, export_count_ = 0, fun_count_ = 0, literal_count_ = 0, functions_ = 0,
                labels_ = 0;
  std::vector<std::pair<std::string, std::string>> extra_;
};

std::string iff_chunk(std::string_view id, std::string_view data);
std::vector<std::uint8_t> iff_form(std::string_view chunks);
std::string zlib_deflate(std::string_view bytes);
std::vector<std::uint8_t> gzip(const std::vector<std::uint8_t>& bytes);

}  // namespace test
