// SPDX-License-Identifier: Apache-2.0
// Loading: what is refused at once, what is refused when a function is first called, and how both say where.
#include "tests/support/program_fixture.hpp"

namespace {

using namespace test;

LoadError refused(std::vector<std::uint8_t> bytes) {
  rt::Vm vm;
  const auto loaded = loader::load(vm, std::move(bytes));
  REQUIRE(!loaded.has_value());
  return loaded.error();
}

TEST_CASE("a module is known once it is loaded") {
  rt::Vm vm;
  const auto bytes = program([](BeamBuilder& b) { b.op(O::return_); });
  const auto loaded = loader::load(vm, bytes, "here/m.beam");
  REQUIRE(loaded.has_value());
  CHECK(vm.find_module(vm.atoms.must_intern("m")) == *loaded);
  CHECK((*loaded)->path == "here/m.beam");
  const rt::Export* go = vm.exports.find((*loaded)->name, vm.atoms.must_intern("go"), 2);
  REQUIRE(go != nullptr);
  CHECK(go->is_defined());
  CHECK((*loaded)->functions[0].code == nullptr);  // until it is called
}

TEST_CASE("what is wrong with the tables is found at once") {
  SUBCASE("no beam at all") { CHECK(refused({1, 2, 3}).code == LoadErrorCode::not_a_beam); }
  SUBCASE("an atom that does not exist") {
    const LoadError e = refused(program([](BeamBuilder& b) {
      b.op(O::return_);
      b.exported("go", 2, 9);
    }));
    CHECK(e.module == "m");
    CHECK(e.chunk == "ExpT");
  }
  SUBCASE("a literal that is no term") {
    const LoadError e = refused(program([](BeamBuilder& b) {
      b.op(O::move, {b.literal(std::string("\x83\xFF", 2)), x(0)});
      b.op(O::return_);
    }));
    CHECK(e.code == LoadErrorCode::link_failed);
    CHECK(e.module == "m");
    CHECK(e.chunk == "LitT");
  }
}

TEST_CASE("what is wrong with a body is found when it is first called") {
  rt::Vm vm;
  const auto loaded = loader::load(vm, program([](BeamBuilder& b) {
                                     b.op(O::move, {x(5), x(0)});  // never set
                                     b.op(O::return_);
                                   }));
  REQUIRE(loaded.has_value());
  rt::Function& go = (*loaded)->functions[0];
  for (int attempt = 0; attempt < 2; ++attempt) {  // each time
    const auto done = (*loaded)->provider->transform(vm, go);
    REQUIRE(!done.has_value());
    CHECK(done.error().starts_with("m: Code chunk, byte "));
    CHECK(done.error().find("x5") != std::string::npos);
    CHECK(go.code == nullptr);
  }
}

TEST_CASE("a bad body raises undef and leaves its neighbours alone") {
  BeamBuilder b("m");
  b.max_opcode = 191;
  b.function("go", 2, 1);
  b.op(O::allocate, {u(1), u(2)});
  b.op(O::try_, {y(0), f(3)});
  b.op(O::call, {u(2), f(5)});
  b.op(O::try_end, {y(0)});
  b.op(O::jump, {f(6)});
  b.op(O::label, {u(3)});
  b.op(O::try_case, {y(0)});
  b.op(O::move, {x(1), x(0)});
  b.op(O::label, {u(6)});
  b.op(O::call_ext_last, {u(1), b.import("erlang", "exit", 1), u(1)});
  b.function("broken", 2, 4);
  b.op(O::deallocate, {u(1)});
  b.op(O::return_);
  b.exported("go", 2, 2);
  CHECK(run_bytes(b.build(), "[a,b]") == "undef");
}

TEST_CASE("two machines side by side") {
  const auto bytes = program([](BeamBuilder& b) {
    b.op(O::move, {b.a("only_here"), x(0)});
    done(b);
  });
  rt::Vm other;
  REQUIRE(loader::load(other, bytes).has_value());
  CHECK(run_bytes(bytes, "[a,b]") == "only_here");
}

}  // namespace
