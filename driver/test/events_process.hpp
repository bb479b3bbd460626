// SPDX-License-Identifier: Apache-2.0
// The seam between a run and the Erlang code that carries it out (test/runner/): a process registered as
// gleamr_test_events, and the native that takes over eunit:test/2.
//
//   {From, Tag, {select, Modules, IsExact, HasOthers}}  -> {Tag, nothing_to_run | {Settings, Selected, OthersModule, Missing}}
//   {From, Tag, ended}                                  -> {Tag, ok | error}
//   {event, Slot, Event}                                   Event: as gleamr_test_insulator and gleamr_test_items tell them
//
// Selected: [{Module, [{test | generator, Function}], PlainFunctions}]; Settings: record settings of gleamr_test.hrl;
// OthersModule: of tests that are no functions of modules, `none` when those are not meant.
#pragma once

#include "driver/test/test_run.hpp"
#include "runtime/bifs/bif.hpp"
#include "runtime/process/native_process.hpp"

namespace rt {
class Vm;
}

namespace driver::test {

// eunit:test/2 as a call of gleamr_test:test/2: for Vm::add_natives.
extern const rt::BifModule kEunitNatives;

class EventsProcess final : public rt::NativeProcess {
 public:
  explicit EventsProcess(TestRun& run) : run_(run) {}
  rt::RunResult run(rt::Process& p, rt::Worker& worker) override;

 private:
  void handle(rt::Process& p, rt::Term message);
  rt::Term answer(rt::Process& p, rt::Term question);
  rt::Term selected(rt::Process& p, rt::Term question);
  void tell(rt::Process& p, unsigned slot, rt::Term event);
  TestId id(rt::Process& p, rt::Term name);

  TestRun& run_;
};

// Makes the process and registers it. False: the process limit is reached. `run` outlives the machine.
[[nodiscard]] bool start_events_process(rt::Vm& vm, TestRun& run);

}  // namespace driver::test
