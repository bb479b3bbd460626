// SPDX-License-Identifier: Apache-2.0
// The first word about each signal, on the thread that dispatches them.
#include "driver/run/stop_signals.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <memory>

#include "driver/cli/exit_code.hpp"
#include "driver/erl/break_menu.hpp"
#include "driver/process/terminal_mode.hpp"
#include "driver/run/init_process.hpp"
#include "driver/run/start_plan.hpp"
#include "runtime/heap/heap_writer.hpp"
#include "runtime/io/os_signals.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/signal/send.hpp"
#include "runtime/vm.hpp"

namespace driver {
namespace {

void stop_in_order(rt::Vm& vm) {
  const rt::Term init = vm.names->find(vm.atoms.must_intern("init")), stop = vm.atoms.must_intern("stop");
  if (!init) return;
  std::array<rt::Word, 3> words;
  rt::HeapWriter w(words.data(), words.size(), nullptr, nullptr);
  rt::send_message(vm, nullptr, init, w.tuple({stop, stop}));
}

bool has_first_word(rt::Vm& vm, StopState& stop, int number) {
  if (number != SIGINT && number != SIGTERM) {
    stop.signal = number;
    return false;
  }
  const bool is_second = stop.signal.exchange(number) != 0;
  if (is_second && stop.is_stopping) {
    rt::Outcome outcome = halted(kSignalStatus + number);
    outcome.flush = false;
    vm.scheduler->halt(std::move(outcome));
    return true;
  }
  if (number != SIGINT) return false;
  stop.is_urgent = true;
  stop_in_order(vm);
  return true;
}

bool take_signals_of_otp(rt::Vm& vm, const erl::BreakFlags& flags, const TerminalMode& terminal) {
  constexpr std::array kAlways{SIGTERM, SIGUSR1}, kFromKeys{SIGINT, SIGQUIT};
  if (flags.is_plain_key) terminal.disable_interrupt();
  const auto menu = std::make_shared<erl::BreakMenu>(vm, terminal);
  if (!vm.os_signals->start(kAlways, [menu](int number) {
        if (number == SIGINT) menu->request();
        return number == SIGINT;
      })) {
    return false;
  }
  const auto set_all = [&vm](auto numbers, rt::OsSignals::Action action) {
    return std::ranges::all_of(numbers, [&](int number) { return vm.os_signals->set(number, action); });
  };
  if (flags.is_ignored) return set_all(std::array{SIGINT, SIGQUIT, SIGTSTP}, rt::OsSignals::Action::ignore);
  return !flags.has_menu || set_all(kFromKeys, rt::OsSignals::Action::handle);
}

}  // namespace

bool take_signals(rt::Vm& vm, const StartPlan& plan, StopState& stop, const TerminalMode& terminal) {
  constexpr std::array kAll{SIGTERM, SIGQUIT, SIGUSR1, SIGINT};
  if (plan.erl) return take_signals_of_otp(vm, plan.erl->break_flags, terminal);
  return vm.os_signals->start(kAll, [&vm, &stop](int number) { return has_first_word(vm, stop, number); });
}

int signal_that_ended(rt::Vm& vm, const rt::Outcome& outcome, const StopState& stop) {
  const int number = stop.signal;
  const bool is_ones_end = number == SIGQUIT ? outcome.kind == rt::Outcome::Kind::halted && outcome.status == 0
                                             : number == SIGUSR1 && outcome.kind == rt::Outcome::Kind::dumped;
  return is_ones_end && outcome.halted_by && outcome.halted_by == vm.names->find(rt::atoms::erl_signal_server) ? number : 0;
}

}  // namespace driver
