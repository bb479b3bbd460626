// SPDX-License-Identifier: Apache-2.0
#include "driver/erl/whole_boot.hpp"

#include <algorithm>
#include <memory>
#include <string_view>

#include "driver/erl/command_line.hpp"
#include "runtime/heap/heap_writer.hpp"
#include "runtime/process/literal_exit.hpp"
#include "runtime/process/spawn.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace driver::erl {
namespace {

using rt::Term;

// Flags that init, kernel or stdlib look at while they start, and that change what they do then.
constexpr std::string_view kOfTheBoot[] = {
    "config", "configfd", "kernel",       "stdlib",        "user",             "nouser", "oldshell", "init_debug", "loader",
    "path",   "heart",    "loader_debug", "shutdown_time", "code_path_choice", "master", "hosts",    "nostick",    "profile_boot",
};
// Boot scripts that start kernel and stdlib alone.
constexpr std::string_view kUsualScripts[] = {"start", "start_clean", "no_dot_erlang"};

std::size_t size_of_arguments(const std::vector<std::string>& words) {
  std::size_t size = 4;
  for (const std::string& word : words) size += 2 + rt::binary_words(word.size());
  return size;
}

// [init, [Word]] for erl_init:start/2. Words are bytes.
Term arguments_of(rt::Vm& vm, const std::vector<std::string>& words, rt::HeapWriter w) {
  Term list = Term::nil();
  for (auto word = words.rbegin(); word != words.rend(); ++word) list = w.cons(w.binary(rt::as_bytes(*word)), list);
  return w.list({vm.atoms.must_intern("init"), list});
}

// Those of the emulator itself; the first one, init, is everybody's group leader. Null: the process limit is reached.
rt::Process* make(rt::Vm& vm, std::string_view module, std::string_view function, Term arguments, const rt::Process* init) {
  unsigned arity = 0;
  for (Term rest = arguments; rest.is_cons(); rest = rest.tail()) ++arity;
  rt::SpawnRequest request;
  request.function = vm.exports.intern(vm.atoms.must_intern(module), vm.atoms.must_intern(function), arity);
  request.arguments = arguments;
  request.is_system = true;
  rt::Process* p = rt::create_process(vm, request);
  if (p != nullptr) p->group_leader = (init == nullptr ? p : init)->pid;
  return p;
}

// Handlers of signals for processes that run natives on other threads (one for each priority), and what cleans up behind
// traces: nobody asks them for anything here, but programs see them.
constexpr std::string_view kIdle[] = {"erts_dirty_process_signal_handler", "erts_dirty_process_signal_handler",
                                      "erts_dirty_process_signal_handler", "erts_trace_cleaner"};

}  // namespace

bool wants_whole_boot(const CommandLine& line) {
  if (line.is_unfinished || !line.has("noshell")) return true;
  if (std::ranges::any_of(kOfTheBoot, [&](std::string_view flag) { return line.has(flag); })) return true;
  if (std::ranges::any_of(line.values_of("mode"), [](const std::string& mode) { return mode == "embedded"; })) return true;
  return !std::ranges::all_of(line.values_of("boot"), [](const std::string& script) {
    return std::ranges::find(kUsualScripts, script) != std::end(kUsualScripts);
  });
}

// In the order of OTP's emulator, which gives them their numbers.
bool start_whole(rt::Vm& vm, const std::vector<std::string>& words) {
  const std::size_t size = size_of_arguments(words);
  std::unique_ptr<rt::LiteralArea> area = vm.literals.create(size);
  rt::Process* init = make(vm, "erl_init", "start", arguments_of(vm, words, area->writer(size)), nullptr);
  vm.literals.retire(std::move(area));
  if (init == nullptr) return false;
  rt::Process* purger = make(vm, "erts_code_purger", "start", Term::nil(), init);
  if (purger == nullptr || !rt::add_literal_collector(vm)) return false;
  for (const std::string_view module : kIdle) {
    rt::Process* p = make(vm, module, "start", Term::nil(), init);
    if (p == nullptr) return false;
    rt::let_run(*p, nullptr);
  }
  rt::let_run(*purger, nullptr);
  rt::let_run(*init, nullptr);
  return true;
}

}  // namespace driver::erl
