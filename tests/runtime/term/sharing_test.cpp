// SPDX-License-Identifier: Apache-2.0
#include "runtime/term/sharing.hpp"

#include <doctest/doctest.h>

#include "tests/support/vm_fixture.hpp"

namespace rt {
namespace {

struct SharingFixture : test::VmFixture {
  std::unique_ptr<LiteralArea> area;
  std::size_t words = 0;
  Term copied(Term t, LiteralPolicy policy = LiteralPolicy::keep) {
    SharingCopy copy(vm.literals, policy);
    copy.add(t);
    words = copy.words();
    area = vm.literals.create(words);
    HeapWriter w = area->writer(words);
    const Term result = copy.copy(t, w);
    CHECK(w.words_left() == 0);
    return result;
  }
};

TEST_CASE_FIXTURE(SharingFixture, "what occurs twice is copied once") {
  const Term part = tuple({atoms::ok, list({Term::small(1)})});
  const Term c = copied(list({part, part}, part));
  CHECK(words == 2 * 2 + 3 + 2);
  CHECK(c.head() == c.tail().head());
  CHECK(c.head() == c.tail().tail());
  CHECK(c.head() != part);
  CHECK(tuple_element(c.head(), 1).head() == Term::small(1));
}

TEST_CASE_FIXTURE(SharingFixture, "a graph that stands for 2^100 words takes 100 cells") {
  Term t = Term::nil();
  for (int i = 0; i < 100; ++i) t = list({t}, t);
  Term c = copied(t);
  CHECK(words == 200);
  for (int i = 0; i < 100; ++i) {
    CHECK(c.head() == c.tail());
    c = c.head();
  }
  CHECK(c.is_nil());
}

TEST_CASE_FIXTURE(SharingFixture, "long and deep terms need no C stack") {
  Term t = Term::nil();
  for (int i = 0; i < 300'000; ++i) t = i % 2 ? list({t}) : list({Term::small(i)}, t);
  (void)copied(t);
  CHECK(words == 600'000);
}

TEST_CASE_FIXTURE(SharingFixture, "handles are retained") {
  const Term b = binary(std::string(100, 'x'));
  const Term c = copied(tuple({b, b}));
  CHECK(words == 3 + kBinaryHandleWords);
  CHECK(tuple_element(c, 0) == tuple_element(c, 1));
  CHECK(handle::shared(b.boxed_ptr())->references == 2);
  area.reset();
  CHECK(handle::shared(b.boxed_ptr())->references == 1);
}

}  // namespace
}  // namespace rt
