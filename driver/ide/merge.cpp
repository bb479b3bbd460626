// SPDX-License-Identifier: Apache-2.0
#include "driver/ide/merge.hpp"

#include <algorithm>

#include "driver/ide/jsonc.hpp"
#include "driver/project/excerpt.hpp"
#include "driver/project/toml_reader.hpp"

namespace driver::ide {
namespace {

Place place_at(std::string_view text, std::size_t offset) {
  Place place;
  const std::string_view before = text.substr(0, offset);
  place.line = 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
  const std::size_t newline = before.rfind('\n');
  const std::string_view line = newline == std::string_view::npos ? before : before.substr(newline + 1);
  // Characters, not bytes.
  place.column = 1 + static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xc0) != 0x80; }));
  return place;
}

std::unexpected<DriverError> cannot_add(const OldFile& old, std::size_t offset, const std::string& what) {
  return std::unexpected(DriverError{ErrorCode::bad_config, "Editor settings that cannot be read", "Here was " + what + ". The file is left as it is.",
                                     excerpt(old.path, *old.content, place_at(*old.content, offset))});
}

std::string without_break(std::string text) {
  while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
  return text;
}

// With a line break at its end, unless it is empty.
std::string closed(std::string text, const std::string& newline) {
  if (!text.empty() && !text.ends_with('\n')) text += newline;
  return text;
}

JsonNode parsed(std::string_view ours) { return *parse_jsonc(ours); }

class JsonMerge {
 public:
  JsonMerge(const OldFile& old, const JsonEntries& wanted) : old_(old), wanted_(wanted) {
    merged_.content = old.content.value_or("");
    style_ = style_of(merged_.content);
  }

  Result<Merged> run() {
    if (has_no_value(merged_.content)) {
      merged_.content = closed(merged_.content, style_.newline) + (wanted_.list.empty() ? "[]" : "{}") + style_.newline;
    }
    auto root = parse_jsonc(merged_.content);
    if (!root) return cannot_add(old_, root.error().offset, root.error().expected);
    const JsonKind kind = wanted_.list.empty() ? JsonKind::array : JsonKind::object;
    if (root->kind != kind) {
      return cannot_add(old_, root->begin, kind == JsonKind::array ? "expected a list, `[`" : "expected an object, `{`");
    }
    for (const auto& [name, json] : wanted_.head) {
      if (root->find(name) == nullptr) add_member(*root, name, json);
    }
    if (!wanted_.list.empty() && root->find(wanted_.list) == nullptr) add_member(*root, wanted_.list, "[]");
    if (const JsonNode* list = list_of(*root); list->kind != JsonKind::array) {
      return cannot_add(old_, list->begin, "expected a list, `[`");
    }
    for (const std::string& entry : wanted_.entries) {
      add_entry(*root, parsed(entry));
    }
    return std::move(merged_);
  }

 private:
  const JsonNode* list_of(const JsonNode& root) const { return wanted_.list.empty() ? &root : root.find(wanted_.list); }

  void reread(JsonNode& root) { root = parsed(merged_.content); }

  void add_member(JsonNode& root, std::string_view name, std::string_view json) {
    const std::string indent = indent_of_items(merged_.content, root, style_);
    const std::string written = "\"" + std::string(name) + "\": " + pretty(parsed(json), style_, indent);
    merged_.content = with_item(std::move(merged_.content), root, written, style_);
    reread(root);
  }

  void add_entry(JsonNode& root, const JsonNode& entry) {
    const JsonNode& list = *list_of(root);
    const std::string& name = entry.find(wanted_.id)->text;
    const auto present = std::find_if(list.items.begin(), list.items.end(), [&](const JsonNode& item) {
      const JsonNode* id = item.find(wanted_.id);
      return id != nullptr && id->kind == JsonKind::string && id->text == name;
    });
    const std::string indent = indent_of_items(merged_.content, list, style_);
    const std::string written = pretty(entry, style_, indent);
    if (present == list.items.end()) {
      merged_.content = with_item(std::move(merged_.content), list, written, style_);
      merged_.added.push_back(name);
    } else if (same(*present, entry)) {
      return;
    } else if (!old_.replace) {
      merged_.differing.push_back(name);
      return;
    } else {
      merged_.content.replace(present->begin, present->end - present->begin, written);
      merged_.replaced.push_back(name);
    }
    reread(root);
  }

