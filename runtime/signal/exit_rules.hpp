// SPDX-License-Identifier: Apache-2.0
// What an exit signal does: THE decision table. Nothing else decides.
//
//   origin     reason   trapping  not trapping
//   exit/2     kill     dies with killed, whoever sent it
//   exit/2     normal   message   ignored; but exit(self(), normal) dies
//   exit/2     other    message   dies
//   link       normal   message   ignored
//   link       other    message   dies with that reason; `kill` is an ordinary reason here
#pragma once

#include <cstdint>

namespace rt {

enum class ExitOrigin : std::uint8_t { exit_bif, link };
enum class ReasonKind : std::uint8_t { normal, kill, other };
enum class ExitAction : std::uint8_t { ignore, deliver, die, die_killed };

constexpr ExitAction on_exit(ExitOrigin origin, ReasonKind reason, bool is_trapping, bool is_to_self) {
  if (origin == ExitOrigin::exit_bif && reason == ReasonKind::kill) return ExitAction::die_killed;
  if (is_trapping) return ExitAction::deliver;
  if (reason == ReasonKind::normal && !(origin == ExitOrigin::exit_bif && is_to_self)) return ExitAction::ignore;
  return ExitAction::die;
}

}  // namespace rt
