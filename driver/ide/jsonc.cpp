// SPDX-License-Identifier: Apache-2.0
// A recursive reader, with a limit on nesting, and the few edits.
#include "driver/ide/jsonc.hpp"

#include <algorithm>
#include <charconv>

namespace driver::ide {
namespace {

constexpr int kDeepest = 200;

void append_utf8(std::string& out, unsigned code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xc0 | (code >> 6));
    out += static_cast<char>(0x80 | (code & 0x3f));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xe0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3f));
    out += static_cast<char>(0x80 | (code & 0x3f));
  } else {
    out += static_cast<char>(0xf0 | (code >> 18));
    out += static_cast<char>(0x80 | ((code >> 12) & 0x3f));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3f));
    out += static_cast<char>(0x80 | (code & 0x3f));
  }
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {
    if (text_.starts_with("\xef\xbb\xbf")) at_ = 3;
  }

  std::expected<JsonNode, JsonError> document() {
    if (!skip()) return unexpected("expected the end of the comment, `*/`");
    if (at_ == text_.size()) return unexpected("expected a value");
    auto node = value(0);
    if (!node) return node;
    if (!skip()) return unexpected("expected the end of the comment, `*/`");
    if (at_ != text_.size()) return unexpected("expected nothing more");
    return node;
  }

  bool is_empty() { return skip() && at_ == text_.size(); }

 private:
  std::unexpected<JsonError> unexpected(std::string expected) const {
    return std::unexpected(JsonError{at_, std::move(expected)});
  }

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  // White space and comments; false in a comment that does not end.
  bool skip() {
    for (;;) {
      at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
      if (text_.substr(at_, 2) == "//") {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (text_.substr(at_, 2) == "/*") {
        const std::size_t end = text_.find("*/", at_ + 2);
        if (end == std::string_view::npos) return false;
        at_ = end + 2;
      } else {
        return true;
      }
    }
  }

  std::expected<JsonNode, JsonError> value(int depth) {
    if (depth > kDeepest) return unexpected("expected less nesting");
    switch (peek()) {
      case '{': return object(depth);
      case '[': return array(depth);
      case '"': return string();
      default: return scalar();
    }
  }

  // After an item: true when another may follow, false at the end; `closing` is not consumed.
  std::expected<bool, JsonError> more(JsonNode& node, char closing) {
    if (!skip()) return unexpected("expected the end of the comment, `*/`");
    if (peek() == ',') {
      ++at_;
      if (!skip()) return unexpected("expected the end of the comment, `*/`");
      node.has_trailing_comma = peek() == closing;
      return !node.has_trailing_comma;
    }
    if (peek() == closing) return false;
    return unexpected(std::string("expected `,` or `") + closing + "`");
  }

  std::expected<JsonNode, JsonError> array(int depth) {
    JsonNode node{JsonKind::array, at_++, 0, {}, {}, {}};
    if (!skip()) return unexpected("expected the end of the comment, `*/`");
    while (peek() != ']') {
      auto item = value(depth + 1);
      if (!item) return item;
      node.items.push_back(std::move(*item));
      const auto goes_on = more(node, ']');
      if (!goes_on) return std::unexpected(goes_on.error());
      if (!*goes_on) break;
    }
    node.end = ++at_;
    return node;
  }

  std::expected<JsonNode, JsonError> object(int depth) {
    JsonNode node{JsonKind::object, at_++, 0, {}, {}, {}};
    if (!skip()) return unexpected("expected the end of the comment, `*/`");
    while (peek() != '}') {
      if (peek() != '"') return unexpected("expected a name in quotes, or `}`");
      auto name = string();
      if (!name) return name;
      if (!skip() || peek() != ':') return unexpected("expected `:`");
      ++at_;
      if (!skip()) return unexpected("expected the end of the comment, `*/`");
      auto member = value(depth + 1);
      if (!member) return member;
      node.members.push_back({std::move(name->text), std::move(*member)});
      const auto goes_on = more(node, '}');
      if (!goes_on) return std::unexpected(goes_on.error());
      if (!*goes_on) break;
    }
    node.end = ++at_;
    return node;
  }

  std::expected<unsigned, JsonError> four_digits() {
    unsigned code = 0;
    const std::string_view digits = text_.substr(at_, 4);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
    if (error != std::errc() || digits.size() != 4 || end != digits.data() + 4) return unexpected("expected four hexadecimal digits");
    at_ += 4;
    return code;
  }

  // What follows a backslash.
  std::expected<void, JsonError> escape(std::string& out) {
    constexpr std::string_view kNames = "\"\\/bfnrt", kMeant = "\"\\/\b\f\n\r\t";
    const char name = peek();
    if (const std::size_t index = kNames.find(name); name != '\0' && index != std::string_view::npos) {
      ++at_;
      out += kMeant[index];
      return {};
    }
    if (name != 'u') return unexpected("expected an escape of JSON");
    ++at_;
    auto code = four_digits();
    if (!code) return std::unexpected(code.error());
    if (*code >= 0xd800 && *code < 0xdc00 && text_.substr(at_, 2) == "\\u") {
      at_ += 2;
      const auto low = four_digits();
      if (!low) return std::unexpected(low.error());
      *code = 0x10000 + ((*code - 0xd800) << 10) + ((*low - 0xdc00) & 0x3ff);
    }
    append_utf8(out, *code);
    return {};
  }

  std::expected<JsonNode, JsonError> string() {
    JsonNode node{JsonKind::string, at_++, 0, {}, {}, {}};
    for (;;) {
      const char next = peek();
      if (at_ >= text_.size() || next == '\n' || next == '\r') return unexpected("expected `\"`");
      ++at_;
      if (next == '"') break;
      if (next != '\\') {
        node.text += next;
      } else if (auto done = escape(node.text); !done) {
        return std::unexpected(done.error());
      }
    }
    node.end = at_;
    return node;
  }

  std::expected<JsonNode, JsonError> scalar() {
    const std::size_t begin = at_;
    const std::size_t end = std::min(text_.find_first_of(" \t\r\n,:[]{}\"/", at_), text_.size());
    const std::string_view text = text_.substr(begin, end - begin);
    JsonNode node{JsonKind::word, begin, end, std::string(text), {}, {}};
    if (text != "true" && text != "false" && text != "null") {
      double number = 0;
      const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
      if (text.empty() || error != std::errc() || stop != text.data() + text.size()) return unexpected("expected a value");
      node.kind = JsonKind::number;
    }
    at_ = end;
    return node;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::string quoted(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out.append("\\").push_back(c);
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out.append("\\u00").push_back(kHex[static_cast<unsigned char>(c) >> 4]);
      out.push_back(kHex[c & 15]);
    } else {
      out.push_back(c);
    }
  }
  return out + "\"";
}

