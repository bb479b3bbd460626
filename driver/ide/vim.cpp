// SPDX-License-Identifier: Apache-2.0
// Vim and Neovim: a project's .exrc, which both read after `set exrc`.
#include "driver/ide/editors.hpp"

namespace driver::ide {
namespace {

Result<Merged> merge_exrc(const OldFile& old, const Abilities& can) {
  const std::string command = can.has_reporters ? "gleamr test --reporter short" : "gleamr test";
  return merge_block(old, "\"",
                     "\" Rewritten by `gleamr init ide vim`; what is outside of these marks is not.\n"
                     "\" Read by Vim and Neovim after `set exrc`. :make runs all tests, :make % those of this file.\n"
                     "let &makeprg = '" + command + "'\n"
                     "\" First the lines of tests, then the compiler's: a title, and the place below it.\n"
                     "let &errorformat = '%f:%l:%c: %trror: %m,%f:%l:%c: %tarning: %m,'\n"
                     "let &errorformat .= '%E%trror: %m,%W%tarning: %m,%Z%*[ ]┌─ %f:%l:%c,%-G%.%#'\n"
                     "let g:test#gleam#gleamtest#executable = 'gleamr'\n");
}

}  // namespace

const Editor kVim{"vim", "Vim and Neovim: :make in .exrc, and vim-test",
                  [] { return std::vector<std::string_view>{".exrc", ".vim", ".nvim.lua", ".nvimrc"}; },
                  [](const Abilities&) { return std::vector<EditorFile>{{".exrc", &merge_exrc}}; }, false};

}  // namespace driver::ide
