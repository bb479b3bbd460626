// SPDX-License-Identifier: Apache-2.0
// Emitter: native code for one function. compile_function.cpp walks the instructions; emit_<area>.cpp has a member for
// each instruction that has native code, under its name and with the operands of instrs.def, as the interpreter's
// handlers have. An instruction without a member is left to the interpreter, and so is what rarely happens to those with
// one: `slow()` is a label where the instruction at hand is run again by its handler, so before it jumps there an
// instruction has changed nothing.
//
// Rules for a member: load every operand and ask for target() before the first branch (what is in registers and in memory
// must hold on all ways through the instruction); store results last; code on a rare way that comes back (`cold`) leaves the registers as they are.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "runtime/code/module.hpp"
#include "runtime/interp/engine_entries.hpp"
#include "runtime/jit/registers.hpp"

namespace rt::jit {

// Where the interpreter enters native code: at `at`, by the handler word.
struct Entry {
  const Word* at;
  std::uint32_t offset;  // bytes into the code
};

class Emitter {
 public:
  Emitter(const EngineEntries& engine, const Function& function, asmjit::CodeHolder& code);
  void run();
  // After run(), with the code in its final form.
  std::vector<Entry> entries() const;

 private:
  using Gp = asmjit::x86::Gp;
  using Label = asmjit::Label;

  // --- compile_function.cpp: the walk
  void find_targets();
  bool emit_instruction(Instr instr);
  void finish_cold();
  std::size_t index_at(const Word* at) const;

  // --- emitter.cpp: ways out
  Label target(LabelRef label);  // of a test that fails; writes what must be in memory there
  Label slow();
  void leave();                        // the interpreter goes on with this instruction
  void cold(std::function<void()> emit) { cold_.push_back(std::move(emit)); }
  void ends() { ended_ = true; }       // nothing falls through to the next instruction
  const Word* list() const { return at_ + instr_info(instr_).words; }
  void dispatch(const Gp& ip);         // to whatever handler the instruction at ip has

  // --- operands
  ValueId of(XReg r) { return registers_.value({Slot::x, r.index}); }
  ValueId of(YReg r) { return registers_.value({Slot::y, r.index}); }
  ValueId of(FReg r) { return registers_.value({Slot::f, r.index}); }
  ValueId of(Term t) { return registers_.constant(t); }
  ValueId of(DReg r) { return registers_.value(slot(r)); }
  ValueId of(Src s);
  static Slot slot(DReg r) {
    return r.bits & DReg::kYBit ? Slot{Slot::y, static_cast<std::uint16_t>(r.bits & ~DReg::kYBit)} : Slot{Slot::x, r.bits};
  }
  void put(XReg r, ValueId v) { registers_.store({Slot::x, r.index}, v); }
  void put(YReg r, ValueId v) { registers_.store({Slot::y, r.index}, v); }
  void put(FReg r, ValueId v) { registers_.store({Slot::f, r.index}, v); }
  void put(DReg r, ValueId v) { registers_.store(slot(r), v); }
  template <class S, class D>
  void copy(S s, D d) { put(d, of(s)); }
  void store_word(const asmjit::x86::Mem& to, ValueId v);
  void store_word(const asmjit::x86::Mem& to, Word w);
  void compare(ValueId v, Term constant);  // sets flags; here and below
  void compare(const asmjit::x86::Mem& memory, Word w);
  void compare(ValueId a, ValueId b);
  Facts& facts(ValueId v) { return registers_.facts(v); }
  Gp gpr(ValueId v) { return registers_.gpr(v); }
  asmjit::x86::Xmm xmm(ValueId v) { return registers_.xmm(v); }

  // --- tests that go to a label; facts are noted for what falls through
  void want_small(ValueId v, Label otherwise);
  void want_both_small(ValueId a, ValueId b, Label otherwise);
  void want_cons(ValueId v, Label otherwise);
  void want_boxed(ValueId v, Label otherwise);
  void want_tuple(ValueId v, std::uint32_t least_arity, Label otherwise);
  void want_tagged_float(const Gp& reg, Label otherwise);
  void want_room(std::uint32_t words, Label otherwise);

