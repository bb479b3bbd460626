// SPDX-License-Identifier: Apache-2.0
// Keys and types come from the command table: there is no list of settings besides it.
#include "driver/cli/defaults.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "driver/cli/commands.hpp"
#include "driver/cli/suggest.hpp"
#include "driver/project/layout.hpp"
#include "driver/project/project.hpp"
#include "driver/project/toml_reader.hpp"
#include "loader/bytes/whole_file.hpp"

namespace driver::cli {
namespace {

struct Source {
  std::string_view text;
  const std::string& file;
};

std::unexpected<DriverError> wrong(const Source& source, const Place& place, std::string title, std::string text) {
  return std::unexpected(DriverError{ErrorCode::bad_config, std::move(title), std::move(text),
                                     excerpt(source.file, source.text, place)});
}

bool can_be_set(const OptionSpec& option) { return option.name != "help"; }

const OptionSpec* option_named(const Command& command, std::string_view name) {
  const auto found = std::find_if(command.options.begin(), command.options.end(), [&](const OptionSpec& option) {
    return option.name == name && can_be_set(option);
  });
  return found == command.options.end() ? nullptr : &*found;
}

std::vector<const Command*> commands_with_defaults() {
  std::vector<const Command*> rows;
  for (const Command& row : commands()) {
    if (row.has_defaults) rows.push_back(&row);
  }
  return rows;
}

std::string_view kind_words(TomlKind kind) {
  switch (kind) {
    case TomlKind::string: return "a string";
    case TomlKind::integer: return "a whole number";
    case TomlKind::boolean: return "true or false";
    case TomlKind::array: return "a list";
    case TomlKind::table: return "a table";
    case TomlKind::other: break;
  }
  return "a value of another type";
}

bool is_number(const OptionSpec& option) { return option.values.find("..") != std::string_view::npos; }

std::string expected_words(const OptionSpec& option) {
  if (option.value_name.empty()) return "`true` or `false`";
  std::string one = "a string";
  if (is_number(option)) {
    const std::size_t dots = option.values.find("..");
    one = "a whole number from " + std::string(option.values.substr(0, dots)) + " to " + std::string(option.values.substr(dots + 2));
  } else if (!option.values.empty()) {
    one = "one of the strings " + std::string(option.values);
  }
  if (option.value_is_optional) one = "`true`, `false`, or " + one;
  return option.repeatable ? one + ", or a list of them" : one;
}

// One value of an option that takes values; nothing when it is of the wrong type, or not allowed. What takes any text takes
// a number too.
std::optional<std::string> single_value(const OptionSpec& option, const TomlValue& value) {
  const bool fits = value.kind == (is_number(option) ? TomlKind::integer : TomlKind::string) ||
                    (value.kind == TomlKind::integer && option.values.empty());
  return fits ? allowed_value(option, value.text) : std::nullopt;
}

class Reader {
 public:
  Reader(const Source& source, const Command& command, ParsedOptions& options)
      : source_(source), command_(command), options_(options) {}

  Result<void> read(const TomlValue& table) {
    if (table.kind != TomlKind::table) {
      return wrong(source_, table.place, "Wrong type", "`tools.gleamr` must be a table, and this is " +
                                                           std::string(kind_words(table.kind)) + ".");
    }
    // Tables of commands first: what they say wins.
    for (const TomlEntry& entry : table.entries) {
      if (const Command* row = row_named(entry.key)) {
        if (auto done = read_command(*row, entry); !done) return done;
      }
    }
    for (const TomlEntry& entry : table.entries) {
      if (row_named(entry.key) != nullptr) continue;
      if (auto done = read_shared(entry); !done) return done;
    }
    return {};
  }

 private:
  static const Command* row_named(std::string_view key) {
    const Command* row = find_command(key);
    return row != nullptr && row->has_defaults ? row : nullptr;
  }

  Result<void> read_command(const Command& row, const TomlEntry& table) {
    if (table.value.kind != TomlKind::table) {
      return wrong(source_, table.value.place, "Wrong type",
                   "`" + table.key + "` must be a table with the options of `gleamr " + table.key + "`, and this is " +
                       std::string(kind_words(table.value.kind)) + ".");
    }
    for (const TomlEntry& entry : table.value.entries) {
      const OptionSpec* option = option_named(row, entry.key);
      if (option == nullptr) return unknown(entry, {&row}, "`gleamr " + table.key + "` has no option");
      if (auto done = set(*option, entry, &row == &command_); !done) return done;
    }
    return {};
  }

