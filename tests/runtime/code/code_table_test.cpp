// SPDX-License-Identifier: Apache-2.0
// Versions of a module: which one exports and funs lead to.
#include "runtime/code/code_table.hpp"

#include <doctest/doctest.h>

#include "tests/support/vm_fixture.hpp"

using namespace rt;
using namespace rt::test;

namespace {

struct CodeFixture : VmFixture {
  Term name = atom("m");
  Export* exported = vm.exports.intern(name, atom("f"), 0);

  // m:f/0 and one fun; `version` makes it another module.
  std::unique_ptr<Module> module(std::uint8_t version) {
    auto m = std::make_unique<Module>();
    m->name = name;
    m->md5[0] = version;
    m->functions = std::vector<Function>(1);
    Function& f = m->functions[0];
    f.module = m.get();
    f.name = atom("f");
    f.exported = exported;
    write_transform_stub(f);
    m->funs.push_back({vm.funs.intern({name, 0, 0, 0, 0, 0, m->md5}), &f});
    return m;
  }
};

}  // namespace

TEST_CASE_FIXTURE(CodeFixture, "the current version is what is called, the old one stays until it is purged") {
  Module* first = vm.code.publish(module(1));
  CHECK(exported->implementation == &first->functions[0]);
  Module* second = vm.code.publish(module(2));
  CHECK(vm.code.current(name) == second);
  CHECK(vm.code.old(name) == first);
  CHECK(exported->implementation == &second->functions[0]);
  CHECK(first->funs[0].entry->function == &first->functions[0]);
  vm.code.purge(name);
  CHECK(vm.code.old(name) == nullptr);
  CHECK(first->funs[0].entry->function == nullptr);
  CHECK(second->funs[0].entry->function == &second->functions[0]);
}

TEST_CASE_FIXTURE(CodeFixture, "a module without a current version is called by nobody") {
  vm.code.publish(module(1));
  vm.code.unload(name);
  CHECK(vm.code.current(name) == nullptr);
  CHECK(vm.code.old(name) != nullptr);
  CHECK(!exported->is_defined());
  CHECK(vm.code.names().size() == 1);
  CHECK(vm.code.current_modules().empty());
}

TEST_CASE_FIXTURE(CodeFixture, "funs of the same module loaded again outlive the purge of the first") {
  vm.code.publish(module(1));
  Module* again = vm.code.publish(module(1));
  vm.code.purge(name);
  CHECK(again->funs[0].entry->function == &again->functions[0]);
}

TEST_CASE_FIXTURE(CodeFixture, "a version whose on_load function has not succeeded is not called") {
  Module* current = vm.code.publish(module(1));
  Module* pending = vm.code.publish_pending(module(2));
  CHECK(exported->implementation == &current->functions[0]);
  SUBCASE("it succeeds") {
    vm.code.accept_pending(name);
    CHECK(exported->implementation == &pending->functions[0]);
    CHECK(vm.code.old(name) == current);
  }
  SUBCASE("it fails") {
    vm.code.reject_pending(name);
    CHECK(vm.code.old(name) == pending);
    vm.code.purge(name);
    CHECK(vm.code.old(name) == nullptr);
    CHECK(vm.code.current(name) == current);
  }
}

TEST_CASE_FIXTURE(CodeFixture, "what is purged keeps its literals while it is used, and no longer") {
  auto first = module(1);
  first->literal_area = vm.literals.create(2);
  (void)first->literal_area->writer(2).cons(Term::small(1), Term::nil());
  const Module* purged = vm.code.publish(std::move(first));
  vm.code.publish(module(2));
  vm.code.purge(name);
  bool is_used = true;
  const auto uses = [&](const Module& each) { return is_used && &each == purged; };
  vm.code.delete_purged(uses, vm.literals);
  CHECK_FALSE(vm.literals.take_wish_to_change());
  vm.code.delete_purged(uses, vm.literals);
  CHECK_FALSE(vm.literals.take_wish_to_change());
  is_used = false;
  vm.code.delete_purged(uses, vm.literals);
  CHECK(vm.literals.take_wish_to_change());
  vm.code.delete_purged(uses, vm.literals);
  CHECK_FALSE(vm.literals.take_wish_to_change());
}
