// SPDX-License-Identifier: Apache-2.0
// Module prim_file: file names between terms and the bytes that the operating system takes, in the locale's encoding.
#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/prim_file.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/native_name.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/term/utf8.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace prim_file {
namespace {

std::string text_of(Term t) {
  std::vector<std::uint8_t> scratch;
  const auto bytes = bytes_of(t, scratch);
  return std::string(bytes.begin(), bytes.end());
}

bool is_translatable(const Process& p, std::string_view name) {
  return const_cast<Process&>(p).vm().name_encoding == NameEncoding::latin1 || is_utf8(name);
}

// A binary is taken as it is.
Term internal_name2native_1(Process& p, Term name) {
  std::string bytes;
  if (is_bitstring(name)) {
    if (!is_binary(name)) return p.raise<Fault::badarg>();
    bytes = text_of(name);
    if (bytes.find('\0') != bytes.npos) return p.raise<Fault::badarg>();
  } else {
    auto native = to_native_name(name, p.vm().name_encoding);
    if (!native) return p.raise<Fault::badarg>();
    bytes = std::move(*native);
  }
  bytes.push_back('\0');
  return byte_binary(p, bytes);
}

Term internal_native2name_1(Process& p, Term bytes) {
  if (!is_binary(bytes)) return p.raise<Fault::badarg>();
  const std::string name = text_of(bytes);
  if (is_translatable(p, name)) return from_native_name(p, name, p.vm().name_encoding);
  return p.reserve(3).tuple({atoms::error, p.vm().atoms.must_intern("warning")});
}

Term is_translatable_1(Process& p, Term bytes) {
  if (!is_binary(bytes)) return p.raise<Fault::badarg>();
  return boolean(is_translatable(p, text_of(bytes)));
}

constexpr Bif kRows[] = {
    bif<&internal_name2native_1>("internal_name2native"),
    bif<&internal_native2name_1>("internal_native2name"),
    bif<&is_translatable_1>("is_translatable"),
};

}  // namespace
}  // namespace prim_file

extern const BifModule kPrimFileName;
constinit const BifModule kPrimFileName{"prim_file", prim_file::kRows};

}  // namespace rt