  // Each command that has the option takes it by its own row: `values` may differ.
  Result<void> read_shared(const TomlEntry& entry) {
    bool known = false;
    for (const Command* row : commands_with_defaults()) {
      const OptionSpec* option = option_named(*row, entry.key);
      if (option == nullptr) continue;
      known = true;
      if (auto done = set(*option, entry, row == &command_); !done) return done;
    }
    if (known) return {};
    return unknown(entry, commands_with_defaults(), "No command has an option");
  }

  std::unexpected<DriverError> unknown(const TomlEntry& entry, const std::vector<const Command*>& rows, const std::string& what) {
    std::vector<std::string_view> names;
    for (const Command* row : rows) {
      if (rows.size() > 1) names.push_back(row->name);
      for (const OptionSpec& option : row->options) {
        if (can_be_set(option)) names.push_back(option.name);
      }
    }
    const std::string_view near = nearest(entry.key, names);
    std::string text = what + " `" + entry.key + "`.";
    if (!near.empty()) text += " Did you mean `" + std::string(near) + "`?";
    return wrong(source_, entry.key_place, "Unknown key",
                 text + "\n\nKeys are the names of options, as `gleamr help " + (rows.size() == 1 ? std::string(rows[0]->name) : "COMMAND") +
                     "` lists them, without the dashes.");
  }

  // `for_us`: this is the command that is about to run; else the value is only checked.
  Result<void> set(const OptionSpec& option, const TomlEntry& entry, bool for_us) {
    const TomlValue& value = entry.value;
    std::vector<std::string> values;
    bool is_on = true;
    if (value.kind == TomlKind::boolean && (option.value_name.empty() || option.value_is_optional)) {
      is_on = value.text == "true";
    } else if (value.kind == TomlKind::array && option.repeatable) {
      for (const TomlValue& item : value.items) {
        auto text = single_value(option, item);
        if (!text) return wrong_value(option, item);
        if (auto problem = problem_with(option, *text)) return impossible_value(option, item, *problem);
        values.push_back(std::move(*text));
      }
      is_on = !values.empty();
    } else {
      auto text = option.value_name.empty() ? std::nullopt : single_value(option, value);
      if (!text) return wrong_value(option, value);
      if (auto problem = problem_with(option, *text)) return impossible_value(option, value, *problem);
      values.push_back(std::move(*text));
    }
    const bool is_first = for_us && decided_.insert(option.name).second;
    if (is_first && is_on) options_.set_default(option.name, std::move(values));
    return {};
  }

  static std::optional<std::string> problem_with(const OptionSpec& option, const std::string& text) {
    return option.problem == nullptr ? std::nullopt : option.problem(text);
  }

  std::unexpected<DriverError> impossible_value(const OptionSpec& option, const TomlValue& value, const std::string& problem) {
    return wrong(source_, value.place, "Wrong value", "`" + std::string(option.name) + "` cannot be \"" + value.text + "\":\n\n  " + problem);
  }

  std::unexpected<DriverError> wrong_value(const OptionSpec& option, const TomlValue& value) {
    const std::string given = value.kind == TomlKind::string    ? "\"" + value.text + "\""
                              : value.kind == TomlKind::integer ? value.text
                              : value.kind == TomlKind::boolean ? "`" + value.text + "`"
                                                                : std::string(kind_words(value.kind));
    return wrong(source_, value.place, "Wrong value",
                 "`" + std::string(option.name) + "` must be " + expected_words(option) + ", and this is " + given + ".");
  }

  const Source& source_;
  const Command& command_;
  ParsedOptions& options_;
  std::set<std::string_view> decided_;  // by the command's own table: `false` there too
};

}  // namespace

Result<void> apply_defaults(std::string_view toml, const std::string& file, const Command& command, ParsedOptions& options) {
  if (toml.find("gleamr") == std::string_view::npos) return {};
  const Result<TomlValue> document = toml_text_to_values(toml, file);
  if (!document) return {};
  const TomlValue* tools = document->find("tools");
  const TomlValue* ours = tools == nullptr ? nullptr : tools->find("gleamr");
  if (ours == nullptr) return {};
  const Source source{toml, file};
  return Reader(source, command, options).read(*ours);
}

Result<void> apply_defaults(const Command& command, ParsedOptions& options) {
  std::error_code error;
  const Result<std::filesystem::path> root = find_project_root(std::filesystem::current_path(error));
  if (error || !root) return {};
  const std::string path = layout::config(*root).string();
  return apply_defaults(loader::text_of_file(path).value_or(""), path, command, options);
}

}  // namespace driver::cli
