// SPDX-License-Identifier: Apache-2.0
// Module os: environment variables, signals and the operating system's process number. Its clocks are in erlang_time.cpp.
#include <unistd.h>

#include "runtime/bifs/bif.hpp"
#include "runtime/io/os_signals.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/native_name.hpp"
#include "runtime/vm.hpp"

namespace rt {

namespace {

std::optional<std::string> variable_name(Process& p, Term term) {
  std::optional<std::string> name = to_native_name(term, p.vm().name_encoding);
  if (name && name->find('=') != name->npos) return std::nullopt;
  return name;
}

Term getenv_1(Process& p, Term name_term) {
  const std::optional<std::string> name = variable_name(p, name_term);
  if (!name) return p.raise<Fault::badarg>();
  const std::optional<std::string> value = p.vm().environment->get(*name);
  return value ? from_native_name(p, *value, p.vm().name_encoding) : atoms::false_;
}

Term putenv_2(Process& p, Term name_term, Term value_term) {
  std::optional<std::string> name = variable_name(p, name_term);
  std::optional<std::string> value = to_native_name(value_term, p.vm().name_encoding);
  if (!name || !value) return p.raise<Fault::badarg>();
  p.vm().environment->put(std::move(*name), std::move(*value));
  return atoms::true_;
}

Term unsetenv_1(Process& p, Term name_term) {
  const std::optional<std::string> name = variable_name(p, name_term);
  if (!name) return p.raise<Fault::badarg>();
  p.vm().environment->remove(*name);
  return atoms::true_;
}

Term env_0(Process& p) {
  Term list = Term::nil();
  for (const auto& [name, value] : p.vm().environment->all()) {
    const Term name_term = from_native_name(p, name, p.vm().name_encoding);
    const Term value_term = from_native_name(p, value, p.vm().name_encoding);
    HeapWriter w = p.reserve(5);
    const Term pair = w.tuple({name_term, value_term});
    list = w.cons(pair, list);
  }
  return list;
}

Term getpid_0(Process& p) { return from_native_name(p, std::to_string(::getpid()), NameEncoding::latin1); }

Term set_signal_2(Process& p, Term name, Term option) {
  using Action = OsSignals::Action;
  const bool is_option = option == atoms::handle || option == atoms::ignore || option == atoms::default_;
  if (!is_option) return p.raise_with_cause(atoms::badarg, atoms::badopt);
  const std::optional<int> number = p.vm().os_signals->number_of(name);
  if (!number) return p.raise<Fault::badarg>();
  const Action action = option == atoms::handle   ? Action::handle
                        : option == atoms::ignore ? Action::ignore
                                                  : Action::standard;
  return p.vm().os_signals->set(*number, action) ? atoms::ok : p.raise<Fault::system_limit>();
}

constexpr Bif kRows[] = {
    bif<&env_0>("env"),
    bif<&getenv_1>("getenv"),
    bif<&getpid_0>("getpid"),
    bif<&putenv_2>("putenv"),
    bif<&set_signal_2>("set_signal"),
    bif<&unsetenv_1>("unsetenv"),
};

}  // namespace

extern constinit const BifModule kOs;
constinit const BifModule kOs{"os", kRows};

}  // namespace rt