bool is_container(const JsonNode& node) { return node.kind == JsonKind::object || node.kind == JsonKind::array; }

// The white space before `offset`, back to whatever else there is.
std::size_t start_of_space(std::string_view text, std::size_t offset) {
  const std::size_t last = text.substr(0, offset).find_last_not_of(" \t\r\n");
  return last == std::string_view::npos ? 0 : last + 1;
}

std::string indent_of_line(std::string_view text, std::size_t offset) {
  const std::size_t newline = text.substr(0, offset).rfind('\n');
  const std::size_t start = newline == std::string_view::npos ? 0 : newline + 1;
  const std::size_t end = std::min(text.find_first_not_of(" \t", start), text.size());
  return std::string(text.substr(start, end - start));
}

std::size_t end_of_last(const JsonNode& container) {
  if (!container.items.empty()) return container.items.back().end;
  return container.members.empty() ? 0 : container.members.back().value.end;
}

}  // namespace

const JsonNode* JsonNode::find(std::string_view name) const {
  const auto found = std::find_if(members.rbegin(), members.rend(), [&](const JsonMember& member) { return member.name == name; });
  return found == members.rend() ? nullptr : &found->value;
}

std::expected<JsonNode, JsonError> parse_jsonc(std::string_view text) { return Parser(text).document(); }

bool has_no_value(std::string_view text) { return Parser(text).is_empty(); }

bool same(const JsonNode& left, const JsonNode& right) {
  if (left.kind != right.kind || left.text != right.text || left.items.size() != right.items.size() ||
      left.members.size() != right.members.size()) {
    return false;
  }
  for (std::size_t i = 0; i < left.items.size(); ++i) {
    if (!same(left.items[i], right.items[i])) return false;
  }
  return std::all_of(left.members.begin(), left.members.end(), [&](const JsonMember& member) {
    const JsonNode* other = right.find(member.name);
    return other != nullptr && same(member.value, *other);
  });
}

JsonStyle style_of(std::string_view text) {
  JsonStyle style;
  if (text.find("\r\n") != std::string_view::npos) style.newline = "\r\n";
  for (std::size_t start = text.find('\n'); start != std::string_view::npos; start = text.find('\n', start + 1)) {
    const std::size_t end = text.find_first_not_of(" \t", start + 1);
    if (end == std::string_view::npos) break;
    // A continued block comment is set in by one blank; that is no unit.
    if (end > start + 2 || (end == start + 2 && text[start + 1] == '\t')) {
      style.unit = text.substr(start + 1, end - start - 1);
      break;
    }
  }
  return style;
}

std::string pretty(const JsonNode& node, const JsonStyle& style, const std::string& indent) {
  const std::string inner = indent + style.unit;
  if (node.kind == JsonKind::string) return quoted(node.text);
  if (node.kind == JsonKind::array) {
    const bool is_short = std::none_of(node.items.begin(), node.items.end(), is_container);
    std::string text = "[";
    for (const JsonNode& item : node.items) {
      if (text.size() > 1) text += is_short ? ", " : ",";
      if (!is_short) text += style.newline + inner;
      text += pretty(item, style, inner);
    }
    return text + (is_short ? "]" : style.newline + indent + "]");
  }
  if (node.kind == JsonKind::object) {
    if (node.members.empty()) return "{}";
    std::string text = "{";
    for (const JsonMember& member : node.members) {
      if (text.size() > 1) text += ",";
      text += style.newline + inner + quoted(member.name) + ": " + pretty(member.value, style, inner);
    }
    return text + style.newline + indent + "}";
  }
  return node.text;
}

std::string indent_of_items(std::string_view text, const JsonNode& container, const JsonStyle& style) {
  return indent_of_line(text, container.begin) + style.unit;
}

std::string with_item(std::string text, const JsonNode& container, const std::string& written, const JsonStyle& style) {
  const std::size_t closing = container.end - 1;
  const std::size_t space = start_of_space(text, closing);
  const bool has_own_line = text.find('\n', space) < closing;
  std::string added = style.newline + indent_of_items(text, container, style) + written;
  if (container.has_trailing_comma) added += ",";
  if (!has_own_line) added += style.newline + indent_of_line(text, container.begin);
  // From the end, so that offsets hold. Where the bracket stands in the line of the last item, it moves to one of its own.
  text.replace(space, has_own_line ? 0 : closing - space, added);
  if (const std::size_t last = end_of_last(container); last != 0 && !container.has_trailing_comma) text.insert(last, ",");
  return text;
}

}  // namespace driver::ide
