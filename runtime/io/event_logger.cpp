// SPDX-License-Identifier: Apache-2.0
// Follows the default handler of OTP 27's logger (logger_h_common, logger_std_h) with its default formatter settings.
#include "runtime/io/event_logger.hpp"

#include <string_view>
#include <vector>

#include "runtime/mailbox/mailbox.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/process/spawn.hpp"
#include "runtime/signal/send.hpp"
#include "runtime/term/map.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

Term atom(Process& p, std::string_view text) { return p.vm().atoms.must_intern(text); }

Term string(Process& p, std::string_view text) {
  std::vector<Term> items;
  for (const char c : text) items.push_back(Term::small(static_cast<unsigned char>(c)));
  return p.reserve(2 * items.size()).list(items);
}

struct Pair {
  std::string_view key;
  Term value;
};

Term map_of(Process& p, std::initializer_list<Pair> pairs) {
  Term map;
  {
    HeapWriter w = p.reserve(kEmptyMapWords);
    map = empty_map(w);
  }
  for (const Pair& pair : pairs) map = map_put(p, map, atom(p, pair.key), pair.value);
  return map;
}

bool is_event(Term message) { return is_tuple(message, 5) && tuple_element(message, 0) == atoms::log; }

}  // namespace

RunResult EventLogger::run(Process& p, Worker&) {
  if (maker_) {
    Term made;
    mailbox::reset(p);
    for (Term m = mailbox::peek(p); m; m = mailbox::peek(p)) {
      if (is_tuple(m, 3) && tuple_element(m, 0) == atoms::EXIT && tuple_element(m, 1) == maker_) {
        made = tuple_element(m, 2);
        mailbox::remove(p);
        break;
      }
      mailbox::advance(p);
    }
    if (!made) return RunResult::waiting;
    maker_ = Term::none();
    print(p, made);
    mailbox::reset(p);
    (void)mailbox::peek(p);
    mailbox::remove(p);
  }
  for (Term message = mailbox::peek(p); message; message = mailbox::peek(p)) {
    if (is_event(message) && start_maker(p, message)) return RunResult::waiting;
    mailbox::remove(p);
  }
  return RunResult::waiting;
}

bool EventLogger::start_maker(Process& p, Term message) {
  const Term text = p.reserve(3).tuple({tuple_element(message, 2), tuple_element(message, 3)});
  const Term event =
      map_of(p, {{"level", tuple_element(message, 1)}, {"msg", text}, {"meta", tuple_element(message, 4)}});
  const Term settings = map_of(p, {{"legacy_header", atoms::true_}, {"single_line", atoms::false_}});
  HeapWriter w = p.reserve(12);
  SpawnRequest request;
  request.function = p.vm().exports.intern(atom(p, "erpc"), atom(p, "execute_call"), 4);
  request.arguments =
      w.list({atoms::ok, atom(p, "logger_formatter"), atom(p, "format"), w.list({event, settings})});
  request.parent = &p;
  request.link = true;
  const Process* maker = spawn(p.vm(), request);
  if (maker == nullptr) return false;
  maker_ = maker->pid;
  return true;
}

// {Tag, return, Text}; else the formatter itself has failed, and OTP's handler would say so to nobody either.
void EventLogger::print(Process& p, Term made) {
  if (!is_tuple(made, 3) || tuple_element(made, 1) != atom(p, "return")) return;
  const Term user = p.vm().names->find(atom(p, "user"));
  if (!user) return;
  HeapWriter w = p.reserve(16);
  const Term put = w.tuple({atoms::put_chars, atoms::unicode, tuple_element(made, 2)});
  (void)send(p, user, w.tuple({atoms::io_request, p.pid, p.pid, put}));
}

Term start_event_logger(Vm& vm) {
  Process* logger = spawn_native(vm, std::make_unique<EventLogger>());
  if (logger == nullptr) return Term::none();
  logger->is_system = true;
  logger->trap_exit = true;
  (void)vm.names->add(vm.atoms.must_intern("logger"), logger->pid);
  return logger->pid;
}

void log_crash(Process& dying) {
  Vm& vm = dying.vm();
  const Term logger = vm.names->find(vm.atoms.must_intern("logger"));
  if (!logger) return;
  const std::int64_t now_us = (vm.clock.monotonic_ns() + vm.clock.offset_ns()) / 1000;
  const Term origin = map_of(dying, {{"emulator", atoms::true_}, {"tag", atoms::error}});
  const Term metadata = map_of(dying, {{"pid", dying.pid},
                                       {"gl", dying.group_leader},
                                       {"time", Term::small(now_us)},
                                       {"error_logger", origin}});
  const Term format = string(dying, "Error in process ~p with exit value:~n~p~n");
  HeapWriter w = dying.reserve(16);
  const Term arguments = w.list({dying.pid, dying.exit_reason});
  send_message(vm, dying.worker, logger, w.tuple({atoms::log, atoms::error, format, arguments, metadata}));
}

}  // namespace rt
