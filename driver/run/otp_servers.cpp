// SPDX-License-Identifier: Apache-2.0
#include "driver/run/otp_servers.hpp"

#include "driver/run/text_terms.hpp"
#include "runtime/process/persistent_terms.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/process/server_on_demand.hpp"
#include "runtime/vm.hpp"

namespace driver {
namespace {

using rt::Process;
using rt::Term;

Term strings(Process& p, const std::vector<std::string>& texts) {
  std::vector<Term> items;
  for (const std::string& text : texts) items.push_back(string_term(p, text));
  return p.reserve(2 * items.size()).list(items);
}

// What init asks of the loader; the answer goes to init, which takes no notice of it.
Term set_path_message(Process& p, const std::vector<std::string>& path) {
  const Term folders = strings(p, path);
  const Term init = p.vm().names->find(p.vm().atoms.must_intern("init"));
  rt::HeapWriter w = p.reserve(8);
  return w.tuple({init, w.tuple({p.vm().atoms.must_intern("set_path"), folders})});
}

// What both servers keep where everybody can read it, before they run.
void put_settings(rt::Vm& vm) {
  const auto atom = [&](const char* text) { return vm.atoms.must_intern(text); };
  (void)vm.persistent_terms->put(atom("code_server"), atom("interactive"));
  const auto area = vm.literals.create(3);
  const Term config = area->writer(3).tuple({atom("efile"), rt::atoms::undefined});
  (void)vm.persistent_terms->put(atom("erl_prim_loader"), config);
}

}  // namespace

bool add_otp_servers(rt::Vm& vm, std::vector<std::string> path) {
  put_settings(vm);
  rt::ServerStart purger{.name = "erts_code_purger", .module = "erts_code_purger", .function = "start"};
  rt::ServerStart loader{.name = "erl_prim_loader", .module = "erl_prim_loader", .function = "start"};
  loader.first_message = [path = std::move(path)](Process& p) { return set_path_message(p, path); };
  rt::ServerStart code{.name = "code_server", .module = "code", .function = "start_link"};
  code.requires_name = "erl_prim_loader";
  rt::ServerStart files{.name = "file_server_2", .module = "file_server", .function = "start_link"};
  for (rt::ServerStart* start : {&purger, &loader, &code, &files}) {
    if (!rt::add_server_on_demand(vm, std::move(*start))) return false;
  }
  return true;
}

}  // namespace driver
