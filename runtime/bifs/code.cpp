// SPDX-License-Identifier: Apache-2.0
// code: what of it concerns the code path. A lean start has no code server: it finds and loads modules itself
// (Vm::ensure_loaded), so whoever asks the code server to do so is served here.
#include <string>
#include <vector>

#include "runtime/bifs/bif.hpp"
#include "runtime/code/boot_modules.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/utf8.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

Term atom(Process& p, std::string_view text) { return p.vm().atoms.must_intern(text); }

// Why a module cannot be had: none if it can.
Term load(Process& p, Term name) {
  ModuleSource::Failure failure;
  if (p.vm().ensure_loaded(name, &failure) != nullptr) return Term::none();
  return atom(p, failure.found ? "badfile" : "nofile");
}

Term ensure_loaded_1(Process& p, Term name) {
  if (!name.is_atom()) return p.raise<Fault::function_clause>();
  const Term why = load(p, name);
  return p.reserve(3).tuple({why ? atoms::error : atoms::module, why ? why : name});
}

Term ensure_modules_loaded_1(Process& p, Term names) {
  Term rest = names;
  while (rest.is_cons() && rest.head().is_atom()) rest = rest.tail();
  if (!rest.is_nil()) return p.raise<Fault::function_clause>();
  std::vector<Term> errors;
  for (rest = names; rest.is_cons(); rest = rest.tail()) {
    if (const Term why = load(p, rest.head())) errors.push_back(p.reserve(3).tuple({rest.head(), why}));
  }
  if (errors.empty()) return atoms::ok;
  const Term list = p.reserve(2 * errors.size()).list(errors);
  return p.reserve(3).tuple({atoms::error, list});
}

Term path_of(Process& p, const Module& module) {
  std::vector<Term> characters;
  for (std::string_view left = module.path; !left.empty();) {
    const Utf8Character c = get_utf8(left);
    const bool is_ok = c.status == Utf8Status::ok;
    characters.push_back(Term::small(is_ok ? c.character : static_cast<unsigned char>(left.front())));
    left.remove_prefix(is_ok ? c.length : 1);
  }
  return p.reserve(2 * characters.size()).list(characters);
}

bool is_preloaded(std::string_view name) {
  for (const std::string_view each : preloaded_modules()) {
    if (each == name) return true;
  }
  return false;
}

// The file of a module that counts as loaded, or none.
Term file_of_loaded(Process& p, Term name) {
  const std::string_view text = p.vm().atoms.text(name);
  if (is_preloaded(text)) return atom(p, "preloaded");
  if (p.vm().find_module(name) == nullptr && is_present_from_start(text)) (void)load(p, name);
  const Module* module = p.vm().find_module(name);
  return module != nullptr ? path_of(p, *module) : Term::none();
}

Term is_loaded_1(Process& p, Term name) {
  if (!name.is_atom()) return p.raise<Fault::function_clause>();
  const Term file = file_of_loaded(p, name);
  return file ? p.reserve(3).tuple({atoms::file, file}) : atoms::false_;
}

// Loads what is not there yet, to find it; OTP only looks for the file.
Term which_1(Process& p, Term name) {
  if (!name.is_atom()) return p.raise<Fault::function_clause>();
  if (const Term file = file_of_loaded(p, name)) return file;
  return load(p, name) ? atom(p, "non_existing") : path_of(p, *p.vm().find_module(name));
}

constexpr Bif kRows[] = {
    bif<&ensure_loaded_1>("ensure_loaded"),
    bif<&ensure_modules_loaded_1>("ensure_modules_loaded"),
    bif<&is_loaded_1>("is_loaded"),
    bif<&which_1>("which"),
};

}  // namespace

extern const BifModule kCode;
constinit const BifModule kCode{"code", kRows};

}  // namespace rt
