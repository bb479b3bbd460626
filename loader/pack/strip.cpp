// SPDX-License-Identifier: Apache-2.0
// Left out are the abstract code and the documentation: two thirds of OTP. Everything else stays as the compiler wrote it,
// so that module_info(), stack traces, beam_lib and checksums say what they always say.
#include "loader/pack/strip.hpp"

#include <algorithm>

#include "loader/decode/decoded_module.hpp"
#include "loader/link/module_md5.hpp"
#include "runtime/base/bits.hpp"

namespace loader {
namespace {

constexpr std::string_view kLeftOut[] = {"Dbgi", "Abst", "Docs", "DocS"};

bool is_kept(const Chunk& chunk) {
  return std::ranges::find(kLeftOut, std::string_view(chunk.id.data(), chunk.id.size())) == std::end(kLeftOut);
}

void put(std::vector<std::uint8_t>& out, Bytes bytes) { out.insert(out.end(), bytes.begin(), bytes.end()); }
void put(std::vector<std::uint8_t>& out, std::string_view text) { out.insert(out.end(), text.begin(), text.end()); }
void put_u32(std::vector<std::uint8_t>& out, std::size_t n) {
  out.resize(out.size() + 4);
  rt::write_bits(out.data() + out.size() - 4, 0, n, 32);
}
void pad(std::vector<std::uint8_t>& out) { out.resize((out.size() + 3) / 4 * 4); }

}  // namespace

Result<StrippedBeam> strip_beam(Bytes file) {
  auto decoded = decode_module(file);
  if (!decoded) return std::unexpected(decoded.error());
  std::vector<std::uint8_t> chunks;
  put(chunks, "BEAM");
  for (const Chunk& chunk : decoded->chunks) {
    if (!is_kept(chunk)) continue;
    put(chunks, std::string_view(chunk.id.data(), chunk.id.size()));
    put_u32(chunks, chunk.data.size());
    put(chunks, chunk.data);
    pad(chunks);
  }
  StrippedBeam result{std::string(decoded->name()), {}, std::move(decoded->owned_literals), md5_of(*decoded)};
  put(result.file, "FOR1");
  put_u32(result.file, chunks.size());
  put(result.file, chunks);
  return result;
}

}  // namespace loader
