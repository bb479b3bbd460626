// SPDX-License-Identifier: Apache-2.0
// Line: version, flags, counts of line operations, items and names; items are compact terms: an integer is
// the next location's line, an atom changes the file for what follows. Then names with 16-bit lengths.
#include "loader/chunks/line_table.hpp"

#include "loader/decode/compact_term.hpp"
#include "runtime/term/utf8.hpp"

namespace loader {

Result<LineTable> decode_line_table(const DecodedModule& module) {
  const auto bad = [&module](std::size_t at, const char* why) {
    auto refused = refuse(Stage::chunk, LoadErrorCode::bad_chunk, "Line", at, why);
    refused.error().module = module.name();
    return refused;
  };
  LineTable table;
  table.locations.emplace_back();
  ByteReader reader(module.lines);
  if (module.lines.empty() || reader.u32() != 0) return table;
  table.flags = reader.u32();
  reader.u32();  // how many line operations there are
  const std::uint32_t item_count = reader.u32();
  const std::uint32_t name_count = reader.u32();
  if (reader.failed() || item_count > reader.remaining() || name_count > reader.remaining() / 2) {
    return bad(0, "fewer items than it says");
  }
  constexpr std::uint32_t kMaxFile = 254, kMaxLine = (1 << 24) - 2;  // what OTP has room for
  table.locations.reserve(item_count + std::size_t{1});
  std::uint32_t file = 0;
  while (table.locations.size() <= item_count) {
    const std::size_t at = reader.offset();
    const CompactTerm term = read_compact_term(reader);
    if (reader.failed() || term.is_big) return bad(at, "malformed item");
    if (term.tag == Tag::a) {
      if (term.value > name_count) return bad(at, "no such file");
      file = static_cast<std::uint32_t>(term.value);
    } else if (term.tag == Tag::i && term.value <= INT32_MAX) {
      const bool fits = file <= kMaxFile && term.value <= kMaxLine;
      table.locations.push_back(fits ? LineLocation{file, static_cast<std::uint32_t>(term.value)} : LineLocation{});
    } else {
      return bad(at, "malformed item");
    }
  }
  table.files.reserve(name_count);
  for (std::uint32_t i = 0; i < name_count; ++i) {
    const std::size_t at = reader.offset();
    const std::uint16_t length = reader.u16();
    if (length > INT16_MAX) return bad(at, "a name is too long");
    const Bytes name = reader.take(length);
    if (reader.failed()) return bad(reader.offset(), "a name reaches beyond the end");
    if (!rt::is_utf8(name.data(), name.size())) return bad(at, "a name is not UTF-8");
    table.files.emplace_back(reinterpret_cast<const char*>(name.data()), name.size());
  }
  return table;
}

}  // namespace loader
