// SPDX-License-Identifier: Apache-2.0
// Hand-built code that runs: operands of every kind, fused instructions with a label between, what the verifier left to
// the engine.
#include "tests/support/program_fixture.hpp"

namespace {

using namespace test;

TEST_CASE("constants of every size") {
  const auto constant = [](std::string operand) {
    return [operand](BeamBuilder& b) {
      b.op(O::move, {operand, x(0)});
      done(b);
    };
  };
  check_runs({
      {"small", "[a,b]", "-7", constant(i(-7))},
      {"largest small", "[a,b]", "1152921504606846975", constant(i((std::int64_t{1} << 60) - 1))},
      {"smallest big", "[a,b]", "1152921504606846976", constant(i(std::int64_t{1} << 60))},
      {"negative big", "[a,b]", "-9223372036854775808", constant(i(INT64_MIN))},
      {"more than 64 bits", "[a,b]", "18446744073709551616", constant(compact_bytes(1, std::string("\x01\0\0\0\0\0\0\0\0", 9)))},
      {"nil", "[a,b]", "[]", constant(nil())},
  });
}

TEST_CASE("a label between two operations that could be one") {
  // The second move is jumped to: it must not have been eaten by the first.
  const Body body = [](BeamBuilder& b) {
    b.op(O::move, {i(1), x(2)});
    b.op(O::is_atom, {f(3), x(0)});
    b.op(O::move, {i(2), x(2)});
    b.op(O::label, {u(3)});
    b.op(O::move, {x(2), x(0)});
    done(b);
  };
  CHECK(run(body, "[a,b]") == "2");
  CHECK(run(body, "[1,b]") == "1");
}

TEST_CASE("function_clause has the arguments") {
  const Body body = [](BeamBuilder& b) {
    b.op(O::is_atom, {f(1), x(0)});
    done(b);
  };
  CHECK(run(body, "[1,{b}]").starts_with("{function_clause,[{m,go,[1,{b}],"));
}

TEST_CASE("what no compiler writes ends the process or jumps, and does no harm") {
  // Each reads an argument as something that it need not be.
  check_runs({
      {"the head of a cons", "[[1|2],b]", "1",
       [](auto& b) {
         b.op(O::get_hd, {x(0), x(0)});
         done(b);
       }},
      {"the head of an atom", "[a,b]", "badarg",
       [](auto& b) {
         b.op(O::get_hd, {x(0), x(0)});
         done(b);
       }},
      {"an element of a tuple", "[{a,b},b]", "b",
       [](auto& b) {
         b.op(O::get_tuple_element, {x(0), u(1), x(0)});
         done(b);
       }},
      {"an element that is not there", "[{a,b},b]", "badarg",
       [](auto& b) {
         b.op(O::get_tuple_element, {x(0), u(2), x(0)});
         done(b);
       }},
      {"an element of an integer", "[7,b]", "badarg",
       [](auto& b) {
         b.op(O::get_tuple_element, {x(0), u(0), x(0)});
         done(b);
       }},
      {"the arity of an integer", "[7,b]", "no",
       [](auto& b) {
         b.op(O::test_arity, {f(3), x(0), u(1)});
         done(b);
         b.op(O::label, {u(3)});
         b.op(O::move, {b.a("no"), x(0)});
         done(b);
       }},
      {"keys of a list", "[[],b]", "no",
       [](auto& b) {
         b.op(O::has_map_fields, {f(3), x(0), list({b.a("k")})});
         done(b);
         b.op(O::label, {u(3)});
         b.op(O::move, {b.a("no"), x(0)});
         done(b);
       }},
      {"an atom as a float", "[a,b]", "badarg",
       [](auto& b) {
         b.op(O::fmove, {x(0), fr(0)});
         b.op(O::test_heap, {alloc(0, 1), u(0)});
         b.op(O::fmove, {fr(0), x(0)});
         done(b);
       }},
      {"a record of another size", "[{r,1},b]", "badarg",
       [](auto& b) {
         b.op(O::test_heap, {u(4), u(1)});
         b.op(O::update_record, {b.a("copy"), u(3), x(0), x(0), list({u(2), i(5)})});
         done(b);
       }},
      {"matching on a list", "[[],b]", "badarg",
       [](auto& b) {
         b.op(O::bs_start_match4, {b.a("no_fail"), u(2), x(0), x(0)});
         b.op(O::bs_get_tail, {x(0), x(0), u(1)});
         done(b);
       }},
  });
}

TEST_CASE("a frame that may be unwound before it is set is cleared") {
  // Calls leave return addresses below the stack pointer; the slots of the last frame lie there.
  const Body body = [](BeamBuilder& b) {
    b.op(O::is_eq_exact, {f(3), x(0), b.a("leaf")});
    b.op(O::return_);
    b.op(O::label, {u(3)});
    b.op(O::is_eq_exact, {f(4), x(0), b.a("caller")});
    b.op(O::allocate, {u(1), u(2)});
    b.op(O::move, {x(1), y(0)});
    b.op(O::move, {b.a("leaf"), x(0)});
    b.op(O::call, {u(2), f(2)});
    b.op(O::deallocate, {u(1)});
    b.op(O::return_);
    b.op(O::label, {u(4)});
    b.op(O::allocate, {u(0), u(2)});
    b.op(O::move, {b.a("caller"), x(0)});
    b.op(O::call, {u(2), f(2)});
    b.op(O::deallocate, {u(0)});
    b.op(O::allocate, {u(3), u(1)});
    b.op(O::move, {b.a("kept"), y(2)});
    b.op(O::catch_, {y(1), f(5)});
    b.op(O::bif1, {f(0), b.import("erlang", "hd", 1), x(0), x(0)});
    b.op(O::label, {u(5)});
    b.op(O::catch_end, {y(1)});
    b.op(O::move, {y(2), x(0)});
    b.op(O::deallocate, {u(3)});
    done(b);
  };
  CHECK(run(body) == "kept");
}

TEST_CASE("selection by values of every kind") {
  const auto select = [](std::initializer_list<std::pair<std::string, std::string>> cases) {
    std::vector<std::pair<std::string, std::string>> rows(cases);
    return [rows](BeamBuilder& b) {
      std::string operands = compact(7, 1) + u(static_cast<std::int64_t>(2 * rows.size()));
      for (std::size_t n = 0; n < rows.size(); ++n) operands += rows[n].first + f(static_cast<std::int64_t>(3 + n));
      b.op(O::select_val, {x(0), f(20), operands});
      for (std::size_t n = 0; n < rows.size(); ++n) {
        b.op(O::label, {u(static_cast<std::int64_t>(3 + n))});
        b.op(O::move, {b.a(rows[n].second), x(0)});
        done(b);
      }
      b.op(O::label, {u(20)});
      b.op(O::move, {b.a("none"), x(0)});
      done(b);
    };
  };
  const Body dense = select({{i(1), "one"}, {i(2), "two"}, {i(3), "three"}, {i(4), "four"}, {i(5), "five"}});
  for (const auto& [value, expected] : {std::pair{"[1,b]", "one"}, {"[3,b]", "three"}, {"[5,b]", "five"}, {"[0,b]", "none"},
                                        {"[6,b]", "none"}, {"[3.0,b]", "none"}, {"[36893488147419103235,b]", "none"}}) {
    CAPTURE(value);
    CHECK(run(dense, value) == expected);
  }
  const Body wide = select({{i(-5), "low"}, {i(100000), "high"}, {i(std::int64_t{1} << 62), "big"}});
  for (const auto& [value, expected] :
       {std::pair{"[-5,b]", "low"}, {"[100000,b]", "high"}, {"[4611686018427387904,b]", "big"}, {"[a,b]", "none"}}) {
    CAPTURE(value);
    CHECK(run(wide, value) == expected);
  }
}

}  // namespace
