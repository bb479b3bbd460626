// SPDX-License-Identifier: Apache-2.0
// Relations: the links, monitors and aliases of one process, as it knows them. Made on first use. Only the process's own
// thread touches them; other processes change them by signals. Ordered maps, so that exit signals and answers of
// process_info are the same in every run.
#pragma once

#include <map>

#include "runtime/signal/signal.hpp"

namespace rt {

enum class AliasMode : std::uint8_t {
  none,
  explicit_unalias,
  demonitor,        // goes with its monitor
  reply_demonitor,  // goes with its monitor, and the first message takes both
  reply,            // the first message takes it
};

enum class MonitorKind : std::uint8_t { process, port, time_offset };

struct Link {
  Word unlinking = 0;  // number of the unlink request whose ack is awaited; 0: linked
};

struct Monitoring {  // this process watches another
  MonitorKind kind = MonitorKind::process;
  Term target;       // pid or port
  Term name;         // by which it was asked for, or none
  Word high = 0;     // of the reference
  Term tag = atoms::DOWN;
  FragmentPtr tag_storage;
};

struct Watcher {  // another process watches this one
  Term pid;
  Word high = 0;
  Term name;
};

struct Relations {
  // process_flag(monitor_nodes, true): how often, by the options as bits. There are no other nodes to hear of.
  std::map<unsigned, unsigned> node_monitors;
  std::map<Word, Link> links;             // by pid
  std::map<Word, Monitoring> monitoring;  // by low word of the reference
  std::map<Word, Watcher> watchers;       // likewise
  std::map<Word, AliasMode> aliases;      // likewise
  std::map<Word, unsigned> suspending;    // by pid: how often this process suspended it
};

}  // namespace rt
