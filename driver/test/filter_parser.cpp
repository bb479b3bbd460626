// SPDX-License-Identifier: Apache-2.0
// --filter: one pass by recursive descent, one function per level of the grammar in filter.hpp. `and` and
// `or` hold any number of operands, so only parentheses and `not` nest, and these are counted: no expression
// overflows the stack.
#include <algorithm>
#include <array>
#include <functional>
#include <optional>

#include "driver/test/filter.hpp"
#include "driver/test/filter_node.hpp"
#include "driver/test/pattern.hpp"
#include "driver/test/text.hpp"

namespace driver::test {
namespace {

using NodePointer = std::shared_ptr<const Filter::Node>;
using Parsed = std::expected<NodePointer, FilterError>;

constexpr std::size_t kDeepest = 200;
constexpr std::string_view kOperand = "a name, a pattern, `not` or `(`";

struct PartName {
  std::string_view name;
  FilterPart part;
};
constexpr std::array kParts{PartName{"module", FilterPart::module}, PartName{"test", FilterPart::function},
                            PartName{"file", FilterPart::file}, PartName{"title", FilterPart::title}};

using Test = std::function<bool(std::string_view)>;

NodePointer joined_node(Filter::Node::Kind kind, std::vector<NodePointer> operands) {
  return std::make_shared<const Filter::Node>(
      Filter::Node{kind, std::move(operands), FilterPart::anywhere, {}, {}});
}

NodePointer pattern_node(Filter::Node::Kind kind, FilterPart part, Test test, std::string word = "") {
  return std::make_shared<const Filter::Node>(Filter::Node{kind, {}, part, std::move(test), std::move(word)});
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Parsed whole() {
    Parsed result = any();
    if (!result) return result;
    skip_blanks();
    if (at_ < text_.size()) return wrong(at_, "`and`, `or` or the end");
    return result;
  }
  std::vector<std::string> words() && { return std::move(words_); }

 private:
  Parsed any() { return joined(Filter::Node::Kind::any, "or", '|', &Parser::every); }
  Parsed every() { return joined(Filter::Node::Kind::every, "and", '&', &Parser::negation); }

  Parsed joined(Filter::Node::Kind kind, std::string_view word, char sign, Parsed (Parser::*operand)()) {
    std::vector<NodePointer> operands;
    do {
      Parsed next = (this->*operand)();
      if (!next) return next;
      operands.push_back(*std::move(next));
    } while (takes_operator(word, sign));
    if (operands.size() == 1) return operands.front();
    return joined_node(kind, std::move(operands));
  }

  Parsed negation() {
    if (!takes_operator("not", '!')) return operand();
    if (++depth_ > kDeepest) return wrong(at_, "fewer levels");
    Parsed inner = negation();
    --depth_;
    if (!inner) return inner;
    return joined_node(Filter::Node::Kind::none, {*std::move(inner)});
  }

  Parsed operand() {
    skip_blanks();
    if (at_ == text_.size()) return wrong(at_, kOperand);
    if (text_[at_] == '(') return parenthesized();
    for (const std::string_view word : {"all()", "none()"}) {
      if (text_.substr(at_).starts_with(word)) {
        at_ += word.size();
        return joined_node(word == "all()" ? Filter::Node::Kind::every : Filter::Node::Kind::any, {});
      }
    }
    return pattern(part());
  }

  Parsed parenthesized() {
    const std::size_t open = at_++;
    if (++depth_ > kDeepest) return wrong(open, "fewer levels");
    Parsed inner = any();
    --depth_;
    if (!inner) return inner;
    skip_blanks();
    if (at_ == text_.size() || text_[at_] != ')') return wrong(at_, "`and`, `or` or `)`");
    ++at_;
    return inner;
  }

  FilterPart part() {
    for (const PartName& row : kParts) {
      const std::string_view rest = text_.substr(at_);
      if (rest.starts_with(row.name) && rest.substr(row.name.size()).starts_with(':') &&
          !rest.substr(row.name.size()).starts_with("::")) {
        at_ += row.name.size() + 1;
        return row.part;
      }
    }
    return FilterPart::anywhere;
  }

  Parsed pattern(FilterPart part) {
    if (at_ < text_.size() && text_[at_] == '/') return regex(part);
    const bool exact = at_ < text_.size() && text_[at_] == '=';
    if (exact) ++at_;
    if (at_ < text_.size() && text_[at_] == '"') {
      auto quoted = quoted_text();
      if (!quoted) return std::unexpected(quoted.error());
      return plain(part, exact, *std::move(quoted));
    }
    const std::size_t start = at_;
    const std::string_view word = bare_word();
    if (word.empty()) return wrong(start, exact || part != FilterPart::anywhere ? "a name" : kOperand);
    if (part == FilterPart::anywhere && !exact) {
      if (word == "and" || word == "or") return wrong(start, kOperand);
      if (const auto unknown = unknown_part(word)) return wrong(start, *unknown);
    }
    if (!exact && word.find_first_of("*?") != std::string_view::npos) {
      words_.push_back(without_stars(word));
      return pattern_node(Filter::Node::Kind::glob, part, [glob = std::string(word)](std::string_view text) {
        return glob_matches(glob, text);
      });
    }
    return plain(part, exact, std::string(word));
  }

  Parsed plain(FilterPart part, bool exact, std::string word) {
    words_.push_back(word);
    if (exact) {
      return pattern_node(
          Filter::Node::Kind::exact, part, [word](std::string_view text) { return text == word; }, word);
    }
    return pattern_node(Filter::Node::Kind::within, part,
                        [word](std::string_view text) { return text.find(word) != std::string_view::npos; });
  }

  Parsed regex(FilterPart part) {
    const std::size_t open = at_++;
    std::string expression;
    std::vector<std::size_t> places;  // of each byte of the expression in the filter
    for (; at_ < text_.size() && text_[at_] != '/'; ++at_) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
        if (text_[at_ + 1] != '/') {
          expression += text_[at_];
          places.push_back(at_);
        }
        ++at_;
      }
      expression += text_[at_];
      places.push_back(at_);
    }
    if (at_ == text_.size())
      return wrong(at_, "`/` to end the regular expression that began at character " +
                            std::to_string(characters_before(open) + 1));
    places.push_back(at_++);
    auto compiled = compile_regex(expression);
    if (!compiled) {
      return wrong(places[std::min(compiled.error().offset, places.size() - 1)],
                   "another regular expression: " + compiled.error().message);
    }
    return pattern_node(Filter::Node::Kind::within, part, *std::move(compiled));
  }