  // --- emit_move.cpp
  void move_x_x(XReg s, XReg d);
  void move_x_y(XReg s, YReg d);
  void move_y_x(YReg s, XReg d);
  void move_y_y(YReg s, YReg d);
  void move_c_x(XReg d, Term c);
  void move_c_y(YReg d, Term c);
  void move2_x_x_x_x(XReg a, XReg b, XReg c, XReg d);
  void move2_x_y_x_y(XReg a, YReg b, XReg c, YReg d);
  void move2_y_x_y_x(YReg a, XReg b, YReg c, XReg d);
  void move3_x_x(XReg a, XReg b, XReg c, XReg d, XReg s, XReg t);
  void move3_y_x(YReg a, XReg b, YReg c, XReg d, YReg s, XReg t);
  void move3_x_y(XReg a, YReg b, XReg c, YReg d, XReg s, YReg t);
  void swap(DReg a, DReg b);
  void init_y(YReg y);
  void init_yregs(std::uint32_t count);
  void allocate(std::uint32_t words, std::uint32_t live);
  void allocate_heap(std::uint32_t words, std::uint32_t live, std::uint32_t heap_words);
  void allocate_move_x_y(std::uint32_t words, std::uint32_t live, XReg s, YReg d);
  void test_heap(std::uint32_t live, std::uint32_t words);
  void trim(std::uint32_t words);
  void deallocate(std::uint32_t words);
  void jump(LabelRef to);
  void add_to_stack(std::int32_t words);

  // --- emit_call.cpp
  void return_();
  void deallocate_return(std::uint32_t words);
  void move_return_x(XReg s);
  void move_return_c(Term c);
  void move_deallocate_return_y(YReg s, std::uint32_t words);
  void call(Raw callee);
  void call_last(Raw callee, std::uint32_t words);
  void call_only(Raw callee);
  void move_call_x(Raw callee, XReg s, XReg d);
  void move_call_y(Raw callee, YReg s, XReg d);
  void move_call_only_x(Raw callee, XReg s, XReg d);
  void call_ext(Raw callee);
  void call_ext_last(Raw callee, std::uint32_t words);
  void call_ext_only(Raw callee);
  void call_fun(std::uint32_t arity);
  void call_fun2(Src fun, std::uint32_t arity);
  void call_fun_last(Src fun, std::uint32_t arity, std::uint32_t words);
  void push_return();
  void count_reduction(const Published<const Word>* entry, std::uint32_t live);
  void load_entry(const Published<const Word>* entry);  // to kIp
  void enter(const Function& callee);
  void enter(const Export& callee);
  void enter_fun(Src fun, std::uint32_t arity, std::uint32_t words, bool last);

