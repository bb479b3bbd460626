// SPDX-License-Identifier: Apache-2.0
#include "runtime/process/persistent_terms.hpp"

#include <doctest/doctest.h>

#include <string>

#include "runtime/term/compare.hpp"
#include "runtime/vm.hpp"
#include "tests/support/parse_term.hpp"
#include "tests/support/vm_fixture.hpp"

namespace rt {
namespace {

using Put = PersistentTerms::Put;

TEST_CASE_FIXTURE(test::VmFixture, "a persistent term is a literal until it is replaced or erased") {
  PersistentTerms& terms = *vm.persistent_terms;
  const Term key = test::parse_term(process, "{a,[1]}"), value = test::parse_term(process, "[1,{2.5}]");
  CHECK(terms.get(key).is_none());
  CHECK_FALSE(terms.erase(key));

  REQUIRE(terms.put(key, value) == Put::done);
  const Term kept = terms.get(key);
  CHECK(exact_equal(kept, value));
  CHECK(vm.literals.contains(kept.pointer()));
  CHECK(terms.put(key, test::parse_term(process, "[1,{2.5}]")) == Put::unchanged);
  CHECK(terms.get(key) == kept);
  std::string bytes = "0";
  for (int i = 1; i < 100; ++i) bytes += ",0";  // too large for a heap
  const Term binary = test::parse_term(process, "<<" + bytes + ">>");
  CHECK(terms.put(key, binary) == Put::done);
  CHECK(exact_equal(terms.get(key), binary));
  CHECK(terms.put(key, atoms::ok) == Put::done);
  CHECK(terms.get(key) == atoms::ok);
  CHECK(terms.usage().count == 1);

  CHECK(terms.erase(key));
  CHECK_FALSE(terms.erase(key));
  CHECK(terms.get(key).is_none());
  CHECK(terms.usage().count == 0);
}

TEST_CASE_FIXTURE(test::VmFixture, "tables grow with what lives and shrink when the garbage is collected") {
  PersistentTerms& terms = *vm.persistent_terms;
  constexpr int kCount = 1000;
  const std::size_t empty_bytes = terms.usage().bytes, first_size = terms.slot_count();
  for (int i = 0; i < kCount; ++i) REQUIRE(terms.put(Term::small(i), Term::small(-i)) == Put::done);
  CHECK(terms.all().size() == kCount);
  CHECK(terms.slot_count() >= 2 * kCount);
  CHECK(terms.has_garbage());  // the tables that were too small
  terms.collect_garbage();
  CHECK_FALSE(terms.has_garbage());
  for (int i = 0; i < kCount; ++i) REQUIRE(terms.get(Term::small(i)) == Term::small(-i));

  for (int i = 0; i < kCount; ++i) REQUIRE(terms.erase(Term::small(i)));
  CHECK(terms.has_garbage());
  terms.collect_garbage();
  CHECK(terms.slot_count() == first_size);
  CHECK(terms.usage().bytes == empty_bytes);
}

}  // namespace
}  // namespace rt
