// SPDX-License-Identifier: Apache-2.0
// Command lines -> values, by Gleam's rules: options are read up to the first positional or `--`, and whatever follows
// belongs to the program, byte for byte.
#pragma once

#include <expected>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace driver::cli {

struct Command;
struct OptionSpec;

class ParsedOptions {
 public:
  bool has(std::string_view name) const;
  // The value of an option; "" when it was not given. Spelled as in the table ("erlang" for "erl").
  std::string value(std::string_view name) const;
  std::vector<std::string> values(std::string_view name) const;
  const std::vector<std::string>& positionals() const { return positionals_; }
  // For an option that was not given.
  void set_default(std::string_view name, std::vector<std::string> values) {
    if (values_.try_emplace(std::string(name), std::move(values)).second) defaults_.emplace(name);
  }
  // It was not given; it is set all the same.
  bool is_default(std::string_view name) const { return defaults_.contains(name); }

 private:
  friend std::expected<ParsedOptions, std::string> parse(const Command&, const std::vector<std::string>&);
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
  std::set<std::string, std::less<>> defaults_;
  std::vector<std::string> positionals_;
};

// `words`: what follows the command's name. The error is the whole text for standard error.
std::expected<ParsedOptions, std::string> parse(const Command& command, const std::vector<std::string>& words);

// The table's spelling of a value ("erlang" for "ERL"); nothing when it is not allowed.
std::optional<std::string> allowed_value(const OptionSpec& option, const std::string& value);

}  // namespace driver::cli
