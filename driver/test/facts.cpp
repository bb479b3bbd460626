// SPDX-License-Identifier: Apache-2.0
// Of a test's code only the `line` operations are looked at, of the source only how its lines begin.
#include "driver/test/facts.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "loader/bytes/whole_file.hpp"
#include "loader/chunks/iff.hpp"
#include "loader/chunks/line_table.hpp"
#include "loader/chunks/parsers.hpp"
#include "loader/decode/decoded_module.hpp"

namespace driver::test {
namespace {

using loader::DecodedModule;
using loader::Opcode;

constexpr std::string_view kAtoms = "AtU8";
constexpr std::string_view kTest = "_test";
constexpr std::string_view kGenerator = "_test_";
constexpr std::string_view kWrapper = "eunit_wrapper_";

// Calls f for the place of each `line` operation of a function.
template <class F>
void for_each_line(const DecodedModule& module, const loader::LineTable& lines, std::uint32_t function,
                   loader::FunctionCode& code, F&& f) {
  if (!loader::decode_function(module, function, code)) return;
  for (const loader::GenericOp& op : code.ops) {
    if (op.op != Opcode::line) continue;
    const loader::LineLocation at = lines.location(op.args[0].word);
    if (at.line != 0) f(at);
  }
}

std::vector<std::string> names_in(const DecodedModule& module) { return {module.atoms.begin() + 1, module.atoms.end()}; }

// Finds tests by their names. As a rule these come in the order of the tests: then each find is one comparison.
class TestByName {
 public:
  explicit TestByName(std::vector<TestFunction>& tests) : tests_(tests) {}

  TestFunction* find(std::string_view name) {
    if (next_ < tests_.size() && tests_[next_].name == name) return &tests_[next_++];
    if (!name.ends_with(kTest) && !name.ends_with(kGenerator)) return nullptr;
    if (all_.empty()) {
      for (TestFunction& test : tests_) all_.emplace(test.name, &test);
    }
    const auto found = all_.find(name);
    if (found == all_.end()) return nullptr;
    next_ = static_cast<std::size_t>(found->second - tests_.data()) + 1;
    return found->second;
  }

 private:
  std::vector<TestFunction>& tests_;
  std::size_t next_ = 0;
  std::unordered_map<std::string_view, TestFunction*> all_;  // made when the order is another one
};

// Where the first of its functions comes from that says so.
std::string file_of(const DecodedModule& module, const loader::LineTable& lines, const std::vector<std::uint32_t>& functions) {
  loader::FunctionCode code;
  std::string file;
  for (const std::uint32_t function : functions) {
    for_each_line(module, lines, function, code, [&](loader::LineLocation at) {
      if (file.empty() && at.file != 0) file = lines.files[at.file - 1];
    });
    if (!file.empty()) return file;
  }
  return std::string(module.name()) + ".erl";
}

}  // namespace

ModuleFacts module_facts(const DecodedModule& module) {
  ModuleFacts facts;
  facts.name = module.name();
  std::vector<std::uint32_t> functions;
  for (const loader::Export& exported : module.exports) {
    const std::string_view name = module.atoms[exported.name];
    facts.has_wrapper = facts.has_wrapper || (name == kWrapper && exported.arity == 1);
    if (exported.arity == 0 && (name.ends_with(kTest) || name.ends_with(kGenerator))) functions.push_back(exported.function);
  }
  std::sort(functions.begin(), functions.end());
  facts.tests.reserve(functions.size());
  for (const std::uint32_t function : functions) {
    const std::string_view name = module.atoms[module.functions[function].name];
    facts.tests.push_back({std::string(name), name.ends_with(kGenerator), 0, 0, function});
  }
  facts.file = file_of(module, loader::decode_line_table(module).value_or(loader::LineTable()), functions);
  return facts;
}

void take_lines_from_code(std::vector<TestFunction>& tests, const DecodedModule& module) {
  std::optional<loader::LineTable> lines;
  loader::FunctionCode code;
  for (TestFunction& test : tests) {
    if (test.line != 0) continue;
    if (!lines) lines = loader::decode_line_table(module).value_or(loader::LineTable());
    for_each_line(module, *lines, test.number, code, [&](loader::LineLocation at) {
      if (test.line == 0) test.line = at.line;
      test.last_line = std::max(test.last_line, at.line);
    });
  }
}

void take_lines_from_source(std::vector<TestFunction>& tests, const std::string& source) {
  constexpr std::string_view kHead = "pub fn ";
  const std::string_view text = source;
  TestByName by_name(tests);
  TestFunction* open = nullptr;
  unsigned line = 1;
  for (std::size_t at = 0; at < text.size(); ++line) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view row = text.substr(at, end - at);
    if (row.starts_with(kHead)) {
      open = by_name.find(row.substr(kHead.size(), row.find('(') - kHead.size()));
      if (open != nullptr) open->line = open->last_line = line;
    }
    if (row.starts_with('}') && open != nullptr) {
      open->last_line = line;
      open = nullptr;
    }
    at = end + 1;
  }
}

std::vector<std::string> atoms_of_file(const std::string& path) {
  constexpr std::size_t kBeginning = 8192, kChunks = 12;
  auto beam = loader::beginning_of_file(path, kBeginning).value_or(std::vector<std::uint8_t>());
  if (beam.size() < kBeginning) return atoms_of(std::move(beam));
  loader::ByteReader reader(beam);
  (void)reader.take(kChunks);
  const loader::Bytes id = reader.take(kAtoms.size());
  const loader::Bytes atoms = reader.take(reader.u32());
  DecodedModule module;
  if (std::ranges::equal(id, kAtoms) && !reader.failed() && loader::parse_atoms(atoms, module)) return names_in(module);
  return atoms_of(loader::bytes_of_file(path).value_or(std::vector<std::uint8_t>()));
}

std::vector<std::string> atoms_of(std::vector<std::uint8_t> beam) {
  const auto chunks = loader::read_container(beam);
  if (!chunks) {  // compressed, if it is a module
    const auto module = loader::decode_module(std::move(beam));
    return module ? names_in(*module) : std::vector<std::string>();
  }
  DecodedModule module;
  for (const loader::Chunk& chunk : *chunks) {
    if (std::string_view(chunk.id.data(), chunk.id.size()) == kAtoms && loader::parse_atoms(chunk.data, module)) return names_in(module);
  }
  return {};
}

}  // namespace driver::test
