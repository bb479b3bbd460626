// SPDX-License-Identifier: Apache-2.0
// The only user of Boost.Program_options. Words are split into ours and the program's first, by the command's table, so
// that the library never sees a word that is not ours. Errors are worded as users of `gleam` know them.
#include "driver/cli/options.hpp"

#include <algorithm>
#include <boost/program_options.hpp>
#include <cctype>
#include <charconv>
#include <optional>

#include "driver/cli/commands.hpp"
#include "driver/cli/help.hpp"
#include "driver/cli/suggest.hpp"
#include "driver/cli/word_list.hpp"
#include "runtime/term/utf8.hpp"

namespace po = boost::program_options;

namespace driver::cli {
namespace {

const OptionSpec* find_option(const Command& command, std::string_view word) {
  for (const OptionSpec& option : command.options) {
    if (word.starts_with("--") && word.substr(2) == option.name) return &option;
    if (word.size() == 2 && word[0] == '-' && option.short_name != 0 && word[1] == option.short_name) {
      return &option;
    }
  }
  return nullptr;
}

struct Split {
  std::vector<std::string> ours;
  std::vector<std::string> rest;
};

// `-t erl`, `-terl`, `--target erl` and `--target=erl` are all one option. Where the rest is not a program's, options may
// stand among the positionals too.
Split split(const Command& command, const std::vector<std::string>& words) {
  Split parts;
  std::size_t i = 0;
  for (; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word == "--") break;
    if (word.size() < 2 || word[0] != '-') {
      if (command.takes_arguments) break;
      parts.rest.push_back(word);
      continue;
    }
    parts.ours.push_back(word);
    const OptionSpec* option = find_option(command, word);
    const bool needs_value = option != nullptr && !option->value_name.empty() && !option->value_is_optional;
    if (needs_value && i + 1 < words.size()) parts.ours.push_back(words[++i]);
  }
  const bool dashes = i < words.size() && words[i] == "--";
  parts.rest.insert(parts.rest.end(), words.begin() + static_cast<std::ptrdiff_t>(i + (dashes ? 1 : 0)), words.end());
  return parts;
}

// What is wrong with the positionals, by the row's usage: "<SHELL>" one, "[EDITOR]..." any number, each of the values.
std::optional<std::string> wrong_positionals(const Command& command, const std::vector<std::string>& given) {
  const std::string_view usage = command.positionals;
  const std::string first(usage.substr(0, usage.find(' ')));
  if (usage.starts_with('<') && given.empty()) {
    return usage_text(command, "the following required arguments were not provided:\n  " + first);
  }
  const auto most = static_cast<std::size_t>(std::count(usage.begin(), usage.end(), '[') + std::count(usage.begin(), usage.end(), '<'));
  if (!usage.ends_with("...") && given.size() > most) {
    return usage_text(command, "unexpected argument '" + given[most] + "' found");
  }
  const std::vector<std::string_view> allowed = items(command.positional_values);
  if (allowed.empty()) return std::nullopt;
  for (const std::string& word : given) {
    if (std::find(allowed.begin(), allowed.end(), word) != allowed.end()) continue;
    std::string text = "invalid value '" + word + "' for '" + first + "'\n  [possible values: " +
                       std::string(command.positional_values) + "]";
    if (const std::string_view near = nearest(word, allowed); !near.empty()) {
      text += "\n\n  tip: a similar value exists: '" + std::string(near) + "'";
    }
    return short_usage_text(text);
  }
  return std::nullopt;
}

po::options_description describe(const Command& command) {
  po::options_description description;
  for (const OptionSpec& option : command.options) {
    std::string names(option.name);
    if (option.short_name != 0) names.append(",").push_back(option.short_name);
    if (option.value_name.empty()) {
      description.add_options()(names.c_str(), "");
    } else {
      auto* value = po::value<std::vector<std::string>>();
      if (option.value_is_optional) value->implicit_value({}, "");
      description.add_options()(names.c_str(), value, "");
    }
  }
  return description;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

std::string shown(const OptionSpec& option) {
  std::string text = "--" + std::string(option.name);
  if (option.value_is_optional) return text + "[=<" + std::string(option.value_name) + ">]";
  if (!option.value_name.empty()) text += " <" + std::string(option.value_name) + ">";
  return text;
}

std::string possible_values(const OptionSpec& option) {
  return option.values.empty() ? "" : "\n  [possible values: " + std::string(option.values) + "]";
}

// With the library's exceptions translated; what they say is not shown.
std::expected<po::parsed_options, std::string> parse_ours(const Command& command,
                                                          const std::vector<std::string>& words) {
  namespace style = po::command_line_style;
  constexpr int kStyle = style::allow_long | style::allow_short | style::allow_dash_for_short |
                         style::long_allow_adjacent | style::long_allow_next | style::short_allow_adjacent |
                         style::short_allow_next;
  const po::options_description description = describe(command);
  try {
    return po::command_line_parser(words).options(description).style(kStyle).run();
  } catch (const po::unknown_option& error) {
    const std::string name = error.get_option_name();
    return std::unexpected(unexpected_argument_text(command, name));
  } catch (const po::invalid_command_line_syntax& error) {
    if (const OptionSpec* option = find_option(command, error.get_option_name())) {
      if (option->value_name.empty()) {
        return std::unexpected(usage_text(command, "unexpected value for '" + shown(*option) + "' found"));
      }
      return std::unexpected(short_usage_text("a value is required for '" + shown(*option) +
                                              "' but none was supplied" + possible_values(*option)));
    }
    return std::unexpected(unexpected_argument_text(command, error.get_option_name()));
  } catch (const po::error& error) {
    return std::unexpected(usage_text(command, error.what()));
  }
}

}  // namespace

std::optional<std::string> allowed_value(const OptionSpec& option, const std::string& value) {
  if (option.values.empty()) return value;
  if (const std::size_t dots = option.values.find(".."); dots != std::string_view::npos) {
    const auto number = whole_number(value);
    const bool is_allowed = number && *number >= whole_number(option.values.substr(0, dots)) &&
                            *number <= whole_number(option.values.substr(dots + 2));
    return is_allowed ? std::optional(std::to_string(*number)) : std::nullopt;
  }
  const std::string wanted = lower(value);
  for (std::string_view item : items(option.values)) {
    if (item == wanted) return wanted;
  }
  for (std::string_view item : items(option.aliases)) {
    const std::size_t equals = item.find('=');
    if (item.substr(0, equals) == wanted) return std::string(item.substr(equals + 1));
  }
  return std::nullopt;
}

bool ParsedOptions::has(std::string_view name) const { return values_.contains(name); }

std::string ParsedOptions::value(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() || found->second.empty() ? "" : found->second.front();
}

std::vector<std::string> ParsedOptions::values(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::vector<std::string>{} : found->second;
}

std::expected<ParsedOptions, std::string> parse(const Command& command, const std::vector<std::string>& words) {
  if (!std::all_of(words.begin(), words.end(), [](const std::string& word) { return rt::is_utf8(word); })) {
    return std::unexpected(usage_text(command, "invalid UTF-8 was detected in one or more arguments"));
  }
  Split parts = split(command, words);
  auto ours = parse_ours(command, parts.ours);
  if (!ours) return std::unexpected(ours.error());

  ParsedOptions result;
  for (const po::option& given : ours->options) {
    const OptionSpec* option = find_option(command, "--" + given.string_key);
    if (option == nullptr) return std::unexpected(unexpected_argument_text(command, given.string_key));
    auto [place, is_first] = result.values_.try_emplace(given.string_key);
    if (!is_first && !option->repeatable) {
      return std::unexpected(
          usage_text(command, "the argument '" + shown(*option) + "' cannot be used multiple times"));
    }
    for (const std::string& value : given.value) {
      const std::optional<std::string> allowed = allowed_value(*option, value);
      if (!allowed) {
        return std::unexpected(short_usage_text("invalid value '" + value + "' for '" + shown(*option) + "'" +
                                                possible_values(*option)));
      }
      place->second.push_back(*allowed);
    }
  }
  if (!result.has("help")) {
    if (auto wrong = wrong_positionals(command, parts.rest)) return std::unexpected(std::move(*wrong));
  }
  result.positionals_ = std::move(parts.rest);
  return result;
}

}  // namespace driver::cli
