// SPDX-License-Identifier: Apache-2.0
// What a compiled module says of its tests, and of which modules it may call: from its tables, without loading it. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "driver/test/filter.hpp"

namespace loader {
struct DecodedModule;
}

namespace driver::test {

struct TestFunction {
  std::string name;
  bool is_generator = false;  // fn_test_
  unsigned line = 0;          // of the function's head; 0: not known
  unsigned last_line = 0;     // the last one that code came of
  std::uint32_t number = 0;   // of the function in its module
};

// By EUnit's rules: exported functions without arguments whose names end in _test or _test_, in the order of the code.
struct ModuleFacts {
  std::string name;  // as Erlang spells it
  std::string file;  // as the compiler was told: "test/sub/mod_test.gleam"
  std::vector<TestFunction> tests;
  bool has_wrapper = false;  // eunit_wrapper_/1 makes tests of its tests
};

// Without the tests' lines.
ModuleFacts module_facts(const loader::DecodedModule& module);

// Line numbers from the source, where they are exact: those of compiled Gleam are a line or more off. Gives every test whose
// `pub fn NAME(` is found its first and last line.
void take_lines_from_source(std::vector<TestFunction>& tests, const std::string& source);
// Of those tests of the module that have none yet, from their code.
void take_lines_from_code(std::vector<TestFunction>& tests, const loader::DecodedModule& module);

// Every atom that the module names, itself first: modules and functions that it calls are among them, however it calls them.
// Empty when that is no module.
std::vector<std::string> atoms_of(std::vector<std::uint8_t> beam);
// Of a module's file. Compilers write the atoms first: of a long module all else is not read.
std::vector<std::string> atoms_of_file(const std::string& path);

}  // namespace driver::test
