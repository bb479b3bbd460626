// SPDX-License-Identifier: Apache-2.0
// A search by breadth over the atoms of modules: the way to EUnit is short (NAME_test, gleeunit, gleeunit_ffi).
#include "driver/test/eunit_use.hpp"

#include <algorithm>
#include <deque>
#include <filesystem>
#include <unordered_map>

#include "driver/test/facts.hpp"

namespace fs = std::filesystem;

namespace driver::test {
namespace {

// Names and paths of modules not looked at yet.
using Modules = std::unordered_map<std::string, fs::path>;

Modules modules_in(const std::vector<std::string>& folders) {
  Modules modules;
  for (const std::string& folder : folders) {
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
      if (entry->path().extension() == ".beam") modules.try_emplace(entry->path().stem().string(), entry->path());
    }
  }
  return modules;
}

}  // namespace

bool leads_to_eunit(const std::string& module, const std::vector<std::string>& ebin_folders) {
  Modules left = modules_in(ebin_folders);
  std::deque<fs::path> queue;
  const auto visit = [&](const std::string& name) {
    const auto found = left.find(name);
    if (found == left.end()) return;
    queue.push_back(std::move(found->second));
    left.erase(found);
  };
  visit(module);
  for (; !queue.empty(); queue.pop_front()) {
    const std::vector<std::string> atoms = atoms_of_file(queue.front());
    const auto names = [&](const char* text) { return std::find(atoms.begin(), atoms.end(), text) != atoms.end(); };
    if (names("eunit") && names("test")) return true;
    for (const std::string& atom : atoms) visit(atom);
  }
  return false;
}

}  // namespace driver::test
