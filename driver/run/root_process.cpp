// SPDX-License-Identifier: Apache-2.0
// A small state machine over 'EXIT' messages: of main, then of the printer.
#include "driver/run/root_process.hpp"

#include <unistd.h>

#include <string_view>

#include "driver/process/variable.hpp"
#include "driver/project/module_name.hpp"
#include "driver/run/chardata.hpp"
#include "driver/run/rich_report.hpp"
#include "driver/test/failure_terms.hpp"
#include "driver/test/surface.hpp"
#include "runtime/error/stacktrace.hpp"
#include "runtime/io/error_server.hpp"
#include "runtime/io/output.hpp"
#include "runtime/mailbox/mailbox.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/process/server_on_demand.hpp"
#include "runtime/process/spawn.hpp"
#include "runtime/signal/send.hpp"
#include "runtime/term/copy.hpp"
#include "runtime/vm.hpp"

namespace driver {
namespace {

using rt::Term;

Term atom(rt::Process& p, std::string_view text) { return p.vm().atoms.must_intern(text); }

void write_report(const std::string& text) {
  (void)rt::write_all(STDERR_FILENO, is_colour_unwanted() ? rt::without_colours(text) : text);
}

}  // namespace

bool is_colour_unwanted() { return is_variable_set("NO_COLOR") && !is_variable_set("FORCE_COLOR"); }

rt::RunResult RootProcess::run(rt::Process& p, rt::Worker&) {
  if (main_ == 0 && plan_.starts_all && rt::wait_for_all_servers(p)) return rt::RunResult::yielded;
  if (main_ == 0 && !start_main(p)) stop(p, 1);
  for (Term message = rt::mailbox::peek(p); message; message = rt::mailbox::peek(p)) {
    if (rt::is_tuple(message, 3) && rt::tuple_element(message, 0) == rt::atoms::EXIT) {
      handle_exit(p, rt::tuple_element(message, 1), rt::tuple_element(message, 2));
    }
    rt::mailbox::remove(p);
  }
  return rt::RunResult::waiting;
}

// A project's program reads binaries: io:setopts(user, [binary, {encoding, utf8}]), whose answer nobody waits for. It is
// served before anything that main asks of `user`.
void RootProcess::set_up_input(rt::Process& p) {
  rt::HeapWriter w = p.reserve(24);
  const Term options = w.list({atom(p, "binary"), w.tuple({atom(p, "encoding"), atom(p, "utf8")})});
  const Term request = w.tuple({atom(p, "io_request"), p.pid, p.pid, w.tuple({atom(p, "setopts"), options})});
  (void)rt::send(p, p.group_leader, request);
}

bool RootProcess::start_main(rt::Process& p) {
  p.trap_exit = true;
  if (!plan_.application.empty()) set_up_input(p);
  rt::SpawnRequest request;
  if (is_run_by_compiler()) {
    request.function = p.vm().exports.intern(atom(p, plan_.application + "@@main"), atom(p, "run"), 1);
    request.arguments = p.reserve(2).list({atom(p, plan_.module)});
  } else if (plan_.starts_code) {
    request.function = p.vm().exports.intern(atom(p, "gleamr_test_start"), atom(p, "run"), 2);
    request.arguments = p.reserve(4).list({atom(p, plan_.application), atom(p, plan_.module)});
  } else {
    request.has_start_frame = !plan_.application.empty();
    request.function = p.vm().exports.intern(atom(p, plan_.module), atom(p, "main"), 0);
  }
  request.parent = &p;
  request.link = true;
  rt::Process* main = rt::create_process(p.vm(), request);
  if (main == nullptr) return false;
  main->initial_function = nullptr;
  main_.store(main->pid.word(), std::memory_order_relaxed);  // before it can end
  if (is_run_by_compiler()) stop_.reporter = main->pid.word();
  rt::let_run(*main, p.worker);
  return true;
}

bool RootProcess::take_exception(rt::Process& dying) {
  if (dying.pid.word() != main_.load(std::memory_order_relaxed)) return false;
  const rt::Exception& raised = dying.exception;
  keep(dying, rt::class_atom(raised.error_class), raised.reason,
       rt::readable_stacktrace(dying, raised.trace));
  return true;
}

void RootProcess::keep(rt::Process& p, Term error_class, Term reason, Term stacktrace) {
  const bool has_trace = static_cast<bool>(stacktrace);
  const Term both = p.reserve(3).tuple({reason, has_trace ? stacktrace : Term::nil()});
  Term kept;
  storage_ = rt::copy_to_fragment(both, p.vm().literals, kept);
  crash_ = {error_class, rt::tuple_element(kept, 0), has_trace ? rt::tuple_element(kept, 1) : Term::none()};
  has_crash_ = true;
}

void RootProcess::handle_exit(rt::Process& p, Term pid, Term reason) {
  if (pid.word() == main_) {
    main_ended(p, reason);
  } else if (pid == printer_pid_) {
    printed(p, reason);
  }
}

// The reason of a process that died of a linked one's crash has that one's stack trace.
void RootProcess::main_ended(rt::Process& p, Term reason) {
  if (!has_crash_) {
    if (reason == rt::atoms::normal) return is_run_by_compiler() ? void() : stop(p, 0);  // run/1 has told init already
    Term trace = Term::none();
    if (rt::is_tuple(reason, 2)) trace = rt::tuple_element(reason, 1);
    if (trace && trace.is_cons() && rt::is_tuple(trace.head())) {
      keep(p, rt::atoms::exit, rt::tuple_element(reason, 0), trace);
    } else {
      keep(p, rt::atoms::exit, reason, Term::none());
    }
  }
  begin_report(p);
}

std::string RootProcess::render(rt::Process& p, const PrintTerm& print) const {
  return crash_report(crash_, p.vm().atoms, plan_.application + "@@main", print);
}

// The first rendering only finds out which value the report shows: there is at most one.
void RootProcess::begin_report(rt::Process& p) {
  if (plan_.has_rich_report && printer_ == Printer::none) return start_printer(p, Printer::rich);
  (void)render(p, [this](Term value) {
    to_print_ = value;
    return std::string();
  });
  if (!to_print_) return finish_report(p, "");
  start_printer(p, Printer::inspect);
}

// erpc:execute_call(Ref, M, F, Args) exits with {Ref, return, Result}, or with something else.
void RootProcess::start_printer(rt::Process& p, Printer printer) {
  printer_ = printer;
  if (printer == Printer::rich) {
    const Term trace = crash_.stacktrace ? crash_.stacktrace : Term::nil();
    return call_printer(p, "gleamr_test_failure", "of_exception", p.reserve(6).list({crash_.error_class, crash_.reason, trace}));
  }
  const bool is_inspect = printer == Printer::inspect;
  rt::HeapWriter w = p.reserve(12);
  if (is_inspect) return call_printer(p, "gleam@string", "inspect", w.list({to_print_}));
  call_printer(p, "io_lib", "format", w.list({w.list({Term::small('~'), Term::small('p')}), w.list({to_print_})}));
}

void RootProcess::call_printer(rt::Process& p, std::string_view module, std::string_view function, Term arguments) {
  rt::SpawnRequest request;
  request.function = p.vm().exports.intern(atom(p, "erpc"), atom(p, "execute_call"), 4);
  request.arguments = p.reserve(8).list({rt::atoms::ok, atom(p, module), atom(p, function), arguments});
  request.parent = &p;
  request.link = true;
  printer_pid_ = rt::spawn(p.vm(), request);
  if (!printer_pid_) finish_report(p, "");
}

void RootProcess::printed(rt::Process& p, Term reason) {
  const bool has_result = rt::is_tuple(reason, 3) && rt::tuple_element(reason, 0) == rt::atoms::ok &&
                          rt::tuple_element(reason, 1) == atom(p, "return");
  if (printer_ == Printer::rich) {
    if (!has_result) return begin_report(p);
    test::Failure failure = test::failure_of(p, rt::tuple_element(reason, 2));
    std::erase_if(failure.stack, [&](const test::StackFrame& frame) { return frame.module == plan_.application + "@@main"; });
    for (test::StackFrame& frame : failure.stack) frame.module = gleam_module_name(frame.module);
    // Gleam says more exactly where it was than the stack does.
    if (failure.location.line != 0 && !failure.stack.empty() && failure.stack.front().file == failure.location.file) {
      failure.stack.front().line = failure.location.line;
    }
    write_report(rich_report(failure, plan_.root, test::surface_of(STDERR_FILENO)));
    return stop(p, 1);
  }
  if (has_result) return finish_report(p, text_of_chardata(rt::tuple_element(reason, 2)));
  if (printer_ == Printer::inspect) return start_printer(p, Printer::format);
  finish_report(p, "");
}

void RootProcess::finish_report(rt::Process& p, const std::string& printed) {
  write_report(render(p, [&](Term) { return printed; }));
  stop(p, 1);
}

// Through init, where the first stop counts.
void RootProcess::stop(rt::Process& p, int status) {
  stop_.is_urgent = true;
  rt::HeapWriter w = p.reserve(6);
  const Term stop = atom(p, "stop");
  const Term message = w.tuple({stop, w.tuple({stop, Term::small(status)})});
  (void)rt::send(p, atom(p, "init"), message);
}

}  // namespace driver
