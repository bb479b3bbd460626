// SPDX-License-Identifier: Apache-2.0
// Natives that tell about loaded modules: get_module_info/1,2 (what every module_info calls), function_exported/3,
// is_builtin/3, module_loaded/1, loaded/0, pre_loaded/0.
#include <set>
#include <vector>

#include "runtime/bifs/bif.hpp"
#include "runtime/code/boot_modules.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

// The module, also one that OTP would have loaded before the program began.
Module* present_module(Vm& vm, Term name) {
  if (Module* module = vm.find_module(name)) return module;
  return is_present_from_start(vm.atoms.text(name)) ? vm.ensure_loaded(name) : nullptr;
}

Term name_and_arity(HeapWriter& w, Term name, unsigned arity) { return w.tuple({name, Term::small(arity)}); }

// The newest name first, as OTP's table of exports gives them.
Term exports_of(Process& p, const Module& module) {
  std::set<const Export*> exported;
  for (const Function& f : module.functions) {
    if (f.exported != nullptr) exported.insert(f.exported);
  }
  HeapWriter w = p.reserve(5 * exported.size());
  Term list = Term::nil();
  for (const Export* e : p.vm().exports.of_module(module.name)) {
    if (!exported.contains(e)) continue;
    const Term row = name_and_arity(w, e->function, e->arity);
    list = w.cons(row, list);
  }
  return list;
}

Term functions_of(Process& p, const Module& module) {
  HeapWriter w = p.reserve(5 * module.functions.size());
  Term list = Term::nil();
  for (std::size_t i = module.functions.size(); i-- > 0;) {
    const Term row = name_and_arity(w, module.functions[i].name, module.functions[i].arity);
    list = w.cons(row, list);
  }
  return list;
}

Term nifs_of(Process& p, const Module& module) {
  if (!has_nif_natives(p.vm().atoms.text(module.name))) return Term::nil();
  HeapWriter w = p.reserve(5 * module.functions.size());
  Term list = Term::nil();
  for (std::size_t i = module.functions.size(); i-- > 0;) {
    const Function& f = module.functions[i];
    if (p.vm().native_of(module.name, f.name, f.arity) == nullptr) continue;
    const Term row = name_and_arity(w, f.name, f.arity);
    list = w.cons(row, list);
  }
  return list;
}

// None for an item that there is not.
Term module_item(Process& p, const Module& module, Term item) {
  if (item == atoms::module) return module.name;
  if (item == atoms::md5) return byte_binary(p, module.md5);
  if (item == atoms::exports) return exports_of(p, module);
  if (item == atoms::functions) return functions_of(p, module);
  if (item == atoms::nifs) return nifs_of(p, module);
  if (item == atoms::attributes) return module.attributes;
  if (item == atoms::compile) return module.compile_info;
  if (item == atoms::native_addresses) return Term::nil();
  if (item == atoms::native) return atoms::false_;
  return Term::none();
}

Term get_module_info_1(Process& p, Term name) {
  const Module* module = name.is_atom() ? present_module(p.vm(), name) : nullptr;
  if (module == nullptr) return p.raise<Fault::badarg>();
  std::vector<Term> rows;
  for (const Term item : {atoms::module, atoms::exports, atoms::attributes, atoms::compile, atoms::md5}) {
    const Term value = module_item(p, *module, item);
    rows.push_back(p.reserve(3).tuple({item, value}));
  }
  return p.reserve(2 * rows.size()).list(rows);
}

Term get_module_info_2(Process& p, Term name, Term item) {
  const Module* module = name.is_atom() ? present_module(p.vm(), name) : nullptr;
  const Term value = module == nullptr ? Term::none() : module_item(p, *module, item);
  return value ? value : p.raise<Fault::badarg>();
}

bool exports_entry(const Module& module, const Export* e) {
  for (const Function& f : module.functions) {
    if (f.exported == e) return true;
  }
  return false;
}

// Whether M:F/A can be called from outside the module.
bool is_callable(Vm& vm, Term module, Term function, std::int64_t arity) {
  if (arity < 0 || arity > static_cast<std::int64_t>(kMaxArity)) return false;
  const Module* loaded = present_module(vm, module);
  const Export* e = vm.exports.find(module, function, static_cast<unsigned>(arity));
  if (e == nullptr || !e->is_defined()) return false;
  if (e->bif == nullptr || !has_nif_natives(vm.atoms.text(module))) return true;
  return loaded != nullptr && exports_entry(*loaded, e);  // a library function need not be exported
}

Term function_exported_3(Process& p, Term module, Term function, Term arity) {
  if (!module.is_atom() || !function.is_atom() || !arity.is_small()) return p.raise<Fault::badarg>();
  return boolean(is_callable(p.vm(), module, function, arity.small_value()));
}

Term is_builtin_3(Process& p, Term module, Term function, Term arity) {
  if (!module.is_atom() || !function.is_atom() || !arity.is_small()) return p.raise<Fault::badarg>();
  const std::int64_t n = arity.small_value();
  if (n < 0 || n > static_cast<std::int64_t>(kMaxArity)) return atoms::false_;
  const Bif* native = p.vm().native_of(module, function, static_cast<unsigned>(n));
  return boolean(native != nullptr && is_builtin(native->kind) && !has_nif_natives(p.vm().atoms.text(module)));
}

Term module_loaded_1(Process& p, Term name) {
  if (!name.is_atom()) return p.raise<Fault::badarg>();
  return boolean(p.vm().find_module(name) != nullptr || is_present_from_start(p.vm().atoms.text(name)));
}

Term names(Process& p, std::span<const std::string_view> texts, Term tail) {
  HeapWriter w = p.reserve(2 * texts.size());
  for (std::size_t i = texts.size(); i-- > 0;) tail = w.cons(p.vm().atoms.must_intern(texts[i]), tail);
  return tail;
}

Term pre_loaded_0(Process& p) { return names(p, preloaded_modules(), Term::nil()); }

Term loaded_0(Process& p) {
  Term list = names(p, boot_modules(), pre_loaded_0(p));
  const std::vector<Term> loaded = p.vm().code.names();
  HeapWriter w = p.reserve(2 * loaded.size());
  for (const Term name : loaded) {
    if (!is_present_from_start(p.vm().atoms.text(name))) list = w.cons(name, list);
  }
  return list;
}

constexpr Bif kRows[] = {
    bif<&function_exported_3>("function_exported"),
    bif<&get_module_info_1>("get_module_info"),
    bif<&get_module_info_2>("get_module_info"),
    bif<&is_builtin_3>("is_builtin"),
    bif<&loaded_0>("loaded"),
    bif<&module_loaded_1>("module_loaded"),
    bif<&pre_loaded_0>("pre_loaded"),
};

}  // namespace

extern constinit const BifModule kErlangModule{"erlang", kRows};

}  // namespace rt
