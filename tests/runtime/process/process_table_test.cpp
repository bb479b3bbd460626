// SPDX-License-Identifier: Apache-2.0
#include "runtime/process/process_table.hpp"

#include <doctest/doctest.h>

using rt::ProcessTable;

TEST_CASE("a process that is unlisted neither counts nor shows, and holds its place until it is released") {
  ProcessTable table(2);
  const auto first = table.create(nullptr), second = table.create(nullptr);
  REQUIRE((first && second));
  CHECK(table.count() == 2);
  CHECK(!table.create(nullptr));

  table.unlist(first->address);
  CHECK(table.count() == 1);
  CHECK(table.pids() == std::vector{second->pid});
  CHECK(!table.is_listed(first->pid));
  CHECK(table.is_listed(second->pid));
  CHECK(table.find(first->pid) == first->address);
  CHECK(!table.create(nullptr));

  (void)first->address->close();
  table.release(first->pid, first->address);
  CHECK(table.find(first->pid) == nullptr);
  const auto third = table.create(nullptr);
  REQUIRE(third);
  CHECK(third->pid != first->pid);
  CHECK(table.pids() == std::vector{second->pid, third->pid});
  CHECK(table.count() == 2);
}
