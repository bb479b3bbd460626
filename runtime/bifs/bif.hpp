// SPDX-License-Identifier: Apache-2.0
// Bif: a function that OTP has in C. One row per function at the foot of bifs/<module>.cpp; arity is deduced
// from the signature:
//
//   Term reverse_2(Process& p, Term list, Term tail) { ... }
//   constexpr Bif kRows[] = { bif<&reverse_2>("reverse"), ... };
//   constinit const BifModule kLists{"lists", kRows};        // and one line in registry.cpp
//
// A native gets its arguments by value, allocates with p.reserve(words) (which never collects, so terms in
// locals stay valid), and returns its result; or returns p.raise<Fault::badarg>() (the none-term); or asks the
// engine to call an Erlang function with p.trap(export, {args...}), whose result becomes its own. The engine
// collects, if need be, after the native has returned. Natives run on the scheduler thread of their process and
// must not block; work in proportion to their input they charge with p.charge(reductions).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

#include "runtime/term/term.hpp"

namespace rt {

class Process;

enum class BifKind : std::uint8_t {
  plain,
  guard,  // may stand in guards (bif and gc_bif instructions): raising there only fails the test
  library,      // Erlang code in OTP: no builtin in the eyes of a program
  instruction,  // a builtin, but an instruction in OTP, and so in no list of them
  continuation,  // the rest of a builtin, which traps to it: no builtin in the eyes of a program
};

constexpr bool is_builtin(BifKind kind) { return kind != BifKind::library && kind != BifKind::continuation; }

using BifFunction = Term (*)(Process&, const Term* arguments);

struct Bif {
  std::string_view name;
  unsigned arity;
  BifKind kind;
  BifFunction function;  // takes its arguments from an array of `arity` terms
};

struct BifModule {
  std::string_view name;
  std::span<const Bif> rows;
};

namespace bif_detail {
template <auto F, class Signature>
struct Adapter;
template <auto F, class... Ts>
struct Adapter<F, Term (*)(Process&, Ts...)> {
  static_assert((std::is_same_v<Ts, Term> && ...));
  static constexpr unsigned arity = sizeof...(Ts);
  static Term call(Process& p, const Term* arguments) {
    return spread(p, arguments, std::make_integer_sequence<unsigned, arity>{});
  }
  template <unsigned... I>
  static Term spread(Process& p, [[maybe_unused]] const Term* arguments, std::integer_sequence<unsigned, I...>) {
    return F(p, arguments[I]...);
  }
};
}  // namespace bif_detail

template <auto F>
constexpr Bif bif(std::string_view name, BifKind kind = BifKind::plain) {
  using Adapter = bif_detail::Adapter<F, decltype(F)>;
  return Bif{name, Adapter::arity, kind, &Adapter::call};
}
template <auto F>
constexpr Bif guard_bif(std::string_view name) {
  return bif<F>(name, BifKind::guard);
}

// All native modules, sorted out by registry.cpp.
std::span<const BifModule* const> all_bif_modules();

}  // namespace rt
