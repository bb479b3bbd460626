// SPDX-License-Identifier: Apache-2.0
#include "driver/test/json_writer.hpp"

#include <array>
#include <cstdio>

#include "driver/test/text.hpp"

namespace driver::test {
namespace {

// DEL and U+0080.. need no escape in JSON, but are better off with one where people look at it.
void append_escaped(std::string& out, std::uint32_t code) {
  switch (code) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: break;
  }
  std::array<char, 8> text{};
  std::snprintf(text.data(), text.size(), "\\u%04x", static_cast<unsigned>(code));
  out += text.data();
}

bool needs_escape(std::uint32_t code) {
  return code < 0x20 || code == '"' || code == '\\' || (code >= 0x7F && code < 0xA0) || code == 0x2028 ||
         code == 0x2029;
}

}  // namespace

JsonWriter& JsonWriter::key(std::string_view name) {
  value(name);
  text_ += ':';
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
  separate();
  text_ += '"';
  for (std::size_t at = 0; at < text.size();) {
    const Character c = character_at(text, at);
    if (!c.valid) {
      text_ += "\xEF\xBF\xBD";
    } else if (needs_escape(c.code)) {
      append_escaped(text_, c.code);
    } else {
      text_ += text.substr(at, c.length);
    }
    at += c.length;
  }
  text_ += '"';
  needs_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::open(char bracket) {
  separate();
  text_ += bracket;
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  text_ += bracket;
  needs_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::literal(std::string_view json) {
  separate();
  text_ += json;
  needs_comma_ = true;
  return *this;
}

void JsonWriter::separate() {
  if (needs_comma_) text_ += ',';
}

}  // namespace driver::test
