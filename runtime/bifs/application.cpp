// SPDX-License-Identifier: Apache-2.0
// application: the environment of OTP's own applications stdlib and kernel, which are always there and for which a lean
// start has no application controller. Of every other application the controller is asked.
#include <string_view>

#include "runtime/bifs/bif.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

Term atom(Process& p, std::string_view text) { return p.vm().atoms.must_intern(text); }

// The `env` of kernel.app; stdlib.app has an empty one. None: there is no such key.
Term environment_of(Process& p, std::string_view application, Term key) {
  if (application != "kernel" || !key.is_atom()) return Term::none();
  const std::string_view name = p.vm().atoms.text(key);
  if (name == "logger_level") return atom(p, "notice");
  if (name == "logger_sasl_compatible") return atoms::false_;
  if (name == "net_tickintensity") return Term::small(4);
  if (name == "net_ticktime") return Term::small(60);
  if (name == "prevent_overlapping_partitions") return atoms::true_;
  if (name == "shell_docs_ansi") return atom(p, "auto");
  if (name == "shell_history_drop") return Term::nil();
  return Term::none();
}

bool is_always_there(std::string_view application) { return application == "stdlib" || application == "kernel"; }

// With the controller there, or settings that it alone reads, it knows best.
bool is_lean(Process& p, Term application, std::string_view& name) {
  if (!application.is_atom() || p.vm().options.has_application_settings) return false;
  name = p.vm().atoms.text(application);
  return is_always_there(name) && !p.vm().names->running(atom(p, "application_controller"));
}

Term ask_controller(Process& p, std::initializer_list<Term> arguments) {
  return p.trap(p.vm().exports.intern(atom(p, "application_controller"), atom(p, "get_env"),
                                      static_cast<unsigned>(arguments.size())),
                arguments);
}

Term get_env_2(Process& p, Term application, Term key) {
  std::string_view name;
  if (!is_lean(p, application, name)) return ask_controller(p, {application, key});
  const Term value = environment_of(p, name, key);
  return value ? p.reserve(3).tuple({atoms::ok, value}) : atoms::undefined;
}

Term get_env_3(Process& p, Term application, Term key, Term otherwise) {
  std::string_view name;
  if (!is_lean(p, application, name)) return ask_controller(p, {application, key, otherwise});
  const Term value = environment_of(p, name, key);
  return value ? value : otherwise;
}

constexpr Bif kRows[] = {
    bif<&get_env_2>("get_env", BifKind::library),
    bif<&get_env_3>("get_env", BifKind::library),
};

}  // namespace

extern const BifModule kApplication;
constinit const BifModule kApplication{"application", kRows};

}  // namespace rt