  const OldFile& old_;
  const JsonEntries& wanted_;
  JsonStyle style_;
  Merged merged_;
};

// The table behind a dotted path, or null.
const TomlValue* find_path(const TomlValue& root, std::string_view path) {
  const TomlValue* value = &root;
  while (value != nullptr && !path.empty()) {
    const std::size_t dot = path.find('.');
    value = value->find(path.substr(0, dot));
    path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
  }
  return value;
}

// Just as much of Lisp as it takes to walk a list of lists: strings, comments, characters, brackets.
class LispReader {
 public:
  explicit LispReader(std::string_view text) : text_(text) {}

  // The bracket that closes the first list, and the beginnings of its items.
  struct List {
    std::size_t closing;
    std::vector<std::size_t> items;
  };
  std::expected<List, std::size_t> outer() {
    List list{};
    skip();
    if (at_ >= text_.size() || text_[at_] != '(') return std::unexpected(at_);
    ++at_;
    for (;;) {
      skip();
      if (at_ >= text_.size()) return std::unexpected(at_);
      if (text_[at_] == ')') break;
      list.items.push_back(at_);
      if (!pass_item()) return std::unexpected(at_);
    }
    list.closing = at_;
    return list;
  }

 private:
  void skip() {
    for (;;) {
      at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
      if (at_ >= text_.size() || text_[at_] != ';') return;
      at_ = std::min(text_.find('\n', at_), text_.size());
    }
  }

