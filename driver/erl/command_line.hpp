// SPDX-License-Identifier: Apache-2.0
// The command line of `erl`, and those of `erlc` and `escript` as one of `erl`: words -> what the emulator and init make of them. No
// process, no term: plain values. Follows erlexec.c, erlc.c, escript.c and init.erl of OTP 27.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "driver/driver_error.hpp"
#include "runtime/base/emulator_settings.hpp"
#include "runtime/code/coverage.hpp"

namespace driver::erl {

// What init does, one after the other, once the system has started.
struct Eval {                       // -eval
  std::vector<std::string> words;   // one, or init cannot make sense of it
};
struct Apply {                      // -s, -run, -S
  std::string module;
  std::string function;
  std::optional<std::vector<std::string>> arguments;  // a list as the only argument; without: of arity 0
  bool as_atoms = false;
};
using Action = std::variant<Eval, Apply>;

// +B and its letters: what the keys of the terminal that send signals do. Each flag counts, wherever it stands.
struct BreakFlags {
  bool is_ignored = false;   // +Bi: SIGINT, SIGQUIT, SIGTSTP do nothing
  bool has_menu = true;      // not with +B, +Bd: SIGINT ends the program, as it would any
  bool is_plain_key = false; // +Bc: Ctrl-C sends no signal, the shell gets it
};

struct CommandLine {
  std::vector<std::pair<std::string, std::vector<std::string>>> flags;  // as init:get_arguments/0 tells them
  std::vector<std::string> plain;                                       // as init:get_plain_arguments/0
  std::vector<Action> actions;
  std::vector<std::string> for_emulator;                                // its flags, with a hyphen in front
  std::vector<std::string> for_init;                                    // all other words
  std::vector<std::pair<std::string, std::string>> environment;         // -env
  unsigned schedulers = 0, schedulers_online = 0;                       // +S N:M; 0: not said
  bool wants_version = false;
  bool is_unfinished = false;                                           // -S without a module: init itself says what it makes of that
  BreakFlags break_flags;
  rt::CoverageMode coverage_mode = rt::CoverageMode::none;              // +JPcover
  rt::EmulatorSettings settings;                                        // all other flags of the emulator

  bool has(std::string_view flag) const;
  std::vector<std::string> values_of(std::string_view flag) const;  // of all of its occurrences
  void set_mode(const std::string& mode);  // -mode, as init:restart([{mode, Mode}]) does
};

// What the environment adds: ERL_AFLAGS, ERL_FLAGS, ERL_ZFLAGS; "" where there is none.
struct FlagsFromEnvironment {
  std::string in_front, behind, last;
};

// `words`: without the program's name. The error is what `erl` says, too.
Result<CommandLine> parse(const std::vector<std::string>& words, const FlagsFromEnvironment& environment);

// The words of `erl` that `erlc` with these words stands for.
std::vector<std::string> words_for_erlc(const std::vector<std::string>& words);
// The same for `escript`. `emulator_words`: those of the script's %%! line.
std::vector<std::string> words_for_escript(const std::vector<std::string>& words, const std::vector<std::string>& emulator_words);
// The script among the words of `escript`; "" if there is none.
std::string script_of(const std::vector<std::string>& words);
// The words behind the %%! in the second or third line of a script.
std::vector<std::string> emulator_words_of(std::string_view script_text);

}  // namespace driver::erl
