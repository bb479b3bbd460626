// SPDX-License-Identifier: Apache-2.0
// Layout of inspected values: tokens, the width of what each bracket holds, then one pass that writes. No
// recursion: values may be nested deeper than our stack.
#include <algorithm>

#include "driver/test/diff.hpp"
#include "driver/test/text.hpp"

namespace driver::test {
namespace {

enum class TokenKind : std::uint8_t { text, string, comma, open, close };

struct Token {
  TokenKind kind;
  std::string_view text;
  std::size_t partner = 0;  // of a bracket: the token that closes it
  std::size_t width = 0;    // of an opening bracket: all up to its partner on one line; else its own
};

std::size_t string_end(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] == '\\') ++at;
  }
  return std::min(at + 1, text.size());
}

// Empty when brackets do not match or a string does not end: then it is no value that we know.
std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  std::vector<std::size_t> open;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    std::size_t end = at + 1;
    TokenKind kind = TokenKind::text;
    if (c == '"') {
      end = string_end(text, at);
      if (text[end - 1] != '"' || end - at < 2) return {};
      kind = TokenKind::string;
    } else if (c == '(' || c == '[' || c == '{' || text.substr(at).starts_with("<<")) {
      kind = TokenKind::open;
      if (c == '<') ++end;
      open.push_back(tokens.size());
    } else if (c == ')' || c == ']' || c == '}' || (text.substr(at).starts_with(">>") && !open.empty())) {
      kind = TokenKind::close;
      if (c == '>') ++end;
      if (open.empty()) return {};
      tokens[open.back()].partner = tokens.size();
      open.pop_back();
    } else if (c == ',') {
      kind = TokenKind::comma;
      if (end < text.size() && text[end] == ' ') ++end;
    } else {
      while (end < text.size() && std::string_view("\"([{<)]}>,").find(text[end]) == std::string_view::npos)
        ++end;
    }
    tokens.push_back({kind, text.substr(at, end - at)});
    at = end;
  }
  if (!open.empty()) return {};
  return tokens;
}

void measure(std::vector<Token>& tokens) {
  std::vector<std::size_t> sums(tokens.size() + 1, 0);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    tokens[i].width = width_of(tokens[i].text);
    sums[i + 1] = sums[i] + tokens[i].width;
  }
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].kind == TokenKind::open) tokens[i].width = sums[tokens[i].partner + 1] - sums[i];
  }
}

class Layout {
 public:
  Layout(const std::vector<Token>& tokens, std::size_t width) : tokens_(tokens), width_(width) {}

  std::string text() && {
    std::size_t flat_up_to = 0;  // tokens before this one stay on their line
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const Token& token = tokens_[i];
      const bool is_flat = i < flat_up_to;
      if (token.kind == TokenKind::open && !is_flat && token.partner > i + 1) {
        if (column_ + token.width <= width_) {
          flat_up_to = token.partner + 1;
          put(token.text, width_of(token.text));
        } else {
          put(token.text, width_of(token.text));
          new_line(++depth_);
        }
      } else if (token.kind == TokenKind::open) {
        if (!is_flat) flat_up_to = token.partner + 1;
        put(token.text, width_of(token.text));
      } else if (token.kind == TokenKind::close && !is_flat) {
        new_line(--depth_);
        put(token.text, token.width);
      } else if (token.kind == TokenKind::comma && !is_flat && depth_ > 0) {
        put(",", 1);
        new_line(depth_);
      } else if (token.kind == TokenKind::string && column_ + token.width > width_) {
        put_string(token.text);
      } else {
        put(token.text, token.width);
      }
    }
    return std::move(out_);
  }

 private:
  void put(std::string_view text, std::size_t width) {
    out_ += text;
    column_ += width;
  }
  // Very deep values do not move ever further to the right.
  void new_line(std::size_t depth) {
    out_ += '\n';
    column_ = 2 * std::min<std::size_t>(depth, 20);
    out_.append(column_, ' ');
  }
  void put_string(std::string_view text) {
    const std::size_t indent = column_;
    std::size_t from = 0;
    for (std::size_t at = 1; at + 2 < text.size(); ++at) {
      if (text[at] != '\\') continue;
      if (text[++at] != 'n' || at + 2 >= text.size()) continue;
      put(text.substr(from, at + 1 - from), 0);
      out_ += '\n';
      out_.append(indent + 1, ' ');
      from = at + 1;
    }
    put(text.substr(from), 0);
    column_ = indent + width_of(text.substr(from));
  }

  const std::vector<Token>& tokens_;
  std::size_t width_;
  std::string out_;
  std::size_t column_ = 0;
  std::size_t depth_ = 0;
};

}  // namespace

std::string broken_value(std::string_view value, std::size_t width) {
  if (value.find('\n') != std::string_view::npos) return std::string(value);
  std::vector<Token> tokens = tokens_of(value);
  if (tokens.empty()) return std::string(value);
  measure(tokens);
  return Layout(tokens, width).text();
}

}  // namespace driver::test
