// SPDX-License-Identifier: Apache-2.0
// What Registers emits is looked at through its text, instruction by instruction.
#include <asmjit/x86.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "runtime/jit/registers.hpp"

namespace {

using namespace rt;
using namespace rt::jit;

struct Fixture {
  Fixture() {
    code.init(asmjit::Environment(asmjit::Arch::kX64));
    code.setLogger(&log);
    code.attach(&assembler);
  }
  // How many instructions since the last look.
  std::size_t emitted() {
    const std::string text(log.data(), log.dataSize());
    log.clear();
    return static_cast<std::size_t>(std::ranges::count(text, '\n'));
  }
  asmjit::CodeHolder code;
  asmjit::StringLogger log;
  asmjit::x86::Assembler assembler;
  Registers registers{assembler};
};

constexpr Slot x0{Slot::x, 0}, x1{Slot::x, 1}, y0{Slot::y, 0}, y3{Slot::y, 3}, f0{Slot::f, 0};

TEST_CASE_FIXTURE(Fixture, "a slot is loaded once, and a copy not at all") {
  const ValueId v = registers.value(x0);
  registers.gpr(v);
  CHECK(emitted() == 1);
  registers.store(x1, v);
  CHECK(emitted() == 1);  // the store
  CHECK(registers.value(x1) == v);
  registers.gpr(registers.value(x1));
  CHECK(emitted() == 0);
  registers.forget();
  registers.gpr(registers.value(x1));
  CHECK(emitted() == 1);
}

TEST_CASE_FIXTURE(Fixture, "facts belong to the value, not to the slot") {
  const ValueId v = registers.value(x0);
  registers.facts(v).small = true;
  registers.store(y0, v);
  registers.store(x0, registers.value(x1));
  CHECK(registers.facts(registers.value(y0)).small);
  CHECK_FALSE(registers.facts(registers.value(x0)).small);
}

TEST_CASE_FIXTURE(Fixture, "slots move with the stack pointer") {
  const ValueId v = registers.value(y0);
  registers.move_stack(3);
  CHECK(registers.value(y3) == v);
  registers.move_stack(-4);  // below the stack pointer: gone
  CHECK(registers.value({Slot::y, 0xFFFF}) != v);
  CHECK(registers.value(y0) != v);
}

TEST_CASE_FIXTURE(Fixture, "a double goes to memory when somebody may look, or when its register is needed") {
  const ValueId n = registers.fresh_double();
  registers.store(f0, n);
  CHECK(emitted() == 0);
  CHECK(registers.dirty_doubles().size() == 1);
  registers.flush_doubles([](std::size_t) { return false; });
  CHECK(emitted() == 0);
  registers.flush_doubles([](std::size_t index) { return index == 0; });
  CHECK(emitted() == 1);
  CHECK(registers.dirty_doubles().empty());

  registers.store(f0, registers.fresh_double());
  for (std::uint16_t i = 1; i < 30; ++i) {
    registers.unpin();
    registers.store({Slot::f, i}, registers.fresh_double());
  }
  CHECK(emitted() == 30 - 14);  // those that lost their registers
  registers.unpin();
  registers.xmm(registers.value(f0));
  CHECK(emitted() >= 1);
}

TEST_CASE_FIXTURE(Fixture, "more values than registers: the one longest unused is loaded again") {
  for (std::uint16_t i = 0; i < 9; ++i) {
    registers.unpin();
    registers.gpr(registers.value({Slot::x, i}));
  }
  CHECK(emitted() == 9);
  registers.unpin();
  registers.gpr(registers.value({Slot::x, 8}));
  CHECK(emitted() == 0);
  registers.gpr(registers.value(x0));
  CHECK(emitted() == 1);
}

TEST_CASE_FIXTURE(Fixture, "constants: small ones are stored as they are") {
  registers.store(x0, registers.constant(Term::small(5)));
  CHECK(emitted() == 1);
  registers.store(x1, registers.constant(Term::small(std::int64_t{1} << 40)));
  CHECK(emitted() == 2);
  CHECK(registers.facts(registers.value(x1)).small);
}

}  // namespace
