// SPDX-License-Identifier: Apache-2.0
// TOML files as JSON text: the bridge's first half. The second half (manifest/json) reads the JSON.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "driver/driver_error.hpp"
#include "driver/project/excerpt.hpp"

namespace driver {

// Fails with `bad_config` and file, line and column when the file is not TOML, and with `os` when it cannot be read.
// Dates and times become strings, infinities and NaN become null: no key that we read has them.
Result<std::string> toml_file_to_json(const std::filesystem::path& path);

// The same for text that claims to come from `name`.
Result<std::string> toml_text_to_json(std::string_view text, const std::string& name);

// A document with the places of its keys and values.
enum class TomlKind { string, integer, boolean, array, table, other };

struct TomlEntry;

struct TomlValue {
  TomlKind kind = TomlKind::other;
  std::string text;               // of a string; an integer's digits; "true", "false"
  std::vector<TomlValue> items;   // of an array
  std::vector<TomlEntry> entries;  // of a table, in no particular order
  Place place;

  const TomlValue* find(std::string_view key) const;
};

struct TomlEntry {
  std::string key;
  Place key_place;
  TomlValue value;
};

// The whole document as a table; fails as above.
Result<TomlValue> toml_text_to_values(std::string_view text, const std::string& name);

}  // namespace driver
