// SPDX-License-Identifier: Apache-2.0
// Natives that print in the machine's own way, past every I/O server: erlang:display/1, display_string/2, and
// erts_internal:term_to_string/2.
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <thread>

#include "runtime/bifs/bif.hpp"
#include "runtime/io/output.hpp"
#include "runtime/process/await.hpp"
#include "runtime/process/dirty.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/signal/signal.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/print.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/term/utf8.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

// False with errno set: nobody reads any more.
Term display_1(Process& p, Term t) {
  (void)write_all(STDOUT_FILENO, print(p.vm().atoms, t) + "\r\n");  // OTP does not tell either
  return atoms::true_;
}

// OTP writes on a dirty scheduler. Until the process is back those who are ready run, whatever its priority, and do much if
// they are many; programs rely on that who do not wait for what they have stopped. A dirty thread: waits until they are
// done, or for about as long as it takes in OTP.
void leave_time_for_others(const Scheduler& scheduler) {
  using Clock = std::chrono::steady_clock;
  constexpr auto kLongest = std::chrono::microseconds(500), kPause = std::chrono::microseconds(20);
  const auto end = Clock::now() + kLongest;
  while (scheduler.is_busy() && Clock::now() < end) std::this_thread::sleep_for(kPause);
}

// True, when those who are ready to run have had a turn: also where there are no dirty threads.
Term after_others(Process& p) {
  const Term init = p.vm().names->find(p.vm().atoms.must_intern("init"));
  if (!init) return atoms::true_;
  return request_in_turn(p, Signal::create(p.vm(), SignalKind::is_alive, init, p.pid, Term::none()));
}

Term display_string_2(Process& p, Term device, Term text) {
  int fd = -1;
  if (device == p.vm().atoms.must_intern("stdout")) fd = STDOUT_FILENO;
  if (device == p.vm().atoms.must_intern("stderr")) fd = STDERR_FILENO;
  if (fd < 0) return p.raise<Fault::badarg>();
  std::string bytes;
  if (text.is_list()) {
    for (; text.is_cons(); text = text.tail()) {
      const Term c = text.head();
      if (!c.is_small() || c.small_value() < 0 ||
          !is_character(static_cast<std::uint64_t>(c.small_value()))) {
        return p.raise<Fault::badarg>();
      }
      append_utf8(bytes, static_cast<std::uint32_t>(c.small_value()));
    }
    if (!text.is_nil()) return p.raise<Fault::badarg>();
  } else if (is_binary(text)) {
    std::vector<std::uint8_t> scratch;
    const auto raw = bytes_of(text, scratch);
    bytes.assign(raw.begin(), raw.end());
  } else {
    return p.raise<Fault::badarg>();
  }
  if (must_not_block(p)) return run_dirty(p, DirtyKind::cpu);
  const bool is_written = [&] {
    const Lent lent(p);
    return write_all(fd, bytes);
  }();
  if (!is_written) return p.raise<Fault::badarg>();
  if (dirty_kind(p) != DirtyKind::none) leave_time_for_others(*p.vm().scheduler);
  return after_others(p);
}

Term term_to_string_2(Process& p, Term t, Term limit_term) {
  long limit = kPrintEverything;
  if (limit_term != atoms::undefined) {
    if (!limit_term.is_small() || limit_term.small_value() <= 1 ||
        limit_term.small_value() >= kPrintEverything) {
      return p.raise<Fault::badarg>();
    }
    limit = static_cast<long>(limit_term.small_value());
  }
  return byte_list(p, print(p.vm().atoms, t, limit));
}

constexpr Bif kErlangRows[] = {
    bif<&display_1>("display"),
    bif<&display_string_2>("display_string"),
};
constexpr Bif kInternalRows[] = {
    bif<&term_to_string_2>("term_to_string"),
};

}  // namespace

extern constinit const BifModule kErlangDisplay{"erlang", kErlangRows};
extern constinit const BifModule kErtsInternalDisplay{"erts_internal", kInternalRows};

}  // namespace rt
