// SPDX-License-Identifier: Apache-2.0
// Every import of OTP's modules must be a native of ours or an Erlang function of a .beam. OTP's own stubs for natives
// (functions that call erlang:nif_error) are no functions.
#include "driver/run/natives_report.hpp"

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <vector>

#include "driver/run/otp_tree.hpp"
#include "loader/bytes/whole_file.hpp"
#include "loader/decode/decoded_module.hpp"
#include "runtime/vm.hpp"

namespace fs = std::filesystem;

namespace driver {
namespace {

struct Mfa {
  std::string module, function;
  unsigned arity = 0;
  friend auto operator<=>(const Mfa&, const Mfa&) = default;
};

struct Tree {
  std::set<Mfa> functions;                          // that have Erlang code
  std::map<Mfa, std::set<std::string>> importers;  // of what is imported
};

bool names(const loader::DecodedModule& module, std::uint64_t import, std::string_view m, std::string_view f) {
  const loader::Import& row = module.imports[import];
  return module.atoms[row.module] == m && module.atoms[row.function] == f;
}

// A function that only says "a native should be here".
bool is_stub(const loader::DecodedModule& module, std::uint32_t function, loader::FunctionCode& scratch) {
  if (!loader::decode_function(module, function, scratch)) return false;
  for (const loader::GenericOp& op : scratch.ops) {
    using enum loader::Opcode;
    if (op.op != call_ext && op.op != call_ext_last && op.op != call_ext_only) continue;
    if (names(module, op.args[1].word, "erlang", "nif_error")) return true;
  }
  return false;
}

void add_exports(const loader::DecodedModule& module, Tree& tree) {
  loader::FunctionCode scratch;
  for (const loader::Export& row : module.exports) {
    if (is_stub(module, row.function, scratch)) continue;
    tree.functions.insert({std::string(module.name()), std::string(module.atoms[row.name]), row.arity});
  }
}

void add_imports(const loader::DecodedModule& module, Tree& tree) {
  for (const loader::Import& row : module.imports) {
    const Mfa target{std::string(module.atoms[row.module]), std::string(module.atoms[row.function]), row.arity};
    tree.importers[target].insert(std::string(module.name()));
  }
}

std::set<std::string> names_in(std::istream& input) {
  std::set<std::string> names;
  for (std::string line; std::getline(input, line);) {
    std::istringstream words(line);
    if (std::string name; words >> name && !name.starts_with('#')) names.insert(name);
  }
  return names;
}

Result<void> add_module(const loader::Result<loader::DecodedModule>& module, const std::set<std::string>& wanted, Tree& tree) {
  if (!module) return fail(ErrorCode::start, "A module of OTP cannot be read", loader::to_string(module.error()));
  add_exports(*module, tree);
  if (wanted.empty() || wanted.contains(std::string(module->name()))) add_imports(*module, tree);
  return {};
}

Result<void> add_folder(const std::string& folder, const std::set<std::string>& wanted, Tree& tree) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.path().extension() != ".beam") continue;
    auto bytes = loader::bytes_of_file(entry.path()).value_or(std::vector<std::uint8_t>());
    if (auto ok = add_module(loader::decode_module(std::move(bytes)), wanted, tree); !ok) return ok;
  }
  return {};
}

Result<Tree> read_tree(const std::string& otp_root, const std::set<std::string>& wanted) {
  const auto otp = open_otp_tree(otp_root);
  if (!otp) return std::unexpected(otp.error());
  Tree tree;
  if (otp->archive) {
    for (const auto& row : otp->archive->modules()) {
      const rt::Archive::Module module = otp->archive->module_at(row);
      const auto decoded = loader::decode_module(module.beam, module.literals);
      if (auto ok = add_module(decoded, wanted, tree); !ok) return std::unexpected(ok.error());
    }
    return tree;
  }
  for (const std::string& folder : otp->ebin_folders) {
    if (auto ok = add_folder(folder, wanted, tree); !ok) return std::unexpected(ok.error());
  }
  return tree;
}

bool is_native(rt::Vm& vm, const Mfa& mfa) {
  return vm.native_of(vm.atoms.must_intern(mfa.module), vm.atoms.must_intern(mfa.function), mfa.arity) != nullptr;
}

}  // namespace

Result<std::string> natives_report(const std::string& otp_root, const std::string& modules_file) {
  std::set<std::string> wanted;
  if (!modules_file.empty()) {
    std::ifstream file(modules_file);
    if (!file) return fail(ErrorCode::os, "File IO failure", "`" + modules_file + "` cannot be read.");
    wanted = names_in(file);
  }
  const Result<Tree> tree = read_tree(otp_root, wanted);
  if (!tree) return std::unexpected(tree.error());
  rt::Vm vm;
  std::string text;
  std::size_t missing = 0;
  for (const auto& [mfa, importers] : tree->importers) {
    if (tree->functions.contains(mfa) || is_native(vm, mfa)) continue;
    ++missing;
    text += mfa.module + ":" + mfa.function + "/" + std::to_string(mfa.arity) + " ";
    for (const std::string& importer : importers) text += " " + importer;
    text += "\n";
  }
  return text + std::to_string(missing) + " missing\n";
}

}  // namespace driver
