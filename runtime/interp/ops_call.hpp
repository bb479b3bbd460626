// SPDX-License-Identifier: Apache-2.0
// Handlers: calls, natives, funs, and the stubs that stand in for code.
#pragma once

#include "runtime/bifs/bif.hpp"
#include "runtime/interp/exec.hpp"
#include "runtime/interp/slow.hpp"
#include "runtime/process/dirty.hpp"

namespace rt::ops {

template <class E>
VM_INLINE Flow enter_function(E& e, Raw callee) {
  const auto* f = callee.as<const Function>();
  return e.enter(f->entry, f->arity);
}
template <class E>
VM_INLINE Flow enter_export(E& e, Raw callee) {
  const auto* x = callee.as<const Export>();
  return e.enter(x->entry, x->arity);
}
template <class E>
VM_INLINE Flow call(E& e, Raw callee) {
  e.push_return();
  return enter_function(e, callee);
}
template <class E>
VM_INLINE Flow call_last(E& e, Raw callee, std::uint32_t words) {
  e.sp += words;
  return enter_function(e, callee);
}
template <class E>
VM_INLINE Flow call_only(E& e, Raw callee) { return enter_function(e, callee); }
template <class E>
VM_INLINE Flow move_call_x(E& e, Raw callee, XReg s, XReg d) {
  e[d] = e[s];
  return call(e, callee);
}
template <class E>
VM_INLINE Flow move_call_y(E& e, Raw callee, YReg s, XReg d) {
  e[d] = e[s];
  return call(e, callee);
}
template <class E>
VM_INLINE Flow move_call_only_x(E& e, Raw callee, XReg s, XReg d) {
  e[d] = e[s];
  return enter_function(e, callee);
}
template <class E>
VM_INLINE Flow call_ext(E& e, Raw callee) {
  e.push_return();
  return enter_export(e, callee);
}
template <class E>
VM_INLINE Flow call_ext_last(E& e, Raw callee, std::uint32_t words) {
  e.sp += words;
  return enter_export(e, callee);
}
template <class E>
VM_INLINE Flow call_ext_only(E& e, Raw callee) { return enter_export(e, callee); }

// Goes where a native asked to go.
template <class E>
VM_INLINE Flow enter_trap(E& e) {
  const Word* entry = e.p->trap_entry;
  const unsigned arity = slow::take_trap_arguments(*e.p, e.x);
  if (e.p->heap.wants_collection()) e.collect_now(0, arity);
  return e.enter(entry, arity);
}
// Runs a native on x0..; afterwards x0 is its result, or ip is in the function it traps to (`trapped`).
template <class E>
VM_INLINE Flow run_native(E& e, const Export* callee, BifFunction function, slow::CallPlace place, bool* trapped) {
  e.reductions -= 1;
  e.save();
  const Term result = function(*e.p, e.x);
  if (!result) [[unlikely]] {
    e.load();
    Process& p = *e.p;
    if (p.dirty != nullptr && p.dirty->is_asked) go_dirty(p, callee, function, e.x);
    if (p.trap_entry != nullptr) {
      *trapped = true;
      return enter_trap(e);
    }
    if (slow::retry_when_server_runs(p, callee, e.x)) {
      e.load();
      *trapped = true;
      return enter_trap(e);
    }
    slow::blame_native(p, callee, e.x, place);
    e.load();
    return Flow::raise;
  }
  e.x[0] = result;
  e.settle(1);
  return Flow::next;
}
template <class E>
VM_INLINE Flow call_native(E& e, Raw callee, Raw function) {
  bool trapped = false;
  const Word* back = e.ip;
  const Flow flow = run_native(e, callee.as<const Export>(), function.function<BifFunction>(), slow::CallPlace::body, &trapped);
  if (trapped) [[unlikely]] *--e.sp = Term::return_address(back).word();
  return flow;
}
template <class E>
VM_INLINE Flow call_native_last(E& e, Raw callee, Raw function, std::uint32_t words) {
  bool trapped = false;
  const Flow flow = run_native(e, callee.as<const Export>(), function.function<BifFunction>(), slow::CallPlace::last, &trapped);
  if (flow == Flow::raise) [[unlikely]] return flow;
  e.sp += words;
  return trapped ? flow : e.pop_return();
}
template <class E>
VM_INLINE Flow call_native_only(E& e, Raw callee, Raw function) {
  bool trapped = false;
  const Flow flow = run_native(e, callee.as<const Export>(), function.function<BifFunction>(), slow::CallPlace::last, &trapped);
  if (flow == Flow::raise || trapped) [[unlikely]] return flow;
  return e.pop_return();
}
template <class E>
VM_INLINE Flow i_native(E& e, Raw callee) {
  const auto* x = callee.as<const Export>();
  bool trapped = false;
  // What raised is not in the stub: let the trace begin with the caller.
  const Flow flow = run_native(e, x, x->bif->function, slow::CallPlace::stub, &trapped);
  if (flow == Flow::raise) [[unlikely]] {
    e.ip = Term::from_word(*e.sp).code_pointer();
    return flow;
  }
  return trapped ? flow : e.pop_return();
}
template <class E>
VM_INLINE Flow i_undefined_export(E& e, Raw callee) {
  auto* x = callee.as<Export>();
  e.save();
  const bool resolved = slow::resolve_export(*e.p, x, e.x);
  e.load();
  if (!resolved) {
    if (e.p->trap_entry != nullptr) return enter_trap(e);
    e.ip = Term::from_word(*e.sp).code_pointer();
    return Flow::raise;
  }
  e.ip = x->entry;
  return Flow::next;
}
template <class E>
VM_INLINE Flow i_transform(E& e, Raw function) {
  auto* f = function.as<Function>();
  e.save();
  const bool ready = slow::transform(*e.p, f);
  e.load();
  if (!ready) return Flow::raise;
  e.ip = f->plain_entry;
  return Flow::next;
}
template <class E>
VM_INLINE Flow i_breakpoint(E& e, Raw function) {
  e.save();
  const bool is_handled = slow::call_breakpoint(*e.p, *function.as<const Function>(), e.x);
  e.load();
  if (is_handled) return enter_trap(e);
  e.ip = Term::from_word(*e.sp).code_pointer();
  return Flow::raise;
}
template <class E>
VM_INLINE Flow i_count(E& e, Raw function) {
  auto* f = function.as<Function>();
  const std::uint32_t calls = f->call_count.load(std::memory_order_relaxed) + 1;
  if (calls < e.p->vm().options.calls_before_native) [[likely]] {
    f->call_count.store(calls, std::memory_order_relaxed);
  } else {
    VM_SLOW_FROM_HERE(E);
    slow::compile(*e.p, f);
  }
  e.ip = f->code + 1;
  return Flow::next;
}
template <class E>
VM_INLINE Flow i_missing_native(E& e, Raw callee) {
  e.save();
  slow::raise_undef(*e.p, callee.as<const Export>(), e.x);
  e.load();
  return Flow::raise;
}
template <class E>
VM_INLINE Flow i_func_info(E& e, Raw function) {
  e.save();
  slow::raise_function_clause(*e.p, function.as<const Function>(), e.x);
  e.load();
  e.ip = Term::from_word(*e.sp).code_pointer();  // the frame of the function itself is in the exception
  return Flow::raise;
}

// --- funs. The environment goes behind the arguments.
template <class E>
VM_INLINE Flow enter_fun(E& e, Term fun, std::uint32_t arity, bool body) {
  if (fun.is_boxed()) [[likely]] {
    const Word* object = fun.boxed_ptr();
    const Word header = *object;
    if (header_kind(header) == Kind::fun_local) [[likely]] {
      const auto* entry = reinterpret_cast<const FunEntry*>(object[1]);
      const Function* function = entry->function;
      if (entry->arity == arity && function != nullptr) [[likely]] {
        const std::size_t free = header_words(header) - 2;
        for (std::size_t i = 0; i < free; ++i) e.x[arity + i] = Term::from_word(object[3 + i]);
        return e.enter(function->entry, arity + static_cast<unsigned>(free));
      }
    } else if (header_kind(header) == Kind::fun_export) {
      const auto* x = reinterpret_cast<const Export*>(object[1]);
      if (x->arity == arity) [[likely]] return e.enter(x->entry, arity);
    }
  }
  VM_SLOW_FROM_HERE(E);
  e.save();
  const bool resolved = slow::resolve_fun(*e.p, fun, arity, e.x, body);
  e.load();
  if (e.p->trap_entry != nullptr) return enter_trap(e);
  if (!resolved) return Flow::raise;
  const Word* object = fun.boxed_ptr();
  const std::size_t free = header_words(*object) - 2;
  for (std::size_t i = 0; i < free; ++i) e.x[arity + i] = Term::from_word(object[3 + i]);
  return e.enter(reinterpret_cast<const FunEntry*>(object[1])->function->entry, arity + static_cast<unsigned>(free));
}
template <class E>
VM_INLINE Flow call_fun2(E& e, Src fun, std::uint32_t arity) {
  const Term f = e.get(fun);
  const Word* back = e.ip;
  const Flow flow = enter_fun(e, f, arity, true);
  if (flow == Flow::raise || flow == Flow::slow) [[unlikely]] return flow;
  *--e.sp = Term::return_address(back).word();
  return flow;
}
template <class E>
VM_INLINE Flow call_fun(E& e, std::uint32_t arity) { return call_fun2(e, Src::x(arity), arity); }
template <class E>
VM_INLINE Flow call_fun_last(E& e, Src fun, std::uint32_t arity, std::uint32_t words) {
  const Term f = e.get(fun);
  const Flow flow = enter_fun(e, f, arity, false);
  if (flow == Flow::raise || flow == Flow::slow) [[unlikely]] return flow;
  e.sp += words;
  return flow;
}
template <class E>
VM_INLINE Flow make_fun(E& e, Raw entry, DReg d, std::uint32_t free) {
  Word* f = e.htop;
  f[0] = make_header(Kind::fun_local, 2 + free);
  f[1] = entry.word;
  f[2] = e.p->pid.word();
  for (std::uint32_t i = 0; i < free; ++i) f[3 + i] = e.get(Src{e.ip[i]}).word();
  e.ip += free;
  e.htop += 3 + free;
  e.set(d, Term::boxed(f));
  return Flow::next;
}

// --- apply: module in x[arity], function in x[arity + 1]
template <class E>
VM_INLINE Flow apply_of(E& e, std::uint32_t arity, std::uint32_t words, bool last) {
  e.save();
  Export* callee = slow::find_callee(*e.p, e.x[arity], e.x[arity + 1], arity, e.x);
  e.load();
  if (callee == nullptr) [[unlikely]] return Flow::raise;
  if (callee->bif != nullptr) [[unlikely]] {  // not through its stub: the trace begins with this function
    const Raw function{reinterpret_cast<Word>(callee->bif->function)}, native{reinterpret_cast<Word>(callee)};
    return last ? call_native_last(e, native, function, words) : call_native(e, native, function);
  }
  if (last) {
    e.sp += words;
  } else {
    e.push_return();
  }
  return e.enter(callee->entry, arity);
}
template <class E>
VM_INLINE Flow apply(E& e, std::uint32_t arity) { return apply_of(e, arity, 0, false); }
template <class E>
VM_INLINE Flow apply_last(E& e, std::uint32_t arity, std::uint32_t words) { return apply_of(e, arity, words, true); }

}  // namespace rt::ops
