// SPDX-License-Identifier: Apache-2.0
// The first word about each signal, on the thread that dispatches them.
#include "driver/run/stop_signals.hpp"

#include <array>
#include <csignal>

#include "driver/cli/exit_code.hpp"
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

}  // namespace

bool take_signals(rt::Vm& vm, const StartPlan& plan, StopState& stop) {
  constexpr std::array kOfOtp{SIGTERM, SIGQUIT, SIGUSR1};
  constexpr std::array kAll{SIGTERM, SIGQUIT, SIGUSR1, SIGINT};
  if (plan.erl) return vm.os_signals->start(kOfOtp, nullptr);
  return vm.os_signals->start(kAll, [&vm, &stop](int number) { return has_first_word(vm, stop, number); });
}

int signal_that_ended(rt::Vm& vm, const rt::Outcome& outcome, const StopState& stop) {
  const int number = stop.signal;
  const bool is_ones_end = number == SIGQUIT ? outcome.kind == rt::Outcome::Kind::halted && outcome.status == 0
                                             : number == SIGUSR1 && outcome.kind == rt::Outcome::Kind::dumped;
  return is_ones_end && outcome.halted_by && outcome.halted_by == vm.names->find(rt::atoms::erl_signal_server) ? number : 0;
}

}  // namespace driver
