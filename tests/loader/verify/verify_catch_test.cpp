// SPDX-License-Identifier: Apache-2.0
// Catch and try marks, handlers, messages.
#include "tests/support/verify_fixture.hpp"

namespace {

using namespace test;

void frame(BeamBuilder& b, int slots) { b.op(O::allocate, {u(slots), u(2)}); }
void leave(BeamBuilder& b, int slots) {
  b.op(O::deallocate, {u(slots)});
  b.op(O::return_);
}

TEST_CASE("catch and try come in pairs") {
  check({
      {"catch", kAccepted,
       [](auto& b) {
         frame(b, 1);
         b.op(O::catch_, {y(0), f(3)});
         b.op(O::call, {u(1), f(11)});
         b.op(O::label, {u(3)});
         b.op(O::catch_end, {y(0)});
         leave(b, 1);
       }},
      {"try", kAccepted,
       [](auto& b) {
         frame(b, 1);
         b.op(O::try_, {y(0), f(3)});
         b.op(O::call, {u(1), f(11)});
         b.op(O::try_end, {y(0)});
         leave(b, 1);
         b.op(O::label, {u(3)});
         b.op(O::try_case, {y(0)});
         b.op(O::raise, {x(2), x(1)});
       }},
      {"a mark left at deallocate", LoadErrorCode::bad_catch,
       [](auto& b) {
         frame(b, 1);
         b.op(O::try_, {y(0), f(3)});
         b.op(O::call, {u(1), f(11)});
         leave(b, 1);
         b.op(O::label, {u(3)});
         b.op(O::try_case, {y(0)});
         leave(b, 1);
       }},
      {"a mark left at a tail call", LoadErrorCode::bad_catch,
       [](auto& b) {
         frame(b, 1);
         b.op(O::catch_, {y(0), f(3)});
         b.op(O::call_last, {u(1), f(11), u(1)});
         b.op(O::label, {u(3)});
         b.op(O::catch_end, {y(0)});
         leave(b, 1);
       }},
      {"a loop that comes back with a mark", LoadErrorCode::bad_frame,
       [](auto& b) {
         frame(b, 2);
         b.op(O::label, {u(3)});
         b.op(O::move, {x(0), y(0)});
         b.op(O::try_, {y(1), f(4)});
         b.op(O::is_atom, {f(3), x(0)});
         b.op(O::try_end, {y(1)});
         leave(b, 2);
         b.op(O::label, {u(4)});
         b.op(O::try_case, {y(1)});
         b.op(O::raise, {x(2), x(1)});
       }},
      {"a mark on one path to where the frame goes", LoadErrorCode::bad_catch,
       [](auto& b) {
         frame(b, 1);
         b.op(O::is_atom, {f(3), x(0)});
         b.op(O::try_, {y(0), f(4)});
         b.op(O::label, {u(3)});
         leave(b, 1);
         b.op(O::label, {u(4)});
         b.op(O::try_case, {y(0)});
         b.op(O::raise, {x(2), x(1)});
       }},
      {"a mark overwritten", LoadErrorCode::bad_catch,
       [](auto& b) {
         frame(b, 1);
         b.op(O::catch_, {y(0), f(3)});
         b.op(O::move, {x(0), y(0)});
         b.op(O::label, {u(3)});
         b.op(O::catch_end, {y(0)});
         leave(b, 1);
       }},
      {"a mark trimmed away", LoadErrorCode::bad_catch,
       [](auto& b) {
         frame(b, 2);
         b.op(O::move, {x(0), y(1)});
         b.op(O::catch_, {y(0), f(3)});
         b.op(O::trim, {u(1), u(1)});
         b.op(O::label, {u(3)});
         leave(b, 1);
       }},
      {"a mark read", LoadErrorCode::bad_register_use,
       [](auto& b) {
         frame(b, 1);
         b.op(O::catch_, {y(0), f(3)});
         b.op(O::move, {y(0), x(0)});
         b.op(O::label, {u(3)});
         b.op(O::catch_end, {y(0)});
         leave(b, 1);
       }},
      {"catch_end without a mark", LoadErrorCode::bad_catch,
       [](auto& b) {
         frame(b, 1);
         b.op(O::move, {x(0), y(0)});
         b.op(O::catch_end, {y(0)});
         leave(b, 1);
       }},
      {"try_end of a catch", LoadErrorCode::bad_catch,
       [](auto& b) {
         frame(b, 1);
         b.op(O::catch_, {y(0), f(3)});
         b.op(O::try_end, {y(0)});
         leave(b, 1);
         b.op(O::label, {u(3)});
         b.op(O::catch_end, {y(0)});
         leave(b, 1);
       }},
      {"try_case by a conditional jump", LoadErrorCode::bad_catch,
       [](auto& b) {
         frame(b, 1);
         b.op(O::try_, {y(0), f(3)});
         b.op(O::is_tuple, {f(3), x(0)});
         b.op(O::try_end, {y(0)});
         leave(b, 1);
         b.op(O::label, {u(3)});
         b.op(O::try_case, {y(0)});
         leave(b, 1);
       }},
      {"registers are lost at the handler", LoadErrorCode::undefined_register,
       [](auto& b) {
         frame(b, 1);
         b.op(O::catch_, {y(0), f(3)});
         b.op(O::move, {i(1), x(1)});
         b.op(O::bif1, {f(0), b.import("erlang", "hd", 1), x(0), x(0)});
         b.op(O::label, {u(3)});
         b.op(O::catch_end, {y(0)});
         b.op(O::move, {x(1), x(0)});
         leave(b, 1);
       }},
      {"slots are as the raising operation left them", kAccepted,
       [](auto& b) {
         frame(b, 2);
         b.op(O::move, {x(1), y(1)});
         b.op(O::catch_, {y(0), f(3)});
         b.op(O::bif1, {f(0), b.import("erlang", "hd", 1), x(0), x(0)});
         b.op(O::label, {u(3)});
         b.op(O::catch_end, {y(0)});
         b.op(O::move, {y(1), x(0)});
         leave(b, 2);
       }},
      {"a slot set only after something raised", LoadErrorCode::undefined_register,
       [](auto& b) {
         frame(b, 2);
         b.op(O::catch_, {y(0), f(3)});
         b.op(O::bif1, {f(0), b.import("erlang", "hd", 1), x(0), x(0)});
         b.op(O::move, {x(1), y(1)});
         b.op(O::label, {u(3)});
         b.op(O::catch_end, {y(0)});
         b.op(O::move, {y(1), x(0)});
         leave(b, 2);
       }},
      {"marks on one path only meet at a return", LoadErrorCode::bad_catch,
       [](auto& b) {
         frame(b, 1);
         b.op(O::move, {x(0), y(0)});
         b.op(O::is_tuple, {f(4), x(0)});
         b.op(O::try_, {y(0), f(3)});
         b.op(O::label, {u(4)});
         leave(b, 1);
         b.op(O::label, {u(3)});
         b.op(O::try_case, {y(0)});
         leave(b, 1);
       }},
  });
}

// The compiler lets a try and the code around it share the operation that raises badmatch. The lowest slot is the
// innermost mark's.
TEST_CASE("what raises where marks meet goes to the handler of its own path") {
  const auto shared_raise = [](auto& b, auto after_the_meeting) {
    frame(b, 2);
    b.op(O::init_yregs, {list({y(0)})});
    b.op(O::catch_, {y(1), f(3)});
    b.op(O::is_atom, {f(5), x(0)});
    b.op(O::try_, {y(0), f(4)});
    b.op(O::is_tuple, {f(5), x(1)});
    b.op(O::try_end, {y(0)});
    b.op(O::jump, {f(3)});
    b.op(O::label, {u(4)});
    b.op(O::try_case, {y(0)});
    b.op(O::jump, {f(3)});
    b.op(O::label, {u(5)});
    after_the_meeting(b);
    b.op(O::label, {u(3)});
    b.op(O::catch_end, {y(1)});
    leave(b, 2);
  };
  const auto shared_handler = [](auto& b, O inner_mark, auto at_the_handler) {
    frame(b, 2);
    b.op(O::init_yregs, {list({y(0)})});
    b.op(O::catch_, {y(1), f(3)});
    b.op(O::is_atom, {f(5), x(0)});
    b.op(inner_mark, {y(0), f(3)});
    b.op(O::label, {u(5)});
    b.op(O::badmatch, {x(0)});
    b.op(O::label, {u(3)});
    at_the_handler(b);
    leave(b, 2);
  };
  check({
      {"the catch's and the try's", kAccepted,
       [&](auto& b) { shared_raise(b, [](auto& c) { c.op(O::badmatch, {x(0)}); }); }},
      {"by a call", LoadErrorCode::bad_catch,
       [&](auto& b) { shared_raise(b, [](auto& c) { c.op(O::call, {u(1), f(11)}); }); }},
      {"a slot is written first", LoadErrorCode::bad_frame,
       [&](auto& b) {
         shared_raise(b, [](auto& c) {
           c.op(O::move, {x(0), y(0)});
           c.op(O::badmatch, {x(0)});
         });
       }},
      {"a catch is begun first", LoadErrorCode::bad_frame,
       [&](auto& b) {
         shared_raise(b, [](auto& c) {
           c.op(O::catch_, {y(0), f(3)});
           c.op(O::badmatch, {x(0)});
         });
       }},
      {"the try's slot is read by the handler it does not go to", LoadErrorCode::bad_register_use,
       [&](auto& b) { shared_handler(b, O::try_, [](auto& c) { c.op(O::move, {y(0), x(0)}); }); }},
      {"a handler for two marks ends neither", LoadErrorCode::bad_catch,
       [&](auto& b) { shared_handler(b, O::catch_, [](auto& c) { c.op(O::catch_end, {y(1)}); }); }},
  });
}

TEST_CASE("falling or jumping into a try handler becomes a trap") {
  for (const bool by_jump : {false, true}) {
    const Verified v = verify([by_jump](auto& b) {
      frame(b, 1);
      b.op(O::try_, {y(0), f(3)});
      b.op(O::call, {u(1), f(11)});
      if (by_jump) b.op(O::jump, {f(3)});
      b.op(O::label, {u(3)});
      b.op(O::try_case, {y(0)});
      leave(b, 1);
    });
    REQUIRE(v.result == kAccepted);
    CHECK(v.op(O::call).is_trap() == !by_jump);
    if (by_jump) CHECK(v.op(O::jump).is_trap());
  }
}

TEST_CASE("receive") {
  check({
      {"a receive loop", kAccepted,
       [](auto& b) {
         frame(b, 1);
         b.op(O::move, {x(1), y(0)});
         b.op(O::label, {u(3)});
         b.op(O::loop_rec, {f(5), x(0)});
         b.op(O::is_eq_exact, {f(4), x(0), y(0)});
         b.op(O::remove_message);
         leave(b, 1);
         b.op(O::label, {u(4)});
         b.op(O::loop_rec_end, {f(3)});
         b.op(O::label, {u(5)});
         b.op(O::wait_timeout, {f(3), i(10)});
         b.op(O::timeout);
         b.op(O::move, {nil(), x(0)});
         leave(b, 1);
       }},
      {"x registers do not survive it", LoadErrorCode::undefined_register,
       [](auto& b) {
         b.op(O::label, {u(3)});
         b.op(O::loop_rec, {f(5), x(0)});
         b.op(O::move, {x(1), x(0)});
         b.op(O::return_);
         b.op(O::label, {u(5)});
         b.op(O::wait, {f(3)});
       }},
      {"a sleep whose time is in a register", kAccepted,
       [](auto& b) {
         frame(b, 0);
         b.op(O::label, {u(3)});
         b.op(O::wait_timeout, {f(3), x(0)});
         b.op(O::timeout);
         b.op(O::move, {nil(), x(0)});
         leave(b, 0);
       }},
      {"a sleep whose label jumps back", kAccepted,
       [](auto& b) {
         frame(b, 0);
         b.op(O::label, {u(3)});
         b.op(O::wait_timeout, {f(4), x(0)});
         b.op(O::timeout);
         b.op(O::move, {nil(), x(0)});
         leave(b, 0);
         b.op(O::label, {u(4)});
         b.op(O::jump, {f(3)});
       }},
      {"a sleep whose label jumps in a circle", LoadErrorCode::undefined_register,
       [](auto& b) {
         frame(b, 0);
         b.op(O::label, {u(3)});
         b.op(O::wait_timeout, {f(4), x(0)});
         b.op(O::timeout);
         b.op(O::jump, {f(3)});
         b.op(O::label, {u(4)});
         b.op(O::jump, {f(4)});
       }},
      {"waiting at another label with a time that is lost", LoadErrorCode::undefined_register,
       [](auto& b) {
         b.op(O::label, {u(3)});
         b.op(O::move, {x(0), x(1)});
         b.op(O::wait_timeout, {f(3), x(0)});
         b.op(O::return_);
       }},
      {"a message to another register", LoadErrorCode::bad_instruction,
       [](auto& b) {
         b.op(O::label, {u(3)});
         b.op(O::loop_rec, {f(3), x(1)});
         b.op(O::return_);
       }},
      {"a marker is no term", LoadErrorCode::bad_register_use,
       [](auto& b) {
         b.op(O::recv_marker_reserve, {x(0)});
         b.op(O::return_);
       }},
      {"a marker is bound", kAccepted,
       [](auto& b) {
         b.op(O::recv_marker_reserve, {x(2)});
         b.op(O::recv_marker_bind, {x(2), x(1)});
         b.op(O::return_);
       }},
      {"a term is no marker", LoadErrorCode::bad_register_use,
       [](auto& b) {
         b.op(O::recv_marker_bind, {x(0), x(1)});
         b.op(O::return_);
       }},
  });
}

}  // namespace
