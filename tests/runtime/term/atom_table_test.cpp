// SPDX-License-Identifier: Apache-2.0
#include "runtime/term/atom_table.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using rt::AtomTable;
using rt::Term;

TEST_CASE("atoms keep their numbers and are found however many more there are") {
  AtomTable table;
  const std::uint32_t first = table.count();
  std::vector<Term> atoms;
  constexpr std::uint32_t kCount = 50000;
  for (std::uint32_t i = 0; i < kCount; ++i) atoms.push_back(*table.intern("atom_" + std::to_string(i)));
  CHECK(table.count() == first + kCount);
  std::uint32_t wrong = 0;
  for (std::uint32_t i = 0; i < kCount; ++i) {
    const std::string text = "atom_" + std::to_string(i);
    if (table.find(text) != atoms[i] || *table.intern(text) != atoms[i] || table.text(atoms[i]) != text) ++wrong;
  }
  CHECK(wrong == 0);
  CHECK(table.count() == first + kCount);
  CHECK(table.find("ok") == rt::atoms::ok);
  CHECK_FALSE(table.find("atom_50000"));
}

// OTP's hash is the same for texts that are easily made: 'b' after 'a' weighs as much as 'R' after 'b'.
TEST_CASE("atoms whose hashes are the same are different atoms") {
  AtomTable table;
  const Term one = *table.intern("ab"), other = *table.intern("bR");
  CHECK(table.text_hash(one) == table.text_hash(other));
  CHECK(one != other);
  CHECK(table.find("ab") == one);
  CHECK(table.find("bR") == other);
}

TEST_CASE("what is no atom is told, and not kept") {
  AtomTable table;
  const std::uint32_t count = table.count();
  CHECK(table.intern(std::string(256, 'a')).error() == rt::AtomError::too_long);
  CHECK(table.intern("\xff").error() == rt::AtomError::bad_utf8);
  CHECK(table.count() == count);
  CHECK(table.intern(std::string(255, 'a')).has_value());
}
