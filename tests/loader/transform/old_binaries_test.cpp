// SPDX-License-Identifier: Apache-2.0
// Bitstrings built field by field, as compilers before OTP 25 write it. Errors as in OTP 27's JIT (instr_bs.cpp); whole
// programs compiled so are compared with a real erl by tests/differential (--variant r24).
#include "tests/support/program_fixture.hpp"

namespace {

using namespace test;

std::string begin(BeamBuilder& b, O opcode, const std::string& size) {
  b.op(opcode, {f(0), size, u(0), u(2), u(0), x(2)});
  return x(2);
}
void finish(BeamBuilder& b) {
  b.op(O::move, {x(2), x(0)});
  done(b);
}

TEST_CASE("fields behind each other") {
  check_runs({
      {"an integer and a string", "[258,b]", "<<1,2,97,98,99>>",
       [](auto& b) {
         const auto abc = b.string("abc");
         begin(b, O::bs_init2, u(5));
         b.op(O::bs_put_integer, {f(0), i(16), u(1), u(0), x(0)});
         b.op(O::bs_put_string, {u(3), abc});
         finish(b);
       }},
      {"little endian", "[258,b]", "<<2,1>>",
       [](auto& b) {
         begin(b, O::bs_init2, u(2));
         b.op(O::bs_put_integer, {f(0), i(2), u(8), u(2), x(0)});
         finish(b);
       }},
      {"bits", "[5,b]", "<<5:3>>",
       [](auto& b) {
         begin(b, O::bs_init_bits, u(3));
         b.op(O::bs_put_integer, {f(0), i(3), u(1), u(0), x(0)});
         finish(b);
       }},
      {"a size that is computed", "[<<1,2,3>>,7]", "<<7,1,2,3>>",
       [](auto& b) {
         b.op(O::gc_bif1, {f(0), u(2), b.import("erlang", "byte_size", 1), x(0), x(2)});
         b.op(O::bs_add, {f(0), i(1), x(2), u(1), x(3)});
         b.op(O::bs_init2, {f(0), x(3), u(0), u(2), u(0), x(2)});
         b.op(O::bs_put_integer, {f(0), i(8), u(1), u(0), x(1)});
         b.op(O::bs_put_binary, {f(0), b.a("all"), u(8), u(0), x(0)});
         finish(b);
       }},
      {"a part of a binary", "[<<1,2,3>>,7]", "<<1,2>>",
       [](auto& b) {
         begin(b, O::bs_init2, u(2));
         b.op(O::bs_put_binary, {f(0), i(2), u(8), u(0), x(0)});
         finish(b);
       }},
      {"floats", "[1.0,7]", "<<63,240,0,0,0,0,0,0>>",
       [](auto& b) {
         begin(b, O::bs_init2, u(8));
         b.op(O::bs_put_float, {f(0), i(64), u(1), u(0), x(0)});
         finish(b);
       }},
      {"code points", "[8364,7]", "<<226,130,172>>",
       [](auto& b) {
         b.op(O::bs_utf8_size, {f(0), x(0), x(2)});
         b.op(O::bs_init2, {f(0), x(2), u(0), u(2), u(0), x(2)});
         b.op(O::bs_put_utf8, {f(0), u(0), x(0)});
         finish(b);
       }},
      {"code points of UTF-16 and UTF-32", "[128512,65]", "<<216,61,222,0,0,0,0,65>>",
       [](auto& b) {
         b.op(O::bs_utf16_size, {f(0), x(0), x(2)});
         b.op(O::bs_add, {f(0), i(4), x(2), u(1), x(2)});
         b.op(O::bs_init2, {f(0), x(2), u(0), u(2), u(0), x(2)});
         b.op(O::bs_put_utf16, {f(0), u(0), x(0)});
         b.op(O::bs_put_utf32, {f(0), u(0), x(1)});
         finish(b);
       }},
      {"a large one", "[<<1>>,7]", "100",
       [](auto& b) {
         begin(b, O::bs_init2, u(100));
         b.op(O::bs_put_integer, {f(0), i(800), u(1), u(0), x(1)});
         b.op(O::gc_bif1, {f(0), u(3), b.import("erlang", "byte_size", 1), x(2), x(2)});
         finish(b);
       }},
  });
}

TEST_CASE("appending") {
  check_runs({
      {"to a binary", "[<<1,2>>,3]", "<<1,2,3>>",
       [](auto& b) {
         b.op(O::bs_append, {f(0), i(8), u(0), u(2), u(8), x(0), u(0), x(2)});
         b.op(O::bs_put_integer, {f(0), i(8), u(1), u(0), x(1)});
         finish(b);
       }},
      {"to a bitstring", "[<<1:1>>,3]", "<<129,1:1>>",
       [](auto& b) {
         b.op(O::bs_append, {f(0), i(8), u(0), u(2), u(1), x(0), u(0), x(2)});
         b.op(O::bs_put_integer, {f(0), i(8), u(1), u(0), x(1)});
         finish(b);
       }},
      {"again and again, privately", "[16,7]", "<<7,7,7>>",
       [](auto& b) {
         b.op(O::allocate, {u(1), u(2)});
         b.op(O::move, {x(1), y(0)});
         b.op(O::bs_init_writable);
         for (int n = 0; n < 3; ++n) {
           b.op(O::bs_private_append, {f(0), i(8), u(8), x(0), u(0), x(0)});
           b.op(O::bs_put_integer, {f(0), i(8), u(1), u(0), y(0)});
         }
         b.op(O::call_ext_last, {u(1), b.import("erlang", "exit", 1), u(1)});
       }},
      {"to what is no bitstring", "[a,3]", "badarg",
       [](auto& b) {
         b.op(O::bs_append, {f(0), i(8), u(0), u(2), u(8), x(0), u(0), x(2)});
         b.op(O::bs_put_integer, {f(0), i(8), u(1), u(0), x(1)});
         finish(b);
       }},
      {"to a bitstring that is no binary", "[<<1:1>>,3]", "badarg",
       [](auto& b) {
         b.op(O::bs_append, {f(0), i(8), u(0), u(2), u(8), x(0), u(0), x(2)});
         b.op(O::bs_put_integer, {f(0), i(8), u(1), u(0), x(1)});
         finish(b);
       }},
  });
}

TEST_CASE("what is wrong raises or jumps") {
  const auto sized = [](auto& b) {
    b.op(O::bs_init2, {f(0), x(0), u(0), u(2), u(0), x(2)});
    finish(b);
  };
  const auto added = [](auto& b) {
    b.op(O::bs_add, {f(0), x(0), x(1), u(8), x(2)});
    finish(b);
  };
  const auto integer = [](auto& b) {
    begin(b, O::bs_init2, u(2));
    b.op(O::bs_put_integer, {f(0), x(1), u(8), u(0), x(0)});
    finish(b);
  };
  check_runs({
      {"a negative size", "[-1,b]", "badarg", sized},
      {"a size that is no integer", "[a,b]", "badarg", sized},
      {"a size that is too large", "[1000000000000000000000,b]", "system_limit", sized},
      {"sum", "[2,3]", "26", added},
      {"a negative summand", "[2,-3]", "badarg", added},
      {"a sum that is too large", "[2,1152921504606846975]", "system_limit", added},
      {"no summand", "[2.0,1]", "badarg", added},
      {"no integer", "[a,2]", "badarg", integer},
      {"more than was begun", "[1,3]", "badarg", integer},
      {"a negative field", "[1,-1]", "badarg", integer},
      {"in a guard", "[a,2]", "no",
       [](auto& b) {
         b.op(O::bs_init2, {f(3), u(2), u(0), u(2), u(0), x(2)});
         b.op(O::bs_put_integer, {f(3), x(1), u(8), u(0), x(0)});
         finish(b);
         b.op(O::label, {u(3)});
         b.op(O::move, {b.a("no"), x(0)});
         done(b);
       }},
  });
}

}  // namespace
