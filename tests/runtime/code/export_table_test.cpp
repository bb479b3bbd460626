// SPDX-License-Identifier: Apache-2.0
#include "runtime/code/export_table.hpp"

#include <doctest/doctest.h>

#include <thread>

#include "runtime/interp/stubs.hpp"

using namespace rt;

namespace {

Term name(unsigned i) { return Term::atom(i); }

}  // namespace

TEST_CASE("an export is found by module, name and arity, and made once") {
  ExportTable table(&write_undefined_stub);
  Export* e = table.intern(name(1), name(2), 3);
  CHECK(e->module == name(1));
  CHECK(e->function == name(2));
  CHECK(e->arity == 3);
  CHECK(e->entry == e->stub);
  CHECK(table.intern(name(1), name(2), 3) == e);
  CHECK(table.find(name(1), name(2), 3) == e);
  CHECK(table.find(name(2), name(1), 3) == nullptr);
  CHECK(table.find(name(1), name(2), 2) == nullptr);
}

TEST_CASE("threads that ask for the same exports get the same ones while the table grows") {
  constexpr unsigned kThreads = 4, kNames = 20000;
  ExportTable table(&write_undefined_stub);
  std::vector<std::vector<Export*>> found(kThreads);
  std::vector<int> lost(kThreads, 0);
  std::vector<std::thread> threads;
  for (unsigned t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (unsigned i = 0; i < kNames; ++i) {
        Export* e = table.intern(name(i % 7), name(i), i % 5);
        if (e->function != name(i) || table.find(name(i % 7), name(i), i % 5) != e) ++lost[t];
        found[t].push_back(e);
      }
    });
  }
  for (std::thread& t : threads) t.join();
  for (unsigned t = 0; t < kThreads; ++t) {
    CHECK(lost[t] == 0);
    CHECK(found[t] == found[0]);
  }
  const std::vector<Export*> of_module = table.of_module(name(3));
  CHECK(of_module.size() == (kNames + 3) / 7);
}
