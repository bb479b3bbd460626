// SPDX-License-Identifier: Apache-2.0
// The inverse of loader/chunks and loader/decode, written from the format's description and not from them.
#include "tests/support/beam_builder.hpp"

#include <zlib.h>

#include <algorithm>

namespace test {

std::string be16(std::uint32_t n) { return {static_cast<char>(n >> 8), static_cast<char>(n)}; }
std::string be32(std::uint32_t n) { return be16(n >> 16) + be16(n & 0xffff); }
std::string be64(std::uint64_t n) {
  return be32(static_cast<std::uint32_t>(n >> 32)) + be32(static_cast<std::uint32_t>(n));
}

std::string compact(unsigned tag, std::int64_t value) {
  if (value >= 0 && value < 16) return {static_cast<char>(value << 4 | tag)};
  if (value >= 16 && value < 2048) {
    return {static_cast<char>((value >> 3 & 0xe0) | 8 | tag), static_cast<char>(value)};
  }
  std::string bytes;
  for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift);
  while (bytes.size() > 2) {
    const bool is_sign =
        (bytes[0] == 0 && (bytes[1] & 0x80) == 0) || (bytes[0] == '\xff' && (bytes[1] & 0x80) != 0);
    if (!is_sign) break;
    bytes.erase(0, 1);
  }
  return compact_bytes(tag, bytes);
}

std::string compact_bytes(unsigned tag, std::string_view bytes) {
  std::string out;
  if (bytes.size() <= 8) {
    out = static_cast<char>((bytes.size() - 2) << 5 | 0x18 | tag);
  } else {
    out = static_cast<char>(0xf8 | tag) + compact(0, static_cast<std::int64_t>(bytes.size()) - 9);
  }
  return out.append(bytes);
}

std::string list(std::initializer_list<std::string> elements) {
  std::string out = compact(7, 1) + u(static_cast<std::int64_t>(elements.size()));
  for (const std::string& element : elements) out += element;
  return out;
}

std::string alloc(std::int64_t words, std::int64_t floats, std::int64_t funs) {
  return compact(7, 3) + u(3) + u(0) + u(words) + u(1) + u(floats) + u(2) + u(funs);
}

BeamBuilder::BeamBuilder(std::string_view module, BeamFormat format) : format_(format) { atom_index(module); }

std::uint32_t BeamBuilder::atom_index(std::string_view name) {
  const auto at = std::find(atoms_.begin(), atoms_.end(), name);
  if (at != atoms_.end()) return static_cast<std::uint32_t>(at - atoms_.begin()) + 1;
  atoms_.emplace_back(name);
  return static_cast<std::uint32_t>(atoms_.size());
}

std::string BeamBuilder::import(std::string_view module, std::string_view function, std::uint32_t arity) {
  const std::uint32_t m = atom_index(module);
  const std::uint32_t name = atom_index(function);
  imports_ += be32(m) + be32(name) + be32(arity);
  return u(import_count_++);
}

std::string BeamBuilder::literal(std::string_view external_term) {
  literals_ += be32(static_cast<std::uint32_t>(external_term.size())) + std::string(external_term);
  return lit(literal_count_++);
}

std::string BeamBuilder::string(std::string_view bytes) {
  const auto at = static_cast<std::int64_t>(strings_.size());
  strings_ += bytes;
  return u(at);
}

std::string BeamBuilder::fun(std::string_view name, std::uint32_t arity, std::uint32_t label,
                             std::uint32_t free_count) {
  funs_ += be32(atom_index(name)) + be32(arity) + be32(label) + be32(fun_count_) + be32(free_count) + be32(0);
  return u(fun_count_++);
}

void BeamBuilder::note_label(std::uint32_t label) { labels_ = std::max(labels_, label); }

void BeamBuilder::function(std::string_view name, std::uint32_t arity, std::uint32_t info_label) {
  using loader::Opcode;
  op(Opcode::label, {u(info_label)});
  op(Opcode::func_info, {compact(2, 1), a(name), u(arity)});
  op(Opcode::label, {u(info_label + 1)});
  note_label(info_label + 1);
  ++functions_;
}

void BeamBuilder::op(loader::Opcode opcode, std::initializer_list<std::string> operands) {
  code_ += static_cast<char>(opcode);
  for (const std::string& operand : operands) code_ += operand;
  if (opcode == loader::Opcode::label && operands.begin()->size() == 1) {
    note_label(static_cast<std::uint8_t>((*operands.begin())[0]) >> 4);
  }
}

void BeamBuilder::exported(std::string_view name, std::uint32_t arity, std::uint32_t label) {
  exports_ += be32(atom_index(name)) + be32(arity) + be32(label);
  ++export_count_;
}

std::vector<std::uint8_t> BeamBuilder::build() {
  const bool is_28 = format_ == BeamFormat::otp28;
  const auto count = static_cast<std::uint32_t>(atoms_.size());
  std::string atoms = be32(is_28 ? 0 - count : count);
  for (const std::string& atom : atoms_) {
    atoms +=
        is_28 ? u(static_cast<std::int64_t>(atom.size())) : std::string(1, static_cast<char>(atom.size()));
    atoms += atom;
  }
  const std::string header = be32(16) + be32(0) + be32(max_opcode) +
                             be32(label_count != 0 ? label_count : labels_ + 1) +
                             be32(function_count != 0 ? function_count : functions_);
  std::string chunks = iff_chunk("AtU8", atoms) + iff_chunk("Code", header + code_ + '\3') +
                       iff_chunk("StrT", strings_) + iff_chunk("ImpT", be32(import_count_) + imports_) +
                       iff_chunk("ExpT", be32(export_count_) + exports_);
  if (fun_count_ != 0) chunks += iff_chunk("FunT", be32(fun_count_) + funs_);
  if (literal_count_ != 0) {
    const std::string table = be32(literal_count_) + literals_;
    const auto size = static_cast<std::uint32_t>(table.size());
    chunks += iff_chunk("LitT", is_28 ? be32(0) + table : be32(size) + zlib_deflate(table));
  }
  for (const auto& [id, data] : extra_) chunks += iff_chunk(id, data);
  return iff_form(chunks);
}

std::string iff_chunk(std::string_view id, std::string_view data) {
  std::string out(id);
  out += be32(static_cast<std::uint32_t>(data.size()));
  out += data;
  out.append((4 - data.size() % 4) % 4, '\0');
  return out;
}

std::vector<std::uint8_t> iff_form(std::string_view chunks) {
  const std::string form =
      "FOR1" + be32(static_cast<std::uint32_t>(chunks.size() + 4)) + "BEAM" + std::string(chunks);
  return {form.begin(), form.end()};
}

std::string zlib_deflate(std::string_view bytes) {
  uLongf size = compressBound(bytes.size());
  std::string out(size, '\0');
  compress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()),
           bytes.size());
  out.resize(size);
  return out;
}

std::vector<std::uint8_t> gzip(const std::vector<std::uint8_t>& bytes) {
  z_stream stream{};
  deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY);
  std::vector<std::uint8_t> out(deflateBound(&stream, bytes.size()) + 32);
  stream.next_in = const_cast<Bytef*>(bytes.data());
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = out.data();
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

}  // namespace test
