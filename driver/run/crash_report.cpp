// SPDX-License-Identifier: Apache-2.0
// One function per part of the text: class, message, details, frames. Which values count as what follows the template
// gleam@@main.erl of Gleam's compiler.
#include "driver/run/crash_report.hpp"

#include <algorithm>
#include <optional>

#include "driver/project/module_name.hpp"
#include "driver/run/chardata.hpp"
#include "runtime/term/boxed.hpp"
#include "runtime/process/process_table.hpp"
#include "runtime/term/map.hpp"
#include "runtime/vm.hpp"

namespace driver {
namespace {

using rt::Term;

constexpr std::string_view kRed = "\x1b[31;1m";
constexpr std::string_view kGrey = "\x1b[90m";
constexpr std::string_view kResetColour = "\x1b[39m";
constexpr std::string_view kResetAll = "\x1b[0m";

class Report {
 public:
  Report(const Crash& crash, const rt::AtomTable& atoms, std::string_view main_module, const PrintTerm& print)
      : crash_(crash), atoms_(atoms), main_module_(main_module), print_(print) {}

  std::string text() const {
    std::string out;
    out.append(kRed).append("runtime error").append(kResetColour).append(": ");
    out.append(class_words()).append(kResetAll).append("\n\n");
    out.append(message()).append("\n\n");
    if (crash_.stacktrace.is_none()) {
      out.append("exit reason:\n  ").append(print_(crash_.reason)).append("\n");
    } else {
      out.append(details()).append("stacktrace:\n").append(frames());
    }
    return out.append("\n");
  }

 private:
  std::string_view atom_text(Term term) const { return term.is_atom() ? atoms_.text(term) : std::string_view(); }

  // The value of a key in a map that is the reason; none when there is none.
  Term field(std::string_view key) const {
    if (!rt::is_map(crash_.reason)) return Term::none();
    const std::optional<Term> atom = atoms_.find(key);
    return atom ? rt::map_get(crash_.reason, *atom) : Term::none();
  }
  std::string_view gleam_error() const {
    const Term kind = field("gleam_error");
    return kind.is_none() ? std::string_view() : atom_text(kind);
  }
  bool is_gleam_error() const { return !field("gleam_error").is_none(); }

  // {Name, Value}: the value.
  Term tagged(std::string_view name) const {
    const Term reason = crash_.reason;
    if (!rt::is_tuple(reason, 2) || atom_text(rt::tuple_element(reason, 0)) != name) return Term::none();
    return rt::tuple_element(reason, 1);
  }

  std::string class_words() const {
    const std::string_view kind = gleam_error();
    if (kind == "panic" || kind == "todo" || kind == "assert") return std::string(kind);
    if (kind == "let_assert") return "let assert";
    return "Erlang " + std::string(atoms_.text(crash_.error_class));
  }

  std::string message() const {
    if (is_gleam_error() && !field("message").is_none()) return text_of_chardata(field("message"));
    const std::string_view name = atom_text(crash_.reason);
    if (name == "undef") return "A function was called but it did not exist.";
    if (!tagged("case_clause").is_none()) return "No pattern matched in an Erlang case expression.";
    if (!tagged("badmatch").is_none()) return "An Erlang assignment pattern did not match.";
    if (name == "function_clause") {
      return "No Erlang function clause matched the arguments it was called with.";
    }
    return "An error occurred outside of Gleam.";
  }

  std::string details() const {
    for (const Term value : {gleam_error() == "let_assert" ? field("value") : Term::none(),
                             tagged("case_clause"), tagged("badmatch")}) {
      if (!value.is_none()) return "unmatched value:\n  " + print_(value) + "\n\n";
    }
    if (is_gleam_error()) return "";
    const std::string_view name = atom_text(crash_.reason);
    const bool is_error = crash_.error_class == rt::atoms::error;
    if (is_error && (name == "function_clause" || name == "undef")) return "";
    return "erlang:" + std::string(atoms_.text(crash_.error_class)) + "(" + print_(crash_.reason) + ")\n\n";
  }

  std::string frames() const {
    std::string out;
    bool is_first = true;
    for (Term rest = crash_.stacktrace; rest.is_cons(); rest = rest.tail()) {
      if (rt::is_tuple(rest.head(), 4)) out += frame(rest.head(), is_first);
      is_first = false;
    }
    return out;
  }

  std::string frame(Term frame, bool is_first) const {
    const std::string_view module = atom_text(rt::tuple_element(frame, 0));
    if (module == main_module_ || module == "erl_eval" || module == "init") return "";
    std::string out = "  " + gleam_module_name(std::string(module)) + "." + std::string(atom_text(rt::tuple_element(frame, 1)));
    return out.append(kGrey).append(place(rt::tuple_element(frame, 3), is_first)).append(kResetAll).append("\n");
  }

  // [{file, F}, {line, L} | _]. The first frame of a Gleam error has the line of the expression, which is more exact than
  // the function's.
  std::string place(Term location, bool is_first) const {
    const Term file = entry(location, rt::atoms::file);
    Term line = location.is_cons() ? entry(location.tail(), rt::atoms::line) : Term::none();
    if (is_first && !file.is_none() && is_gleam_error() && !field("line").is_none()) line = field("line");
    if (file.is_none() || !line.is_small()) return " unknown source";
    return " " + text_of_chardata(file) + ":" + std::to_string(line.small_value());
  }

  // The value of the first tuple of a list, when its key is this one.
  static Term entry(Term list, Term key) {
    if (!list.is_cons() || !rt::is_tuple(list.head(), 2)) return Term::none();
    return rt::tuple_element(list.head(), 0) == key ? rt::tuple_element(list.head(), 1) : Term::none();
  }

  const Crash& crash_;
  const rt::AtomTable& atoms_;
  const std::string_view main_module_;
  const PrintTerm& print_;
};

}  // namespace

bool is_report_of(const rt::Vm& vm, rt::Word runner, rt::Term pid, std::string_view text) {
  const std::string start = std::string(kRed) + "runtime error" + std::string(kResetColour) + ": ";
  if (runner == 0 || !pid.is_local_pid() || !text.starts_with(start)) return false;
  return pid.word() == runner || vm.processes->parent_of(pid).word() == runner;
}

std::string crash_report(const Crash& crash, const rt::AtomTable& atoms, std::string_view main_module,
                         const PrintTerm& print) {
  return Report(crash, atoms, main_module, print).text();
}

}  // namespace driver
