// SPDX-License-Identifier: Apache-2.0
// Runs hand-built code: a module m whose go/2 (label 2 is its entry, label 1 its func_info) is loaded into a Vm of its
// own and called by the only process. The answer is the process's exit reason as text: bodies end with `done`, which
// exits with x0; a body that raises gives {Reason,Stack}.
#pragma once

#include <doctest/doctest.h>

#include <functional>
#include <string>

#include "loader/load.hpp"
#include "runtime/process/spawn.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/term/print.hpp"
#include "tests/support/beam_builder.hpp"
#include "tests/support/parse_term.hpp"

namespace test {

using namespace loader;
using O = Opcode;
using Body = std::function<void(BeamBuilder&)>;

inline void done(BeamBuilder& b) { b.op(O::call_ext_only, {u(1), b.import("erlang", "exit", 1)}); }

inline std::vector<std::uint8_t> program(const Body& body) {
  BeamBuilder b("m");
  b.max_opcode = 191;
  b.function("go", 2, 1);
  body(b);
  b.exported("go", 2, 2);
  b.label_count = 30;
  return b.build();
}

// `arguments`: a list of two terms.
inline std::string run_bytes(std::vector<std::uint8_t> bytes, std::string_view arguments, rt::VmOptions options = {}) {
  rt::Vm vm(std::move(options));
  if (const auto loaded = loader::load(vm, std::move(bytes)); !loaded) return to_string(loaded.error());
  rt::Process storage(vm);
  storage.heap.create(1 << 12);
  rt::SpawnRequest request;
  request.function = vm.exports.intern(vm.atoms.must_intern("m"), vm.atoms.must_intern("go"), 2);
  request.arguments = rt::test::parse_term(storage, arguments);
  const rt::Term root = rt::spawn(vm, request);
  REQUIRE(root);
  vm.scheduler->set_root(root);
  const rt::Outcome outcome = vm.scheduler->run_until_root_exits();
  return rt::print(vm.atoms, outcome.reason);
}

inline std::string run(const Body& body, std::string_view arguments = "[a,b]") {
  std::string normal = run_bytes(program(body), arguments);
  rt::VmOptions stressed;
  stressed.stress_collect = true;
  CHECK(run_bytes(program(body), arguments, stressed) == normal);
  stressed.calls_before_native = 1;
  CHECK(run_bytes(program(body), arguments, stressed) == normal);
  return normal;
}

struct Run {
  const char* name;
  const char* arguments;
  const char* expected;  // the whole reason, or what comes before its stack
  Body body;
};

inline void check_runs(std::initializer_list<Run> runs) {
  for (const Run& r : runs) {
    CAPTURE(r.name);
    std::string got = run(r.body, r.arguments);
    if (const auto stack = got.find(",[{"); stack != std::string::npos) got = got.substr(1, stack - 1);
    CHECK(got == r.expected);
  }
}

}  // namespace test
