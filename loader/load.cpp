// SPDX-License-Identifier: Apache-2.0
// read -> decode -> link; verification and transformation follow function by function (linked_module.cpp).
#include "loader/load.hpp"

#include <optional>

#include "loader/chunks/line_table.hpp"
#include "loader/link/linked_module.hpp"
#include "loader/link/module_coverage.hpp"
#include "loader/link/module_md5.hpp"
#include "runtime/interp/stubs.hpp"
#include "runtime/term/etf_decode.hpp"

namespace loader {
namespace {

std::unexpected<LoadError> link_error(const DecodedModule& decoded, std::string_view chunk, std::string detail) {
  return std::unexpected(
      LoadError{Stage::link, LoadErrorCode::link_failed, std::string(decoded.name()), std::string(chunk), 0, std::move(detail)});
}

Result<void> link_atoms(rt::Vm& vm, LinkedModule& linked) {
  const DecodedModule& decoded = linked.decoded();
  linked.atoms.resize(decoded.atoms.size());
  for (std::size_t i = 1; i < decoded.atoms.size(); ++i) {
    const auto atom = vm.atoms.intern(decoded.atoms[i]);
    if (!atom) return link_error(decoded, "AtU8", "the atom table is full");
    linked.atoms[i] = *atom;
  }
  return {};
}

// All literals, attributes and compile information in one literal area.
Result<void> link_literals(rt::Vm& vm, LinkedModule& linked) {
  const DecodedModule& decoded = linked.decoded();
  rt::Module& module = *linked.module;
  std::vector<Bytes> sources(decoded.literals.begin(), decoded.literals.end());
  sources.push_back(decoded.attributes);
  sources.push_back(decoded.compile_info);
  std::vector<std::optional<rt::EtfReader>> readers(sources.size());
  std::size_t words = 0;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (sources[i].empty()) continue;
    auto reader = rt::EtfReader::scan(vm, sources[i]);
    if (!reader) return link_error(decoded, "LitT", std::string(rt::text_of(reader.error().code)));
    words += reader->words();
    readers[i] = std::move(*reader);
  }
  module.literal_area = vm.literals.create(words);
  if (!module.literal_area) return link_error(decoded, "LitT", "no room for literals");
  rt::HeapWriter w = module.literal_area->writer(words);
  std::vector<rt::Term> terms;
  for (auto& reader : readers) {
    if (!reader) {
      terms.push_back(rt::Term::nil());
      continue;
    }
    const auto term = reader->build(w);
    if (!term) return link_error(decoded, "LitT", std::string(rt::text_of(term.error().code)));
    terms.push_back(*term);
  }
  module.compile_info = terms.back();
  terms.pop_back();
  module.attributes = terms.back();
  terms.pop_back();
  module.literals = std::move(terms);
  return {};
}

void link_functions(rt::Vm& vm, LinkedModule& linked) {
  const DecodedModule& decoded = linked.decoded();
  rt::Module& module = *linked.module;
  module.functions = std::vector<rt::Function>(decoded.functions.size());
  for (std::uint32_t i = 0; i < decoded.functions.size(); ++i) {
    rt::Function& f = module.functions[i];
    f.module = &module;
    f.name = linked.atoms[decoded.functions[i].name];
    f.arity = decoded.functions[i].arity;
    f.index = i;
    rt::write_transform_stub(f);
    // A native stands in for the function everywhere, for funs of it too.
    if (const rt::Export* native = vm.exports.find(module.name, f.name, f.arity); native != nullptr && native->bif != nullptr) {
      rt::set_entry(f, native->entry);
    }
  }
  for (const Export& e : decoded.exports) {
    module.functions[e.function].exported = vm.exports.intern(module.name, linked.atoms[e.name], e.arity);
  }
  for (const Import& import : decoded.imports) {
    linked.imports.push_back(vm.exports.intern(linked.atoms[import.module], linked.atoms[import.function], import.arity));
  }
  if (decoded.on_load_function) module.on_load = &module.functions[*decoded.on_load_function];
}

void link_funs(rt::Vm& vm, LinkedModule& linked) {
  const DecodedModule& decoded = linked.decoded();
  rt::Module& module = *linked.module;
  for (std::uint32_t i = 0; i < decoded.funs.size(); ++i) {
    const FunEntry& row = decoded.funs[i];
    const rt::FunTable::Key key{module.name, row.arity - row.free_count, row.free_count, i,
                                row.index,   row.old_uniq,               module.md5};
    module.funs.push_back({vm.funs.intern(key), &module.functions[row.function]});
  }
}

// The flags of its table.
Result<std::uint32_t> link_lines(LinkedModule& linked) {
  const auto table = decode_line_table(linked.decoded());
  if (!table) return std::unexpected(table.error());
  rt::Module& module = *linked.module;
  module.files.push_back(std::string(linked.decoded().name()) + ".erl");
  for (const std::string_view file : table->files) {
    module.files.emplace_back(file.empty() ? std::string_view(module.files[0]) : file);
  }
  for (const LineLocation& l : table->locations) module.lines.push_back({l.file, l.line});
  return table->flags;
}

Result<std::unique_ptr<rt::Module>> link(rt::Vm& vm, DecodedModule decoded, const rt::Md5::Digest& md5) {
  auto module = std::make_unique<rt::Module>();
  auto owned = std::make_unique<LinkedModule>(std::move(decoded));
  LinkedModule& linked = *owned;
  linked.module = module.get();
  module->provider = std::move(owned);
  if (auto ok = link_atoms(vm, linked); !ok) return std::unexpected(ok.error());
  module->name = linked.atoms[1];
  module->md5 = md5;
  if (auto ok = link_literals(vm, linked); !ok) return std::unexpected(ok.error());
  link_functions(vm, linked);
  link_funs(vm, linked);
  const auto line_flags = link_lines(linked);
  if (!line_flags) return std::unexpected(line_flags.error());
  link_coverage(vm.coverage_mode.load(std::memory_order_relaxed), *line_flags, linked);
  return module;
}

}  // namespace

Result<std::unique_ptr<rt::Module>> prepare(rt::Vm& vm, std::vector<std::uint8_t> bytes) {
  auto decoded = decode_module(std::move(bytes));
  if (!decoded) return std::unexpected(decoded.error());
  const rt::Md5::Digest md5 = md5_of(*decoded);
  return link(vm, std::move(*decoded), md5);
}

Result<std::unique_ptr<rt::Module>> prepare(rt::Vm& vm, const PackedModule& packed) {
  auto decoded = decode_module(packed.beam, packed.literals);
  if (!decoded) return std::unexpected(decoded.error());
  return link(vm, std::move(*decoded), packed.md5);
}

Result<rt::Module*> load(rt::Vm& vm, std::vector<std::uint8_t> bytes, std::string path) {
  auto module = prepare(vm, std::move(bytes));
  if (!module) return std::unexpected(module.error());
  (*module)->path = std::move(path);
  return vm.code.publish(std::move(*module));
}

}  // namespace loader
