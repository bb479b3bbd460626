// SPDX-License-Identifier: Apache-2.0
// Follows the default handler of OTP 27's logger with its default formatter settings. What logger_formatter would look up in
// tables (depth and size limits) has no other value in a lean start than: no limit.
#include "runtime/io/event_logger.hpp"

#include <cstdio>
#include <ctime>
#include <string>
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

// "ERROR": notices and what is below them count as INFO, emergencies and the like as ERROR (logger_formatter, legacy).
std::string_view level_words(Process& p, Term level) {
  const std::string_view name = level.is_atom() ? p.vm().atoms.text(level) : std::string_view();
  if (name == "warning") return "WARNING";
  if (name == "notice" || name == "info") return "INFO";
  if (name == "debug") return "DEBUG";
  return "ERROR";
}

std::int64_t event_time_us(Term metadata) {
  const Term time = is_map(metadata) ? map_get(metadata, atoms::time) : Term::none();
  return time && time.is_small() ? time.small_value() : Clock::system_ns() / 1000;
}

bool is_event(Term message) { return is_tuple(message, 5) && tuple_element(message, 0) == atoms::log; }

}  // namespace

std::string event_header(std::string_view level, std::int64_t time_us) {
  constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t seconds = static_cast<std::time_t>(time_us / 1'000'000);
  std::tm local{};
  localtime_r(&seconds, &local);
  char text[96];
  std::snprintf(text, sizeof text, " REPORT==== %d-%s-%04d::%02d:%02d:%02d.%06d ===\n", local.tm_mday,
                kMonths[local.tm_mon], local.tm_year + 1900, local.tm_hour, local.tm_min, local.tm_sec,
                static_cast<int>(time_us % 1'000'000));
  return "=" + std::string(level) + text;
}

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

bool EventLogger::start_maker(Process& p, Term event) {
  HeapWriter w = p.reserve(12);
  SpawnRequest request;
  request.function = p.vm().exports.intern(atom(p, "erpc"), atom(p, "execute_call"), 4);
  request.arguments = w.list(
      {atoms::ok, atom(p, "io_lib"), atom(p, "format"), w.list({tuple_element(event, 2), tuple_element(event, 3)})});
  request.parent = &p;
  request.link = true;
  const Process* maker = spawn(p.vm(), request);
  if (maker == nullptr) return false;
  maker_ = maker->pid;
  header_ = event_header(level_words(p, tuple_element(event, 1)), event_time_us(tuple_element(event, 4)));
  return true;
}

// {Tag, return, Text}; else the format was wrong, which is a mistake of the machine's.
void EventLogger::print(Process& p, Term made) {
  if (!is_tuple(made, 3) || tuple_element(made, 1) != atom(p, "return")) return;
  const Term user = p.vm().names->find(atom(p, "user"));
  if (!user) return;
  const Term head = string(p, header_);
  HeapWriter w = p.reserve(24);
  const Term text = w.list({head, tuple_element(made, 2), Term::small('\n')});
  const Term put = w.tuple({atoms::put_chars, atoms::unicode, text});
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

namespace {

// {log, error, Format, Args, Metadata} as the emulator sends it.
void send_error(Process& p, std::string_view format, std::initializer_list<Term> arguments) {
  Vm& vm = p.vm();
  const Term logger = vm.names->find(vm.atoms.must_intern("logger"));
  if (!logger) return;
  const std::int64_t now_us = (vm.clock.monotonic_ns() + vm.clock.offset_ns()) / 1000;
  const Term origin = map_of(p, {{"emulator", atoms::true_}, {"tag", atoms::error}});
  const Term metadata = map_of(p, {{"pid", p.pid},
                                   {"gl", p.group_leader},
                                   {"time", Term::small(now_us)},
                                   {"error_logger", origin}});
  const Term format_string = string(p, format);
  HeapWriter w = p.reserve(6 + 2 * arguments.size());
  const Term list = w.list(arguments);
  send_message(vm, p.worker, logger, w.tuple({atoms::log, atoms::error, format_string, list, metadata}));
}

}  // namespace

void log_error(Process& p, std::string_view text) { send_error(p, "~s~n", {string(p, text)}); }

void log_crash(Process& dying) {
  send_error(dying, "Error in process ~p with exit value:~n~p~n", {dying.pid, dying.exit_reason});
}

}  // namespace rt
