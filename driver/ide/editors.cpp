// SPDX-License-Identifier: Apache-2.0
#include "driver/ide/editors.hpp"

#include <algorithm>
#include <array>

namespace driver::ide {

std::span<const Editor> editors() {
  static const std::array kEditors{kVscode, kZed, kJetbrains, kVim, kHelix, kEmacs};
  return kEditors;
}

const Editor* find_editor(std::string_view name) {
  const auto all = editors();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Editor& editor) { return editor.name == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace driver::ide