  // --- emit_test.cpp
  void is_nil_x(XReg s, LabelRef f);
  void is_nil(Src s, LabelRef f);
  void is_nonempty_list_x(XReg s, LabelRef f);
  void is_nonempty_list_y(YReg s, LabelRef f);
  void is_nonempty_list(Src s, LabelRef f);
  void is_list(Src s, LabelRef f);
  void is_atom(Src s, LabelRef f);
  void is_boolean(Src s, LabelRef f);
  void is_float(Src s, LabelRef f);
  void is_number(Src s, LabelRef f);
  void is_binary_x(XReg s, LabelRef f);
  void is_binary(Src s, LabelRef f);
  void is_bitstr(Src s, LabelRef f);
  void is_function(Src s, LabelRef f);
  void is_map(Src s, LabelRef f);
  void is_integer_x(XReg s, LabelRef f);
  void is_integer(Src s, LabelRef f);
  void is_tuple_x(XReg s, LabelRef f);
  void is_tuple(Src s, LabelRef f);
  void test_arity_x(XReg s, LabelRef f, std::uint32_t arity);
  void test_arity(Src s, LabelRef f, std::uint32_t arity);
  void is_tuple_of_arity_x(XReg s, LabelRef f, std::uint32_t arity);
  void is_tuple_of_arity_y(YReg s, LabelRef f, std::uint32_t arity);
  void is_tagged_tuple_x(XReg s, LabelRef f, Word header, Term tag);
  void is_tagged_tuple(Src s, LabelRef f, Word header, Term tag);
  void is_eq_exact_x_i(XReg s, LabelRef f, Term c);
  void is_eq_exact_y_i(YReg s, LabelRef f, Term c);
  void is_ne_exact_x_i(XReg s, LabelRef f, Term c);
  void is_ne_exact_y_i(YReg s, LabelRef f, Term c);
  void is_eq_exact_x_x(XReg a, XReg b, LabelRef f);
  void is_ne_exact_x_x(XReg a, XReg b, LabelRef f);
  void is_eq_exact(Src a, Src b, LabelRef f);
  void is_ne_exact(Src a, Src b, LabelRef f);
  void is_eq(Src a, Src b, LabelRef f);
  void is_ne(Src a, Src b, LabelRef f);
  void is_lt_x_x(XReg a, XReg b, LabelRef f);
  void is_lt_x_c(XReg a, LabelRef f, Term c);
  void is_lt_c_x(XReg b, LabelRef f, Term c);
  void is_lt(Src a, Src b, LabelRef f);
  void is_ge_x_x(XReg a, XReg b, LabelRef f);
  void is_ge_x_c(XReg a, LabelRef f, Term c);
  void is_ge_c_x(XReg b, LabelRef f, Term c);
  void is_ge(Src a, Src b, LabelRef f);
  void select_2_x(XReg s, LabelRef f, LabelRef la, LabelRef lb, Term a, Term b);
  void select_3_x(XReg s, LabelRef f, LabelRef la, LabelRef lb, LabelRef lc, Term a, Term b, Term c);
  void select_linear_x(XReg s, LabelRef f, std::uint32_t count);
  void select_linear(Src s, LabelRef f, std::uint32_t count);
  void select_binary(Src s, LabelRef f, std::uint32_t count);
  void select_tuple_arity(Src s, LabelRef f, std::uint32_t count);
  void test_is_tuple(Src s, LabelRef f);
  // Whether it is an object of one of these kinds. Jumps only.
  void jump_by_kind(const Gp& reg, std::initializer_list<Kind> kinds, Label yes, Label no);
  void jump_by_float(const Gp& reg, Label yes, Label no);
  void test_kind(ValueId v, std::initializer_list<Kind> kinds, LabelRef f);
  void test_integer(ValueId v, LabelRef f);
  void test_binary(ValueId v, LabelRef f);
  void test_atom(ValueId v, LabelRef f);
  void test_arity_of(ValueId tuple, LabelRef f, std::uint32_t arity);
  void test_tagged_tuple(ValueId v, LabelRef f, Word header, Term tag);
  void test_tuple_of_arity(ValueId v, LabelRef f, std::uint32_t arity);
  void test_same(ValueId v, Term c, bool wanted, LabelRef f);
  void test_same(ValueId a, ValueId b, bool wanted, LabelRef f);
  // Two different words: they may be the same term only if both are pointers.
  void jump_unless_pointers(const Gp& a, const Gp& b, Label otherwise);
  void test_equal(ValueId a, ValueId b, bool wanted, LabelRef f);
  void test_less(ValueId a, ValueId b, bool wanted, LabelRef f);
  Label packed_target(std::uint32_t count, std::uint32_t i);
  void select_between(ValueId v, LabelRef f, std::uint32_t count, std::uint32_t first, std::uint32_t last);
  void select_values(LabelRef f, std::uint32_t count, const std::function<void(Term)>& compare_with);

