// SPDX-License-Identifier: Apache-2.0
// THE table of editors that `gleamr init ide` knows, and what each of them gets.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "driver/ide/merge.hpp"

namespace driver::ide {

// What `gleamr test` can do: the files name no option that is not there.
struct Abilities {
  bool has_reporters = false;
  bool has_watch = false;
};

struct EditorFile {
  std::string path;  // relative to the project
  Result<Merged> (*merge)(const OldFile& old, const Abilities& can);
};

struct Editor {
  std::string_view name;
  std::string_view summary;
  std::vector<std::string_view> (*signs)();  // one of these in the project's folder: the project is worked on with it
  std::vector<EditorFile> (*files)(const Abilities& can);
  bool by_default;  // where there are no signs of any
};

std::span<const Editor> editors();
const Editor* find_editor(std::string_view name);

// One file per editor, in files of their names.
extern const Editor kVscode, kZed, kJetbrains, kVim, kHelix, kEmacs;

}  // namespace driver::ide
