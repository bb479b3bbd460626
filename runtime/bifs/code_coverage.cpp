// SPDX-License-Identifier: Apache-2.0
// code: native coverage, its modes and what modules have counted (code/coverage.hpp). Who counted lines can tell about
// functions, too: one has run if any of its lines has.
#include <algorithm>
#include <optional>
#include <vector>

#include "runtime/bifs/bif.hpp"
#include "runtime/code/boot_modules.hpp"
#include "runtime/code/coverage.hpp"
#include "runtime/process/atom_text.hpp"
#include "runtime/process/process.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

Term support_0(Process&) { return atoms::true_; }

// --- modes

Term atom_of(Process& p, CoverageMode mode) { return p.vm().atoms.must_intern(text_of(mode)); }

Term set_mode_1(Process& p, Term name) {
  const auto mode = coverage_mode_of(atom_text(p, name));
  if (!mode) return p.raise<Fault::badarg>();
  return atom_of(p, p.vm().coverage_mode.exchange(*mode));
}

Term mode_0(Process& p) { return atom_of(p, p.vm().coverage_mode); }

// Null: there is no such module. What OTP has loaded before a program runs is there for programs.
const Module* module_of(Process& p, Term name) {
  if (!name.is_atom()) return nullptr;
  if (const Module* module = p.vm().find_module(name)) return module;
  return is_present_from_start(p.vm().atoms.text(name)) ? p.vm().ensure_loaded(name) : nullptr;
}

Term mode_1(Process& p, Term name) {
  const Module* module = module_of(p, name);
  if (module == nullptr) return p.raise<Fault::badarg>();
  return atom_of(p, module->coverage == nullptr ? CoverageMode::none : module->coverage->mode);
}

// --- what was counted

Word value_of(const CoverageCell& cell) { return cell.load(std::memory_order_relaxed); }

Term count_term(Word count) { return Term::small(static_cast<std::int64_t>(std::min(count, Word{Term::kSmallMax}))); }

struct Row {
  Term key, value;
};
Term list_of(Process& p, const std::vector<Row>& rows) {
  HeapWriter w = p.reserve(rows.size() * 5);
  Term list = Term::nil();
  for (std::size_t i = rows.size(); i-- > 0;) list = w.cons(w.tuple({rows[i].key, rows[i].value}), list);
  return list;
}

Term function_value(const Coverage& coverage, std::size_t index) {
  if (!counts_lines(coverage.mode)) {
    const Word count = value_of(coverage.cells[index]);
    return has_counters(coverage.mode) ? count_term(count) : boolean(count != 0);
  }
  const auto first = coverage.cells.begin() + coverage.first_line[index];
  const auto last = coverage.cells.begin() + coverage.first_line[index + 1];
  return boolean(std::any_of(first, last, [](const CoverageCell& cell) { return value_of(cell) != 0; }));
}

// The compiler's own functions have no lines, so they are left out in all modes.
bool is_module_info(const Function& f) { return f.name == atoms::module_info && f.arity <= 1; }

Term functions(Process& p, const Module& module) {
  std::vector<const Function*> shown;
  for (const Function& f : module.functions) {
    if (!is_module_info(f)) shown.push_back(&f);
  }
  HeapWriter w = p.reserve(shown.size() * 3);
  std::vector<Row> rows;
  for (const Function* f : shown) {
    rows.push_back({w.tuple({f->name, Term::small(f->arity)}), function_value(*module.coverage, f->index)});
  }
  return list_of(p, rows);
}

enum class LineKey { number, cover_id };
Term lines(Process& p, const Module& module, LineKey key) {
  const Coverage& coverage = *module.coverage;
  std::vector<Row> rows;
  for (std::size_t i = 0; i < coverage.lines.size(); ++i) {
    const Coverage::Line& entry = coverage.lines[i];
    const Line line = entry.line < module.lines.size() ? module.lines[entry.line] : Line{0, 0};
    const bool is_known = line.file != 0 || line.line != 0;
    if (!entry.is_executable || !is_known) continue;
    const Word count = value_of(coverage.cells[i]);
    rows.push_back({Term::small(key == LineKey::number ? line.line : entry.cover_id),
                    has_counters(coverage.mode) ? count_term(count) : boolean(count != 0)});
  }
  return list_of(p, rows);
}

Term get_2(Process& p, Term what, Term name) {
  const Module* module = module_of(p, name);
  if (module == nullptr || module->coverage == nullptr) return p.raise<Fault::badarg>();
  const CoverageMode mode = module->coverage->mode;
  if (what == atoms::function) return functions(p, *module);
  if (what == atoms::line && counts_lines(mode)) return lines(p, *module, LineKey::number);
  if (what == p.vm().atoms.must_intern("cover_id_line") && mode == CoverageMode::line_counters) {
    return lines(p, *module, LineKey::cover_id);
  }
  return p.raise<Fault::badarg>();
}

Term reset_1(Process& p, Term name) {
  const Module* module = module_of(p, name);
  if (module == nullptr || module->coverage == nullptr) return p.raise<Fault::badarg>();
  for (CoverageCell& cell : module->coverage->cells) cell.store(0, std::memory_order_relaxed);
  return atoms::ok;
}

constexpr Bif kRows[] = {
    bif<&support_0>("coverage_support"), bif<&get_2>("get_coverage"),     bif<&mode_0>("get_coverage_mode"),
    bif<&mode_1>("get_coverage_mode"),   bif<&reset_1>("reset_coverage"), bif<&set_mode_1>("set_coverage_mode"),
};

}  // namespace

extern const BifModule kCodeCoverage;
constinit const BifModule kCodeCoverage{"code", kRows};

}  // namespace rt