  // --- emit_data.cpp
  void get_element_x_x(XReg s, std::uint32_t n, XReg d);
  void get_element_x_y(XReg s, std::uint32_t n, YReg d);
  void get_element_y_x(YReg s, std::uint32_t n, XReg d);
  void get_element(Src s, std::uint32_t n, DReg d);
  void get_2_elements_x_x(XReg s, std::uint32_t n, XReg d1, XReg d2);
  void get_3_elements_x_x(XReg s, std::uint32_t n, XReg d1, XReg d2, XReg d3);
  void get_2_elements_y_x(YReg s, std::uint32_t n, XReg d1, XReg d2);
  void put_tuple2(DReg d, std::uint32_t arity);
  void put_tuple2_2(DReg d, Src a, Src b);
  void put_tuple2_3(DReg d, Src a, Src b, Src c);
  void update_record(DReg d, Src s, std::uint32_t size, std::uint32_t updates);
  void put_list(Src h, Src t, DReg d);
  void put_list_x_x_x(XReg h, XReg t, XReg d);
  void put_list_x_y_x(XReg h, YReg t, XReg d);
  void put_list_y_x_x(YReg h, XReg t, XReg d);
  void get_list_x(XReg s, DReg h, DReg t);
  void get_list_x_x_x(XReg s, XReg h, XReg t);
  void get_list_x_y_x(XReg s, YReg h, XReg t);
  void get_list_x_x_y(XReg s, XReg h, YReg t);
  void get_list_x_y_y(XReg s, YReg h, YReg t);
  void get_list(Src s, DReg h, DReg t);
  void get_hd(Src s, DReg d);
  void get_tl(Src s, DReg d);
  void nonempty_get_list_x_x_x(XReg s, XReg h, XReg t, LabelRef f);
  void nonempty_get_list_x_y_x(XReg s, YReg h, XReg t, LabelRef f);
  void make_fun(Raw entry, DReg d, std::uint32_t free);
  void check_cons(Src s);
  void check_tuple(Src s, std::uint32_t arity);
  void check_tuple_x(XReg s, std::uint32_t arity);
  void check_tuple_y(YReg s, std::uint32_t arity);
  ValueId load_word(ValueId from, std::int32_t displacement);
  // So many words at the heap's top, which are written, as a term with this tag.
  ValueId take_heap(std::uint32_t words, std::int32_t tag);
  ValueId take_tuple(std::uint32_t arity);
  template <class S, class D>
  void element_of(S s, std::uint32_t n, D d) { put(d, load_word(of(s), element_offset(n))); }
  template <class S, class H, class T>
  void split(S s, H h, T t);
  template <class D>
  void cons(ValueId h, ValueId t, D d);
  void new_tuple(DReg d, const Word* sources, std::uint32_t arity);
  static std::int32_t element_offset(std::uint32_t n) { return static_cast<std::int32_t>(8 * n) - 2; }

  // --- emit_arith.cpp
  void add_x_x(XReg a, XReg b, DReg d, std::uint32_t live, LabelRef f);
  void add_x_y(XReg a, YReg b, DReg d, std::uint32_t live, LabelRef f);
  void add_y_x(YReg a, XReg b, DReg d, std::uint32_t live, LabelRef f);
  void add_x_c(XReg a, DReg d, std::uint32_t live, LabelRef f, Term c);
  void add_x_c_swapped(XReg a, DReg d, std::uint32_t live, LabelRef f, Term c);
  void add(Src a, Src b, DReg d, std::uint32_t live, LabelRef f);
  void sub_x_x(XReg a, XReg b, DReg d, std::uint32_t live, LabelRef f);
  void sub_x_c(XReg a, DReg d, std::uint32_t live, LabelRef f, Term c);
  void sub_y_c(YReg a, DReg d, std::uint32_t live, LabelRef f, Term c);
  void sub(Src a, Src b, DReg d, std::uint32_t live, LabelRef f);
  void mul_x_x(XReg a, XReg b, DReg d, std::uint32_t live, LabelRef f);
  void mul(Src a, Src b, DReg d, std::uint32_t live, LabelRef f);
  void int_div(Src a, Src b, DReg d, std::uint32_t live, LabelRef f);
  void int_rem(Src a, Src b, DReg d, std::uint32_t live, LabelRef f);
  void int_div_x_c(XReg a, DReg d, std::uint32_t live, LabelRef f, Term c);
  void int_rem_x_c(XReg a, DReg d, std::uint32_t live, LabelRef f, Term c);
  void divide(Src a, Src b, DReg d, std::uint32_t live, LabelRef f);
  void band_x_c(XReg a, DReg d, std::uint32_t live, LabelRef f, Term c);
  void band(Src a, Src b, DReg d, std::uint32_t live, LabelRef f);
  void bor(Src a, Src b, DReg d, std::uint32_t live, LabelRef f);
  void bxor(Src a, Src b, DReg d, std::uint32_t live, LabelRef f);
  void bsl(Src a, Src b, DReg d, std::uint32_t live, LabelRef f);
  void bsr(Src a, Src b, DReg d, std::uint32_t live, LabelRef f);
  enum class Operator : std::uint8_t { add, sub, mul, div };
  void arithmetic(Operator op, ValueId a, ValueId b, DReg d);
  std::optional<asmjit::Imm> immediate_of(ValueId v) const;
  void float_arithmetic(Operator op, ValueId a, ValueId b, DReg d);
  void divide_small(ValueId a, ValueId b, DReg d, bool remainder);
  enum class BitOperator : std::uint8_t { and_, or_, xor_ };
  void bits(BitOperator op, ValueId a, ValueId b, DReg d);

