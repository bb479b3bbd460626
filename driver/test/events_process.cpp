// SPDX-License-Identifier: Apache-2.0
// Terms to values and back. Whoever sends them is our own code (test/runner/): what is no such term is left out.
#include "driver/test/events_process.hpp"

#include "driver/test/failure_terms.hpp"
#include "loader/bytes/whole_file.hpp"
#include "loader/link/linked_module.hpp"
#include "runtime/mailbox/mailbox.hpp"
#include "runtime/process/atom_text.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/process/spawn.hpp"
#include "runtime/signal/send.hpp"
#include "runtime/vm.hpp"

namespace driver::test {
namespace {

using rt::Process;
using rt::Term;

constexpr const char* kRunner = "gleamr_test";
constexpr const char* kName = "gleamr_test_events";

Term atom(Process& p, std::string_view text) { return p.vm().atoms.must_intern(text); }

bool is_true(Term term) { return term == rt::atoms::true_; }

Term list_of(Process& p, const std::vector<Term>& items) { return p.reserve(2 * items.size()).list(items); }

Term test_2(Process& p, Term tests, Term options) {
  return p.trap(p.vm().exports.intern(atom(p, kRunner), atom(p, "test"), 2), {tests, options});
}
constexpr rt::Bif kRows[] = {rt::bif<&test_2>("test", rt::BifKind::library)};

Term settings_term(Process& p, const RunSettings& settings, const TestRun::Selected& selected) {
  std::vector<Term> exact;
  for (const auto& [test, indices] : selected.exact) {
    std::vector<Term> texts;
    for (const std::string& index : indices) texts.push_back(binary_term(p, index));
    const Term list = list_of(p, texts);
    const Term key = p.reserve(3).tuple({atom(p, test.first), atom(p, test.second)});
    exact.push_back(p.reserve(3).tuple({key, list}));
  }
  const Term exact_term = exact.empty() ? atom(p, "all") : list_of(p, exact);
  const Term timeout = settings.timeout_ms ? Term::small(*settings.timeout_ms) : atom(p, "default");
  return p.reserve(9).tuple({atom(p, "settings"), Term::small(settings.parallel),
                             settings.isolate ? rt::atoms::true_ : rt::atoms::false_, Term::small(settings.retries),
                             Term::small(settings.fail_fast), timeout, Term::small(settings.slow_ms), exact_term});
}

Term module_term(Process& p, const TestRun::Module& module) {
  std::vector<Term> items, plain;
  for (const TestRun::Item& item : module.items) {
    const Term function = atom(p, item.function);
    items.push_back(p.reserve(3).tuple({atom(p, item.is_generator ? "generator" : "test"), function}));
    if (module.has_wrapper && !item.is_generator) plain.push_back(function);
  }
  const Term item_list = list_of(p, items), plain_list = list_of(p, plain);
  const Term name = atom(p, module.name);
  return p.reserve(4).tuple({name, item_list, plain_list});
}

// As it is loaded, where it is: main is in such a module, as a rule. Else as it lies in the code path.
void with_module(rt::Vm& vm, std::string_view name, const std::function<void(const loader::DecodedModule&)>& use) {
  const auto atom = vm.atoms.find(name);
  const rt::Module* const loaded = atom ? vm.find_module(*atom) : nullptr;
  if (const auto* linked = loaded == nullptr ? nullptr : dynamic_cast<const loader::LinkedModule*>(loaded->provider.get())) {
    return use(linked->decoded());
  }
  auto bytes = loader::bytes_of_file(vm.source->path_of(name));
  if (!bytes) return;
  if (const auto module = loader::decode_module(std::move(*bytes))) use(*module);
}

}  // namespace

constinit const rt::BifModule kEunitNatives{"eunit", kRows};

rt::RunResult EventsProcess::run(Process& p, rt::Worker&) {
  for (Term message = rt::mailbox::peek(p); message; message = rt::mailbox::peek(p)) {
    handle(p, message);
    rt::mailbox::remove(p);
  }
  return rt::RunResult::waiting;
}

void EventsProcess::handle(Process& p, Term message) {
  if (!rt::is_tuple(message, 3)) return;
  const Term first = rt::tuple_element(message, 0), second = rt::tuple_element(message, 1), third = rt::tuple_element(message, 2);
  if (rt::atom_text(p, first) == "event") return tell(p, static_cast<unsigned>(number_of(second)), third);
  if (!rt::is_pid(first)) return;
  const Term what = answer(p, third);
  if (what) (void)rt::send(p, first, p.reserve(3).tuple({second, what}));
}

Term EventsProcess::answer(Process& p, Term question) {
  if (rt::atom_text(p, question) == "ended") return run_.call_ended() ? rt::atoms::ok : rt::atoms::error;
  return rt::is_tuple(question, 4) ? selected(p, question) : Term::none();
}

Term EventsProcess::selected(Process& p, Term question) {
  std::vector<std::string> names;
  for (Term list = rt::tuple_element(question, 1); list.is_cons(); list = list.tail()) {
    names.emplace_back(rt::atom_text(p, list.head()));
  }
  const auto read = [&](std::string_view name, const auto& use) { with_module(p.vm(), name, use); };
  const auto selected =
      run_.select(names, is_true(rt::tuple_element(question, 2)), is_true(rt::tuple_element(question, 3)), read);
  if (!selected) return atom(p, "nothing_to_run");
  std::vector<Term> modules, missing;
  for (const TestRun::Module& module : selected->modules) modules.push_back(module_term(p, module));
  for (const std::string& name : selected->missing) missing.push_back(atom(p, name));
  const Term settings = settings_term(p, run_.settings(), *selected);
  const Term module_list = list_of(p, modules), missing_list = list_of(p, missing);
  const bool has_others = selected->others || !selected->missing.empty();
  const Term others = atom(p, has_others ? std::string_view(run_.place().module) : "none");
  return p.reserve(5).tuple({settings, module_list, others, missing_list});
}

TestId EventsProcess::id(Process& p, Term name) {
  return run_.id_of(text_of(p, rt::tuple_element(name, 0)), text_of(p, rt::tuple_element(name, 1)),
                    text_of(p, rt::tuple_element(name, 2)), text_of(p, rt::tuple_element(name, 3)));
}

void EventsProcess::tell(Process& p, unsigned slot, Term event) {
  if (!rt::is_tuple(event)) return;
  const std::string_view kind = rt::atom_text(p, rt::tuple_element(event, 0));
  const auto part = [&](std::size_t i) { return rt::tuple_element(event, i); };
  const auto place = [&] { return run_.location_of(text_of(p, rt::tuple_element(part(1), 0)), text_of(p, rt::tuple_element(part(1), 1))); };
  if (kind == "module_started") {
    ModuleStarted started = run_.module_started(text_of(p, part(1)));
    started.slot = slot;
    run_.on(std::move(started));
  } else if (kind == "module_finished") {
    const ModuleStarted started = run_.module_started(text_of(p, part(1)));
    run_.on(ModuleFinished{started.file, started.module, slot, number_of(part(2))});
  } else if (kind == "started") {
    run_.on(TestStarted{id(p, part(1)), place(), slot, static_cast<unsigned>(number_of(part(2)))});
  } else if (kind == "slow") {
    run_.on(SlowTest{id(p, part(1)), place(), slot, number_of(part(2))});
  } else if (kind == "finished") {
    TestFinished finished;
    finished.id = id(p, part(1));
    finished.location = place();
    finished.slot = slot;
    finished.attempt = static_cast<unsigned>(number_of(part(2)));
    if (rt::is_tuple(part(3), 2)) {
      finished.status = Status::skip;
      finished.skip_reason = text_of(p, rt::tuple_element(part(3), 1));
    } else {
      finished.status = status_of(text_of(p, part(3)));
    }
    finished.last = is_true(part(4));
    finished.duration = number_of(part(5));
    finished.output = text_of(p, part(6));
    if (is_bad(finished.status)) finished.failure = failure_of(p, part(7));
    run_.on(std::move(finished));
  }
}

bool start_events_process(rt::Vm& vm, TestRun& run) {
  const rt::Process* process = rt::spawn_native(vm, std::make_unique<EventsProcess>(run));
  if (process == nullptr) return false;
  (void)vm.names->add(vm.atoms.must_intern(kName), process->pid);
  return true;
}

}  // namespace driver::test
