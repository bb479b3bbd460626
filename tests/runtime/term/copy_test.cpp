// SPDX-License-Identifier: Apache-2.0
#include "runtime/term/copy.hpp"

#include <doctest/doctest.h>

#include "tests/support/vm_fixture.hpp"

namespace rt {
namespace {

struct CopyFixture : test::VmFixture {
  FragmentPtr fragment;
  Term copied(Term t) {
    Term result;
    fragment = copy_to_fragment(t, vm.literals, result);
    if (fragment) CHECK(fragment->used() == fragment->capacity);
    return result;
  }
  bool is_in_fragment(Term t) { return fragment && t.is_pointer() && fragment->contains(t.pointer()); }
};

std::string bytes_of_heap_binary(Term t) {
  const Word* b = t.boxed_ptr();
  REQUIRE(header_kind(b[0]) == Kind::heap_binary);
  return {reinterpret_cast<const char*>(b + 2), b[1]};
}

TEST_CASE_FIXTURE(CopyFixture, "copying an immediate needs nothing") {
  for (Term t : {Term::small(-7), atoms::ok, Term::nil(), Term::tagged_float(2.5), Term::zero_float(true),
                 Term::local_pid(17)}) {
    CHECK(copied_words(t, vm.literals) == 0);
    CHECK(copied(t) == t);
    CHECK(fragment == nullptr);
  }
}

TEST_CASE_FIXTURE(CopyFixture, "a nested term is copied whole and in order") {
  const Term inner = tuple({atoms::ok, list({Term::small(1), Term::small(2)}, atoms::error)});
  const Term t = list({inner, inner, Term::nil()});
  CHECK(copied_words(t, vm.literals) == 3 * 2 + 2 * (3 + 4));
  const Term c = copied(t);
  CHECK(is_in_fragment(c));
  REQUIRE(is_tuple(c.head(), 2));
  CHECK(c.head() != inner);
  CHECK(tuple_element(c.head(), 0) == atoms::ok);
  const Term pair = tuple_element(c.head(), 1);
  CHECK(pair.head() == Term::small(1));
  CHECK(pair.tail().head() == Term::small(2));
  CHECK(pair.tail().tail() == atoms::error);
  CHECK(is_in_fragment(pair.tail()));
  CHECK(c.tail().head() != c.head());  // sharing is not kept
  CHECK(c.tail().cons_ptr() == c.cons_ptr() + 2);
  CHECK(c.tail().tail().head() == Term::nil());
  CHECK(c.tail().tail().tail() == Term::nil());
}

TEST_CASE_FIXTURE(CopyFixture, "depth is bounded by memory only") {
  Term t = Term::nil();
  for (int i = 0; i < 1'000'000; ++i) t = i % 2 ? list({t}) : tuple({t});
  CHECK(copied_words(t, vm.literals) == 2'000'000);
  Term c = copied(t);
  int depth = 0;
  while (!c.is_nil()) {
    REQUIRE(is_in_fragment(c));
    c = c.is_cons() ? c.head() : tuple_element(c, 0);
    ++depth;
  }
  CHECK(depth == 1'000'000);
}

TEST_CASE_FIXTURE(CopyFixture, "literals stay where they are unless asked for") {
  const auto area = vm.literals.create(3);
  const Term literal = area->writer(3).tuple({atoms::ok, atoms::error});
  CHECK(copied_words(literal, vm.literals) == 0);
  CHECK(is_in_fragment(copied(literal)));
  const Term t = list({literal}, literal);
  CHECK(copied_words(t, vm.literals) == 2);
  const Term c = copy_to_heap(process, t);
  CHECK(c.head() == literal);
  CHECK(c.tail() == literal);
  CHECK(copied_words(t, vm.literals, LiteralPolicy::copy) == 2 + 3 + 3);
  HeapWriter w = process.reserve(8);
  const Term whole = copy(t, w, vm.literals, LiteralPolicy::copy);
  CHECK(w.words_left() == 0);
  CHECK(whole.head() != literal);
  CHECK(is_tuple(whole.head(), 2));
  CHECK(is_tuple(whole.tail(), 2));
}

TEST_CASE_FIXTURE(CopyFixture, "a large binary is shared, and lives as long as its last handle") {
  const Term b = binary(std::string(100, 'x'));
  SharedBinary* shared = handle::shared(b.boxed_ptr());
  b.boxed_ptr()[handle::kFlags] = handle::kWritable;
  const Term c = copied(tuple({b, b}));
  CHECK(shared->references == 3);
  CHECK(handle::shared(tuple_element(c, 0).boxed_ptr()) == shared);
  CHECK(tuple_element(c, 0).boxed_ptr()[handle::kFlags] == 0);
  fragment.reset();
  CHECK(shared->references == 1);
}

TEST_CASE_FIXTURE(CopyFixture, "a long slice shares, a short one takes its bytes along") {
  std::string text;
  for (int i = 0; i < 200; ++i) text.push_back(static_cast<char>(i));
  const Term b = binary(text);
  SharedBinary* shared = handle::shared(b.boxed_ptr());
  SUBCASE("long") {
    const Term c = copied(bit_slice(b, 12, 70 * 8));
    CHECK(shared->references == 2);
    CHECK(c.boxed_ptr()[2] == 12);
    CHECK(c.boxed_ptr()[3] == 560);
    CHECK(handle::shared(Term::from_word(c.boxed_ptr()[1]).boxed_ptr()) == shared);
  }
  SUBCASE("short and aligned") {
    const Term c = copied(bit_slice(b, 80, 24));
    CHECK(shared->references == 1);
    CHECK(bytes_of_heap_binary(c) == std::string("\x0a\x0b\x0c"));
  }
  SUBCASE("short, between bytes, with bits left over") {
    const Term c = copied(bit_slice(b, 84, 21));  // 0A 0B 0C 0D from the middle of 0A
    REQUIRE(is_boxed_kind(c, Kind::bit_slice));
    CHECK(c.boxed_ptr()[2] == 0);
    CHECK(c.boxed_ptr()[3] == 21);
    CHECK(bytes_of_heap_binary(Term::from_word(c.boxed_ptr()[1])) == std::string("\xa0\xb0\xc0"));
    CHECK(is_in_fragment(Term::from_word(c.boxed_ptr()[1])));
  }
  SUBCASE("empty") { CHECK(bytes_of_heap_binary(copied(bit_slice(b, 1600, 0))).empty()); }
}

TEST_CASE_FIXTURE(CopyFixture, "a magic reference retains its object") {
  struct Probe : MagicObject {
    explicit Probe(bool& flag) : gone(flag) {}
    ~Probe() override { gone = true; }
    bool& gone;
  };
  bool gone = false;
  {
    test::VmFixture other;
    const Term r = other.process.reserve(magic::kWords).magic_reference(new Probe(gone), 5);
    (void)copied(other.list({r}));
  }
  CHECK(!gone);
  fragment.reset();
  CHECK(gone);
}

}  // namespace
}  // namespace rt
