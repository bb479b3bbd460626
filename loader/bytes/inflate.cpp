// SPDX-License-Identifier: Apache-2.0
// One streaming inflate loop for both formats. Output grows geometrically and is never larger than the
// limit, so that a small hostile file cannot claim gigabytes.
#include "loader/bytes/inflate.hpp"

#include <zlib.h>

#include <algorithm>

namespace loader {
namespace {

// Deflate cannot do better than this (zlib's technical notes), so a larger claim is a lie.
constexpr std::size_t kMaxRatio = 1040;
constexpr int kDetectHeader = 32 + MAX_WBITS;

}  // namespace

bool is_gzip(Bytes bytes) { return bytes.size() >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b; }

Inflated inflate_all(Bytes compressed, std::size_t expected_size, std::size_t limit) {
  if (expected_size > limit || expected_size / kMaxRatio > compressed.size() || compressed.size() > limit) {
    return {{}, InflateFailure::too_large};
  }
  z_stream stream{};
  if (inflateInit2(&stream, kDetectHeader) != Z_OK) return {{}, InflateFailure::damaged};
  stream.next_in = const_cast<Bytef*>(compressed.data());  // zlib does not write through it
  stream.avail_in = static_cast<uInt>(compressed.size());

  Inflated result;
  result.bytes.resize(expected_size != 0 ? expected_size : std::min(limit, compressed.size() * 4 + 64));
  for (;;) {
    stream.next_out = result.bytes.data() + stream.total_out;
    stream.avail_out = static_cast<uInt>(result.bytes.size() - stream.total_out);
    const int status = inflate(&stream, Z_NO_FLUSH);
    if (status == Z_STREAM_END) break;
    if ((status != Z_OK && status != Z_BUF_ERROR) || stream.avail_out != 0) {
      result.failure = InflateFailure::damaged;  // or it ends too early
      break;
    }
    if (result.bytes.size() >= limit || expected_size != 0) {
      result.failure = InflateFailure::too_large;
      break;
    }
    result.bytes.resize(std::min(limit, result.bytes.size() * 2));
  }
  if (!result.failure) result.bytes.resize(stream.total_out);
  inflateEnd(&stream);
  return result;
}

}  // namespace loader
