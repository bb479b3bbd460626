// SPDX-License-Identifier: Apache-2.0
// JSON with comments and trailing commas, as editors keep their settings, for changes that leave everything else in the text
// as it is: a tree that knows where in the text its parts stand, and edits of the text.
#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace driver::ide {

enum class JsonKind { object, array, string, number, word };  // word: true, false, null

struct JsonMember;

struct JsonNode {
  JsonKind kind = JsonKind::word;
  std::size_t begin = 0;  // its bytes in the text: [begin, end)
  std::size_t end = 0;
  std::string text;                 // of a string, decoded; of a number or word, as it stands there
  std::vector<JsonNode> items;      // of an array
  std::vector<JsonMember> members;  // of an object, in order
  bool has_trailing_comma = false;

  // The last member of that name, as readers take it; null when there is none.
  const JsonNode* find(std::string_view name) const;
};

struct JsonMember {
  std::string name;
  JsonNode value;
};

struct JsonError {
  std::size_t offset;
  std::string expected;  // "expected `,` or `]`"
};

// The value in `text`, with whatever comments before and behind it. A text without a value is an error.
std::expected<JsonNode, JsonError> parse_jsonc(std::string_view text);
// Nothing but white space and comments.
bool has_no_value(std::string_view text);

// The same values, whatever the text looks like; members in any order.
bool same(const JsonNode& left, const JsonNode& right);

// How a text is laid out, by its first lines.
struct JsonStyle {
  std::string unit = "  ";  // of indentation
  std::string newline = "\n";
};
JsonStyle style_of(std::string_view text);

// `node`, whose text is of any layout, over several lines where it is an object or a list of objects. `indent`: that of the
// line it begins in.
std::string pretty(const JsonNode& node, const JsonStyle& style, const std::string& indent);

// `text` with one more item at the end of the array or object `container` that lies in it. `written` is the item, and "NAME":
// before it in an object; pretty() made it for `indent_of_items`.
std::string with_item(std::string text, const JsonNode& container, const std::string& written, const JsonStyle& style);
// The indentation that the items of `container` have, or would have.
std::string indent_of_items(std::string_view text, const JsonNode& container, const JsonStyle& style);

}  // namespace driver::ide
