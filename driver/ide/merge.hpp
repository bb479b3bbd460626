// SPDX-License-Identifier: Apache-2.0
// From what a settings file contains to what it is to contain. Nothing here reads or writes files.
//
// One rule for all of them: what is not ours stays as it is, byte for byte; what is ours and there already stays too, unless
// `replace` is set; and doing it twice is doing it once.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "driver/driver_error.hpp"

namespace driver::ide {

struct OldFile {
  std::string path;  // to blame in errors
  std::optional<std::string> content;  // nothing: there is no such file
  bool replace = false;
};

struct Merged {
  std::string content;
  std::vector<std::string> added;     // names of entries
  std::vector<std::string> replaced;
  std::vector<std::string> differing;  // there already, but not as we would write them: left alone
  bool can_replace = true;             // OldFile::replace would change that
};

// A file of JSON with comments, whose list of entries is the member `list` of its object, or the file itself where `list` is
// "". Entries are told apart by their member `id`.
struct JsonEntries {
  std::string_view list;
  std::string_view id;
  std::vector<std::pair<std::string_view, std::string_view>> head;  // further members that must be there, with their JSON
  std::vector<std::string> entries;                                 // JSON objects
};
Result<Merged> merge_json(const OldFile& old, const JsonEntries& wanted);

// A file that is ours as a whole.
Result<Merged> merge_whole(const OldFile& old, const std::string& content);

// Lines of ours in somebody's file, between two marks behind `comment`: "# >>> gleamr init ide" and "# <<< gleamr init ide".
// They are at the end when they are new, and always replaced.
Result<Merged> merge_block(const OldFile& old, std::string_view comment, const std::string& lines);

// Keys of a TOML file that are ours, at its end: `lines` sets what is below `table` ("keys.normal.space.t"). Where something of
// that name is there already it stays, in any case.
Result<Merged> merge_toml(const OldFile& old, std::string_view table, const std::string& lines);

// A list of Emacs' directory variables: `entry`, "(MODE . ...)", is added to its end unless there is one of that mode,
// which stays in any case.
Result<Merged> merge_dir_locals(const OldFile& old, std::string_view mode, const std::string& entry);

}  // namespace driver::ide
