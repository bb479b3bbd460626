// SPDX-License-Identifier: Apache-2.0
// Taking a stack trace (walking return words on the stack) and making it readable (addresses to functions and lines).
// Behaviour as OTP 27's beam_common.c: depth, duplicates, the top frame's arguments.
#include "runtime/error/stacktrace.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "runtime/process/process.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

using Addresses = std::vector<const Word*>;

// `pc` and return words are places behind an instruction.
Addresses walk(const Process& p, const Word* pc, int depth, bool repeat = false) {
  Addresses result;
  if (pc != nullptr && repeat) result.push_back(pc);
  if (pc != nullptr) result.push_back(pc);
  const Word* previous = pc;
  for (const Word* w = p.heap.sp; w != p.heap.end && static_cast<int>(result.size()) < depth + 1; ++w) {
    const Term t = Term::from_word(*w);
    if (!t.is_internal() || t.is_catch_mark() || t.is_none()) continue;
    const Word* address = t.code_pointer();
    if (address != previous) result.push_back(address);
    previous = address;
  }
  return result;
}

Term address_binary(Process& p, const Addresses& addresses) {
  const std::size_t bytes = addresses.size() * sizeof(const Word*);
  return p.reserve(binary_words(bytes))
      .binary({reinterpret_cast<const std::uint8_t*>(addresses.data()), bytes});
}

Addresses addresses_of(Term binary) {
  const Word* b = binary.boxed_ptr();
  const bool on_heap = header_kind(*b) == Kind::heap_binary;
  const std::size_t bytes = on_heap ? b[1] : b[handle::kSize];
  const auto* data = on_heap ? reinterpret_cast<const std::uint8_t*>(b + 2) : handle::shared(b)->bytes();
  Addresses result(bytes / sizeof(const Word*));
  std::memcpy(result.data(), data, bytes);
  return result;
}

Line line_at(const Function& f, const Word* behind) {
  const auto offset = static_cast<std::uint32_t>(behind - f.code);
  // The last entry that begins before `behind`.
  auto after = std::lower_bound(f.lines.begin(), f.lines.end(), offset,
                                [](const LineEntry& e, std::uint32_t o) { return e.code_offset < o; });
  // The compiler leaves a line out that says the same as the one before func_info.
  const std::uint32_t index = after == f.lines.begin() ? f.info_line : std::prev(after)->line;
  return index < f.module->lines.size() ? f.module->lines[index] : Line{0, 0};
}

// [{file, "..."}, {line, N}], or [] without a line. The file's name is UTF-8: the loader has checked it.
Term location(Process& p, const std::string& file, unsigned line) {
  if (line == 0) return Term::nil();
  const Term name = character_list(p, file);
  HeapWriter w = p.reserve(10);
  return w.list({w.tuple({atoms::file, name}), w.tuple({atoms::line, Term::small(line)})});
}
Term location(Process& p, const Function& f, Line line) {
  return line.file >= f.module->files.size() ? Term::nil() : location(p, f.module->files[line.file], line.line);
}

Term frame(Process& p, const Function& f, Term arity_or_arguments, const Word* behind) {
  const Term where = location(p, f, line_at(f, behind));
  return p.reserve(5).tuple({f.module->name, f.name, arity_or_arguments, where});
}

// Of the caller of a program's first function; none when nobody knows it.
Term start_frame(Process& p) {
  const StartFrame* f = p.vm().start_frame ? p.vm().start_frame() : nullptr;
  if (f == nullptr) return Term::none();
  const Term where = location(p, f->file, f->line);
  return p.reserve(5).tuple({f->module, f->function, Term::small(f->arity), where});
}

