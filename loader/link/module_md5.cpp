// SPDX-License-Identifier: Apache-2.0
#include "loader/link/module_md5.hpp"

#include <array>

namespace loader {
namespace {

constexpr std::size_t kCountBytes = 4, kRowBytes = 24, kOldUniqBytes = 4;

// The last word of a row depends on the machine that compiled it and counts as 0.
void add_funs(rt::Md5& md5, Bytes funs) {
  constexpr std::array<std::uint8_t, kOldUniqBytes> kZero{};
  if (funs.size() < kCountBytes) return;
  md5.update(funs.first(kCountBytes));
  for (funs = funs.subspan(kCountBytes); funs.size() >= kRowBytes; funs = funs.subspan(kRowBytes)) {
    md5.update(funs.first(kRowBytes - kOldUniqBytes));
    md5.update(kZero);
  }
}

}  // namespace

rt::Md5::Digest md5_of(const DecodedModule& module) {
  rt::Md5 md5;
  for (const char* id : {"AtU8", "Code", "StrT", "ImpT", "ExpT"}) md5.update(module.chunk(id).value_or(Bytes{}));
  add_funs(md5, module.chunk("FunT").value_or(Bytes{}));
  for (const char* id : {"LitT", "Meta"}) md5.update(module.chunk(id).value_or(Bytes{}));
  return md5.finish();
}

}  // namespace loader
