// SPDX-License-Identifier: Apache-2.0
#include "runtime/signal/exit_rules.hpp"

#include <doctest/doctest.h>

namespace rt {

TEST_CASE("every combination of origin, reason, trapping and self has its action") {
  using enum ExitOrigin;
  using enum ReasonKind;
  using enum ExitAction;
  struct Row {
    ExitOrigin origin;
    ReasonKind reason;
    bool trapping, to_self;
    ExitAction action;
  };
  // Observed on OTP 27 with exit/2 and with a linked process that exits (a process is never linked to itself).
  constexpr Row kRows[] = {
      {exit_bif, normal, false, false, ignore},  {exit_bif, normal, false, true, die},
      {exit_bif, normal, true, false, deliver},  {exit_bif, normal, true, true, deliver},
      {exit_bif, kill, false, false, die_killed}, {exit_bif, kill, false, true, die_killed},
      {exit_bif, kill, true, false, die_killed}, {exit_bif, kill, true, true, die_killed},
      {exit_bif, other, false, false, die},      {exit_bif, other, false, true, die},
      {exit_bif, other, true, false, deliver},   {exit_bif, other, true, true, deliver},
      {link, normal, false, false, ignore},      {link, normal, false, true, ignore},
      {link, normal, true, false, deliver},      {link, normal, true, true, deliver},
      {link, kill, false, false, die},           {link, kill, false, true, die},
      {link, kill, true, false, deliver},        {link, kill, true, true, deliver},
      {link, other, false, false, die},          {link, other, false, true, die},
      {link, other, true, false, deliver},       {link, other, true, true, deliver},
  };
  static_assert(sizeof(kRows) / sizeof(kRows[0]) == 2 * 3 * 2 * 2);
  for (const Row& row : kRows) {
    CAPTURE(static_cast<int>(row.origin));
    CAPTURE(static_cast<int>(row.reason));
    CAPTURE(row.trapping);
    CAPTURE(row.to_self);
    CHECK(on_exit(row.origin, row.reason, row.trapping, row.to_self) == row.action);
  }
}

}  // namespace rt
