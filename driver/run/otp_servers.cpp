// SPDX-License-Identifier: Apache-2.0
#include "driver/run/otp_servers.hpp"

#include "driver/erl/command_line.hpp"
#include "driver/run/text_terms.hpp"
#include "runtime/bifs/kernel_children.hpp"
#include "runtime/ops/map_ops.hpp"
#include "runtime/process/literal_exit.hpp"
#include "runtime/process/persistent_terms.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/process/server_on_demand.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/vm.hpp"

namespace driver {
namespace {

using rt::Process;
using rt::Term;
using Kind = rt::ServerStep::Kind;

Term list_of(Process& p, std::initializer_list<std::string_view> atoms) {
  std::vector<Term> items;
  for (const std::string_view text : atoms) items.push_back(p.vm().atoms.must_intern(text));
  return p.reserve(2 * items.size()).list(items);
}

// What init asks of the loader; the answer goes to init, which takes no notice of it.
Term set_path_message(Process& p, const std::vector<std::string>& path) {
  const Term folders = string_list(p, path);
  const Term init = p.vm().names->find(p.vm().atoms.must_intern("init"));
  rt::HeapWriter w = p.reserve(8);
  return w.tuple({init, w.tuple({p.vm().atoms.must_intern("set_path"), folders})});
}

// The term in a file that file:consult/1 has read: {ok, [Term]}.
Term consulted(Process& p, Term result) {
  const bool is_read = rt::is_tuple(result, 2) && rt::tuple_element(result, 1).is_cons();
  return p.reserve(2).list({is_read ? rt::tuple_element(result, 1).head() : result});
}

rt::ServerStep consult(std::string path) {
  return {Kind::returns, "file", "consult", [path = std::move(path)](Process& p, Term) {
            const Term name = string_term(p, path);
            return p.reserve(2).list({name});
          }};
}

// The boot script from the logger on, and what the project's ROOT@@main does before it calls main. Processes of the kernel
// that run already are adopted (bifs/kernel_children.cpp).
rt::ServerStart application_start(const std::vector<std::string>& path, const StartPlan& plan) {
  const std::string stdlib = path.size() < 2 ? "" : path.back(), kernel = path.size() < 2 ? "" : path[path.size() - 2];
  const auto boot = [](std::string_view application) {
    return rt::ServerStep{Kind::returns, "application", "start",
                          [application](Process& p, Term) { return list_of(p, {application, "permanent"}); }};
  };
  rt::ServerStart start{.name = "application_controller", .table = "ac_tab"};
  start.kernel_processes = {"logger", "application_controller"};
  start.steps = {
      // Of the emulator, of each as many as OTP has.
      {Kind::idles, "erts_dirty_process_signal_handler", "start", {}},
      {Kind::idles, "erts_dirty_process_signal_handler", "start", {}},
      {Kind::idles, "erts_dirty_process_signal_handler", "start", {}},
      {Kind::idles, "erts_trace_cleaner", "start", {}},
      {Kind::idles, "prim_file", "start", {}},
      {Kind::returns, "prim_socket", "init", {}},
      {Kind::stays, "logger_server", "start_link", {}},
      consult(kernel + "/kernel.app"),
      {Kind::stays, "application_controller", "start", &consulted},
      consult(stdlib + "/stdlib.app"),
      {Kind::returns, "application", "load", &consulted},
      boot("kernel"),
      boot("stdlib"),
  };
  if (plan.application.empty() || plan.starts_code) return start;
  // Loaded from their files, they need no code_server.
  for (const std::string& file : plan.application_files) {
    start.steps.push_back(consult(file));
    start.steps.push_back({Kind::returns, "application", "load", &consulted});
  }
  start.steps.push_back({Kind::returns, "application", "ensure_all_started",
                         [&plan](Process& p, Term) { return list_of(p, {plan.application}); }});
  return start;
}

// user_drv:start/1 of the process below `user`, with what user_sup gives it for -noshell and -noinput.
rt::ServerStart user_drv_start(const rt::Vm& vm, bool has_input) {
  rt::ServerStep step{Kind::asks, "user_drv", "start", {}, vm.terminal_driver};
  step.arguments = [has_input](Process& p, Term) {
    const auto atom = [&p](const char* text) { return p.vm().atoms.must_intern(text); };
    if (has_input) return rt::new_map(p, {atom("initial_shell"), atom("noshell")});
    return rt::new_map(p, {atom("initial_shell"), atom("noshell"), atom("input"), rt::atoms::false_});
  };
  // Whoever asked finds it waiting for requests, as if it had run from the start.
  rt::ServerStep is_there{Kind::returns, "sys", "get_state", [](Process& p, Term) { return list_of(p, {"user_drv"}); }};
  rt::ServerStep has_read{Kind::returns, "user_drv", rt::kReadWhatThereIs, [](Process& p, Term) {
                            constexpr std::int64_t kPatienceNs = 100'000'000;
                            const Term deadline = Term::small(p.vm().scheduler->now_ns() + kPatienceNs);
                            return p.reserve(2).list({deadline});
                          }};
  return {.name = "user_drv",
          .requires_name = "application_controller",
          .steps = {std::move(step), std::move(is_there), std::move(has_read)}};
}

// What servers and applications keep where everybody can read it, before they run.
void put_settings(rt::Vm& vm) {
  const auto atom = [&](const char* text) { return vm.atoms.must_intern(text); };
  (void)vm.persistent_terms->put(atom("code_server"), atom("interactive"));
  const auto area = vm.literals.create(3);
  const Term config = area->writer(3).tuple({atom("efile"), rt::atoms::undefined});
  (void)vm.persistent_terms->put(atom("erl_prim_loader"), config);
  // What os:internal_init_cmd_shell/0 finds on every Unix; the kernel's parameter os_cmd_shell overrides it when it starts.
  constexpr std::string_view kShell = "/bin/sh";
  const auto shell_area = vm.literals.create(2 * kShell.size());
  rt::HeapWriter w = shell_area->writer(2 * kShell.size());
  Term shell = Term::nil();
  for (std::size_t i = kShell.size(); i-- > 0;) shell = w.cons(Term::small(kShell[i]), shell);
  (void)vm.persistent_terms->put(atom("kernel_os_cmd_shell"), shell);
}

}  // namespace

bool add_otp_servers(rt::Vm& vm, std::vector<std::string> path, const StartPlan& plan) {
  put_settings(vm);
  if (!rt::add_literal_collector(vm)) return false;
  std::vector<rt::ServerStart> servers;
  servers.push_back({.name = "erts_code_purger", .steps = {{Kind::serves, "erts_code_purger", "start", {}}}});
  servers.push_back({.name = "socket_registry", .steps = {{Kind::serves, "socket_registry", "start", {}}}});
  servers.push_back({.name = "erl_prim_loader", .steps = {{Kind::stays, "erl_prim_loader", "start", {}}}});
  servers.back().first_message = [path](Process& p) { return set_path_message(p, path); };
  servers.push_back({.name = "code_server",
                     .table = "code_server",
                     .requires_name = "erl_prim_loader",
                     .steps = {{Kind::stays, "code", "start_link", {}}}});
  servers.push_back({.name = "file_server_2", .steps = {{Kind::stays, "file_server", "start_link", {}}}});
  servers.push_back(application_start(path, plan));
  servers.push_back({.name = "logger", .table = "logger", .requires_name = "application_controller", .steps = {}, .passes_on_to = "logger_proxy"});
  // These come with the kernel: who asks for one of them, or for its table, starts it.
  constexpr std::pair<std::string_view, std::string_view> kOfKernel[] = {
      {"kernel_sup", ""},   {"kernel_safe_sup", ""},   {"rex", ""},           {"global_name_server", "global_names"},
      {"global_group", ""}, {"erl_signal_server", ""}, {"inet_db", "inet_db"}, {"kernel_refc", ""},
      {"logger_sup", ""},   {"standard_error_sup", ""}};
  for (const auto& [name, table] : kOfKernel) {
    servers.push_back({.name = name, .table = table, .requires_name = "application_controller", .steps = {}});
  }
  servers.push_back(user_drv_start(vm, !plan.erl || !plan.erl->has("noinput")));
  for (rt::ServerStart& start : servers) {
    if (!rt::add_server_on_demand(vm, std::move(start))) return false;
  }
  return true;
}

}  // namespace driver
