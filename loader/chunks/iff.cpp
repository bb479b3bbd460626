// SPDX-License-Identifier: Apache-2.0
// Container to named spans. Follows iff_init() and read_beam_chunks() of OTP's beam_file.c in what it
// accepts.
#include "loader/chunks/iff.hpp"

#include <cstring>

namespace loader {
namespace {

bool equals(Bytes bytes, const char* text) {
  return bytes.size() == 4 && std::memcmp(bytes.data(), text, 4) == 0;
}

}  // namespace

Result<std::vector<Chunk>> read_container(Bytes file) {
  ByteReader header(file);
  if (!equals(header.take(4), "FOR1")) {
    return refuse(Stage::container, LoadErrorCode::not_a_beam, "", 0, "it does not begin with FOR1");
  }
  const std::uint32_t form_size = header.u32();
  ByteReader form(header.take(form_size));
  if (header.failed()) {
    return refuse(Stage::container, LoadErrorCode::truncated, "", file.size(),
                  "the form should have " + std::to_string(form_size) + " bytes");
  }
  if (!equals(form.take(4), "BEAM")) {
    return refuse(Stage::container, LoadErrorCode::not_a_beam, "", 8, "the form's type is not BEAM");
  }
  std::vector<Chunk> chunks;
  while (!form.at_end()) {
    const std::size_t at = form.offset() + 8;
    const Bytes id = form.take(4);
    const std::uint32_t size = form.u32();
    const Bytes data = form.take(size);
    form.take((4 - size % 4) % 4);
    if (form.failed()) {
      return refuse(Stage::container, LoadErrorCode::truncated, "", at,
                    "a chunk reaches beyond the end of the file");
    }
    chunks.push_back({{static_cast<char>(id[0]), static_cast<char>(id[1]), static_cast<char>(id[2]),
                       static_cast<char>(id[3])},
                      data});
  }
  return chunks;
}

}  // namespace loader
