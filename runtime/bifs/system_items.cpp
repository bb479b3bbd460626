// SPDX-License-Identifier: Apache-2.0
// What erlang:system_info/1 tells about parts that OTP has many of and this machine one or none: the C library's
// allocator. OTP's other allocators are known by name, and not in use.
#include "runtime/bifs/system_items.hpp"

#include <gnu/libc-version.h>

#include <algorithm>
#include <charconv>
#include <vector>

#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/trap.hpp"
#include "runtime/code/boot_modules.hpp"
#include "runtime/ets/tables.hpp"
#include "runtime/process/heap_sizes.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/server_on_demand.hpp"
#include "runtime/term/bignum.hpp"
#include "runtime/vm.hpp"

namespace rt::system_items {
namespace {

Term atom_of(Process& p, std::string_view text) { return p.vm().atoms.must_intern(text); }

Term libc_version(Process& p) {
  std::vector<Term> numbers;
  const std::string_view text = gnu_get_libc_version();
  for (std::size_t at = 0; at < text.size();) {
    int n = 0;
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), n);
    if (error != std::errc()) break;
    numbers.push_back(Term::small(n));
    at = static_cast<std::size_t>(end - text.data()) + 1;
  }
  return p.reserve(2 * numbers.size()).list(numbers);
}

// [{e, true}, {m, libc}]
Term libc_settings(Process& p) {
  HeapWriter w = p.reserve(3 + 3 + 4);
  const Term is_enabled = w.tuple({atom_of(p, "e"), atoms::true_});
  const Term is_libc = w.tuple({atom_of(p, "m"), atom_of(p, "libc")});
  return w.list({is_enabled, is_libc});
}

constexpr std::string_view kUnusedAllocators[] = {
    "temp_alloc", "sl_alloc",      "std_alloc",    "ll_alloc",     "eheap_alloc", "ets_alloc",
    "fix_alloc",  "literal_alloc", "binary_alloc", "driver_alloc", "test_alloc",  "mseg_alloc",
};

// [{instance, 0, Properties}], as OTP has it for each scheduler.
Term instance(Process& p, Term properties) {
  HeapWriter w = p.reserve(4 + 2);
  return w.list({w.tuple({atom_of(p, "instance"), Term::small(0), properties})});
}

Term of_allocator(Process& p, std::string_view name, bool is_sizes) {
  if (name == "sys_alloc") {
    if (is_sizes) return instance(p, Term::nil());
    const Term settings = libc_settings(p);
    HeapWriter w = p.reserve(3 + 2);
    return instance(p, w.list({w.tuple({atom_of(p, "options"), settings})}));
  }
  for (const std::string_view unused : kUnusedAllocators) {
    if (unused == name) return atoms::false_;
  }
  return Term::none();
}

}  // namespace

Term allocator(Process& p) {
  const Term version = libc_version(p), settings = libc_settings(p), name = atom_of(p, "sys_alloc");
  HeapWriter w = p.reserve(5 + 2 + 3 + 2);
  const Term features = w.list({name});
  const Term all_settings = w.list({w.tuple({name, settings})});
  return w.tuple({atom_of(p, "glibc"), version, features, all_settings});
}

Term ets_count(Process& p) {
  if (wait_for_tables(p)) return trap_to_erlang(p, "system_info", {p.vm().atoms.must_intern("ets_count")});
  return Term::small(static_cast<std::int64_t>(p.vm().tables->count()));
}

Term heap_sizes(Process& p) {
  constexpr std::size_t kMaxWords = std::size_t{1} << 50;
  std::vector<Term> sizes;
  for (OtpHeapSizes at; at.following() <= kMaxWords; at.advance()) {
    sizes.push_back(Term::small(static_cast<std::int64_t>(at.size())));
  }
  return p.reserve(2 * sizes.size()).list(sizes);
}

Term max_integer(Process& p) {
  HeapWriter w = p.reserve(kBignumMaxLimbs + 2);
  Word* object = w.peek(kBignumMaxLimbs + 1);
  for (std::size_t i = 0; i < kBignumMaxLimbs; ++i) object[1 + i] = ~Word{0};
  return finish_integer(w, object, kBignumMaxLimbs, false);
}

Term native_functions(Process& p) {
  Term list = Term::nil();
  for (const BifModule* module : all_bif_modules()) {
    if (has_nif_natives(module->name)) continue;
    const Term name = atom_of(p, module->name);
    HeapWriter w = p.reserve(module->rows.size() * (4 + 2));
    for (const Bif& row : module->rows) {
      if (row.kind != BifKind::plain && row.kind != BifKind::guard) continue;
      list = w.cons(w.tuple({name, atom_of(p, row.name), Term::small(row.arity)}), list);
    }
  }
  return list;
}

Term sequential_tracer(Process& p) {
  const Term name = atom_of(p, "sequential_tracer");
  return p.reserve(3).tuple({name, atoms::false_});
}
Term update_cpu_info(Process& p) { return atom_of(p, "unchanged"); }

// Those of OTP's own kind: all but sys_alloc, mseg_alloc and the one for tests.
Term alloc_util_allocators(Process& p) {
  std::vector<Term> names;
  for (const std::string_view each : kUnusedAllocators) {
    if (each != "test_alloc" && each != "mseg_alloc") names.push_back(atom_of(p, each));
  }
  return p.reserve(2 * names.size()).list(names);
}

Term of_allocators(Process& p, std::string_view kind, Term names) {
  if (kind != "allocator" && kind != "allocator_sizes") return Term::none();
  std::vector<Term> all, pairs;
  for (; names.is_cons(); names = names.tail()) {
    const Term name = names.head();
    if (!name.is_atom() || std::ranges::find(all, name) != all.end()) return Term::none();
    const Term value = of_allocator(p, p.vm().atoms.text(name), kind == "allocator_sizes");
    if (!value) return Term::none();
    all.push_back(name);
    pairs.push_back(p.reserve(3).tuple({name, value}));
  }
  if (!names.is_nil() || pairs.empty()) return Term::none();
  return p.reserve(2 * pairs.size()).list(pairs);
}

Term of_pair(Process& p, std::string_view kind, std::string_view which) {
  if (kind == "wordsize" && (which == "internal" || which == "external")) return Term::small(8);
  if (kind == "cpu_topology" && (which == "defined" || which == "detected" || which == "used")) return atoms::undefined;
  if (kind == "allocator") return of_allocator(p, which, false);
  if (kind == "allocator_sizes") return of_allocator(p, which, true);
  return Term::none();
}

}  // namespace rt::system_items
