// SPDX-License-Identifier: Apache-2.0
// The examples of FIPS 180-4, and texts of every length about a block's, in one piece and in two.
#include "driver/compile/sha256.hpp"

#include <doctest/doctest.h>

using driver::compile::hex_of;
using driver::compile::Sha256;

namespace {
std::string hash(std::string_view text) {
  Sha256 hash;
  hash.add(text);
  return hex_of(hash.finish());
}
}  // namespace

TEST_CASE("the standard's examples") {
  CHECK(hash("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hash("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(hash(std::string(1000000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("pieces do not matter, fields do") {
  for (std::size_t size = 0; size < 200; ++size) {
    const std::string text(size, 'x');
    for (const std::size_t cut : {std::size_t{0}, size / 3, size}) {
      Sha256 pieces;
      pieces.add(text.substr(0, cut));
      pieces.add(text.substr(cut));
      CHECK(hex_of(pieces.finish()) == hash(text));
    }
  }
  Sha256 one, two;
  one.add_field("ab"), one.add_field("c");
  two.add_field("a"), two.add_field("bc");
  CHECK(one.finish() != two.finish());
}
