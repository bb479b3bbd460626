// SPDX-License-Identifier: Apache-2.0
// JSON text, appended piece by piece: always one line, always valid UTF-8, whatever the strings hold.
// (Reading JSON is manifest/json's.)
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace driver::test {

class JsonWriter {
 public:
  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }
  JsonWriter& key(std::string_view name);
  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(bool flag) { return literal(flag ? "true" : "false"); }
  JsonWriter& value(std::int64_t number) { return literal(std::to_string(number)); }
  JsonWriter& value(std::uint64_t number) { return literal(std::to_string(number)); }
  JsonWriter& value(unsigned number) { return literal(std::to_string(number)); }
  JsonWriter& raw(std::string_view json) { return literal(json); }
  template <class Value>
  JsonWriter& field(std::string_view name, const Value& item) {
    key(name);
    return value(item);
  }

  const std::string& text() const { return text_; }
  std::string take() { return std::move(text_); }

 private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  JsonWriter& literal(std::string_view json);
  void separate();

  std::string text_;
  bool needs_comma_ = false;
};

}  // namespace driver::test
