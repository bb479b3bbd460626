// SPDX-License-Identifier: Apache-2.0
#include "driver/compile/entry.hpp"

#include <cstdint>
#include <cstring>

namespace driver::compile {

std::string bytes_of(const Compiled& compiled) {
  std::string bytes;
  for (const std::string* field : {&compiled.source, &compiled.module, &compiled.diagnostics, &compiled.beam}) {
    const std::uint64_t size = field->size();
    bytes.append(reinterpret_cast<const char*>(&size), sizeof size);
    bytes += *field;
  }
  return bytes;
}

std::optional<Compiled> compiled_of(std::string_view bytes) {
  Compiled compiled;
  for (std::string* field : {&compiled.source, &compiled.module, &compiled.diagnostics, &compiled.beam}) {
    std::uint64_t size = 0;
    if (bytes.size() < sizeof size) return std::nullopt;
    std::memcpy(&size, bytes.data(), sizeof size);
    bytes.remove_prefix(sizeof size);
    if (bytes.size() < size) return std::nullopt;
    field->assign(bytes.substr(0, size));
    bytes.remove_prefix(size);
  }
  if (!bytes.empty()) return std::nullopt;
  return compiled;
}

}  // namespace driver::compile
