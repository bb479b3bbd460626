// SPDX-License-Identifier: Apache-2.0
// Registers, frames, calls, heap and what is proven.
#include "tests/support/verify_fixture.hpp"

namespace {

using namespace test;

TEST_CASE("guard functions preset only what would be garbage, and only where it is read") {
  const auto presets = [](unsigned result, unsigned read) {
    const Verified v = verify([=](auto& b) {
      b.op(O::bif1, {f(3), b.import("erlang", "hd", 1), x(0), x(result)});
      b.op(O::label, {u(3)});
      b.op(O::move, {x(read), x(0)});
      ret(b);
    });
    REQUIRE(v.result == kAccepted);
    return v.op(O::bif1).presets();
  };
  CHECK(presets(2, 2));
  CHECK_FALSE(presets(2, 1));
  CHECK_FALSE(presets(1, 1));
}

TEST_CASE("x registers are read only when they are set") {
  check({
      {"arguments are set", kAccepted,
       [](auto& b) {
         b.op(O::move, {x(1), x(0)});
         ret(b);
       }},
      {"beyond the arguments", LoadErrorCode::undefined_register,
       [](auto& b) {
         b.op(O::move, {x(2), x(0)});
         ret(b);
       }},
      {"dead above Live", LoadErrorCode::undefined_register,
       [](auto& b) {
         b.op(O::test_heap, {u(2), u(1)});
         b.op(O::move, {x(1), x(0)});
         ret(b);
       }},
      {"Live over what is set", LoadErrorCode::undefined_register,
       [](auto& b) {
         b.op(O::test_heap, {u(2), u(3)});
         ret(b);
       }},
      {"set on one path only", LoadErrorCode::undefined_register,
       [](auto& b) {
         b.op(O::is_tuple, {f(3), x(0)});
         b.op(O::move, {i(1), x(2)});
         b.op(O::label, {u(3)});
         b.op(O::move, {x(2), x(0)});
         ret(b);
       }},
      {"read where the guard function that sets it has failed", kAccepted,
       [](auto& b) {
         b.op(O::bif1, {f(3), b.import("erlang", "hd", 1), x(0), x(2)});
         b.op(O::label, {u(3)});
         b.op(O::move, {x(2), x(0)});
         ret(b);
       }},
      {"set on both paths", kAccepted,
       [](auto& b) {
         b.op(O::move, {i(2), x(2)});
         b.op(O::is_tuple, {f(3), x(0)});
         b.op(O::move, {i(1), x(2)});
         b.op(O::label, {u(3)});
         b.op(O::move, {x(2), x(0)});
         ret(b);
       }},
      {"a loop that loses a register", LoadErrorCode::undefined_register,
       [](auto& b) {
         b.op(O::label, {u(3)});
         b.op(O::move, {x(1), x(0)});
         b.op(O::test_heap, {u(0), u(1)});
         b.op(O::jump, {f(3)});
       }},
      {"function_clause needs the arguments", LoadErrorCode::undefined_register,
       [](auto& b) {
         b.op(O::test_heap, {u(0), u(1)});
         b.op(O::jump, {f(1)});
       }},
      {"dead on the fail branch too", LoadErrorCode::undefined_register,
       [](auto& b) {
         b.op(O::gc_bif1, {f(3), u(1), b.import("erlang", "length", 1), x(0), x(0)});
         ret(b);
         b.op(O::label, {u(3)});
         b.op(O::move, {x(1), x(0)});
         ret(b);
       }},
      {"get_map_elements may have written before it fails", LoadErrorCode::bad_register_use,
       [](auto& b) {
         b.op(O::bs_start_match3, {f(1), x(1), u(2), x(1)});
         b.op(O::get_map_elements, {f(3), x(0), list({b.a("k"), x(1)})});
         ret(b);
         b.op(O::label, {u(3)});
         b.op(O::bs_get_tail, {x(1), x(0), u(2)});
         ret(b);
       }},
      {"float registers", LoadErrorCode::undefined_register,
       [](auto& b) {
         b.op(O::fadd, {f(0), fr(0), fr(1), fr(0)});
         ret(b);
       }},
      {"float registers do not survive calls", LoadErrorCode::undefined_register,
       [](auto& b) {
         b.op(O::fconv, {x(0), fr(0)});
         b.op(O::allocate, {u(0), u(1)});
         b.op(O::call, {u(1), f(11)});
         b.op(O::test_heap, {alloc(0, 1), u(0)});
         b.op(O::fmove, {fr(0), x(0)});
         b.op(O::deallocate, {u(0)});
         ret(b);
       }},
  });
}

TEST_CASE("stack frames") {
  check({
      {"allocate, set, deallocate", kAccepted,
       [](auto& b) {
         b.op(O::allocate, {u(1), u(2)});
         b.op(O::move, {x(1), y(0)});
         b.op(O::call, {u(1), f(11)});
         b.op(O::move, {y(0), x(0)});
         b.op(O::deallocate, {u(1)});
         ret(b);
       }},
      {"call without a frame", LoadErrorCode::bad_frame,
       [](auto& b) {
         b.op(O::call, {u(1), f(11)});
         ret(b);
       }},
      {"return with a frame", LoadErrorCode::bad_frame,
       [](auto& b) {
         b.op(O::allocate, {u(0), u(1)});
         ret(b);
       }},
      {"two frames", LoadErrorCode::bad_frame,
       [](auto& b) {
         b.op(O::allocate, {u(0), u(1)});
         b.op(O::allocate, {u(0), u(1)});
         ret(b);
       }},
      {"deallocate of another size", LoadErrorCode::bad_frame,
       [](auto& b) {
         b.op(O::allocate, {u(1), u(1)});
         b.op(O::deallocate, {u(2)});
         ret(b);
       }},
      {"call_last of another size", LoadErrorCode::bad_frame,
       [](auto& b) {
         b.op(O::allocate, {u(0), u(1)});
         b.op(O::call_last, {u(1), f(11), u(1)});
       }},
      {"call_only with a frame", LoadErrorCode::bad_frame,
       [](auto& b) {
         b.op(O::allocate, {u(0), u(1)});
         b.op(O::call_only, {u(1), f(11)});
       }},
      {"slot outside the frame", LoadErrorCode::bad_frame,
       [](auto& b) {
         b.op(O::allocate, {u(1), u(1)});
         b.op(O::move, {x(0), y(1)});
         ret(b);
       }},
      {"slot without a frame", LoadErrorCode::bad_frame,
       [](auto& b) {
         b.op(O::move, {x(0), y(0)});
         ret(b);
       }},
      {"slot read before it is set", LoadErrorCode::undefined_register,
       [](auto& b) {
         b.op(O::allocate, {u(1), u(1)});
         b.op(O::move, {y(0), x(0)});
         ret(b);
       }},
      {"slot not set at a collection", LoadErrorCode::undefined_register,
       [](auto& b) {
         b.op(O::allocate, {u(1), u(1)});
         b.op(O::test_heap, {u(1), u(1)});
         ret(b);
       }},
      {"slot not set at a call", LoadErrorCode::undefined_register,
       [](auto& b) {
         b.op(O::allocate, {u(1), u(1)});
         b.op(O::call, {u(1), f(11)});
         ret(b);
       }},
      {"init_yregs sets", kAccepted,
       [](auto& b) {
         b.op(O::allocate, {u(2), u(1)});
         b.op(O::init_yregs, {list({y(0), y(1)})});
         b.op(O::call_last, {u(1), f(11), u(2)});
       }},
      {"trim moves slots down", kAccepted,
       [](auto& b) {
         b.op(O::allocate, {u(2), u(2)});
         b.op(O::move, {x(0), y(0)});
         b.op(O::move, {x(1), y(1)});
         b.op(O::trim, {u(1), u(1)});
         b.op(O::move, {y(0), x(0)});
         b.op(O::deallocate, {u(1)});
         ret(b);
       }},
      {"trim to a wrong size", LoadErrorCode::bad_frame,
       [](auto& b) {
         b.op(O::allocate, {u(2), u(2)});
         b.op(O::trim, {u(1), u(2)});
         ret(b);
       }},
      {"frames of different sizes meet at a raise", kAccepted,
       [](auto& b) {
         b.op(O::is_tuple, {f(3), x(0)});
         b.op(O::allocate, {u(1), u(2)});
         b.op(O::move, {x(1), y(0)});
         b.op(O::jump, {f(4)});
         b.op(O::label, {u(3)});
         b.op(O::allocate, {u(0), u(2)});
         b.op(O::label, {u(4)});
         b.op(O::badmatch, {x(0)});
       }},
      {"frames of different sizes meet at a return", LoadErrorCode::bad_frame,
       [](auto& b) {
         b.op(O::is_tuple, {f(3), x(0)});
         b.op(O::allocate, {u(0), u(2)});
         b.op(O::label, {u(3)});
         ret(b);
       }},
      {"falls off the end", LoadErrorCode::falls_off_end,
       [](auto& b) {
         b.op(O::move, {x(1), x(0)});
       }},
      {"runs into the next function's code", LoadErrorCode::falls_off_end,
       [](auto& b) {
         b.op(O::is_tuple, {f(1), x(0)});
       }},
      {"calls that raise end a path", kAccepted,
       [](auto& b) {
         b.op(O::allocate, {u(0), u(1)});
         b.op(O::call_ext, {u(1), b.import("erlang", "error", 1)});
       }},
      {"other calls do not", LoadErrorCode::falls_off_end,
       [](auto& b) {
         b.op(O::allocate, {u(0), u(1)});
         b.op(O::call_ext, {u(1), b.import("erlang", "errors", 1)});
       }},
      {"unreachable code is not looked at", kAccepted,
       [](auto& b) {
         ret(b);
         b.op(O::move, {y(7), x(0)});
       }},
  });
}

TEST_CASE("calls agree with what is called") {
  check({
      {"local arity", LoadErrorCode::bad_function,
       [](auto& b) {
         b.op(O::call_only, {u(2), f(11)});
       }},
      {"import arity", LoadErrorCode::bad_function,
       [](auto& b) {
         b.op(O::call_ext_only, {u(2), b.import("lists", "reverse", 1)});
       }},
      {"arguments are set", LoadErrorCode::undefined_register,
       [](auto& b) {
         b.op(O::call_ext_only, {u(3), b.import("lists", "keyfind", 3)});
       }},
      {"fun environment", LoadErrorCode::bad_function,
       [](auto& b) {
         const auto fun = b.fun("other", 1, 11, 1);
         b.op(O::test_heap, {alloc(9, 0, 1), u(2)});
         b.op(O::make_fun3, {fun, x(0), list({})});
         ret(b);
       }},
      {"fun", kAccepted,
       [](auto& b) {
         const auto fun = b.fun("other", 1, 11, 1);
         b.op(O::test_heap, {alloc(1, 0, 1), u(2)});
         b.op(O::make_fun3, {fun, x(0), list({x(1)})});
         ret(b);
       }},
      {"guard functions by bif", kAccepted,
       [](auto& b) {
         b.op(O::bif1, {f(0), b.import("erlang", "hd", 1), x(0), x(0)});
         ret(b);
       }},
      {"functions that need heap by bif", LoadErrorCode::bad_function,
       [](auto& b) {
         b.op(O::bif2, {f(0), b.import("erlang", "+", 2), x(0), x(1), x(0)});
         ret(b);
       }},
      {"functions of other modules by gc_bif", LoadErrorCode::bad_function,
       [](auto& b) {
         b.op(O::gc_bif1, {f(0), u(2), b.import("lists", "sort", 1), x(0), x(0)});
         ret(b);
       }},
      {"call_fun needs the fun", LoadErrorCode::undefined_register,
       [](auto& b) {
         b.op(O::allocate, {u(0), u(2)});
         b.op(O::call_fun, {u(2)});
         b.op(O::deallocate, {u(0)});
         ret(b);
       }},
      {"apply needs module and function", LoadErrorCode::undefined_register,
       [](auto& b) {
         b.op(O::allocate, {u(0), u(2)});
         b.op(O::apply_last, {u(1), u(0)});
       }},
  });
}

TEST_CASE("terms are built only on reserved heap") {
  check({
      {"cons", kAccepted,
       [](auto& b) {
         b.op(O::test_heap, {u(2), u(2)});
         b.op(O::put_list, {x(0), x(1), x(0)});
         ret(b);
       }},
      {"cons without reserve", LoadErrorCode::bad_heap_need,
       [](auto& b) {
         b.op(O::put_list, {x(0), x(1), x(0)});
         ret(b);
       }},
      {"two where one fits", LoadErrorCode::bad_heap_need,
       [](auto& b) {
         b.op(O::test_heap, {u(3), u(2)});
         b.op(O::put_list, {x(0), x(1), x(0)});
         b.op(O::put_list, {x(0), x(1), x(0)});
         ret(b);
       }},
      {"a collection voids the reserve", LoadErrorCode::bad_heap_need,
       [](auto& b) {
         b.op(O::test_heap, {u(2), u(2)});
         b.op(O::gc_bif1, {f(0), u(2), b.import("erlang", "length", 1), x(0), x(0)});
         b.op(O::put_list, {x(0), x(1), x(0)});
         ret(b);
       }},
      {"the smaller reserve of two paths counts", LoadErrorCode::bad_heap_need,
       [](auto& b) {
         b.op(O::test_heap, {u(4), u(2)});
         b.op(O::is_tuple, {f(3), x(0)});
         b.op(O::put_list, {x(0), x(1), x(0)});
         b.op(O::label, {u(3)});
         b.op(O::put_tuple2, {x(0), list({x(0), x(1)})});
         ret(b);
       }},
      {"a tuple needs one word more", LoadErrorCode::bad_heap_need,
       [](auto& b) {
         b.op(O::test_heap, {u(2), u(2)});
         b.op(O::put_tuple2, {x(0), list({x(0), x(1)})});
         ret(b);
       }},
      {"floats count apart", LoadErrorCode::bad_heap_need,
       [](auto& b) {
         b.op(O::test_heap, {u(8), u(1)});
         b.op(O::fconv, {x(0), fr(0)});
         b.op(O::fmove, {fr(0), x(0)});
         ret(b);
       }},
      {"update_record", kAccepted,
       [](auto& b) {
         b.op(O::test_heap, {u(4), u(2)});
         b.op(O::update_record, {b.a("reuse"), u(3), x(0), x(0), list({u(2), x(1)})});
         ret(b);
       }},
      {"update_record beyond its size", LoadErrorCode::bad_instruction,
       [](auto& b) {
         b.op(O::test_heap, {u(4), u(2)});
         b.op(O::update_record, {b.a("reuse"), u(3), x(0), x(0), list({u(4), x(1)})});
         ret(b);
       }},
      {"set_tuple_element after setelement/3", kAccepted,
       [](auto& b) {
         b.op(O::allocate, {u(1), u(2)});
         b.op(O::move, {x(1), y(0)});
         b.op(O::move, {x(0), x(1)});
         b.op(O::move, {i(1), x(0)});
         b.op(O::move, {i(7), x(2)});
         b.op(O::call_ext, {u(3), b.import("erlang", "setelement", 3)});
         b.op(O::set_tuple_element, {y(0), x(0), u(1)});
         b.op(O::deallocate, {u(1)});
         ret(b);
       }},
      {"set_tuple_element on any tuple", LoadErrorCode::bad_register_use,
       [](auto& b) {
         b.op(O::set_tuple_element, {x(1), x(0), u(0)});
         ret(b);
       }},
      {"set_tuple_element after a collection", LoadErrorCode::bad_register_use,
       [](auto& b) {
         b.op(O::allocate, {u(0), u(2)});
         b.op(O::move, {nil(), x(2)});
         b.op(O::call_ext, {u(3), b.import("erlang", "setelement", 3)});
         b.op(O::test_heap, {u(0), u(1)});
         b.op(O::set_tuple_element, {i(1), x(0), u(1)});
         b.op(O::deallocate, {u(0)});
         ret(b);
       }},
  });
}

TEST_CASE("what is proven about a source is flagged") {
  const Verified v = verify([](auto& b) {
    b.op(O::is_tagged_tuple, {f(1), x(0), u(3), b.a("rec")});
    b.op(O::get_tuple_element, {x(0), u(2), x(2)});
    b.op(O::is_nonempty_list, {f(1), x(1)});
    b.op(O::get_hd, {x(1), x(1)});
    b.op(O::get_tl, {x(2), x(2)});
    b.op(O::is_map, {f(1), x(2)});
    b.op(O::has_map_fields, {f(1), x(2), list({b.a("k")})});
    b.op(O::test_arity, {f(1), x(0), u(3)});
    b.op(O::return_);
  });
  REQUIRE(v.result == kAccepted);
  CHECK(v.op(O::get_tuple_element).is_proven());
  CHECK(v.op(O::get_hd).is_proven());
  CHECK_FALSE(v.op(O::get_tl).is_proven());
  CHECK(v.op(O::has_map_fields).is_proven());
  CHECK(v.op(O::test_arity).is_proven());
  CHECK(v.op(O::return_).is_reachable());
}

TEST_CASE("a proof holds only if it holds on every path") {
  const Verified v = verify([](auto& b) {
    b.op(O::is_tuple, {f(3), x(0)});
    b.op(O::test_arity, {f(1), x(0), u(5)});
    b.op(O::jump, {f(4)});
    b.op(O::label, {u(3)});
    b.op(O::is_tagged_tuple, {f(1), x(0), u(2), b.a("rec")});
    b.op(O::label, {u(4)});
    b.op(O::get_tuple_element, {x(0), u(2), x(0)});
    b.op(O::return_);
  });
  REQUIRE(v.result == kAccepted);
  CHECK_FALSE(v.op(O::get_tuple_element).is_proven());
}

}  // namespace
