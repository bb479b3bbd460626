// SPDX-License-Identifier: Apache-2.0
// code: what of it asks whether modules are there and loads them. A lean start has no code server: the machine finds
// modules itself (Vm::ensure_loaded), and these answer in its place. Once OTP's code_server runs (whatever else is asked of
// module code starts it, and so does a module with an on_load function) they step aside: OTP's own functions answer.
#include <string>
#include <vector>

#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/own_function.hpp"
#include "runtime/code/boot_modules.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/utf8.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

Term atom(Process& p, std::string_view text) { return p.vm().atoms.must_intern(text); }

Term call_own(Process& p, std::string_view name, std::initializer_list<Term> arguments) {
  return call_own_function(p, "code", name, arguments);
}

enum class Loading { done, failed, left_to_code_server };

struct Loaded {
  Loading loading;
  Term why = Term::none();  // failed
};

Loaded load(Process& p, Term name) {
  ModuleSource::Failure failure{false, {}};
  if (p.vm().ensure_loaded(name, &failure) != nullptr) return {Loading::done};
  if (failure.has_on_load) return {Loading::left_to_code_server};
  return {Loading::failed, atom(p, failure.found ? "badfile" : "nofile")};
}

Term ensure_loaded_1(Process& p, Term name) {
  if (!name.is_atom()) return p.raise<Fault::function_clause>();
  if (!p.vm().has_code_server || is_present_from_start(p.vm().atoms.text(name))) {
    const Loaded loaded = load(p, name);
    if (loaded.loading == Loading::done) return p.reserve(3).tuple({atoms::module, name});
    if (loaded.loading == Loading::failed) return p.reserve(3).tuple({atoms::error, loaded.why});
  }
  return call_own(p, "ensure_loaded", {name});
}

Term ensure_modules_loaded_1(Process& p, Term names) {
  if (p.vm().has_code_server) return call_own(p, "ensure_modules_loaded", {names});
  Term rest = names;
  while (rest.is_cons() && rest.head().is_atom()) rest = rest.tail();
  if (!rest.is_nil()) return p.raise<Fault::function_clause>();
  std::vector<Term> errors;
  for (rest = names; rest.is_cons(); rest = rest.tail()) {
    const Loaded loaded = load(p, rest.head());
    if (loaded.loading == Loading::left_to_code_server) return call_own(p, "ensure_modules_loaded", {names});
    if (loaded.loading == Loading::failed) errors.push_back(p.reserve(3).tuple({rest.head(), loaded.why}));
  }
  if (errors.empty()) return atoms::ok;
  const Term list = p.reserve(2 * errors.size()).list(errors);
  return p.reserve(3).tuple({atoms::error, list});
}

Term text_of_path(Process& p, std::string_view path) {
  std::vector<Term> characters;
  for (std::string_view left = path; !left.empty();) {
    const Utf8Character c = get_utf8(left);
    const bool is_ok = c.status == Utf8Status::ok;
    characters.push_back(Term::small(is_ok ? c.character : static_cast<unsigned char>(left.front())));
    left.remove_prefix(is_ok ? c.length : 1);
  }
  return p.reserve(2 * characters.size()).list(characters);
}

// The file of a module that counts as loaded, or none.
Term file_of_loaded(Process& p, Term name) {
  Vm& vm = p.vm();
  const std::string_view text = vm.atoms.text(name);
  if (is_preloaded_module(text)) return atom(p, "preloaded");
  if (const Module* module = vm.find_module(name)) return text_of_path(p, module->path);
  if (!is_present_from_start(text) || vm.source == nullptr) return Term::none();
  return text_of_path(p, vm.source->path_of(text));
}

Term is_loaded_1(Process& p, Term name) {
  if (!name.is_atom()) return p.raise<Fault::function_clause>();
  if (p.vm().has_code_server) return call_own(p, "is_loaded", {name});
  const Term file = file_of_loaded(p, name);
  return file ? p.reserve(3).tuple({atoms::file, file}) : atoms::false_;
}

Term which_1(Process& p, Term name) {
  if (!name.is_atom()) return p.raise<Fault::function_clause>();
  if (p.vm().has_code_server) return call_own(p, "which", {name});
  if (const Term file = file_of_loaded(p, name)) return file;
  const std::string path = p.vm().source == nullptr ? "" : p.vm().source->path_of(p.vm().atoms.text(name));
  return path.empty() ? atom(p, "non_existing") : text_of_path(p, path);
}

constexpr Bif kRows[] = {
    bif<&ensure_loaded_1>("ensure_loaded", BifKind::library),
    bif<&ensure_modules_loaded_1>("ensure_modules_loaded", BifKind::library),
    bif<&is_loaded_1>("is_loaded", BifKind::library),
    bif<&which_1>("which", BifKind::library),
};

}  // namespace

extern const BifModule kCode;
constinit const BifModule kCode{"code", kRows};

}  // namespace rt
