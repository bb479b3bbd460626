// SPDX-License-Identifier: Apache-2.0
// As OTP's, what is printed here has carriage returns, whatever it is printed to.
#include "driver/erl/break_menu.hpp"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <mutex>
#include <string>
#include <vector>

#include "driver/run/init_process.hpp"
#include "runtime/base/release.hpp"
#include "runtime/inspect/machine_text.hpp"
#include "runtime/inspect/process_text.hpp"
#include "runtime/io/output.hpp"
#include "runtime/port/ports.hpp"
#include "runtime/process/process_table.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/signal/deliver.hpp"
#include "runtime/vm.hpp"

namespace driver::erl {
namespace {

constexpr std::string_view kHelp =
    "BREAK: (a)bort (A)bort with dump (c)ontinue (p)roc info (i)nfo\n"
    "       (l)oaded (v)ersion (k)ill (D)b-tables (d)istribution\n";

}  // namespace

void BreakMenu::request() {
  if (is_open_.exchange(true)) leave();
  vm_.scheduler->post(*this);
}

void BreakMenu::run(rt::Worker& worker) {
  const rt::Scheduler::Exclusive alone(*vm_.scheduler, worker);
  const std::scoped_lock nobody_else_reads(vm_.ports->foreign_input());
  const TerminalMode::Interlude as_it_was(terminal_);
  ask();
  is_open_ = false;  // before its last words are seen: a SIGINT after them opens another one
  flush();
}

void BreakMenu::print(std::string_view text) {
  for (const char c : text) {
    if (c == '\n') unwritten_ += '\r';
    unwritten_ += c;
  }
}

void BreakMenu::flush() {
  (void)rt::write_all(STDOUT_FILENO, unwritten_);
  unwritten_.clear();
}

void BreakMenu::ask() {
  constexpr std::string_view kClearBelow = "\033[J";
  const bool is_on_terminal = ::isatty(STDIN_FILENO) != 0 && ::isatty(STDOUT_FILENO) != 0;
  print("\n" + std::string(is_on_terminal ? kClearBelow : "") + std::string(kHelp));
  Next next = Next::ask_again;
  while (next == Next::ask_again) next = obey(read_key());
}

BreakMenu::Next BreakMenu::obey(char key) {
  switch (key) {
    case 'a':
    case 'q':
    case '*': leave();
    case 'A': {
      rt::Outcome outcome = dumped("Crash dump requested by user");
      outcome.status = SIGABRT;
      outcome.flush = false;
      vm_.scheduler->halt(std::move(outcome));
      return Next::ends;
    }
    case 'c':
    case 'm': return Next::goes_on;
    case 'p': print(rt::processes_text(vm_)); return Next::goes_on;
    case 'o': print(rt::ports_text(vm_)); return Next::goes_on;
    case 'i': print(rt::memory_text(vm_)); return Next::goes_on;
    case 'l': print(rt::loaded_text(vm_)); return Next::goes_on;
    case 'v': print("Erlang (BEAM) emulator version " + std::string(rt::kErtsVersion) + "\n"); return Next::goes_on;
    case 'd': print(rt::distribution_text()); return Next::goes_on;
    case 'D': print(rt::tables_text(vm_)); return Next::goes_on;
    case 'k': kill_processes(); return Next::goes_on;
    case '\n': return Next::ask_again;
    default:
      print("Invalid option '" + std::string(1, key) + "'. Please enter one of the following:\n" + std::string(kHelp));
      return Next::ask_again;
  }
}

// The youngest first.
void BreakMenu::kill_processes() {
  print("\n\nProcess Information\n\n--------------------------------------------------\n");
  const std::vector<rt::Term> pids = vm_.processes->pids();
  for (auto pid = pids.rbegin(); pid != pids.rend(); ++pid) {
    rt::Process* const p = vm_.processes->process(*pid);
    if (p == nullptr) continue;
    print(rt::process_text(*p) + "(k)ill (n)ext (r)eturn:\n");
    const char key = read_key();
    if (key == 'k') {
      const rt::Term init = vm_.names->find(vm_.atoms.must_intern("init")), kill = vm_.atoms.must_intern("kill");
      if (init) rt::route_signal(vm_, nullptr, rt::Signal::create(vm_, rt::SignalKind::exit, *pid, init, kill));
    } else if (key != 'n') {
      return;
    }
  }
}

char BreakMenu::read_key() {
  flush();
  std::array<char, 64> bytes{};
  for (;;) {
    pollfd input{STDIN_FILENO, POLLIN, 0};
    if (::poll(&input, 1, -1) < 0 && errno == EINTR) continue;
    const ssize_t count = ::read(STDIN_FILENO, bytes.data(), bytes.size());
    if (count > 0) return bytes[0];
    if (count == 0 || (errno != EAGAIN && errno != EINTR)) leave();
  }
}

void BreakMenu::leave() {
  terminal_.restore();
  ::_exit(0);
}

}  // namespace driver::erl
