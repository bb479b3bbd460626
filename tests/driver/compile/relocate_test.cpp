// SPDX-License-Identifier: Apache-2.0
// Made-up .beam files: one path in each kind of chunk. That real ones come out as the compiler makes them is a driver test.
#include "driver/compile/relocate.hpp"

#include <doctest/doctest.h>
#include <zlib.h>

using namespace driver::compile;

namespace {

std::string number(std::size_t value, int bytes) {
  std::string text;
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) text += static_cast<char>(value >> shift);
  return text;
}

std::string chunk(const std::string& name, const std::string& content) {
  return name + number(content.size(), 4) + content + std::string((4 - content.size() % 4) % 4, '\0');
}

std::string beam(const std::string& chunks) { return "FOR1" + number(chunks.size() + 4, 4) + "BEAM" + chunks; }

std::string string_term(const std::string& text) { return "k" + number(text.size(), 2) + text; }

std::string zipped(const std::string& bytes, int level) {
  uLongf size = compressBound(bytes.size());
  std::string result(size, '\0');
  compress2(reinterpret_cast<Bytef*>(result.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size(), level);
  result.resize(size);
  return result;
}

std::string compressed_term(const std::string& term, int level = 6) { return "\x83P" + number(term.size(), 4) + zipped(term, level); }

const Move kMove{"/one/src/m.erl", "/another/place/src/m.erl", {"/one", "/one/src"}};

std::string with_paths(const std::string& path) {
  const std::string many(500, 'z');
  return beam(chunk("Code", "code!") + chunk("Line", "lines" + number(path.size(), 2) + path) + chunk("CInf", "\x83" + string_term(path) + "x") +
              chunk("Dbgi", compressed_term(many + string_term(path) + many + string_term(path))));
}

}  // namespace

TEST_CASE("a path is changed wherever it can be, with all sizes") {
  CHECK(moved_beam(with_paths(kMove.from), kMove) == with_paths(kMove.to));
  CHECK(moved_beam(with_paths(kMove.to), {kMove.to, kMove.from, {"/another"}}) == with_paths(kMove.from));
  CHECK(moved_text("/one/src/m.erl:3:4: Warning: x\n/one/src/m.erl:5: y\n", kMove) ==
        "/another/place/src/m.erl:3:4: Warning: x\n/another/place/src/m.erl:5: y\n");
}

TEST_CASE("a path in a place that is not known moves nothing") {
  CHECK_FALSE(moved_text("/one/include/h.hrl:3:4: Warning: x\n", kMove));
  for (const std::string& odd :
       {beam(chunk("Attr", "\x83" + string_term(kMove.from))), beam(chunk("Line", "/one/include/h.hrl")), beam(chunk("StrT", kMove.from)),
        beam(chunk("CInf", "\x83m" + number(kMove.from.size(), 4) + kMove.from)), beam(chunk("CInf", string_term("/one/src/h.hrl"))),
        beam(chunk("Dbgi", compressed_term("..." + string_term(kMove.from), 1))), beam(chunk("LitT", number(20, 4) + zipped("......" + kMove.from, 6))),
        beam(chunk("LitT", number(0, 4) + kMove.from)), std::string("FOR1"), beam("Line\1\1\1\1"), std::string()}) {
    CAPTURE(odd);
    CHECK_FALSE(moved_beam(odd, kMove));
  }
  CHECK_FALSE(moved_beam(with_paths("/one/src/\xc3\xa9.erl"), {"/one/src/\xc3\xa9.erl", "/two/m.erl", {"/one"}}));
  CHECK(moved_beam(beam(chunk("LitT", number(9, 4) + zipped("literals!", 6))), kMove));
}
