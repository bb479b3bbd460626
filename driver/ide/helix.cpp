// SPDX-License-Identifier: Apache-2.0
// Helix has no tasks, but keys that run commands.
#include "driver/ide/editors.hpp"

namespace driver::ide {
namespace {

Result<Merged> merge_keys(const OldFile& old, const Abilities&) {
  return merge_toml(old, "keys.normal.space.t",
                    "# gleamr, behind Space t: the test at the cursor, this file's tests, all tests, run.\n"
                    "[keys.normal.space.t]\n"
                    "t = \":sh gleamr test %{buffer_name}:%{cursor_line}\"\n"
                    "f = \":sh gleamr test %{buffer_name}\"\n"
                    "a = \":sh gleamr test\"\n"
                    "r = \":sh gleamr run\"\n");
}

}  // namespace

const Editor kHelix{"helix", "Helix: keys behind Space t",
                    [] { return std::vector<std::string_view>{".helix"}; },
                    [](const Abilities&) { return std::vector<EditorFile>{{".helix/config.toml", &merge_keys}}; }, false};

}  // namespace driver::ide
