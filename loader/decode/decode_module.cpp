// SPDX-License-Identifier: Apache-2.0
// Bytes to DecodedModule: inflate, container, then each chunk through its parser in the order of the table.
// When a chunk occurs twice the last one counts, as in OTP.
#include "loader/bytes/inflate.hpp"
#include "loader/chunks/iff.hpp"
#include "loader/chunks/parsers.hpp"

namespace loader {
namespace {

struct ChunkRow {
  std::string_view id;
  bool is_required;
  Result<void> (*parse)(Bytes, DecodedModule&);
};

// In dependency order: atoms before all, code before what names labels.
constexpr ChunkRow kChunks[] = {
    {"AtU8", true, &parse_atoms},       {"Code", true, &parse_code},
    {"ImpT", true, &parse_imports},     {"ExpT", true, &parse_exports},
    {"LocT", false, &parse_locals},     {"FunT", false, &parse_funs},
    {"LitT", false, &parse_literals},   {"Type", false, &parse_types},
    {"StrT", false, &parse_strings},    {"Line", false, &parse_lines},
    {"Attr", false, &parse_attributes}, {"CInf", false, &parse_compile_info},
};

Result<void> read_chunks(DecodedModule& module) {
  auto chunks = read_container(module.file);
  if (!chunks) return std::unexpected(chunks.error());
  module.chunks = std::move(*chunks);
  for (const ChunkRow& row : kChunks) {
    const auto data = module.chunk(row.id);
    if (data && !data->empty()) {
      if (auto ok = row.parse(*data, module); !ok) return ok;
    } else if (row.is_required) {
      if (row.id == "AtU8" && module.chunk("Atom")) {
        return refuse(Stage::chunk, LoadErrorCode::unsupported_format, "Atom", 0,
                      "compiled by OTP 20 or earlier: recompile the module");
      }
      return refuse(Stage::chunk, LoadErrorCode::missing_chunk, row.id, 0, "");
    }
  }
  return {};
}

Result<DecodedModule> decode_into(DecodedModule module) {
  if (is_gzip(module.file)) {
    Inflated inflated = inflate_all(module.file, 0, kMaxInflatedSize);
    if (inflated.failure) {
      const bool too_large = *inflated.failure == InflateFailure::too_large;
      return refuse(Stage::container, too_large ? LoadErrorCode::too_large : LoadErrorCode::bad_compression,
                    "", 0, "a gzip file");
    }
    module.owned_file = std::move(inflated.bytes);
    module.file = module.owned_file;
  }
  if (auto ok = read_chunks(module); !ok) {
    LoadError error = ok.error();
    error.module = module.name();
    return std::unexpected(std::move(error));
  }
  return module;
}

}  // namespace

std::optional<Bytes> DecodedModule::chunk(std::string_view id) const {
  for (auto it = chunks.rbegin(); it != chunks.rend(); ++it) {
    if (std::string_view(it->id.data(), it->id.size()) == id) return it->data;
  }
  return std::nullopt;
}

Result<DecodedModule> decode_module(Bytes bytes, Bytes inflated_literals) {
  DecodedModule module;
  module.file = bytes;
  module.inflated_literals = inflated_literals;
  return decode_into(std::move(module));
}

Result<DecodedModule> decode_module(std::vector<std::uint8_t> bytes) {
  DecodedModule module;
  module.owned_file = std::move(bytes);
  module.file = module.owned_file;
  return decode_into(std::move(module));
}

}  // namespace loader
