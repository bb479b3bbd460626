// SPDX-License-Identifier: Apache-2.0
// Each stub is one instruction with a pointer operand: two words.
#include "runtime/interp/stubs.hpp"

#include "runtime/bifs/bif.hpp"
#include "runtime/code/instr.hpp"
#include "runtime/term/atom_table.hpp"

namespace rt {
namespace {

void write_stub(Word* at, Instr instr, const void* operand) {
  static_assert(instr_info(Instr::i_native).words == 2 && instr_info(Instr::i_native).slot[0] == 4);
  at[0] = handler_word(instr);
  at[1] = reinterpret_cast<Word>(operand);
}

}  // namespace

void write_undefined_stub(Export& e) {
  write_stub(e.stub, Instr::i_undefined_export, &e);
  e.entry = e.stub;
}

void write_native_stub(Export& e) {
  write_stub(e.stub, Instr::i_native, &e);
  e.entry = e.stub;
}

void make_continuation(Export& e, AtomTable& atoms, Term module, const Bif& row) {
  e.module = module;
  e.function = atoms.must_intern(row.name);
  e.arity = row.arity;
  e.bif = &row;
  write_native_stub(e);
}

void write_transform_stub(Function& f) {
  f.stub[0] = reinterpret_cast<Word>(&f);
  write_stub(f.stub + 1, Instr::i_transform, &f);
  set_entry(f, f.stub + 1);
}

void write_count_stub(Function& f) { set_handler(f.stub + 1, static_cast<std::uint32_t>(handler_word(Instr::i_count))); }

namespace {

bool has_breakpoint(const Function& f) { return f.entry == f.breakpoint + 1; }
void enter_at(Function& f, const Word* entry) {
  f.entry = entry;
  if (f.exported != nullptr && f.exported->implementation == &f) f.exported->entry = entry;
}

}  // namespace

void set_entry(Function& f, const Word* entry) {
  f.plain_entry = entry;
  if (!has_breakpoint(f)) enter_at(f, entry);
}

void set_breakpoint(Function& f, bool is_set) {
  if (f.breakpoint[0] == 0) {  // others may be in one that was set before
    f.breakpoint[0] = reinterpret_cast<Word>(&f);
    write_stub(f.breakpoint + 1, Instr::i_breakpoint, &f);
  }
  enter_at(f, is_set ? f.breakpoint + 1 : static_cast<const Word*>(f.plain_entry));
}

const Function* function_of_stub(const Word* at) {
  for (const Instr instr : {Instr::i_transform, Instr::i_count, Instr::i_breakpoint}) {
    if (handler_at(at) == static_cast<std::uint32_t>(handler_word(instr))) {
      return reinterpret_cast<const Function*>(at[1]);
    }
  }
  return nullptr;
}

const Export* native_of_stub(const Word* at) {
  return handler_at(at) == static_cast<std::uint32_t>(handler_word(Instr::i_native)) ? reinterpret_cast<const Export*>(at[1]) : nullptr;
}

VmCode::VmCode() {
  exit_normal[0] = handler_word(Instr::i_exit_normal);
  exit_normal_of_start[0] = exit_normal[0];
  await_reply[0] = handler_word(Instr::i_await_reply);
  dirty_call[0] = handler_word(Instr::i_dirty_call);
  garbage_collect[0] = handler_word(Instr::i_garbage_collect);
  hibernate[0] = handler_word(Instr::i_hibernate);
  hibernate[1] = handler_word(Instr::i_hibernated);
}

}  // namespace rt