  // --- emit_guard.cpp: guard functions
  void self(DReg d);
  void element_x(XReg tuple, std::uint32_t n, DReg d, LabelRef f, Raw callee);
  void element_y(YReg tuple, std::uint32_t n, DReg d, LabelRef f, Raw callee);
  void to_float(Src s, DReg d, std::uint32_t live, LabelRef f, Raw callee);
  void hd(Src s, DReg d, LabelRef f, Raw callee);
  void tl(Src s, DReg d, LabelRef f, Raw callee);
  void tuple_size(Src s, DReg d, LabelRef f, Raw callee);
  void bif_eq_exact(Src a, Src b, DReg d);
  void bif_ne_exact(Src a, Src b, DReg d);
  void bif_lt(Src a, Src b, DReg d);
  void bif_ge(Src a, Src b, DReg d);
  void bif_gt(Src a, Src b, DReg d);
  void bif_le(Src a, Src b, DReg d);
  void element_at(ValueId tuple, std::uint32_t n, DReg d);
  void set_less(ValueId a, ValueId b, DReg d, bool wanted);
  void set_same(ValueId a, ValueId b, DReg d, bool wanted);

  // --- emit_coverage.cpp
  void count_coverage(Raw cell);
  void mark_coverage(Raw cell);

  // --- emit_float.cpp
  void fconv(Src s, FReg d);
  void fconv_x(XReg s, FReg d);
  void fconv_y(YReg s, FReg d);
  void fmove_c_f(FReg d, Word bits);
  void fmove_s_f(Src s, FReg d);
  void fmove_x_f(XReg s, FReg d);
  void fmove_y_f(YReg s, FReg d);
  void check_fmove_x_f(XReg s, FReg d);
  void check_fmove_y_f(YReg s, FReg d);
  void fmove_f_x(FReg s, XReg d);
  void fmove_f_y(FReg s, YReg d);
  void fadd(FReg a, FReg b, FReg d);
  void fsub(FReg a, FReg b, FReg d);
  void fmul(FReg a, FReg b, FReg d);
  void fdiv(FReg a, FReg b, FReg d);
  void fnegate(FReg a, FReg d);
  // The double of a value; goes to slow() when it is no number, or no float where integers are not welcome.
  ValueId double_of(ValueId v, bool takes_integers);
  void untag(const asmjit::x86::Xmm& to, const Gp& from);
  // A float term of a double; zeros on a rare way, what has no immediate goes to slow().
  ValueId float_term(ValueId number);
  void float_operation(Operator op, FReg a, FReg b, FReg d);
  void operate(Operator op, const asmjit::x86::Xmm& to, const asmjit::x86::Xmm& by);

  // --- emit_binary.cpp
  void check_bitstring(Src s);
  void bs_start_match(Src s, DReg d, std::uint32_t live, LabelRef f);
  void bs_match(DReg context, std::uint32_t live, std::uint32_t words, LabelRef f);
  void bs_test_tail(Src s, std::uint32_t bits, LabelRef f);
  void bs_test_unit(Src s, std::uint32_t unit, LabelRef f);
  void bs_get_position(Src s, DReg d, std::uint32_t live);
  void bs_set_position(Src s, Src at);
  void bs_get_utf8(Src s, DReg d, LabelRef f);
  Gp want_context(ValueId v);
  void load_bytes(const Gp& to, const Gp& context);
  void load_bits_left(const Gp& context);  // to kScratch
  void load_whole_bytes(std::size_t bits, unsigned flags, asmjit::x86::Mem from);
  void load_bits(std::size_t bits, unsigned flags, const Gp& bytes, const Gp& offset, std::size_t delta);

  struct Row {
    const Word* at;
    Instr instr;
    bool is_target = false;  // a jump ends here
    bool is_entry = false;   // the interpreter comes in here
    Label label;
  };

  const EngineEntries& engine_;
  const Function& function_;
  asmjit::CodeHolder& code_;
  asmjit::x86::Assembler a_;
  Registers registers_;
  std::vector<Row> rows_;
  std::size_t row_ = 0;
  const Word* at_ = nullptr;
  Instr instr_ = Instr::i_malformed;
  bool ended_ = false;
  Label slow_;
  bool has_slow_ = false;
  std::vector<bool> double_is_read_elsewhere_;  // by float register: a block reads it that has not written it
  std::vector<std::function<void()>> cold_;
};

}  // namespace rt::jit