  std::expected<std::string, FilterError> quoted_text() {
    std::string out;
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      out += text_[at_];
    }
    if (at_ == text_.size()) return wrong(at_, "`\"` to end the text");
    ++at_;
    return out;
  }

  std::string_view bare_word() {
    const std::size_t start = at_;
    while (at_ < text_.size() && std::string_view(" \t\r\n()&|\"").find(text_[at_]) == std::string_view::npos)
      ++at_;
    return text_.substr(start, at_ - start);
  }

  // "modul:x" is more likely a slip than a name.
  std::optional<std::string> unknown_part(std::string_view word) const {
    const std::size_t colon = word.find(':');
    if (colon == std::string_view::npos || word.substr(colon).starts_with("::")) return std::nullopt;
    std::string text;
    for (const PartName& row : kParts) text += (text.empty() ? "`" : "`, `") + std::string(row.name) + ":";
    return text + "`, or quotes around a name with a colon";
  }

  static std::string without_stars(std::string_view glob) {
    std::string out;
    for (const char c : glob) {
      if (c != '*' && c != '?') out += c;
    }
    return out;
  }

  // `sign` twice is the same as once.
  bool takes_operator(std::string_view word, char sign) {
    skip_blanks();
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with(sign)) {
      at_ += sign != '!' && rest.substr(1).starts_with(sign) ? 2 : 1;
      return true;
    }
    if (!rest.starts_with(word)) return false;
    const std::string_view behind = rest.substr(word.size());
    if (!behind.empty() && std::string_view(" \t\r\n(!\"").find(behind.front()) == std::string_view::npos)
      return false;
    at_ += word.size();
    return true;
  }

  void skip_blanks() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos)
      ++at_;
  }

  std::size_t characters_before(std::size_t position) const {
    std::size_t count = 0;
    for (std::size_t at = 0; at < position; ++count) at += character_at(text_, at).length;
    return count;
  }

  std::unexpected<FilterError> wrong(std::size_t position, std::string_view expected) const {
    const std::string line = terminal_line(text_, std::string_view::npos, false);
    const std::string before = terminal_line(text_.substr(0, position), std::string_view::npos, false);
    std::string text = "expected " + std::string(expected) + ", at character " +
                       std::to_string(characters_before(position) + 1) + " of the filter\n  " + line +
                       "\n  " + std::string(width_of(before), ' ') + "^";
    return std::unexpected(FilterError{position, std::string(expected), std::move(text)});
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::vector<std::string> words_;
};

}  // namespace

std::expected<Filter, FilterError> Filter::parse(std::string_view expression) {
  Parser parser(expression);
  Parsed root = parser.whole();
  if (!root) return std::unexpected(root.error());
  Filter filter;
  filter.root_ = *std::move(root);
  filter.words_ = std::move(parser).words();
  return filter;
}

}  // namespace driver::test
