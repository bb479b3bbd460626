// SPDX-License-Identifier: Apache-2.0
#include "driver/erl/boot_process.hpp"

#include <utility>

#include "driver/run/init_process.hpp"
#include "driver/run/text_terms.hpp"
#include "runtime/bifs/own_function.hpp"
#include "runtime/code/export_table.hpp"
#include "runtime/mailbox/mailbox.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/spawn.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace driver::erl {
namespace {

using rt::Term;

// None: an atom cannot be that long, or there are too many.
Term atom(rt::Process& p, std::string_view text) { return p.vm().atoms.intern(text).value_or(Term::none()); }

Term list_of(rt::Process& p, const std::vector<Term>& items) { return p.reserve(2 * items.size()).list(items); }

// {eval, Text}: a list of them, which init cannot evaluate, unless there is one.
Term instruction(rt::Process& p, const Eval& eval) {
  std::vector<Term> texts;
  for (const std::string& word : eval.words) texts.push_back(rt::byte_binary(p, word));
  const Term text = texts.size() == 1 ? texts.front() : list_of(p, texts);
  return p.reserve(3).tuple({atom(p, "eval"), text});
}

// {apply, Module, Function, Arguments}
Term instruction(rt::Process& p, const Apply& apply) {
  Term arguments = Term::nil();
  if (apply.arguments) {
    std::vector<Term> items;
    for (const std::string& word : *apply.arguments) {
      items.push_back(apply.as_atoms ? atom(p, word) : string_term(p, word));
      if (!items.back()) return Term::none();
    }
    const Term list = list_of(p, items);
    arguments = list_of(p, {list});
  }
  const Term module = atom(p, apply.module), function = atom(p, apply.function);
  if (!module || !function) return Term::none();
  return p.reserve(5).tuple({atom(p, "apply"), module, function, arguments});
}

constexpr std::string_view kCrash = "Runtime terminating during boot";

}  // namespace

rt::RunResult BootProcess::run(rt::Process& p, rt::Worker&) {
  if (boot_ == 0) start(p);
  for (Term message = rt::mailbox::peek(p); message; message = rt::mailbox::peek(p)) {
    if (rt::is_tuple(message, 3) && rt::tuple_element(message, 0) == rt::atoms::EXIT &&
        rt::tuple_element(message, 1).word() == boot_) {
      boot_ended(p, rt::tuple_element(message, 2));
    }
    rt::mailbox::remove(p);
  }
  return rt::RunResult::waiting;
}

void BootProcess::start(rt::Process& p) {
  p.trap_exit = true;
  std::vector<Term> instructions;
  for (const Action& action : line_.actions) {
    instructions.push_back(std::visit([&](const auto& each) { return instruction(p, each); }, action));
    if (!instructions.back()) return halt(p, std::string(kCrash) + " (system_limit)");
  }
  rt::Vm& vm = p.vm();
  vm.start_frame = [frame = rt::StartFrame{atom(p, "init"), atom(p, "do_boot"), 3, "", 0}] { return &frame; };
  rt::SpawnRequest request;
  request.function = vm.exports.intern(vm.atoms.must_intern("init"), vm.atoms.must_intern("start_em"), 1);
  request.entry = rt::own_function_entry(vm, "init", "start_em", 1);
  const Term list = list_of(p, instructions);
  request.arguments = list_of(p, {list});
  request.parent = &p;
  request.has_start_frame = true;
  request.link = true;
  rt::Process* boot = request.entry == nullptr ? nullptr : rt::create_process(vm, request);
  if (boot == nullptr) return halt(p, std::string(kCrash) + " (undef)");
  boot->trap_exit = true;
  boot_.store(boot->pid.word(), std::memory_order_relaxed);  // before it can end
  rt::let_run(*boot, p.worker);
}

bool BootProcess::take_exception(rt::Process& dying) {
  return dying.pid.word() == boot_.load(std::memory_order_relaxed);
}

void BootProcess::boot_ended(rt::Process& p, Term reason) {
  if (reason == rt::atoms::normal) {
    is_starting_ = false;
    return;
  }
  halt(p, slogan_of(p.vm(), std::string(kCrash), reason));
}

void BootProcess::halt(rt::Process& p, std::string slogan) {
  p.vm().scheduler->halt(dumped(std::move(slogan)));
}

}  // namespace driver::erl
