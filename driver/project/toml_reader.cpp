// SPDX-License-Identifier: Apache-2.0
// The only user of toml++. Its parser reports errors by exception; they end here.
#include "driver/project/toml_reader.hpp"

#include <toml++/toml.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

namespace driver {
namespace {

std::string position(const toml::source_region& source) {
  return "line " + std::to_string(source.begin.line) + ", column " + std::to_string(source.begin.column);
}

}  // namespace

Result<std::string> toml_text_to_json(std::string_view text, const std::string& name) {
  try {
    const toml::table table = toml::parse(text, name);
    std::ostringstream out;
    out << toml::json_formatter{table};
    return out.str();
  } catch (const toml::parse_error& error) {
    return fail(ErrorCode::bad_config, "File IO failure",
                "An error occurred while trying to parse this file:\n\n    " + name + "\n\nAt " +
                    position(error.source()) + ": " + std::string(error.description()));
  }
}

Result<std::string> toml_file_to_json(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  if (file) content << file.rdbuf();
  if (!file) {
    return fail(ErrorCode::os, "File IO failure",
                "An error occurred while trying to read this file:\n\n    " + path.string() +
                    "\n\nThe error message from the file IO library was:\n\n    " + std::strerror(errno));
  }
  return toml_text_to_json(content.str(), path.string());
}

}  // namespace driver
