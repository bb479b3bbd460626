// SPDX-License-Identifier: Apache-2.0
// The only user of toml++. Its parser reports errors by exception; they end here.
#include "driver/project/toml_reader.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sstream>
#include <utility>

#include "loader/bytes/whole_file.hpp"

namespace driver {
namespace {

// In the words of Gleam's own TOML reader.
std::unexpected<DriverError> not_toml(const toml::parse_error& error, std::string_view text, const std::string& name) {
  const toml::source_position at = error.source().begin;
  const std::string line = std::to_string(at.line);
  std::size_t start = 0;
  for (std::size_t i = 1; i < at.line && start < text.size(); ++i) start = std::min(text.find('\n', start), text.size() - 1) + 1;
  const std::string_view source = text.substr(start, text.find_first_of("\r\n", start) - start);
  const std::string margin(line.size() + 1, ' ');
  return fail(ErrorCode::bad_config, "File IO failure",
              "An error occurred while trying to parse this file:\n\n    " + name +
                  "\n\nThe error message from the file IO library was:\n\n    TOML parse error at line " + line + ", column " +
                  std::to_string(at.column) + "\n" + margin + "|\n" + line + " | " + std::string(source) + "\n" + margin + "| " +
                  std::string(at.column > 0 ? at.column - 1 : 0, ' ') + "^\n" + std::string(error.description()));
}

Place place_of(const toml::source_region& source) {
  const bool one_line = source.end.line == source.begin.line && source.end.column > source.begin.column;
  return {source.begin.line, source.begin.column, one_line ? source.end.column - source.begin.column : 1};
}

TomlValue value_of(const toml::node& node) {
  TomlValue value;
  value.place = place_of(node.source());
  if (const auto* string = node.as_string()) {
    value.kind = TomlKind::string;
    value.text = string->get();
  } else if (const auto* integer = node.as_integer()) {
    value.kind = TomlKind::integer;
    value.text = std::to_string(integer->get());
  } else if (const auto* boolean = node.as_boolean()) {
    value.kind = TomlKind::boolean;
    value.text = boolean->get() ? "true" : "false";
  } else if (const auto* array = node.as_array()) {
    value.kind = TomlKind::array;
    for (const toml::node& item : *array) value.items.push_back(value_of(item));
  } else if (const auto* table = node.as_table()) {
    value.kind = TomlKind::table;
    for (const auto& [key, item] : *table) {
      value.entries.push_back({std::string(key.str()), place_of(key.source()), value_of(item)});
    }
  }
  return value;
}

// f(document), with the library's exception translated.
template <typename F>
auto with_document(std::string_view text, const std::string& name, F&& f) -> Result<decltype(f(std::declval<const toml::table&>()))> {
  try {
    return f(toml::parse(text, name));
  } catch (const toml::parse_error& error) {
    return not_toml(error, text, name);
  }
}

}  // namespace

const TomlValue* TomlValue::find(std::string_view key) const {
  for (const TomlEntry& entry : entries) {
    if (entry.key == key) return &entry.value;
  }
  return nullptr;
}

Result<std::string> toml_text_to_json(std::string_view text, const std::string& name) {
  return with_document(text, name, [](const toml::table& table) {
    std::ostringstream out;
    out << toml::json_formatter{table};
    return out.str();
  });
}

Result<TomlValue> toml_text_to_values(std::string_view text, const std::string& name) {
  return with_document(text, name, [](const toml::table& table) { return value_of(table); });
}

Result<std::string> toml_file_to_json(const std::filesystem::path& path) {
  const auto content = loader::text_of_file(path);
  if (!content) {
    return fail(ErrorCode::os, "File IO failure",
                "An error occurred while trying to read this file:\n\n    " + path.string() +
                    "\n\nThe error message from the file IO library was:\n\n    " + std::strerror(content.error()));
  }
  return toml_text_to_json(*content, path.string());
}

}  // namespace driver
