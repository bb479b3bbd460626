// SPDX-License-Identifier: Apache-2.0
// The option list of monitor/3 and of {monitor, Options} in spawn options.
#pragma once

#include <optional>

#include "runtime/signal/relations.hpp"

namespace rt {

struct MonitorOptions {
  AliasMode alias = AliasMode::none;
  Term tag = Term::none();  // none: the usual one

  Term tag_for(MonitorKind kind) const {
    if (tag) return tag;
    return kind == MonitorKind::time_offset ? atoms::CHANGE : atoms::DOWN;
  }
};

// Nothing: not a proper list of {alias, Mode} and {tag, Tag}.
inline std::optional<MonitorOptions> parse_monitor_options(Term list) {
  MonitorOptions options;
  for (; list.is_cons(); list = list.tail()) {
    const Term option = list.head();
    if (!is_tuple(option, 2)) return std::nullopt;
    const Term value = tuple_element(option, 1);
    if (tuple_element(option, 0) == atoms::tag) {
      options.tag = value;
    } else if (tuple_element(option, 0) != atoms::alias) {
      return std::nullopt;
    } else if (value == atoms::explicit_unalias) {
      options.alias = AliasMode::explicit_unalias;
    } else if (value == atoms::demonitor) {
      options.alias = AliasMode::demonitor;
    } else if (value == atoms::reply_demonitor) {
      options.alias = AliasMode::reply_demonitor;
    } else {
      return std::nullopt;
    }
  }
  if (!list.is_nil()) return std::nullopt;
  return options;
}

}  // namespace rt
