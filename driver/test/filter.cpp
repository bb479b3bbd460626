// SPDX-License-Identifier: Apache-2.0
// What the patterns of a filter are compared with. The recursion is as deep as the parser lets an expression
// be.
#include "driver/test/filter.hpp"

#include <algorithm>

#include "driver/test/filter_node.hpp"

namespace driver::test {
namespace {

using Node = Filter::Node;

// All names but that of the module have the function's in them: they are put together where the word has it, too.
bool is_named(const Node& node, const TestId& id) {
  const std::string& word = node.word;
  if (word == id.function || word == id.module) return true;
  if (!word.contains(id.function)) return false;
  // A generator without an index stands for all of its tests, whose ids are known only when it has run.
  const std::string generator = id.file + "::" + id.function;
  return word == id.module + "." + id.function || word == spelling(id) || word == generator ||
         (id.index.empty() && word.starts_with(generator + "#"));
}

bool pattern_matches(const Node& node, const TestId& id) {
  switch (node.part) {
    case FilterPart::module: return node.test(id.module);
    case FilterPart::function: return node.test(id.function);
    case FilterPart::file: return node.test(id.file);
    case FilterPart::title: return node.test(id.title);
    case FilterPart::anywhere: break;
  }
  if (node.kind == Node::Kind::exact) return is_named(node, id);
  const std::string name = id.module + "." + id.function;
  if (node.test(name)) return true;
  if (node.kind == Node::Kind::within) return !id.title.empty() && node.test(id.title);
  return node.test(id.function) || node.test(id.module) || node.test(id.file);
}

bool node_matches(const Node& node, const TestId& id) {
  const auto matches = [&](const std::shared_ptr<const Node>& operand) { return node_matches(*operand, id); };
  switch (node.kind) {
    case Node::Kind::every: return std::all_of(node.operands.begin(), node.operands.end(), matches);
    case Node::Kind::any: return std::any_of(node.operands.begin(), node.operands.end(), matches);
    case Node::Kind::none: return !matches(node.operands.front());
    case Node::Kind::within:
    case Node::Kind::exact:
    case Node::Kind::glob: return pattern_matches(node, id);
  }
  return false;
}

}  // namespace

bool Filter::matches(const TestId& id) const { return node_matches(*root_, id); }

std::string_view filter_help() {
  return "  WORD      tests with WORD in their name, MODULE.FUNCTION, or in their title\n"
         "  =WORD     tests whose function, module, MODULE.FUNCTION or stable id is WORD\n"
         "  GLOB      a word with * or ?: for a whole function, module, MODULE.FUNCTION or file\n"
         "  /REGEX/   tests in whose name or title the regular expression is found\n"
         "  \"TEXT\"    a WORD with blanks or signs in it\n"
         "  PART:X    one of these for one part only: module:X, test:X, file:X, title:X\n"
         "  all()     every test; none(): no test\n"
         "  not X, X and Y, X or Y, (X)    also ! & |; `not` binds closest, `or` loosest";
}

}  // namespace driver::test
