// SPDX-License-Identifier: Apache-2.0
// A .beam and the compiler's words name the source file by its absolute path. For a source of the same content at another
// path they are changed to what compiling it there would have given, byte for byte: the path in the chunks CInf, Dbgi and
// Docs (Erlang terms) and Line (file names of stack traces).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace driver::compile {

struct Move {
  std::string from, to;              // of the source file
  std::vector<std::string> foreign;  // folders that may be named only as the beginning of `from`
};

// Nothing: some place that names such a folder is not known.
std::optional<std::string> moved_beam(std::string_view beam, const Move& move);
std::optional<std::string> moved_text(std::string_view text, const Move& move);

}  // namespace driver::compile
