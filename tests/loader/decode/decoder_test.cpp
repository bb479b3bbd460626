// SPDX-License-Identifier: Apache-2.0
// The function scan and operand decoding.
#include <doctest/doctest.h>

#include "loader/decode/decoded_module.hpp"
#include "tests/support/beam_builder.hpp"

namespace {

using namespace loader;
using namespace test;

// One function of arity 0 with `code` between its head and a return.
struct Probe {
  BeamBuilder b{"m"};
  Probe() { b.function("go", 0, 1); }

  Result<FunctionCode> decode() {
    b.op(Opcode::return_);
    module = decode_module(b.build());
    if (!module) return std::unexpected(module.error());
    FunctionCode code;
    if (auto ok = decode_function(*module, 0, code); !ok) return std::unexpected(ok.error());
    return code;
  }
  LoadErrorCode refusal() {
    const auto code = decode();
    REQUIRE_FALSE(code.has_value());
    return code.error().code;
  }
  Result<DecodedModule> module = std::unexpected(LoadError{});
};

TEST_CASE("operands of every kind") {
  Probe p;
  const std::string big = compact_bytes(1, std::string("\x01") + std::string(8, '\0'));
  p.b.op(Opcode::move, {i(-7), x(3)});
  p.b.op(Opcode::move, {big, y(1)});
  p.b.op(Opcode::move, {p.b.a("foo"), x(1023)});
  p.b.op(Opcode::move, {nil(), x(0)});
  p.b.op(Opcode::move, {p.b.literal("\x83"
                                    "a\1"),
                        x(0)});
  p.b.op(Opcode::fmove, {x(0), fr(2)});
  p.b.op(Opcode::test_heap, {alloc(5, 2, 1), u(0)});
  p.b.op(Opcode::test_heap, {u(9), u(0)});
  p.b.op(Opcode::put_tuple2, {x(0), list({x(1), p.b.a("foo"), i(2)})});
  p.b.op(Opcode::is_tuple, {f(1), x(0)});
  const auto code = p.decode();
  REQUIRE(code.has_value());
  const auto& ops = code->ops;
  REQUIRE(ops.size() == 14);
  CHECK(ops[0].op == Opcode::label);
  CHECK(ops[1].op == Opcode::func_info);
  CHECK(ops[3].args[0].is(ArgKind::integer));
  CHECK(ops[3].args[0].integer() == -7);
  CHECK(ops[3].args[1].is(ArgKind::x));
  CHECK(ops[4].args[0].big_integer().size() == 9);
  CHECK(ops[5].args[0].is(ArgKind::atom));
  CHECK(p.module->atoms[ops[5].args[0].index()] == "foo");
  CHECK(ops[6].args[0].is(ArgKind::nil));
  CHECK(ops[7].args[0].is(ArgKind::literal));
  CHECK(ops[8].args[1].is(ArgKind::fr));
  CHECK(ops[9].args[0].need() == HeapNeed{5, 2, 1});
  CHECK(ops[10].args[0].need() == HeapNeed{9, 0, 0});
  const auto elements = ops[11].args[1].list();
  REQUIRE(elements.size() == 3);
  CHECK(elements[0].is(ArgKind::x));
  CHECK(elements[2].integer() == 2);
  CHECK(ops[12].args[0].is(ArgKind::label));
  CHECK(code->x_count == 1024);
  CHECK(code->y_count == 2);
  CHECK(code->fr_count == 3);
}

TEST_CASE("typed registers keep their hint if the module has types") {
  Probe with;
  with.b.chunk("Type", be32(3) + be32(2) + be16(0x0fff) + be16(1));
  with.b.op(Opcode::move, {typed(x(4), 1), x(0)});
  const auto code = with.decode();
  REQUIRE(code.has_value());
  CHECK(code->ops[3].args[0].is(ArgKind::x));
  CHECK(code->ops[3].args[0].aux == 1);
  CHECK(code->ops[3].args[1].aux == kNoTypeHint);

  Probe beyond;
  beyond.b.chunk("Type", be32(3) + be32(2) + be16(0x0fff) + be16(1));
  beyond.b.op(Opcode::move, {typed(x(4), 2), x(0)});
  CHECK(beyond.refusal() == LoadErrorCode::operand_out_of_range);

  Probe without;
  without.b.op(Opcode::move, {typed(y(4), 7), x(0)});
  const auto plain = without.decode();
  REQUIRE(plain.has_value());
  CHECK_FALSE(plain->ops[3].args[0].has_type_hint());
}

TEST_CASE("wrong operands are refused") {
  using O = Opcode;
  struct Case {
    O op;
    std::vector<std::string> args;
    LoadErrorCode code;
  };
  const Case cases[] = {
      {O::move, {x(1024), x(0)}, LoadErrorCode::operand_out_of_range},
      {O::move, {y(1024), x(0)}, LoadErrorCode::operand_out_of_range},
      {O::move, {compact(2, 77), x(0)}, LoadErrorCode::operand_out_of_range},
      {O::move, {lit(0), x(0)}, LoadErrorCode::operand_out_of_range},
      {O::move, {x(0), i(1)}, LoadErrorCode::bad_operand},
      {O::move, {u(1), x(0)}, LoadErrorCode::bad_operand},
      {O::move, {compact(6, 65), x(0)}, LoadErrorCode::bad_operand},
      {O::move, {compact(7, 0), x(0)}, LoadErrorCode::bad_operand},
      {O::move, {compact(7, 9), x(0)}, LoadErrorCode::bad_operand},
      {O::move, {list({x(0)}), x(0)}, LoadErrorCode::bad_operand},
      {O::move, {typed(i(1), 0), x(0)}, LoadErrorCode::bad_operand},
      {O::jump, {f(0)}, LoadErrorCode::bad_label},
      {O::jump, {f(3)}, LoadErrorCode::operand_out_of_range},
      {O::is_tuple, {i(1), x(0)}, LoadErrorCode::bad_operand},
      {O::fadd, {f(1), fr(0), fr(0), fr(0)}, LoadErrorCode::operand_out_of_range},
      {O::fmove, {fr(1024), x(0)}, LoadErrorCode::operand_out_of_range},
      {O::call, {u(0), f(1)}, LoadErrorCode::bad_label},
      {O::call, {u(256), f(2)}, LoadErrorCode::operand_out_of_range},
      {O::call_ext, {u(0), u(0)}, LoadErrorCode::operand_out_of_range},
      {O::make_fun3, {u(0), x(0), list({})}, LoadErrorCode::operand_out_of_range},
      {O::test_heap, {u(1), u(1025)}, LoadErrorCode::operand_out_of_range},
      {O::test_heap, {u(1LL << 40), u(0)}, LoadErrorCode::operand_out_of_range},
      {O::allocate, {u(1024), u(0)}, LoadErrorCode::operand_out_of_range},
      {O::select_val, {x(0), f(1), list({i(1), f(1), i(2)})}, LoadErrorCode::bad_operand},
      {O::select_val, {x(0), f(1), list({i(1), x(1)})}, LoadErrorCode::bad_operand},
      {O::select_val, {x(0), f(1), x(1)}, LoadErrorCode::bad_operand},
      {O::put_tuple2, {x(0), list({list({x(1)})})}, LoadErrorCode::bad_operand},
      {O::bs_put_string, {u(1), u(1)}, LoadErrorCode::operand_out_of_range},
      {O::init_yregs, {list({x(0)})}, LoadErrorCode::bad_operand},
  };
  for (const Case& c : cases) {
    Probe p;
    p.b.raw_code(std::string(1, static_cast<char>(c.op)));
    for (const std::string& arg : c.args) p.b.raw_code(arg);
    CAPTURE(static_cast<int>(c.op));
    CAPTURE(c.args.size());
    CHECK(p.refusal() == c.code);
  }
}

TEST_CASE("a list may not claim more than there is") {
  Probe p;
  p.b.raw_code(std::string(1, static_cast<char>(Opcode::put_tuple2)) + x(0) + compact(7, 1) + u(INT64_MAX));
  CHECK(p.refusal() == LoadErrorCode::truncated);
}

TEST_CASE("every removed opcode is refused by name and number") {
  int removed = 0;
  for (unsigned number = 0; number < 256; ++number) {
    if (!kOpcodes[number].is_removed) continue;
    ++removed;
    Probe p;
    p.b.raw_code(std::string(1, static_cast<char>(number)));
    const auto code = p.decode();
    REQUIRE_FALSE(code.has_value());
    CHECK(code.error().code == LoadErrorCode::removed_opcode);
    CHECK(code.error().detail == std::string(kOpcodes[number].name) + ", number " + std::to_string(number));
  }
  CHECK(removed == 44);
}

TEST_CASE("functions are found in code order, labels with them") {
  BeamBuilder b("m");
  b.function("one", 1, 1);
  b.op(Opcode::return_);
  b.op(Opcode::label, {u(5)});
  b.op(Opcode::if_end);
  b.function("two", 2, 3);
  b.op(Opcode::on_load);
  b.op(Opcode::return_);
  const auto module = decode_module(b.build());
  REQUIRE(module.has_value());
  REQUIRE(module->functions.size() == 2);
  CHECK(module->functions[0].begin == 0);
  CHECK(module->functions[0].end == module->functions[1].begin);
  CHECK(module->functions[1].end == module->code.size() - 1);
  CHECK(module->functions[1].arity == 2);
  CHECK(module->label_home[1].function == 0);
  CHECK(module->label_home[5].function == 0);
  CHECK(module->label_home[3].function == 1);
  CHECK(module->label_home[4].function == 1);
  CHECK(module->on_load_function == 1u);
}

TEST_CASE("broken function heads and labels are refused") {
  const auto refusal = [](BeamBuilder& b) {
    const auto module = decode_module(b.build());
    REQUIRE_FALSE(module.has_value());
    return module.error().code;
  };
  const auto fresh = [] {
    BeamBuilder b("m");
    b.function("go", 0, 1);
    return b;
  };
  BeamBuilder twice = fresh();
  twice.op(Opcode::label, {u(2)});
  CHECK(refusal(twice) == LoadErrorCode::bad_label);
  BeamBuilder beyond = fresh();
  beyond.label_count = 3;
  beyond.op(Opcode::label, {u(3)});
  CHECK(refusal(beyond) == LoadErrorCode::bad_label);
  BeamBuilder zero = fresh();
  zero.op(Opcode::label, {u(0)});
  CHECK(refusal(zero) == LoadErrorCode::bad_label);
  BeamBuilder many = fresh();
  many.label_count = 0x7fffffff;
  CHECK(refusal(many) == LoadErrorCode::bad_label);
  BeamBuilder count = fresh();
  count.function_count = 2;
  CHECK(refusal(count) == LoadErrorCode::bad_function);
  BeamBuilder other("m");
  other.op(Opcode::label, {u(1)});
  other.op(Opcode::func_info, {compact(2, other.atom_index("n")), compact(2, 1), u(0)});
  other.op(Opcode::label, {u(2)});
  CHECK(refusal(other) == LoadErrorCode::bad_function);
  BeamBuilder headless("m");
  headless.op(Opcode::return_);
  CHECK(refusal(headless) == LoadErrorCode::bad_function);
  BeamBuilder no_entry("m");
  no_entry.op(Opcode::label, {u(1)});
  no_entry.op(Opcode::func_info, {compact(2, 1), compact(2, 1), u(0)});
  no_entry.op(Opcode::return_);
  CHECK(refusal(no_entry) == LoadErrorCode::bad_function);
  BeamBuilder unlabelled = fresh();
  unlabelled.op(Opcode::return_);
  unlabelled.op(Opcode::func_info, {compact(2, 1), compact(2, 1), u(0)});
  CHECK(refusal(unlabelled) == LoadErrorCode::bad_function);
  BeamBuilder later = fresh();
  later.max_opcode = 192;
  CHECK(refusal(later) == LoadErrorCode::unsupported_format);
}

}  // namespace
