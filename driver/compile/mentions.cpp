// SPDX-License-Identifier: Apache-2.0
// Words of interest are searched for anywhere in the text; then it is looked at what stands around them. A comment between
// the words of such an attribute, which nobody writes, makes the text unclear.
#include "driver/compile/mentions.hpp"

namespace driver::compile {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '@' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// A place in the text, moving on.
class Cursor {
 public:
  Cursor(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  char next() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  bool take(char c) {
    if (next() != c) return false;
    ++at_;
    return true;
  }
  // A string without escapes; "" otherwise.
  std::string_view take_string() {
    if (!take('"')) return {};
    const std::size_t end = text_.find_first_of("\"\\", at_);
    if (end == std::string_view::npos || text_[end] != '"') return {};
    const std::string_view content = text_.substr(at_, end - at_);
    at_ = end + 1;
    return content;
  }
  // An atom, quoted or not, without escapes; "" otherwise.
  std::string_view take_atom() {
    if (take('\'')) {
      const std::size_t end = text_.find_first_of("'\\\n", at_);
      if (end == std::string_view::npos || text_[end] != '\'') return {};
      const std::string_view content = text_.substr(at_, end - at_);
      at_ = end + 1;
      return content;
    }
    const char first = next();
    if (!(first >= 'a' && first <= 'z')) return {};
    const std::size_t start = at_;
    while (at_ < text_.size() && is_name(text_[at_])) ++at_;
    return text_.substr(start, at_ - start);
  }

 private:
  std::string_view text_;
  std::size_t at_;
};

class Search {
 public:
  explicit Search(std::string_view text) : text_(text) {}

  Mentions run() {
    each("include", [&](Cursor after, bool is_attribute) { include(after, is_attribute, false); });
    each("include_lib", [&](Cursor after, bool is_attribute) { include(after, is_attribute, true); });
    each("behaviour", [&](Cursor after, bool is_attribute) { behaviour(after, is_attribute); });
    each("behavior", [&](Cursor after, bool is_attribute) { behaviour(after, is_attribute); });
    each("parse_transform", [&](Cursor after, bool) { transform(after); });
    each("core_transform", [&](Cursor after, bool) { transform(after); });
    each("doc", [&](Cursor after, bool is_attribute) { documentation(after, is_attribute); });
    each("moduledoc", [&](Cursor after, bool is_attribute) { documentation(after, is_attribute); });
    escaped_attribute();
    return std::move(found_);
  }

 private:
  // f(what follows, whether a hyphen stands before it) for each place where `word` is a word, in quotes or not.
  template <class F>
  void each(std::string_view word, F f) {
    for (std::size_t at = text_.find(word); at != std::string_view::npos; at = text_.find(word, at + 1)) {
      std::size_t start = at, end = at + word.size();
      if (start > 0 && end < text_.size() && text_[start - 1] == '\'' && text_[end] == '\'') --start, ++end;
      if ((start > 0 && is_name(text_[start - 1])) || (end < text_.size() && is_name(text_[end]))) continue;
      while (start > 0 && is_blank(text_[start - 1])) --start;
      f(Cursor(text_, end), start > 0 && text_[start - 1] == '-');
    }
  }

  void unclear_if(bool condition) { found_.is_unclear = found_.is_unclear || condition; }

  void include(Cursor after, bool is_attribute, bool is_lib) {
    const bool has_comment = after.next() == '%';
    if (after.take('(')) {
      const std::string_view name = after.take_string();
      // $VARIABLE/FILE is expanded.
      if (!name.empty() && !name.starts_with('$') && after.take(')')) {
        found_.includes.push_back({std::string(name), is_lib});
        return;
      }
    }
    unclear_if(is_attribute || has_comment);
  }

  void behaviour(Cursor after, bool is_attribute) {
    const bool has_comment = after.next() == '%';
    if (after.take('(')) {
      const std::string_view name = after.take_atom();
      if (!name.empty() && after.take(')')) {
        found_.modules.emplace_back(name);
        return;
      }
    }
    unclear_if(is_attribute || has_comment);
  }

  void transform(Cursor after) {
    const std::string_view name = after.take(',') ? after.take_atom() : std::string_view();
    unclear_if(name.empty());
    if (!name.empty()) found_.modules.emplace_back(name);
  }

  // -moduledoc({file, "README.md"}) is read by the compiler.
  void documentation(Cursor after, bool is_attribute) {
    (void)after.take('(');
    const char next = after.next();
    unclear_if(is_attribute && (next == '{' || next == '?' || next == '%' || next == '('));
  }

  // -'incl\x75de'("x.hrl")
  void escaped_attribute() {
    for (std::size_t at = text_.find('\''); at != std::string_view::npos; at = text_.find('\'', at + 1)) {
      std::size_t before = at;
      while (before > 0 && is_blank(text_[before - 1])) --before;
      if (before == 0 || text_[before - 1] != '-') continue;
      const std::size_t end = text_.find_first_of("'\\\n", at + 1);
      unclear_if(end != std::string_view::npos && text_[end] == '\\');
    }
  }

  std::string_view text_;
  Mentions found_;
};

}  // namespace

Mentions mentions_in(std::string_view source) { return Search(source).run(); }

}  // namespace driver::compile
