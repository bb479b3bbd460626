// SPDX-License-Identifier: Apache-2.0
// Verifies the body of m:go/2 (label 2 is its entry, label 1 its func_info). The module also has functions
// of one argument, which bodies may call: other (label 11) uses it as a term, size (13) matches on it as a
// bitstring, wrap (15) passes it to size, leak (17) returns it.
#pragma once

#include <doctest/doctest.h>

#include <functional>

#include "loader/verify/verify.hpp"
#include "tests/support/beam_builder.hpp"

namespace test {

using namespace loader;

using O = Opcode;

inline constexpr LoadErrorCode kAccepted = static_cast<LoadErrorCode>(255);

struct Verified {
  Result<DecodedModule> module = std::unexpected(LoadError{});
  FunctionCode code;
  LoadErrorCode result = kAccepted;
  std::string text;

  const GenericOp& op(O opcode) const {
    for (const GenericOp& candidate : code.ops) {
      if (candidate.op == opcode) return candidate;
    }
    REQUIRE(false);
    return code.ops[0];
  }
};

inline Verified verify(const std::function<void(BeamBuilder&)>& body) {
  BeamBuilder b("m");
  b.max_opcode = 191;
  b.function("go", 2, 1);
  body(b);
  b.function("other", 1, 10);
  b.op(O::is_tuple, {f(10), x(0)});
  b.op(O::return_);
  b.function("size", 1, 12);
  b.op(O::bs_start_match4, {b.a("no_fail"), u(1), x(0), x(0)});
  b.op(O::bs_get_tail, {x(0), x(0), u(1)});
  b.op(O::return_);
  b.function("wrap", 1, 14);
  b.op(O::call_only, {u(1), f(13)});
  b.function("leak", 1, 16);
  b.op(O::return_);
  b.label_count = 30;
  Verified v;
  v.module = decode_module(b.build());
  if (!v.module) {
    v.result = v.module.error().code;
    v.text = to_string(v.module.error());
    return v;
  }
  auto decoded = decode_function(*v.module, 0, v.code);
  if (decoded) {
    ModuleVerifier verifier(*v.module);
    decoded = verifier.verify(v.code);
  }
  if (!decoded) {
    v.result = decoded.error().code;
    v.text = to_string(decoded.error());
  }
  return v;
}

struct Case {
  const char* name;
  LoadErrorCode expected;
  std::function<void(BeamBuilder&)> body;
};

inline void check(std::initializer_list<Case> cases) {
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const Verified v = verify(c.body);
    CAPTURE(v.text);
    CHECK(code_text(v.result) == code_text(c.expected));
  }
}

inline void ret(BeamBuilder& b) { b.op(O::return_); }

}  // namespace test