  bool pass_string() {
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\\') {
        ++at_;
      } else if (text_[at_] == '"') {
        ++at_;
        return true;
      }
    }
    return false;
  }

  bool pass_item() {
    int depth = 0;
    do {
      skip();
      if (at_ >= text_.size()) return false;
      const char c = text_[at_];
      if (c == '"') {
        if (!pass_string()) return false;
      } else if (c == '(' || c == '[') {
        ++depth;
        ++at_;
      } else if (c == ')' || c == ']') {
        if (depth == 0) return true;
        --depth;
        ++at_;
      } else if (c == '?' || c == '\\') {
        at_ += text_.substr(at_, 2) == "?\\" ? 3 : 2;
      } else {
        at_ = std::min(text_.find_first_of(" \t\r\n()[]\";?\\", at_ + 1), text_.size());
      }
    } while (depth > 0);
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

Result<Merged> merge_json(const OldFile& old, const JsonEntries& wanted) { return JsonMerge(old, wanted).run(); }

Result<Merged> merge_whole(const OldFile& old, const std::string& content) {
  Merged merged{content, {}, {}, {}, true};
  if (!old.content || *old.content == content) return merged;
  if (old.replace) {
    merged.replaced.push_back("all of it");
  } else {
    merged.content = *old.content;
    merged.differing.push_back("all of it");
  }
  return merged;
}

Result<Merged> merge_block(const OldFile& old, std::string_view comment, const std::string& lines) {
  const std::string first = std::string(comment) + " >>> gleamr init ide";
  const std::string last = std::string(comment) + " <<< gleamr init ide";
  const std::string text = old.content.value_or("");
  const std::string newline = style_of(text).newline;
  std::string block = first + "\n" + lines + last + "\n";
  for (std::size_t at = 0; newline != "\n" && (at = block.find('\n', at)) != std::string::npos; at += newline.size()) {
    block.replace(at, 1, newline);
  }
  const std::size_t begin = text.find(first);
  Merged merged;
  if (begin == std::string::npos) {
    merged.content = closed(text, newline) + block;
    merged.added.emplace_back("our lines");
    return merged;
  }
  const std::size_t mark = text.find(last, begin);
  if (mark == std::string::npos) return cannot_add(old, begin, "expected that `" + last + "` follows somewhere");
  const std::size_t end = std::min(text.find('\n', mark), text.size() - 1) + 1;
  merged.content = text.substr(0, begin) + block + text.substr(end);
  if (merged.content != text) merged.replaced.emplace_back("our lines");
  return merged;
}

Result<Merged> merge_toml(const OldFile& old, std::string_view table, const std::string& lines) {
  const std::string text = old.content.value_or("");
  const std::string newline = style_of(text).newline;
  const Result<TomlValue> document = toml_text_to_values(text, old.path);
  if (!document) return std::unexpected(document.error());
  const std::string name(table);
  Merged merged{text, {}, {}, {}, true};
  if (const TomlValue* present = find_path(*document, table)) {
    const Result<TomlValue> ours = toml_text_to_values(lines, old.path);
    const TomlValue* wanted = ours ? find_path(*ours, table) : nullptr;
    const bool is_same = wanted != nullptr && wanted->entries.size() == present->entries.size() &&
                         std::all_of(wanted->entries.begin(), wanted->entries.end(), [&](const TomlEntry& entry) {
                           const TomlValue* value = present->find(entry.key);
                           return value != nullptr && value->kind == entry.value.kind && value->text == entry.value.text;
                         });
    if (!is_same) merged.differing.push_back(name);
    merged.can_replace = false;
    return merged;
  }
  merged.content = closed(text, newline);
  if (!merged.content.empty()) merged.content += newline;
  for (const char c : lines) merged.content += c == '\n' ? newline : std::string(1, c);
  // A key on the way may be there as something that cannot be added to, such as an inline table.
  if (const Result<TomlValue> both = toml_text_to_values(merged.content, old.path); !both) {
    return fail(ErrorCode::bad_config, "Editor settings that cannot be added to",
                "`" + name + "` cannot be added to " + old.path + ", which has a part of that name as something else. Add this yourself:\n\n" +
                    without_break(lines));
  }
  merged.added.push_back(name);
  return merged;
}

Result<Merged> merge_dir_locals(const OldFile& old, std::string_view mode, const std::string& entry) {
  const std::string text = old.content.value_or("");
  const std::string newline = style_of(text).newline;
  Merged merged{text, {}, {}, {}, true};
  const std::string head = ";;; Directory Local Variables" + newline;
  if (text.find_first_not_of(" \t\r\n") == std::string::npos) {
    merged.content = head + "(" + entry + ")" + newline;
    merged.added.emplace_back(mode);
    return merged;
  }
  const auto list = LispReader(text).outer();
  if (!list) return cannot_add(old, list.error(), list.error() >= text.size() ? "expected `)`" : "expected a list, `(`");
  for (const std::size_t item : list->items) {
    const std::string_view rest = std::string_view(text).substr(item);
    if (rest.substr(0, entry.size()) == entry) return merged;
    const std::size_t name = rest.find_first_not_of(" \t\r\n", 1);
    if (rest[0] == '(' && name != std::string_view::npos && rest.substr(name, mode.size()) == mode &&
        rest.substr(name + mode.size(), 1).find_first_of(" \t\r\n.") == 0) {
      merged.differing.emplace_back(mode);
      merged.can_replace = false;
      return merged;
    }
  }
  // Behind the last item, even where a comment follows it, and before the bracket, which a comment must not hide.
  const std::size_t before = text.find_last_not_of(" \t\r\n", list->closing - 1);
  merged.content = text.substr(0, before + 1) + newline + " " + entry + text.substr(list->closing);
  merged.added.emplace_back(mode);
  return merged;
}

}  // namespace driver::ide
