// SPDX-License-Identifier: Apache-2.0
// A filter as a tree: what the parser makes and Filter::matches walks.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "driver/test/filter.hpp"

namespace driver::test {

enum class FilterPart : std::uint8_t { anywhere, module, function, file, title };

struct Filter::Node {
  enum class Kind : std::uint8_t {
    every,   // all operands; without any: every test
    any,     // one of the operands; without any: no test
    none,    // not the operand
    within,  // something in a text: MODULE.FUNCTION or the title
    exact,   // a whole text: function, module, MODULE.FUNCTION or stable id
    glob,    // a whole text: function, module, MODULE.FUNCTION or file
  };
  Kind kind;
  std::vector<std::shared_ptr<const Node>> operands;
  FilterPart part = FilterPart::anywhere;
  std::function<bool(std::string_view)> test;
  std::string word;  // of `exact`
};

}  // namespace driver::test
