// SPDX-License-Identifier: Apache-2.0
// Root: the process that starts what the machine is for, watches it and asks init to stop the machine. It gets one message
// when everything else is there.
#pragma once

#include "runtime/process/native_process.hpp"

namespace driver {

class Root : public rt::NativeProcess {
 public:
  // The scheduler says that a process ends by an exception of its own, before anybody else knows: on that process's
  // thread. True: its end is the root's to report.
  virtual bool take_exception(rt::Process& dying) = 0;
};

}  // namespace driver
