// SPDX-License-Identifier: Apache-2.0
#include "driver/compile/compile_cache.hpp"

#include "driver/compile/relocate.hpp"

namespace driver::compile {
namespace {

Digest placed_key(const Digest& key, const std::string& source, const Place& place) {
  Sha256 hash;
  hash.add_field(hex_of(key));
  hash.add_field(source);
  hash.add_field(place.lib);
  hash.add_field(place.ebin);
  return hash.finish();
}

// The same compilation of the source at `to`. `lib`: the one that `compiled` was made with.
std::optional<Compiled> moved(const Compiled& compiled, const std::string& to, const std::string& lib) {
  const Move move{compiled.source, to, {lib, compiled.source.substr(0, compiled.source.rfind('/'))}};
  auto beam = moved_beam(compiled.beam, move);
  auto diagnostics = moved_text(compiled.diagnostics, move);
  if (!beam || !diagnostics) return std::nullopt;
  return Compiled{to, compiled.module, std::move(*diagnostics), std::move(*beam)};
}

}  // namespace

std::optional<Compiled> CompileCache::entry(const Digest& key) {
  const std::optional<std::string> bytes = folder_.get(key);
  return bytes ? compiled_of(*bytes) : std::nullopt;
}

CompileCache::Lookup CompileCache::find(const std::string& source, const Place& place) {
  if (!folder_.is_on()) return {};
  Lookup lookup{inputs_.key_of(source, place), std::nullopt};
  if (!lookup.key) return lookup;
  if (std::optional<Compiled> found = entry(*lookup.key)) {
    // What is kept under this key names no other folder.
    const std::string folder = found->source.substr(0, found->source.rfind('/'));
    lookup.compiled = found->source == source ? std::move(found) : moved(*found, source, folder);
  }
  if (!lookup.compiled) lookup.compiled = entry(placed_key(*lookup.key, source, place));
  folder_.count(lookup.compiled.has_value());
  return lookup;
}

void CompileCache::keep(const Digest& key, const Compiled& compiled, const Place& place) {
  if (inputs_.key_of(compiled.source, place) != key) return;
  const std::optional<Compiled> same = moved(compiled, compiled.source, place.lib);
  const bool can_move = same && same->beam == compiled.beam && same->diagnostics == compiled.diagnostics;
  folder_.put(can_move ? key : placed_key(key, compiled.source, place), bytes_of(compiled));
}

}  // namespace driver::compile
