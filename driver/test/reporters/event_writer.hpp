// SPDX-License-Identifier: Apache-2.0
// What all reporters have in common: an Output, and a function per kind of event.
#pragma once

#include <string_view>
#include <utility>

#include "driver/test/reporter.hpp"
#include "driver/test/reporters/output.hpp"
#include "driver/test/should.hpp"
#include "driver/test/source_files.hpp"

namespace driver::test {

class EventWriter : public TestReporter {
 public:
  void on(const Event& event) final {
    if (const auto* started = std::get_if<RunStarted>(&event)) sources_.set_root(started->root);
    if (const auto* finished = std::get_if<TestFinished>(&event)) {
      if (auto failure = should_failure(*finished)) {
        TestFinished told = *finished;
        told.failure = *std::move(failure);
        tell(told);
        return;
      }
    }
    std::visit([this](const auto& value) { tell(value); }, event);
  }
  bool ok() const final { return output_.ok(); }

 protected:
  explicit EventWriter(Output output) : output_(std::move(output)) {}

  virtual void tell(const RunStarted&) {}
  virtual void tell(const ModuleStarted&) {}
  virtual void tell(const TestStarted&) {}
  virtual void tell(const SlowTest&) {}
  virtual void tell(const TestFinished&) {}
  virtual void tell(const ModuleFinished&) {}
  virtual void tell(const RunFinished&) {}

  void write(std::string_view text) { output_.write(text); }
  SourceFiles& sources() { return sources_; }

 private:
  Output output_;
  SourceFiles sources_;
};

}  // namespace driver::test
