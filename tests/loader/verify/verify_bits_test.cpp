// SPDX-License-Identifier: Apache-2.0
// Match contexts, bs_match commands, binaries under construction.
#include "tests/support/verify_fixture.hpp"

namespace {

using namespace test;

void start(BeamBuilder& b) { b.op(O::bs_start_match3, {f(1), x(0), u(2), x(0)}); }
void match(BeamBuilder& b, std::initializer_list<std::string> commands) {
  b.op(O::bs_match, {f(1), x(0), list(commands)});
}

TEST_CASE("match contexts stay among their operations") {
  check({
      {"extract", kAccepted,
       [](auto& b) {
         start(b);
         b.op(O::bs_get_integer2, {f(1), x(0), u(2), i(8), u(1), u(0), x(1)});
         b.op(O::bs_get_tail, {x(0), x(0), u(2)});
         b.op(O::return_);
       }},
      {"without bs_start_match", LoadErrorCode::bad_register_use,
       [](auto& b) {
         b.op(O::bs_get_tail, {x(0), x(0), u(2)});
         b.op(O::return_);
       }},
      {"a context as a term", LoadErrorCode::bad_register_use,
       [](auto& b) {
         start(b);
         b.op(O::is_tuple, {f(1), x(0)});
         b.op(O::return_);
       }},
      {"a context returned", LoadErrorCode::bad_register_use,
       [](auto& b) {
         start(b);
         b.op(O::return_);
       }},
      {"a context in a tuple", LoadErrorCode::bad_register_use,
       [](auto& b) {
         start(b);
         b.op(O::test_heap, {u(2), u(2)});
         b.op(O::put_tuple2, {x(0), list({x(0)})});
         b.op(O::return_);
       }},
      {"a context to another module", LoadErrorCode::bad_register_use,
       [](auto& b) {
         start(b);
         b.op(O::call_ext_only, {u(1), b.import("a", "b", 1)});
       }},
      {"a context to a function that matches", kAccepted,
       [](auto& b) {
         start(b);
         b.op(O::call_only, {u(1), f(13)});
       }},
      {"a context passed on to such a function", kAccepted,
       [](auto& b) {
         start(b);
         b.op(O::call_only, {u(1), f(15)});
       }},
      {"a context to a function that tests it", LoadErrorCode::bad_register_use,
       [](auto& b) {
         start(b);
         b.op(O::call_only, {u(1), f(11)});
       }},
      {"a context to a function that returns it", LoadErrorCode::bad_register_use,
       [](auto& b) {
         start(b);
         b.op(O::call_only, {u(1), f(17)});
       }},
      {"function_clause may see contexts", kAccepted,
       [](auto& b) {
         start(b);
         b.op(O::jump, {f(1)});
       }},
      {"the size of a context", kAccepted,
       [](auto& b) {
         start(b);
         b.op(O::gc_bif1, {f(0), u(1), b.import("erlang", "byte_size", 1), x(0), x(0)});
         b.op(O::return_);
       }},
      {"the length of a context", LoadErrorCode::bad_register_use,
       [](auto& b) {
         start(b);
         b.op(O::gc_bif1, {f(0), u(1), b.import("erlang", "length", 1), x(0), x(0)});
         b.op(O::return_);
       }},
      {"context on one path, term on the other", LoadErrorCode::bad_register_use,
       [](auto& b) {
         b.op(O::is_tuple, {f(3), x(1)});
         start(b);
         b.op(O::label, {u(3)});
         b.op(O::bs_get_tail, {x(0), x(0), u(1)});
         b.op(O::return_);
       }},
      {"... may be matched on", kAccepted,
       [](auto& b) {
         b.op(O::is_tuple, {f(3), x(1)});
         start(b);
         b.op(O::label, {u(3)});
         start(b);
         b.op(O::bs_get_tail, {x(0), x(0), u(1)});
         b.op(O::return_);
       }},
      {"where bs_start_match fails there is a term", kAccepted,
       [](auto& b) {
         b.op(O::bs_start_match3, {f(3), x(0), u(2), x(1)});
         b.op(O::bs_get_tail, {x(1), x(0), u(2)});
         b.op(O::return_);
         b.op(O::label, {u(3)});
         b.op(O::return_);
       }},
      {"the context must be below Live", LoadErrorCode::bad_register_use,
       [](auto& b) {
         start(b);
         b.op(O::bs_get_tail, {x(0), x(0), u(0)});
         b.op(O::return_);
       }},
      {"neither no_fail nor resume", LoadErrorCode::bad_instruction,
       [](auto& b) {
         b.op(O::bs_start_match4, {b.a("maybe"), u(2), x(0), x(0)});
         b.op(O::return_);
       }},
      {"bits of the string table", LoadErrorCode::operand_out_of_range,
       [](auto& b) {
         start(b);
         b.op(O::bs_match_string, {f(1), x(0), u(17), b.string("ab")});
         b.op(O::jump, {f(1)});
       }},
      {"unit 0", LoadErrorCode::bad_instruction,
       [](auto& b) {
         start(b);
         b.op(O::bs_test_unit, {f(1), x(0), u(0)});
         b.op(O::jump, {f(1)});
       }},
  });
}

TEST_CASE("bs_match commands") {
  check({
      {"well-formed", kAccepted,
       [](auto& b) {
         start(b);
         match(b, {b.a("ensure_at_least"), u(24), u(8), b.a("=:="), nil(), u(8), u(65), b.a("integer"), u(2),
                   nil(), u(8), u(1), x(1), b.a("skip"), u(8), b.a("get_tail"), u(2), u(8), x(0)});
         b.op(O::return_);
       }},
      {"reads more than is ensured", LoadErrorCode::bad_instruction,
       [](auto& b) {
         start(b);
         match(b, {b.a("ensure_at_least"), u(8), u(1), b.a("integer"), u(2), nil(), u(9), u(1), x(1)});
         b.op(O::jump, {f(1)});
       }},
      {"unit counts", LoadErrorCode::bad_instruction,
       [](auto& b) {
         start(b);
         match(b, {b.a("ensure_exactly"), u(8), b.a("binary"), u(2), nil(), u(8), u(8), x(1)});
         b.op(O::jump, {f(1)});
       }},
      {"unknown command", LoadErrorCode::bad_instruction,
       [](auto& b) {
         start(b);
         match(b, {b.a("ensure"), u(8)});
         b.op(O::jump, {f(1)});
       }},
      {"incomplete command", LoadErrorCode::bad_instruction,
       [](auto& b) {
         start(b);
         match(b, {b.a("ensure_at_least"), u(8)});
         b.op(O::jump, {f(1)});
       }},
      {"no command", LoadErrorCode::bad_instruction,
       [](auto& b) {
         start(b);
         match(b, {u(8)});
         b.op(O::jump, {f(1)});
       }},
      {"the context is lost in the middle", LoadErrorCode::bad_register_use,
       [](auto& b) {
         start(b);
         match(b, {b.a("ensure_at_least"), u(16), u(1), b.a("integer"), u(2), nil(), u(8), u(1), x(0),
                   b.a("integer"), u(2), nil(), u(8), u(1), x(1)});
         b.op(O::jump, {f(1)});
       }},
      {"what a command killed is dead where a later one fails", LoadErrorCode::undefined_register,
       [](auto& b) {
         start(b);
         b.op(O::bs_match,
              {f(3), x(0),
               list({b.a("ensure_at_least"), u(16), u(1), b.a("integer"), u(1), nil(), u(8), u(1), x(0)})});
         b.op(O::return_);
         b.op(O::label, {u(3)});
         b.op(O::bs_match, {f(4), x(0),
                            list({b.a("ensure_at_least"), u(16), u(1), b.a("get_tail"), u(1), u(1), x(2),
                                  b.a("ensure_exactly"), u(0)})});
         b.op(O::label, {u(4)});
         b.op(O::move, {x(1), x(0)});
         b.op(O::return_);
       }},
  });
}

TEST_CASE("construction") {
  check({
      {"bs_create_bin", kAccepted,
       [](auto& b) {
         b.op(O::bs_create_bin,
              {f(0), u(0), u(2), u(8), x(0),
               list({b.a("append"), u(1), u(8), nil(), x(0), b.a("all"), b.a("string"), u(2), u(8), nil(),
                     b.string("abc"), i(3), b.a("utf8"), u(3), u(0), nil(), x(1), b.a("undefined")})});
         b.op(O::return_);
       }},
      {"string beyond the table", LoadErrorCode::operand_out_of_range,
       [](auto& b) {
         b.op(O::bs_create_bin, {f(0), u(0), u(2), u(8), x(0),
                                 list({b.a("string"), u(1), u(8), nil(), b.string("abc"), i(4)})});
         b.op(O::return_);
       }},
      {"unknown type", LoadErrorCode::bad_instruction,
       [](auto& b) {
         b.op(O::bs_create_bin,
              {f(0), u(0), u(2), u(8), x(0), list({b.a("atom"), u(1), u(8), nil(), x(0), i(4)})});
         b.op(O::return_);
       }},
      {"append in the middle", LoadErrorCode::bad_instruction,
       [](auto& b) {
         b.op(O::bs_create_bin, {f(0), u(0), u(2), u(8), x(0),
                                 list({b.a("integer"), u(1), u(1), nil(), x(0), i(8), b.a("append"), u(1),
                                       u(8), nil(), x(0), b.a("all")})});
         b.op(O::return_);
       }},
      {"a number where a term belongs", LoadErrorCode::bad_instruction,
       [](auto& b) {
         b.op(O::bs_create_bin,
              {f(0), u(0), u(2), u(8), x(0), list({b.a("integer"), u(1), u(1), nil(), u(0), i(8)})});
         b.op(O::return_);
       }},
      {"put after init", kAccepted,
       [](auto& b) {
         b.op(O::bs_init2, {f(0), u(3), u(0), u(2), u(0), x(2)});
         b.op(O::bs_put_integer, {f(0), i(8), u(1), u(0), x(0)});
         b.op(O::bs_put_string, {u(2), b.string("ab")});
         b.op(O::move, {x(2), x(0)});
         b.op(O::return_);
       }},
      {"put without init", LoadErrorCode::bad_instruction,
       [](auto& b) {
         b.op(O::bs_put_integer, {f(0), i(8), u(1), u(0), x(0)});
         b.op(O::return_);
       }},
      {"put after a collection", LoadErrorCode::bad_instruction,
       [](auto& b) {
         b.op(O::bs_init2, {f(0), u(3), u(0), u(2), u(0), x(2)});
         b.op(O::test_heap, {u(0), u(2)});
         b.op(O::bs_put_integer, {f(0), i(8), u(1), u(0), x(0)});
         b.op(O::return_);
       }},
      {"put_string beyond the table", LoadErrorCode::operand_out_of_range,
       [](auto& b) {
         b.op(O::bs_init2, {f(0), u(3), u(0), u(2), u(0), x(2)});
         b.op(O::bs_put_string, {u(3), b.string("ab")});
         b.op(O::return_);
       }},
  });
}

}  // namespace