Term frames(Process& p, const Addresses& addresses, Term top, Term first_arguments) {
  std::vector<Term> list;
  if (top && top.is_cons()) {
    for (; top.is_cons(); top = top.tail()) list.push_back(top.head());
  } else if (top) {
    list.push_back(top);
  }
  // Where it happened is told whatever the depth.
  const auto depth = std::max<std::size_t>(1, static_cast<std::size_t>(p.vm().options.backtrace_depth));
  for (const Word* address : addresses) {
    if (list.size() >= depth) break;
    if (address == p.vm().start_code) {
      if (const Term start = start_frame(p)) list.push_back(start);
      continue;
    }
    const Function* f = p.vm().code.function_at(address - 1);
    if (f == nullptr) continue;
    const bool gets_arguments = first_arguments && list.empty();
    list.push_back(frame(p, *f, gets_arguments ? first_arguments : Term::small(f->arity), address));
  }
  return p.reserve(2 * list.size()).list(list);
}

}  // namespace

Term capture_stacktrace(Process& p, const Word* pc) {
  Exception& x = p.exception;
  const Term error_class = class_atom(x.error_class);
  if (x.raw) {
    if (tuple_element(x.raw, 0) == error_class) return x.raw;
    return p.reserve(4).tuple({error_class, tuple_element(x.raw, 1), tuple_element(x.raw, 2)});
  }
  if (x.trace) return p.reserve(3).tuple({error_class, x.trace});
  const int depth = std::max(1, p.vm().options.backtrace_depth);
  const Term addresses = address_binary(p, walk(p, pc, depth, x.repeats_place));
  HeapWriter w = p.reserve(9);
  Term top = x.top ? x.top : Term::nil();
  if (!x.top && (x.arguments || x.error_info)) {
    top = w.tuple({x.arguments ? x.arguments : atoms::none, x.error_info ? x.error_info : Term::nil()});
  }
  return w.tuple({error_class, top, addresses});
}

Term readable_stacktrace(Process& p, Term raw) {
  if (is_tuple(raw, 2) && tuple_element(raw, 1).is_list()) return tuple_element(raw, 1);
  if (!is_tuple(raw, 3) || !is_bitstring(tuple_element(raw, 2))) return raw;
  const Addresses addresses = addresses_of(tuple_element(raw, 2));
  const Term top = tuple_element(raw, 1);
  if (is_tuple(top, 2)) {  // erlang:error/2,3: arguments of the frame that called it, and its error_info
    const Term arguments = tuple_element(top, 0);
    const Term list = frames(p, addresses, Term::none(), arguments.is_list() ? arguments : Term::none());
    const Term info = tuple_element(top, 1);
    if (info.is_nil() || !list.is_cons()) return list;
    const Term first = list.head();
    std::vector<Term> where;
    for (Term rest = tuple_element(first, 3); rest.is_cons(); rest = rest.tail()) where.push_back(rest.head());
    HeapWriter w = p.reserve(16 + 2 * where.size());
    where.push_back(w.tuple({atoms::error_info, info}));
    const Term extra = w.list(where);
    return w.cons(w.tuple({tuple_element(first, 0), tuple_element(first, 1), tuple_element(first, 2), extra}), list.tail());
  }
  return frames(p, addresses, top.is_nil() ? Term::none() : top, Term::none());
}

Term class_of_trace(Term raw) {
  if (is_tuple(raw, 2) || is_tuple(raw, 3)) {
    const Term c = tuple_element(raw, 0);
    if (c == atoms::error || c == atoms::exit || c == atoms::throw_) return c;
  }
  return Term::none();
}

Term function_frame(Process& p, const Function& f, Term arguments) {
  const Line line = f.info_line < f.module->lines.size() ? f.module->lines[f.info_line] : Line{0, 0};
  const Term where = location(p, f, line);
  return p.reserve(5).tuple({f.module->name, f.name, arguments, where});
}

Term current_stacktrace(Process& p, const Word* pc) {
  if (p.vm().options.backtrace_depth == 0) return Term::nil();
  return frames(p, walk(p, pc, p.vm().options.backtrace_depth), Term::none(), Term::none());
}

}  // namespace rt
