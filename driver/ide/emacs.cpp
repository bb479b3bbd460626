// SPDX-License-Identifier: Apache-2.0
// Emacs: what M-x compile runs. Its compile-mode reads GNU's form of messages.
#include "driver/ide/editors.hpp"

namespace driver::ide {
namespace {

Result<Merged> merge_variables(const OldFile& old, const Abilities& can) {
  const std::string command = can.has_reporters ? "gleamr test --reporter short" : "gleamr test";
  OldFile file = old;
  Merged all{old.content.value_or(""), {}, {}, {}, false};
  for (const std::string_view mode : {"gleam-ts-mode", "gleam-mode"}) {
    const Result<Merged> merged =
        merge_dir_locals(file, mode, "(" + std::string(mode) + " . ((compile-command . \"" + command + "\")))");
    if (!merged) return merged;
    all.content = merged->content;
    all.added.insert(all.added.end(), merged->added.begin(), merged->added.end());
    all.differing.insert(all.differing.end(), merged->differing.begin(), merged->differing.end());
    if (file.content || !merged->content.empty()) file.content = merged->content;
  }
  return all;
}

}  // namespace

const Editor kEmacs{"emacs", "Emacs: M-x compile",
                    [] { return std::vector<std::string_view>{".dir-locals.el"}; },
                    [](const Abilities&) { return std::vector<EditorFile>{{".dir-locals.el", &merge_variables}}; }, false};

}  // namespace driver::ide
