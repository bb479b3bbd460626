// SPDX-License-Identifier: Apache-2.0
// OsSignals: signals of the operating system as programs see them. As in OTP, one that is handled becomes the message
// {notify, Name} to the process registered as erl_signal_server; a thread of this object sends it (erts' signal
// dispatcher in sys/unix/sys.c). That thread also notices when the operating system's clock is set: time offsets follow, and
// who monitors them is told (erl_time_sup.c, multi_time_warp).
//
// A signal belongs to the operating system's process and not to a Vm: only one Vm at a time can take them. Any thread.
#pragma once

#include <pthread.h>

#include <csignal>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "runtime/term/term.hpp"

namespace rt {

class Vm;

class OsSignals {
 public:
  // Told of each signal first, on the thread of this object. True: no program is told.
  using FirstWord = std::function<bool(int number)>;
  enum class Action : std::uint8_t { ignore, standard, handle };

  explicit OsSignals(Vm& vm) : vm_(vm) {}
  ~OsSignals();  // signals do again what they did before
  OsSignals(const OsSignals&) = delete;
  OsSignals& operator=(const OsSignals&) = delete;

  // From now on these are handled. False: there is no thread, no pipe, or another Vm has the signals.
  bool start(std::span<const int> numbers, FirstWord first_word);
  // What os:set_signal/2 does; a signal that cannot be had stays as it is. False as of start().
  bool set(int number, Action action);

  // From now on the signal only writes a byte to the descriptor, which `keeps` holds open. False as of start().
  bool pass_on(int number, char byte, int fd, std::shared_ptr<const void> keeps);

  // sigterm -> SIGTERM: those that programs may ask for, and none else (SIGINT is not among them).
  std::optional<int> number_of(Term name) const;

 private:
  bool start_thread();
  void run();
  void tell(int number);
  bool set_locked(int number, Action action);

  Vm& vm_;
  std::mutex mutex_;  // of what follows
  FirstWord first_word_;
  struct PassedOn {
    char byte;
    int fd;
    std::shared_ptr<const void> keeps;
  };
  std::map<int, PassedOn> passed_on_;  // by number
  int pipe_[2] = {-1, -1};
  std::vector<std::pair<int, struct sigaction>> before_;
  std::optional<pthread_t> thread_;
};

}  // namespace rt
