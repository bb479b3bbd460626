// SPDX-License-Identifier: Apache-2.0
// What an Erlang source makes the compiler read besides itself, found without Erlang's grammar: headers, modules with a
// parse transform, behaviours. Meant to err on one side only: words in a comment, a string or a branch that is not compiled
// may count too, but nothing that the compiler reads is missed. Where the text cannot be understood it is `unclear`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace driver::compile {

struct Mentions {
  struct Include {
    std::string name;  // as it is written
    bool is_lib;
    auto operator<=>(const Include&) const = default;
  };
  std::vector<Include> includes;
  std::vector<std::string> modules;  // that the compiler loads and calls
  bool is_unclear = false;
};

Mentions mentions_in(std::string_view source);

}  // namespace driver::compile
