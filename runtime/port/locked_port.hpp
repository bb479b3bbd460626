// SPDX-License-Identifier: Apache-2.0
// LockedPort: a port and its lock, which is held as long as this exists: the only way to reach a port (Ports::find). Nobody
// keeps a pointer to a port that is not locked.
//
// Who holds one does nothing that may lock a port again, this or another: it handles no signals of a process, tells no log,
// and sends no signal to a port; nor does it stop the other workers (Scheduler::Exclusive). Signals to processes are sent
// under the lock, so that each process gets those of one port in the order in which they happened.
#pragma once

#include <memory>
#include <mutex>
#include <utility>

#include "runtime/port/port.hpp"
#include "runtime/sched/microstates.hpp"

namespace rt {

class LockedPort {
 public:
  LockedPort() = default;  // none
  LockedPort(LockedPort&&) = default;
  LockedPort& operator=(LockedPort&&) = delete;
  // Waits for the lock. `worker`: of the calling thread, or null.
  LockedPort(std::shared_ptr<Port> port, Worker* worker)
      : microstate_(Microstate::port), port_(std::move(port)), lock_(port_->mutex_) {
    port_->worker_ = worker;
  }

  explicit operator bool() const { return port_ != nullptr; }
  Port& operator*() const { return *port_; }
  Port* operator->() const { return port_.get(); }
  // Afterwards only what is constant of the port may be read.
  void unlock() { lock_.unlock(); }

 private:
  MicrostateScope microstate_;
  std::shared_ptr<Port> port_;  // outlives the lock
  std::unique_lock<std::mutex> lock_;
};

}  // namespace rt
