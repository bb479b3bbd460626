// SPDX-License-Identifier: Apache-2.0
// Task: work for a worker that is no process: what other threads have found out and cannot do themselves.
#pragma once

namespace rt {

struct Worker;

class Task {
 public:
  virtual void run(Worker& worker) = 0;  // between two slices; must not block

 protected:
  ~Task() = default;
};

}  // namespace rt
