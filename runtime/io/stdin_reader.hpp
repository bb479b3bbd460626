// SPDX-License-Identifier: Apache-2.0
// StdinReader: reads a file descriptor on a thread of its own, so that no scheduler waits for it. What was read is
// fetched with take(), by the process that is sent the atom `ready_input` whenever there is something new.
//
// The thread may stand in read(2) when the machine stops: it is detached, and owns what it touches together with the
// reader. After ~StdinReader it sends nothing any more.
#pragma once

#include <memory>
#include <string>

#include "runtime/term/term.hpp"

namespace rt {

class Vm;

class StdinReader {
 public:
  // Starts reading. `listener` is told; `vm` must outlive the reader.
  StdinReader(Vm& vm, int fd, Term listener);
  ~StdinReader();
  StdinReader(const StdinReader&) = delete;
  StdinReader& operator=(const StdinReader&) = delete;

  struct Input {
    std::string bytes;
    bool is_at_end = false;  // said once, with or after the last bytes
  };
  Input take();  // everything since the last call
  void stop();   // reads no more; what was read can still be taken

 private:
  struct Shared;
  std::shared_ptr<Shared> shared_;
};

}  // namespace rt
