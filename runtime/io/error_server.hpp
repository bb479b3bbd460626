// SPDX-License-Identifier: Apache-2.0
// ErrorServer: the process `standard_error`, Erlang's I/O protocol for output to file descriptor 2. Follows OTP's
// standard_error.erl, answer by answer. Text that a request has made by a function ({put_chars, Encoding, M, F, Args}) is
// computed by a process of its own, which exits with it: native code calls no Erlang code.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "runtime/process/native_process.hpp"
#include "runtime/term/atom_table.hpp"
#include "runtime/term/term.hpp"

namespace rt {

class Vm;

// Which text of which process is written without its colours; null: none.
using WritesPlain = std::function<bool(Term pid, std::string_view text)>;

// Text without its escape sequences for colours (ESC [ digits and semicolons m).
std::string without_colours(std::string_view text);

class ErrorServer final : public NativeProcess {
 public:
  ErrorServer(WritesPlain writes_plain, bool is_unicode) : writes_plain_(std::move(writes_plain)), is_unicode_(is_unicode) {}
  RunResult run(Process& p, Worker& worker) override;
  void run_dirty(Process& p) override;  // writes what is unwritten, however slow its reader is

 private:
  struct Answer {
    Term value;  // none: a maker of text is at work
    bool is_ok = true;
  };
  bool serve(Process& p, Term message, Term made);  // false: wait for the maker
  Answer answer(Process& p, Term request, Term made);
  Answer put_chars(Process& p, Term encoding, Term chardata);
  Answer start_maker(Process& p, Term module, Term function, Term arguments);
  Answer set_options(Process& p, Term options);
  void log(Process& p, Term message);

  const WritesPlain writes_plain_;
  Term writer_ = Term::none();  // whose request is being answered
  std::string unwritten_;  // of the first message, which is answered afterwards with roots[0]
  bool is_unicode_;  // else ISO 8859-1, until a program says otherwise
  bool is_onlcr_ = false;
  Term log_ = atoms::none;  // which requests the logger is told of: none, output, input or all
  Term maker_ = Term::none();  // its pid; the request that needs it is the first message
  std::size_t step_ = 0;       // of a list of requests: which one is being answered
};

// Spawns it under its name; gives its pid, or none when the process limit is reached.
Term start_standard_error(Vm& vm, WritesPlain writes_plain, bool is_unicode);

}  // namespace rt
