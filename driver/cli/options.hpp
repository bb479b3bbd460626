// SPDX-License-Identifier: Apache-2.0
// Command lines -> values, by Gleam's rules: options are read up to the first positional or `--`, and whatever follows
// belongs to the program, byte for byte.
#pragma once

#include <expected>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace driver::cli {

struct Command;

class ParsedOptions {
 public:
  bool has(std::string_view name) const;
  // The value of an option; "" when it was not given. Spelled as in the table ("erlang" for "erl").
  std::string value(std::string_view name) const;
  std::vector<std::string> values(std::string_view name) const;
  const std::vector<std::string>& positionals() const { return positionals_; }

 private:
  friend std::expected<ParsedOptions, std::string> parse(const Command&, const std::vector<std::string>&);
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
  std::vector<std::string> positionals_;
};

// `words`: what follows the command's name. The error is the whole text for standard error.
std::expected<ParsedOptions, std::string> parse(const Command& command, const std::vector<std::string>& words);

}  // namespace driver::cli
