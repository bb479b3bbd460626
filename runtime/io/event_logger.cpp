// SPDX-License-Identifier: Apache-2.0
#include "runtime/io/event_logger.hpp"

#include <cstdio>
#include <ctime>
#include <vector>

#include "runtime/ops/map_ops.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/process_table.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/signal/send.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

// None: nobody.
Term receiver(Vm& vm) {
  const Term chosen = vm.system_logger;
  if (chosen == atoms::undefined) return Term::none();
  if (chosen.is_local_pid() && vm.processes->find(chosen) != nullptr) return chosen;
  // Until it has its handlers: who stands in for it keeps events, since its first handler shows them twice.
  const Term stand_in = vm.names->stand_in_of(atoms::logger);
  return stand_in ? stand_in : vm.names->find(atoms::logger);
}

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

namespace {

void send_event(Process& p, Term level, Term tag, std::string_view format,
                std::initializer_list<Term> arguments) {
  Vm& vm = p.vm();
  const Term logger = receiver(vm);
  if (!logger) return;
  const std::int64_t now_us = (vm.clock.monotonic_ns() + vm.clock.offset_ns()) / 1000;
  const auto atom = [&vm](const char* text) { return vm.atoms.must_intern(text); };
  const Term origin = new_map(p, {atom("emulator"), atoms::true_, atom("tag"), tag});
  const Term metadata = new_map(p, {atom("pid"), p.pid, atom("gl"), p.group_leader, atom("time"), Term::small(now_us),
                                    atom("error_logger"), origin});
  const Term format_string = byte_list(p, format);
  HeapWriter w = p.reserve(6 + 2 * arguments.size());
  const Term list = w.list(arguments);
  send_message(vm, p.worker, logger, w.tuple({atoms::log, level, format_string, list, metadata}));
}

}  // namespace

void log_event(Process& p, std::string_view format, std::initializer_list<Term> arguments) {
  send_event(p, atoms::error, atoms::error, format, arguments);
}

void log_error(Process& p, std::string_view text) { log_event(p, "~s~n", {byte_list(p, text)}); }

void log_warning(Process& p, std::string_view text) {
  AtomTable& atoms = p.vm().atoms;
  send_event(p, atoms.must_intern("warning"), atoms.must_intern("warning_msg"), "~s~n", {byte_list(p, text)});
}

void log_crash(Process& dying) {
  log_event(dying, "Error in process ~p with exit value:~n~p~n", {dying.pid, dying.exit_reason});
}

}  // namespace rt
